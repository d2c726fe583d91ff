package build

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// script is one of the scripts that load the program.
type script struct {
	suffix, entry string
	format        api.Format
}

// scripts are the classic script and the module.
var scripts = []script{
	{".js", "tag.js", api.FormatIIFE},
	{".mjs", "module.js", api.FormatESModule},
}

// bundle bundles a script, which loads the program of that name from beside itself. It
// returns the script and its source map. The script does not name the map, as npm's
// package has none; a server may name it in the header SourceMap.
func (s script) bundle(root, version, name, program string) (code, sourceMap []byte, err error) {
	sources := filepath.Join(root, "web", "src")
	dir, err := filepath.Abs(sources)
	if err != nil {
		return nil, nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{s.entry},
		AbsWorkingDir:     dir,
		Bundle:            true,
		Format:            s.format,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		Sourcemap:         api.SourceMapExternal,
		Outfile:           name,
		Banner:            map[string]string{"js": fmt.Sprintf("/*! playerState %s; with parts of Go, see NOTICE */", version)},
		Define: map[string]string{
			"VERSION":   quoted(version),
			"WASM_FILE": quoted("./" + program),
		},
		Plugins:  []api.Plugin{virtualModules(dir)},
		LogLevel: api.LogLevelSilent,
	})
	// A warning is an error, too: so a check that checks.js does not export is told.
	if problems := append(result.Errors, result.Warnings...); len(problems) > 0 {
		return nil, nil, errors.New(strings.Join(api.FormatMessages(problems, api.FormatMessagesOptions{Kind: api.ErrorMessage}), "\n"))
	}
	for _, f := range result.OutputFiles {
		if strings.HasSuffix(f.Path, ".map") {
			sourceMap = f.Contents
		} else {
			code = f.Contents
		}
	}
	return code, sourceMap, nil
}

// virtual are the modules that are made here, by their names behind "playerstate:".
var virtual = map[string]func() (string, error){
	"table":     func() (string, error) { return tableModule(), nil },
	"wasm_exec": goRuntime,
}

// virtualModules resolves them. What they import is found in dir.
func virtualModules(dir string) api.Plugin {
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
			text, err := load()
			return api.OnLoadResult{Contents: &text, ResolveDir: dir, Loader: api.LoaderJS}, err
		})
	}}
}

// goRuntime is the toolchain's own wasm_exec.js as a function that makes its class Go.
// It sees a global object that it gets, so that the page's own gets no Go, fs, path or
// process from it.
func goRuntime() (string, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("export function goRuntime(globalThis, fs) {\n%s\nreturn globalThis.Go;\n}\n", text), nil
}
