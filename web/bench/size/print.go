package main

import (
	"fmt"
	"io"
	"sync"

	"playerstate/web/bench/weigh"
)

// mostRatio is the most that the download may be of the empty program.
const mostRatio = 1.00

func printDownload(out io.Writer, d weigh.Download) {
	printHead(out, "to download", "brotli 11")
	row := func(name string, w weigh.Weight) { printLine(out, name, w.Plain, w.Brotli) }
	row("playerstate.wasm", d.Program)
	row("playerstate.js", d.Script)
	row("both", weigh.Weight{Plain: d.Program.Plain + d.Script.Plain, Brotli: d.Program.Brotli + d.Script.Brotli})
	row("an empty Go program", d.Empty)
	verdict := "within"
	if d.Ratio() > mostRatio {
		verdict = "above"
	}
	fmt.Fprintf(out, "ratio %.4f, %s the limit of %.2f\n", d.Ratio(), verdict, mostRatio)
}

func printParts(out io.Writer, m *weigh.Module, functions int) {
	fmt.Fprintln(out, "\nEach part is also compressed alone, which makes it a little larger than its share of the whole.")
	printTable(out, "section", m.Sections)
	printTable(out, "data, in memory", m.Data())
	printTable(out, "package, its code", m.Packages())
	printTable(out, "function", m.LargestFunctions(functions))
}

func printTable(out io.Writer, title string, parts []weigh.Part) {
	packed := make([]int, len(parts))
	var all sync.WaitGroup
	for i, p := range parts {
		all.Go(func() { packed[i] = weigh.Brotli(p.Data) })
	}
	all.Wait()
	fmt.Fprintln(out)
	printHead(out, title, "alone")
	for i, p := range parts {
		printLine(out, p.Name, len(p.Data), packed[i])
	}
}

func printHead(out io.Writer, title, packed string) {
	fmt.Fprintf(out, "%-48s %9s %9s\n", title, "bytes", packed)
}

func printLine(out io.Writer, name string, plain, packed int) {
	fmt.Fprintf(out, "%-48s %9d %9d\n", name, plain, packed)
}
