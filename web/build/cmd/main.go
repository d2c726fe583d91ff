// Command cmd builds what is shipped into web/dist. It is run in the module's top folder.
package main

import (
	"flag"
	"fmt"
	"os"

	"playerstate/web/build"
)

func main() {
	plain := flag.Bool("plain", false, "leave out the compressed files")
	flag.Parse()
	if err := build.Build(build.Options{Root: ".", Dist: "web/dist", Plain: *plain}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
