package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTimeline(t *testing.T) {
	task := func(thread int, begin, duration float64) traceEvent {
		return traceEvent{Name: taskName, Category: taskCategory, Process: 1, Thread: thread, Begin: begin, Duration: duration}
	}
	mark := func(name string, at float64) traceEvent {
		return traceEvent{Name: name, Category: markCategory, Process: 1, Thread: 1, Begin: at}
	}
	line, err := timelineOf([]traceEvent{
		task(1, 10_000, 4_000), mark("end", 13_000), mark("start", 1_000), task(1, 0, 2_000), task(1, 20_000, 9_000),
		task(2, 0, 90_000), mark("start", 21_000), mark("end", 22_000), mark("start", 30_000),
	}, "start")
	require.NoError(t, err)
	spans := line.spans("start", "end")
	assert.Equal(t, [][2]float64{{1_000, 13_000}, {21_000, 22_000}}, spans)
	assert.Equal(t, 4.0, line.busy(spans[0][0], spans[0][1]), "1 ms of the first task and 3 of the second")
	assert.Equal(t, 1.0, line.busy(spans[1][0], spans[1][1]))
	assert.Equal(t, 4.0, line.longest(spans[0][0], spans[0][1]), "a task counts in full")
	assert.Equal(t, 9.0, line.longest(spans[1][0], spans[1][1]))
	assert.Zero(t, line.longest(5_000, 6_000))

	_, err = timelineOf(nil, "start")
	assert.ErrorContains(t, err, `no mark "start"`)
}
