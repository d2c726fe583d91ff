package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWarm(t *testing.T) {
	rows, _, err := newBench(t).warm()
	require.NoError(t, err)
	require.Len(t, rows, 1)
	measured(t, testScale.Rounds, rows[0].Ours)
	measured(t, testScale.Rounds, rows[0].Limit)
	assert.Nil(t, rows[0].Vendor)
}

func TestFrames(t *testing.T) {
	rows, _, err := newBench(t).frames()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	measured(t, testScale.Frames, rows[0].Ours)
	measured(t, testScale.Frames, rows[1].Limit)
	assert.Equal(t, rows[0].Ours, rows[1].Ours)
}

func TestBursts(t *testing.T) {
	rows, _, err := newBench(t).bursts()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.Equal(t, exactly(1), rows[0].Ours, "one packet for all logouts")
	measured(t, testScale.Bursts, rows[1].Ours)
}
