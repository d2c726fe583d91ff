// Package watch tells when a source of the build changes.
package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// folders are the ones that hold the sources, below the module's top folder.
var folders = []string{"wasm", "jsbridge", "web/src"}

// quiet is how long nothing must change before a change is told: an editor may save several
// files, each in several steps.
const quiet = 100 * time.Millisecond

// Watcher watches the sources.
type Watcher struct{ notify *fsnotify.Watcher }

// New is a watcher of the sources below the module's top folder. It sees each change from
// now on; Run tells it.
func New(root string) (*Watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &Watcher{notify}
	for _, folder := range folders {
		if err := w.add(filepath.Join(root, folder)); err != nil {
			_ = notify.Close() // the other error tells more
			return nil, err
		}
	}
	return w, nil
}

// Run calls changed after each change, until ctx is done.
func (w *Watcher) Run(ctx context.Context, changed func()) error {
	defer func() { _ = w.notify.Close() }() // nothing was written
	var due <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.notify.Errors:
			return err
		case event := <-w.notify.Events:
			isNew := event.Has(fsnotify.Create) && isFolder(event.Name)
			if isNew {
				if err := w.add(event.Name); err != nil && !errors.Is(err, fs.ErrNotExist) { // it may be gone again
					return err
				}
			}
			// Files may have been put into a new folder before it was watched.
			if isNew || isSource(event.Name) && !event.Has(fsnotify.Chmod) {
				due = time.After(quiet)
			}
		case <-due:
			due = nil
			changed()
		}
	}
}

// add watches a folder and those below it.
func (w *Watcher) add(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return w.notify.Add(path)
	})
}

// isFolder says whether there is a folder of that name.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// isSource says whether a file is one that the build reads.
func isSource(name string) bool {
	kind := filepath.Ext(name)
	return kind == ".js" || kind == ".go" && !strings.HasSuffix(name, "_test.go")
}
