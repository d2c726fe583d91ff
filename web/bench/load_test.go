package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBlocks(t *testing.T) {
	rows, _, err := newBench(t).blocks()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	longest, all := rows[0].Ours, rows[1].Ours
	measured(t, testScale.Loads, longest)
	measured(t, testScale.Loads, all)
}

func TestCold(t *testing.T) {
	b := newBench(t)
	rows, _, err := b.cold()
	require.NoError(t, err)
	require.Len(t, rows, 3)
	for _, row := range rows {
		measured(t, testScale.Loads, row.Ours)
	}
	measured(t, testScale.Loads, rows[2].Limit)

	program, err := os.Stat(filepath.Join(b.dist(), "playerstate.wasm"))
	require.NoError(t, err)
	const bytesPerMs = 10e6 / 8 / 1000
	assert.Greater(t, rows[1].Ours.Median, float64(program.Size())/bytesPerMs, "10 Mbit/s is no faster than that")
}

func TestFirstCallPage(t *testing.T) {
	assert.Equal(t, oursPage, firstCallPage("ours"))
	assert.Equal(t, vendorPage, firstCallPage("vendor"))
}
