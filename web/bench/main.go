// Command bench measures the client in a real browser, against the limits that
// there are: the smallest Go program for bytes, a bare fetch for time, the vendor's
// own client for the page. It prints one table and writes it as JSON. It fails
// where something can't be measured, never because of a time.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"playerstate/web/test/vendor"
)

func main() {
	root := flag.String("root", ".", "the module's top folder")
	out := flag.String("json", "web/dist/.bench/result.json", "where the result goes as JSON")
	quick := flag.Bool("quick", false, "measure everything only a few times, to see that it works")
	only := flag.String("only", "", "a regular expression: measure only the parts whose name it matches")
	flag.Parse()
	chosen := fullScale
	if *quick {
		chosen = quickScale
	}
	parts, err := regexp.Compile(*only)
	if err == nil {
		err = run(*root, *out, chosen, parts)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(root, out string, scale scale, only *regexp.Regexp) error {
	say := func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	kept := filepath.Join(root, "web", "dist", ".bench")
	if err := os.MkdirAll(kept, 0o755); err != nil {
		return err
	}
	r := report{Date: time.Now().UTC().Format(time.DateOnly), Machine: machine(), Go: runtime.Version()}
	vendor, err := vendor.Bundle(kept, "--minify")
	if err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\n")
		r.Notes = append(r.Notes, "The official client is left out: "+reason+".")
		say("The official client is left out: %v", err)
	}
	world, err := newWorld(root, vendor)
	if err != nil {
		return err
	}
	defer world.close()
	browser, err := startChromium()
	if err != nil {
		return err
	}
	defer browser.close()
	r.Browser = browser.version

	rows, notes, err := (&bench{world, browser, scale, say}).rows(only)
	if err != nil {
		return err
	}
	r.Rows, r.Notes = rows, append(r.Notes, notes...)
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(out, append(text, '\n'), 0o644); err != nil {
		return err
	}
	r.print(os.Stdout)
	return nil
}

// machine is what the benchmark runs on, as far as Linux tells.
func machine() string {
	model := runtime.GOARCH
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s", model, runtime.NumCPU(), runtime.GOOS)
}
