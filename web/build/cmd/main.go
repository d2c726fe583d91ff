// Command cmd builds what is shipped into web/dist, or writes what a test's build needs to be
// like it. It is run in the module's top folder.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"playerstate/web/build"
)

func main() {
	plain := flag.Bool("plain", false, "leave out the compressed files")
	trimmed := flag.String("trim", "", "only write the overlay of Go's sources to a `folder`, and print the flags for it")
	flag.Parse()
	if *trimmed != "" {
		flags, err := build.TrimFlags(*trimmed, nil)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(strings.Join(flags, " "))
		return
	}
	if err := build.Build(build.Options{Root: ".", Dist: "web/dist", Plain: *plain}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
