package weigh

import "path/filepath"

// Download is the sizes of the two files that a page downloads, and of the empty
// program.
type Download struct {
	Program, Script, Empty Size
}

// Total returns the size of both files together.
func (d Download) Total() Size {
	return Size{d.Program.Plain + d.Script.Plain, d.Program.Brotli + d.Script.Brotli}
}

// Ratio returns the compressed size of the download, divided by that of the empty
// program.
func (d Download) Ratio() float64 { return float64(d.Total().Brotli) / float64(d.Empty.Brotli) }

// EmptyName is the file name of the empty program.
const EmptyName = "empty.wasm"

// SizeOfDownload returns the sizes of the shipped files and of the empty program, which
// are all in the folder dist, each with its .br.
func SizeOfDownload(dist string) (d Download, err error) {
	for _, file := range []struct {
		name string
		size *Size
	}{{"playerstate.wasm", &d.Program}, {"playerstate.js", &d.Script}, {EmptyName, &d.Empty}} {
		if *file.size, err = sizeOfFile(filepath.Join(dist, file.name)); err != nil {
			return Download{}, err
		}
	}
	return d, nil
}
