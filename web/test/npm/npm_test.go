// Package npm tests what npm makes of web/, as a game that installs it sees it.
package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build"
	"playerstate/web/server/dispatcher"
	"playerstate/web/test/registry"
)

const (
	root = "../../.."
	// The versions are part of what is tested.
	vitePackage       = "vite@8.3.8"
	typeScriptPackage = "typescript@7.0.2"
	// patience is how long the browser may take before the test gives up.
	patience = time.Minute
)

// pack runs npm pack in a copy of web/ with a dist of its own, as other tests may be
// building web/dist right now, and returns the tarball.
func pack(t *testing.T) string {
	web := filepath.Join(t.TempDir(), "web")
	from := filepath.Join(root, "web")
	require.NoError(t, filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		to := filepath.Join(web, inside)
		if entry.IsDir() {
			if inside == "dist" {
				return fs.SkipDir
			}
			return os.MkdirAll(to, 0o755)
		}
		content, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // somebody's temporary file
		}
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, 0o644)
	}))
	require.NoError(t, build.Build(build.Options{Root: root, Dist: filepath.Join(web, "dist"), Plain: true}))
	to := t.TempDir()
	_, err := registry.Run(web, "npm", "pack", "--pack-destination", to)
	require.NoError(t, err)
	version, err := build.Version(root)
	require.NoError(t, err)
	return filepath.Join(to, "playerstate-"+version+".tgz")
}

// contents are the files of a tarball.
func contents(t *testing.T, tarball string) (names []string) {
	f, err := os.Open(tarball)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	for r := tar.NewReader(z); ; {
		header, err := r.Next()
		if err == io.EOF {
			return names
		}
		require.NoError(t, err)
		names = append(names, header.Name)
	}
}

// app is the source of the empty Vite app, by file.
var app = map[string]string{
	"package.json": `{ "name": "game", "private": true, "type": "module" }`,
	"index.html":   `<!doctype html><meta charset="utf-8"><title>game</title><script type="module" src="/main.ts"></script>`,
	"main.ts": `import { createClient } from "playerstate";
const client = createClient({ appId: "20001", secret: "a secret of the tests", appVersion: "1.0.0", serverUrl: "/dispatcherv2" });
const login = await client.authenticateAnonymous();
const logout = await client.playerState.logout();
const reason = logout.status === 200 ? 0 : logout.reason_code;
document.title = [login.status, logout.status, reason].join(" ");
`,
}

func TestPackageInAViteApp(t *testing.T) {
	modules, err := registry.Install(filepath.Join(root, "web/dist/.vite", vitePackage+"+"+typeScriptPackage), vitePackage, typeScriptPackage)
	require.NoError(t, err)
	tarball := pack(t)
	require.ElementsMatch(t, []string{
		"package/package.json",
		"package/playerstate.d.ts",
		"package/CHANGELOG.md",
		"package/NOTICE",
		"package/dist/playerstate.js",
		"package/dist/playerstate.mjs",
		"package/dist/playerstate.wasm",
	}, contents(t, tarball))

	dir := t.TempDir()
	for name, content := range app {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	}
	_, err = registry.Run(dir, "npm", "install", "--prefix", ".", "--offline", "--no-audit", "--no-fund", tarball)
	require.NoError(t, err)

	for _, resolution := range []string{"bundler", "nodenext"} {
		module := map[string]string{"bundler": "esnext", "nodenext": "nodenext"}[resolution]
		_, err := registry.Run(dir, "node", filepath.Join(modules, "typescript/bin/tsc"), "--noEmit", "--strict", "--target", "es2022",
			"--types", "", "--module", module, "--moduleResolution", resolution, "main.ts")
		require.NoError(t, err, "its types are found")
	}

	_, err = registry.Run(dir, "node", filepath.Join(modules, "vite/bin/vite.js"), "build")
	require.NoError(t, err)
	programs, err := filepath.Glob(filepath.Join(dir, "dist/assets/playerstate-*.wasm"))
	require.NoError(t, err)
	require.Len(t, programs, 1, "the program is among the assets")
	shipped, err := os.ReadFile(filepath.Join(dir, "node_modules/playerstate/dist/playerstate.wasm"))
	require.NoError(t, err)
	emitted, err := os.ReadFile(programs[0])
	require.NoError(t, err)
	assert.True(t, bytes.Equal(shipped, emitted), "it is the one that is shipped")

	title, problems := play(t, filepath.Join(dir, "dist"))
	assert.Equal(t, "200 200 0", title)
	assert.Empty(t, problems)
}

// play opens the built app beside a dispatcher, and returns the page's title once it
// has one of its own, and what the page complained of.
func play(t *testing.T, dist string) (title string, problems []string) {
	server := dispatcher.New(dispatcher.Config{AppID: "20001", Secret: "a secret of the tests"})
	files := http.FileServer(http.Dir(dist))
	mux := http.NewServeMux()
	mux.Handle(dispatcher.Path, server)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		// Those that the mime package knows depend on the machine.
		if kind, ok := map[string]string{".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm"}[path.Ext(r.URL.Path)]; ok {
			w.Header().Set("Content-Type", kind)
		}
		files.ServeHTTP(w, r)
	})
	site := httptest.NewServer(mux)
	defer site.Close()
	defer server.Close() // its answers that hang end first

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ctx, stop := chromedp.NewExecAllocator(ctx, chromedp.DefaultExecAllocatorOptions[:]...)
	defer stop()
	page, closePage := chromedp.NewContext(ctx)
	defer closePage()
	told := make(chan string, 100)
	chromedp.ListenTarget(page, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			for _, arg := range e.Args {
				told <- string(e.Type) + ": " + string(arg.Value) + arg.Description
			}
		case *runtime.EventExceptionThrown:
			told <- e.ExceptionDetails.Error()
		}
	})
	err := chromedp.Run(page,
		chromedp.Navigate(site.URL),
		chromedp.Poll(`document.title !== "game" && document.title`, &title, chromedp.WithPollingTimeout(patience)),
	)
	for {
		select {
		case problem := <-told:
			problems = append(problems, problem)
		default:
			require.NoError(t, err, "%q", problems)
			return title, problems
		}
	}
}
