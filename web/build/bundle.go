package build

import (
	"encoding/base64"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// script is one of the scripts that load the program.
type script struct {
	suffix, entry string
	format        api.Format
	inline        bool // whether it has the program within itself
}

// scripts are the classic script and the module, each with the program beside it and with
// the program within it.
var scripts = []script{
	{".js", "tag.js", api.FormatIIFE, false},
	{".mjs", "module.js", api.FormatESModule, false},
	{".inline.js", "tag.js", api.FormatIIFE, true},
	{".inline.mjs", "module.js", api.FormatESModule, true},
}

// program is the program as a script knows it.
type program struct {
	file   string // its name beside the script
	packed string // its text within the script, from packText; "" if it is beside it
	// imports are the names of what it imports from Go's wasm_exec.js; nil for one that may import all of it.
	imports []string
}

// packText is a program as a text that a script can have within it: gzip, which every
// browser with a DecompressionStream unpacks, in base64. Of a program of 2,581,360 bytes it
// makes 675 KB, and 504 KB when a server packs the script with brotli. Thirteen bits in two
// of 91 characters are 623 KB, but 509 KB of brotli, and have to be decoded by a script.
func packText(content []byte) (string, error) {
	small, err := packed(content, newGzip)
	return base64.StdEncoding.EncodeToString(small), err
}

// eagerly is a script's first line by which Chromium, from 136 on, compiles all of its functions
// while it comes from the network, on another thread. Otherwise the main thread compiles each
// when it is first called, and nearly all are called as the page begins (V8's documentation:
// explicit compile hints).
const eagerly = "//# allFunctionsCalledOnLoad"

// bundle bundles a script, which loads that program from beside itself or from within. It
// returns the script and its source map. The script does not name the map, as npm's
// package has none; a server may name it in the header SourceMap.
func (s script) bundle(root, version, name string, p program) (code, sourceMap []byte, err error) {
	if !s.inline {
		p.packed = ""
	}
	files, err := bundled(root, version, p, api.BuildOptions{
		EntryPoints:       []string{s.entry},
		Format:            s.format,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Sourcemap:         api.SourceMapExternal,
		Outfile:           name,
		Banner:            map[string]string{"js": fmt.Sprintf("%s\n/*! playerState %s; with parts of Go, see NOTICE */", eagerly, version)},
	})
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return code, sourceMap, err
}

// Module bundles a module of that text, which imports from web/src, for a test in Node.js.
func Module(root, text string) ([]byte, error) {
	version, err := Version(root)
	if err != nil {
		return nil, err
	}
	files, err := bundled(root, version, program{file: "playerstate.wasm"}, api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: text},
		Format:   api.FormatESModule,
		Platform: api.PlatformNode,
	})
	if err != nil {
		return nil, err
	}
	return files[0].Contents, nil
}

// bundled bundles what imports from web/src, with the names that the build gives to it.
func bundled(root, version string, p program, o api.BuildOptions) ([]api.OutputFile, error) {
	dir, err := filepath.Abs(filepath.Join(root, "web", "src"))
	if err != nil {
		return nil, err
	}
	o.AbsWorkingDir = dir
	if o.Stdin != nil {
		o.Stdin.ResolveDir = dir
	}
	o.Bundle = true
	if o.Platform != api.PlatformNode {
		o.Target, o.Engines = parseable, Oldest
	}
	o.Supported = map[string]bool{"import-meta": true} // what imports a module has it
	o.Inject = []string{filepath.Join(dir, "global.js")}
	o.Charset = api.CharsetUTF8
	o.Define = map[string]string{
		"VERSION":   quoted(version),
		"WASM_FILE": quoted("./" + p.file),
		"INLINE":    strconv.FormatBool(p.packed != ""),
	}
	o.Plugins = []api.Plugin{virtualModules(dir, p)}
	o.LogLevel = api.LogLevelSilent
	result := api.Build(o)
	// A warning is an error, too: so a check that checks.js does not export is told.
	if problems := append(result.Errors, result.Warnings...); len(problems) > 0 {
		return nil, errors.New(strings.Join(api.FormatMessages(problems, api.FormatMessagesOptions{Kind: api.ErrorMessage}), "\n"))
	}
	return result.OutputFiles, nil
}

// virtual are the modules that are made here, by their names behind "playerstate:".
var virtual = map[string]func(p program) (string, error){
	"table":     func(program) (string, error) { return tableModule(), nil },
	"wasm_exec": func(p program) (string, error) { return goRuntime(p.imports) },
	"program":   func(p program) (string, error) { return "export const packed = " + quoted(p.packed) + ";", nil },
}

// virtualModules resolves them. What they import is found in dir.
func virtualModules(dir string, p program) api.Plugin {
	const prefix = "playerstate:"
	return api.Plugin{Name: "virtual", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: "^" + prefix}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: strings.TrimPrefix(a.Path, prefix), Namespace: "virtual"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "virtual"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			load, ok := virtual[a.Path]
			if !ok {
				return api.OnLoadResult{}, fmt.Errorf("no module %s%s", prefix, a.Path)
			}
			text, err := load(p)
			return api.OnLoadResult{Contents: &text, ResolveDir: dir, Loader: api.LoaderJS}, err
		})
	}}
}
