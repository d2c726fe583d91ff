package main

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"playerstate/web/bench/weigh"
)

// maxRatio is the largest allowed ratio of the download to the empty program: the one that is
// reached, rounded up to a hundredth.
const maxRatio = 0.49

// largestFunctions is how many functions are printed.
const largestFunctions = 40

// printDownload prints the sizes of the download and its ratio to the empty program.
func printDownload(out io.Writer, d weigh.Download) {
	printHead(out, "to download", "brotli 11")
	printLine(out, "playerstate.wasm", d.Program)
	printLine(out, "playerstate.js", d.Script)
	printLine(out, "both", d.Total())
	printLine(out, "an empty Go program", d.Empty)
	verdict := "within"
	if d.Ratio() > maxRatio {
		verdict = "above"
	}
	fmt.Fprintf(out, "ratio %.4f, %s the limit of %.2f\n", d.Ratio(), verdict, maxRatio)
}

// printParts prints the sizes of the module's parts.
func printParts(out io.Writer, m *weigh.Module) error {
	fmt.Fprintln(out, "\nEach part is also compressed alone, which makes it a little larger than its share of the whole.")
	for _, table := range []struct {
		title string
		parts []weigh.Part
	}{
		{"section", m.Sections},
		{"data, in memory", m.Data()},
		{"package, its code", m.Packages()},
		{"function", m.LargestFunctions(largestFunctions)},
	} {
		if err := printTable(out, table.title, table.parts); err != nil {
			return err
		}
	}
	return nil
}

// printTable prints the sizes of parts, each compressed alone.
func printTable(out io.Writer, title string, parts []weigh.Part) error {
	sizes, errs := make([]weigh.Size, len(parts)), make([]error, len(parts))
	var all sync.WaitGroup
	for i, p := range parts {
		all.Go(func() { sizes[i], errs[i] = weigh.SizeOf(p.Data) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	fmt.Fprintln(out)
	printHead(out, title, "alone")
	for i, p := range parts {
		printLine(out, p.Name, sizes[i])
	}
	return nil
}

// printHead prints the head of a table, whose last column has a name of its own.
func printHead(out io.Writer, title, compressed string) {
	fmt.Fprintf(out, "%-48s %9s %9s\n", title, "bytes", compressed)
}

// printLine prints a line of a table.
func printLine(out io.Writer, name string, size weigh.Size) {
	fmt.Fprintf(out, "%-48s %9d %9d\n", name, size.Plain, size.Brotli)
}
