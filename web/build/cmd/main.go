// Command cmd builds what is shipped into web/dist. It is run in the module's top folder.
package main

import (
	"fmt"
	"os"

	"playerstate/web/build"
)

func main() {
	if err := build.Build(build.Options{Root: ".", Dist: "web/dist"}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
