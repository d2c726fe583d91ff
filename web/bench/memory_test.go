package main

import (
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGrowth(t *testing.T) {
	vendor := exactly(1)
	rows, notes := growth([]memoryUse{
		{Logouts: 10, JSHeap: 4096, GoHeap: 8192, Linear: 1 << 20},
		{Logouts: 40, JSHeap: 9000, GoHeap: 1, Linear: 2 << 20},
		{Logouts: 100, JSHeap: 6144, GoHeap: 7168, Linear: 1 << 20},
	}, vendor)
	none := exactly(0)
	const of = ", growth from 10 to 100 logins and logouts"
	assert.Equal(t, []row{
		{Name: "JS heap" + of, Unit: "KiB", Ours: exactly(2), Vendor: vendor, Limit: none},
		{Name: "Go's heap" + of, Unit: "KiB", Ours: exactly(-1), Limit: none},
		{Name: "linear memory" + of, Unit: "KiB", Ours: exactly(0), Limit: none},
	}, rows)
	require.Len(t, notes, 3)
	assert.Equal(t, `Memory: {"logouts":10,"jsHeap":4096,"goHeap":8192,"linear":1048576}`, notes[0])
}

// TestMemory holds what a page keeps after all its logins and logouts: 20, or as many as the
// environment says in PLAYERSTATE_CYCLES.
func TestMemory(t *testing.T) {
	b := newBench(t)
	if text := os.Getenv("PLAYERSTATE_CYCLES"); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err)
		b.scale.Cycles = n
	}
	series, err := b.memoryUses()
	require.NoError(t, err)
	require.Len(t, series, 4)
	for i, m := range series {
		t.Log(m)
		assert.Equal(t, []int{1, 4, 7, 10}[i]*(b.scale.Cycles/10), m.Logouts)
		for _, value := range []float64{m.JSHeap, m.GoHeap} {
			assert.Positive(t, value)
		}
		assert.Greater(t, m.GoHeap, 4096.0, "it is a number of bytes")
		assert.Greater(t, m.Linear, m.GoHeap)
	}
	assert.Equal(t, series[1].Linear, series[3].Linear, "the program needs no more memory, the longer it runs")
	assert.InDelta(t, series[1].GoHeap, series[3].GoHeap, 64<<10, "what is dead is collected")
	assert.Less(t, series[3].JSHeap, series[1].JSHeap+256<<10, "so it is by the browser")
	vendor, err := b.vendorGrowth()
	require.NoError(t, err)
	assert.Nil(t, vendor)
}
