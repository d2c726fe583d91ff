// Command bench measures the client in a real browser and compares it with the limits:
// the smallest Go program for bytes, a bare fetch for time, the vendor's own client for
// the page. It prints one table, writes it as JSON, and prints the difference from the
// committed baseline. It fails only if it can't measure something, never because of a
// time. It is run in the module's top folder.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"playerstate/web/test/vendor"
)

// baselineFile is the committed report that later ones are compared with.
var baselineFile = filepath.Join("web", "bench", "baseline.json")

// keptFolder is the folder of the vendor's client and of the latest report.
var keptFolder = filepath.Join("web", "dist", ".bench")

// options are the options of the command line.
type options struct {
	scale    scale
	only     *regexp.Regexp
	baseline bool
}

// readOptions reads the command line. Output about its use goes to out.
func readOptions(args []string, out io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(out)
	quick := flags.Bool("quick", false, "repeat each measurement only a few times")
	only := flags.String("only", "", "measure only the parts whose name matches this regular expression")
	flags.BoolVar(&o.baseline, "baseline", false, "write the report to "+baselineFile+" too")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.baseline && *only != "" {
		return o, errors.New("a baseline needs all parts: -baseline and -only exclude each other")
	}
	o.scale = fullScale
	if *quick {
		o.scale = quickScale
	}
	o.only, err = regexp.Compile(*only)
	return o, err
}

func main() {
	o, err := readOptions(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err == nil {
		err = run(o, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// run measures, and prints and writes the report.
func run(o options, out io.Writer) error {
	logf := func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
	if err := os.MkdirAll(keptFolder, 0o755); err != nil {
		return err
	}
	r := report{Date: time.Now().UTC().Format(time.DateOnly), Machine: machine(), Go: runtime.Version()}
	client, err := vendor.Bundle(keptFolder, "--minify")
	if err != nil {
		if o.baseline {
			return fmt.Errorf("a baseline needs the vendor's client: %w", err)
		}
		reason, _, _ := strings.Cut(err.Error(), "\n")
		r.Notes = append(r.Notes, "The vendor's client is left out: "+reason+".")
		logf("The vendor's client is left out: %v", err)
	}
	servers, err := startServers(".", client, false)
	if err != nil {
		return err
	}
	defer servers.close()
	browser, err := startChromium()
	if err != nil {
		return err
	}
	defer browser.Quit()
	r.Browser = browser.version

	rows, notes, err := (&bench{servers, browser, o.scale, logf}).rows(o.only)
	if err != nil {
		return err
	}
	r.Rows, r.Notes = rows, append(r.Notes, notes...)
	if err := r.write(filepath.Join(keptFolder, "result.json")); err != nil {
		return err
	}
	r.print(out)
	if o.baseline {
		return r.write(baselineFile)
	}
	baseline, err := readReport(baselineFile)
	if err != nil {
		logf("There is no baseline to compare with: %v", err)
		return nil
	}
	printDifference(out, baseline, r)
	return nil
}

// machine describes the machine, as far as Linux says.
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
