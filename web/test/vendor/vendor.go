// Package vendor bundles the vendor's own client, for what is tested and measured
// beside it.
package vendor

import (
	"os"
	"path/filepath"
	"strings"

	"playerstate/web/test/registry"
)

const (
	// Package is the vendor's client. Its version is part of what is tested.
	Package = "braincloud@4.15.0"
	// bundler bundles it.
	bundler = "esbuild@0.28.2"
)

// Bundle is the vendor's client as a script that makes one global object, braincloud,
// bundled with those options of esbuild's. It stays in dir: only the first time needs
// npm and the network.
func Bundle(dir string, options ...string) ([]byte, error) {
	kept := filepath.Join(dir, Package+strings.Join(options, "")+".js")
	if script, err := os.ReadFile(kept); err == nil {
		return script, nil
	}
	modules, err := registry.Install(filepath.Join(dir, Package+"+"+bundler), Package, bundler)
	if err != nil {
		return nil, err
	}
	script, err := registry.Run(modules, filepath.Join(modules, ".bin", "esbuild"), append([]string{"./braincloud/index.js",
		"--bundle", "--platform=browser", "--format=iife", "--global-name=braincloud", "--log-level=warning"}, options...)...)
	if err != nil {
		return nil, err
	}
	// In one step: tests that run at the same time see all of it or none.
	whole, err := os.CreateTemp(dir, "bundle-")
	if err != nil {
		return nil, err
	}
	_, err = whole.Write(script)
	if closed := whole.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(whole.Name(), kept)
	}
	return script, err
}
