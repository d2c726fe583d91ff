package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/chromedp/cdproto/tracing"
)

// traceEvent is one event of Chromium's trace; times are in µs.
type traceEvent struct {
	Name     string  `json:"name"`
	Category string  `json:"cat"`
	Process  int     `json:"pid"`
	Thread   int     `json:"tid"`
	Begin    float64 `json:"ts"`
	Duration float64 `json:"dur"`
}

// timeline is the tasks and the marks of one page's main thread.
type timeline struct {
	marks map[string][]float64 // times of performance.mark, by name
	tasks []traceEvent
}

// trace returns the events of the browser while f runs.
func (c *chromium) trace(f func() error) ([]traceEvent, error) {
	var mu sync.Mutex
	var events []traceEvent
	var broken error
	complete := make(chan struct{})
	listening, stop := context.WithCancel(context.Background())
	defer stop()
	c.Listen(listening, func(event any) {
		switch e := event.(type) {
		case *tracing.EventDataCollected:
			mu.Lock()
			defer mu.Unlock()
			for _, text := range e.Value {
				var one traceEvent
				if err := json.Unmarshal(text, &one); err != nil {
					broken = err
				}
				events = append(events, one)
			}
		case *tracing.EventTracingComplete:
			close(complete)
		}
	})
	err := c.do(func(ctx context.Context) error {
		return tracing.Start().WithTransferMode(tracing.TransferModeReportEvents).WithTraceConfig(&tracing.TraceConfig{
			IncludedCategories: []string{taskCategory, markCategory},
			ExcludedCategories: []string{"*"},
		}).Do(ctx)
	})
	if err != nil {
		return nil, fmt.Errorf("the trace does not start: %w", err)
	}
	failed := f()
	if err := c.do(func(ctx context.Context) error { return tracing.End().Do(ctx) }); err != nil {
		return nil, errors.Join(failed, fmt.Errorf("the trace does not end: %w", err))
	}
	select {
	case <-complete:
	case <-time.After(patience):
		return nil, errors.Join(failed, errors.New("the trace does not arrive"))
	}
	mu.Lock()
	defer mu.Unlock()
	return events, errors.Join(failed, broken)
}

// taskCategory and taskName identify a task in the trace, and markCategory a mark.
const (
	taskCategory = "disabled-by-default-devtools.timeline"
	taskName     = "RunTask"
	markCategory = "blink.user_timing"
)

// timeline returns the timeline of the page that makes the mark while f runs.
func (c *chromium) timeline(mark string, f func() error) (*timeline, error) {
	events, err := c.trace(f)
	if err != nil {
		return nil, err
	}
	return timelineOf(events, mark)
}

// timelineOf returns the timeline of the page that made the mark.
func timelineOf(events []traceEvent, mark string) (*timeline, error) {
	i := slices.IndexFunc(events, func(e traceEvent) bool { return e.Category == markCategory && e.Name == mark })
	if i < 0 {
		return nil, fmt.Errorf("the trace has no mark %q", mark)
	}
	process, thread := events[i].Process, events[i].Thread
	t := &timeline{marks: map[string][]float64{}}
	for _, e := range events {
		switch {
		case e.Process != process || e.Thread != thread:
		case e.Category == markCategory:
			t.marks[e.Name] = append(t.marks[e.Name], e.Begin)
		case e.Name == taskName:
			t.tasks = append(t.tasks, e)
		}
	}
	for _, times := range t.marks {
		slices.Sort(times)
	}
	slices.SortFunc(t.tasks, func(a, b traceEvent) int { return cmp.Compare(a.Begin, b.Begin) })
	return t, nil
}

// busy returns how long the main thread was busy between two times, in ms.
func (t *timeline) busy(from, to float64) float64 {
	sum := 0.0
	for _, task := range t.tasks {
		sum += max(0, min(task.Begin+task.Duration, to)-max(task.Begin, from))
	}
	return sum / 1000
}

// longest returns the length of the longest task that overlaps the time between two
// times, in ms. Such a task counts in full.
func (t *timeline) longest(from, to float64) float64 {
	most := 0.0
	for _, task := range t.tasks {
		if task.Begin <= to && task.Begin+task.Duration >= from {
			most = max(most, task.Duration)
		}
	}
	return most / 1000
}

// spans returns the times of each mark named start and of the next one named end.
func (t *timeline) spans(start, end string) [][2]float64 {
	var spans [][2]float64
	ends := t.marks[end]
	for _, from := range t.marks[start] {
		if i, _ := slices.BinarySearch(ends, from); i < len(ends) {
			spans = append(spans, [2]float64{from, ends[i]})
		}
	}
	return spans
}
