package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

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
	var at [2]float64
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
	return []row{{Name: "memory of one more client", Unit: "KiB", Ours: exactly((at[1] - at[0]) / float64(b.scale.Loads))}}, nil, nil
}

// private returns the memory that the browser's renderers share with no other process, in KiB.
func (c *chromium) private() (kib float64, err error) {
	var processes []*systeminfo.ProcessInfo
	if err := c.do(func(ctx context.Context) (err error) {
		processes, err = systeminfo.GetProcessInfo().Do(ctx)
		return err
	}); err != nil {
		return 0, err
	}
	for _, p := range processes {
		if p.Type != "renderer" {
			continue
		}
		own, err := privateOf(p.ID)
		if err != nil {
			return 0, err
		}
		kib += own
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
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var n float64
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.HasPrefix(name, "Private_") {
			if _, err := fmt.Sscanf(value, "%f kB", &n); err != nil {
				return 0, fmt.Errorf("%s: %w", lines.Text(), err)
			}
			kib += n
		}
	}
	return kib, nil
}
