package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/chromedp/cdproto/systeminfo"
)

// clientMemory measures what one more client costs a page that has one. It is the memory of
// the browser's renderers that no other process has: a client's linear memory is larger, but
// most of that is never touched.
func (b *bench) clientMemory() ([]row, []string, error) {
	t, err := b.visit(ownPage)
	if err != nil {
		return nil, nil, err
	}
	defer t.close()
	var at [2]map[int64]float64
	for i, clients := range []int{1, b.scale.Loads} {
		if err := t.eval(fmt.Sprintf(`bench.more(%d)`, clients), nil); err != nil {
			return nil, nil, err
		}
		if _, err := t.jsHeap(); err != nil { // which collects
			return nil, nil, err
		}
		if at[i], err = b.private(); err != nil {
			return nil, nil, err
		}
	}
	return []row{{Name: "memory of one more client", Unit: "KiB", Ours: exactly(grown(at[0], at[1]) / float64(b.scale.Loads))}}, nil, nil
}

// grown returns by how much the processes have grown that are in both readings. One of an
// earlier page may have ended between them.
func grown(before, after map[int64]float64) (kib float64) {
	for pid, now := range after {
		if then, known := before[pid]; known {
			kib += now - then
		}
	}
	return kib
}

// private returns the memory that each of the browser's renderers shares with no other process,
// in KiB, by their process ids.
func (c *chromium) private() (kib map[int64]float64, err error) {
	var processes []*systeminfo.ProcessInfo
	if err := c.do(func(ctx context.Context) (err error) {
		processes, err = systeminfo.GetProcessInfo().Do(ctx)
		return err
	}); err != nil {
		return nil, err
	}
	kib = map[int64]float64{}
	for _, p := range processes {
		if p.Type != "renderer" {
			continue
		}
		own, err := privateOf(p.ID)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			continue // it has ended
		}
		if err != nil {
			return nil, err
		}
		kib[p.ID] = own
	}
	return kib, nil
}

// privateOf returns the memory that a process shares with no other, in KiB, as Linux says.
func privateOf(pid int64) (kib float64, err error) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var n float64
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.HasPrefix(name, "Private_") {
			if _, err := fmt.Sscanf(value, "%f kB", &n); err != nil {
				return 0, fmt.Errorf("%s: %w", lines.Text(), err)
			}
			kib += n
		}
	}
	return kib, lines.Err()
}
