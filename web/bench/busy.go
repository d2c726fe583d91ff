package main

import (
	"sync"
	"sync/atomic"
)

// busyCore is what the names of rows end with that are measured while a core is busy, as a
// game keeps it that is loading.
const busyCore = ", one core busy"

// besideABusyCore has a part measured while this process keeps one core busy: on two cores, the
// browser and the servers share the other one.
func besideABusyCore(measure func() ([]row, []string, error)) func() ([]row, []string, error) {
	return func() ([]row, []string, error) {
		var stop atomic.Bool
		var spinner sync.WaitGroup
		spinner.Go(func() {
			for !stop.Load() {
			}
		})
		rows, notes, err := measure()
		stop.Store(true)
		spinner.Wait()
		for i := range rows {
			rows[i].Name += busyCore
		}
		return rows, notes, err
	}
}
