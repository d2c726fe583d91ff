package game

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"playerstate/web/build"
	"playerstate/web/test/browser"
)

// Root is the module's top folder, as the tests that are beside this package see it.
const Root = "../../.."

// shared is the one browser of all tests of a package.
var shared = func() (*browser.Shelf, error) { panic("the package's TestMain does not call game.Main") }

// Main runs the tests of a package, as its TestMain. They share one browser, which
// start starts when the first tab is opened.
func Main[B browser.Browser](m *testing.M, start func() (B, error)) {
	quit := func() {}
	shared = sync.OnceValues(func() (*browser.Shelf, error) {
		b, err := start()
		if err != nil {
			return nil, fmt.Errorf("the browser does not start: %w", err)
		}
		quit = b.Quit
		return &browser.Shelf{Browser: b}, nil
	})
	code := m.Run()
	quit()
	os.Exit(code)
}

// Build builds what is shipped into web/dist, once.
var Build = sync.OnceValue(func() error {
	dist := filepath.Join(Root, "web", "dist")
	if err := os.MkdirAll(dist, 0o755); err != nil {
		return err
	}
	// Another package's tests may do the same right now. Who comes second finds it built,
	// and writes nothing.
	lock, err := os.Create(filepath.Join(dist, ".lock"))
	if err != nil {
		return err
	}
	defer lock.Close() // which gives it up
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	return build.Build(build.Options{Root: Root, Dist: dist})
})

// Version is the product's version.
func Version(t *testing.T) string {
	t.Helper()
	version, err := build.Version(Root)
	require.NoError(t, err)
	return version
}
