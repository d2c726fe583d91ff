package interop

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// The versions are part of what is tested.
const (
	vendorPackage  = "braincloud@4.15.0"
	bundlerPackage = "esbuild@0.28.2"
)

// vendorDir is where the bundle stays from one run to the next. Git ignores it.
const vendorDir = root + "/web/dist/.interop"

// installVendor returns the vendor's client as a script that makes one global
// object, braincloud. Only the first run needs the network.
func installVendor() ([]byte, error) {
	kept := filepath.Join(vendorDir, vendorPackage+".js")
	if script, err := os.ReadFile(kept); err == nil {
		return script, nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return nil, fmt.Errorf("web/interop runs the vendor's client and needs npm: install Node.js (Debian: apt-get install nodejs npm)")
	}
	if err := os.MkdirAll(vendorDir, 0o755); err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp(vendorDir, "install-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	// The prefix keeps npm from the package.json of a folder above.
	if err := command(work, "npm", "install", "--prefix", ".", "--no-audit", "--no-fund", "--ignore-scripts", vendorPackage, bundlerPackage); err != nil {
		return nil, err
	}
	if err := command(work, filepath.Join("node_modules", ".bin", "esbuild"), "node_modules/braincloud/index.js",
		"--bundle", "--platform=browser", "--format=iife", "--global-name=braincloud", "--log-level=warning", "--outfile=bundle.js"); err != nil {
		return nil, err
	}
	// In one step: tests that run at the same time see all of it or none.
	if err := os.Rename(filepath.Join(work, "bundle.js"), kept); err != nil {
		return nil, err
	}
	return os.ReadFile(kept)
}

func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}
