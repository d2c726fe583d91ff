package main

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClientMemory(t *testing.T) {
	b := newBench(t)
	b.scale.Loads = 20 // the browser gives some MiB back meanwhile, whenever it likes
	rows, _, err := b.clientMemory()
	require.NoError(t, err)
	require.Len(t, rows, 1)
	assert.Greater(t, rows[0].Ours.Median, 100.0, "it is a number of KiB")
}

func TestGrown(t *testing.T) {
	assert.Equal(t, 3.0, grown(map[int64]float64{1: 10, 2: 20, 3: 30}, map[int64]float64{1: 11, 2: 22, 4: 40}))
}

func TestPrivateOf(t *testing.T) {
	before, err := privateOf(int64(os.Getpid()))
	require.NoError(t, err)
	const mib = 64
	taken, err := syscall.Mmap(-1, 0, mib<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	require.NoError(t, err)
	for i := range taken {
		taken[i] = 1
	}
	after, err := privateOf(int64(os.Getpid()))
	require.NoError(t, err)
	require.NoError(t, syscall.Munmap(taken))
	assert.InDelta(t, mib<<10, after-before, mib<<8)
	_, err = privateOf(0)
	assert.ErrorIs(t, err, os.ErrNotExist)
}
