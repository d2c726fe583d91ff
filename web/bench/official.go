package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// The vendor's client, and what bundles it: installed for the benchmark only.
const (
	officialPackage = "braincloud@4.15.0"
	bundlerPackage  = "esbuild@0.28.2"
)

var errNoNPM = errors.New("npm is not installed")

// installOfficial returns the vendor's client as a script that makes one global
// object, braincloud. It stays in the folder kept from one run to the next.
func installOfficial(kept string) ([]byte, error) {
	bundle := filepath.Join(kept, officialPackage+".min.js")
	if script, err := os.ReadFile(bundle); err == nil {
		return script, nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return nil, errNoNPM
	}
	work, err := os.MkdirTemp(kept, "install-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	// The prefix keeps npm from the package.json of a folder above.
	if err := command(work, "npm", "install", "--prefix", ".", "--no-audit", "--no-fund", "--ignore-scripts", officialPackage, bundlerPackage); err != nil {
		return nil, err
	}
	if err := command(work, filepath.Join("node_modules", ".bin", "esbuild"), "node_modules/braincloud/index.js",
		"--bundle", "--minify", "--platform=browser", "--format=iife", "--global-name=braincloud", "--log-level=warning", "--outfile=bundle.js"); err != nil {
		return nil, err
	}
	if err := os.Rename(filepath.Join(work, "bundle.js"), bundle); err != nil {
		return nil, err
	}
	return os.ReadFile(bundle)
}

func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}
