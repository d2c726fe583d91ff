package main

import (
	"errors"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cpuTime is how long this process has run on any core.
func cpuTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano())
}

func TestBesideABusyCore(t *testing.T) {
	const spun = 100 * time.Millisecond
	rows, notes, err := besideABusyCore(func() ([]row, []string, error) {
		for begun := cpuTime(t); cpuTime(t)-begun < spun; {
			time.Sleep(spun / 10) // which takes no time of a core's
		}
		return []row{{Name: "one", Max: 1}, {Name: "two"}}, []string{"a note"}, errors.New("an error")
	})()
	assert.Equal(t, []row{{Name: "one, one core busy", Max: 1}, {Name: "two, one core busy"}}, rows)
	assert.Equal(t, []string{"a note"}, notes)
	assert.EqualError(t, err, "an error")
}
