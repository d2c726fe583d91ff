// Package registry installs the npm packages that tests run.
package registry

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Install installs packages, each as npm's install command takes it, into dir and
// returns the folder of their names. If dir has them already, nothing is done and no
// network is needed: put what would make a difference into its name.
func Install(dir string, packages ...string) (string, error) {
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			return "", fmt.Errorf("this runs %s: install Node.js 20.19 or later (Debian: apt-get install nodejs npm)", tool)
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	modules := filepath.Join(dir, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+"-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	// The prefix keeps npm from the package.json of a folder above.
	if _, err := Run(work, "npm", append([]string{"install", "--prefix", ".", "--no-audit", "--no-fund", "--ignore-scripts"}, packages...)...); err != nil {
		return "", err
	}
	// In one step: tests that run at the same time see all of it or none.
	if err := os.Rename(work, dir); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	return modules, nil
}

// Run runs a command in a folder and returns what it printed on its standard output.
func Run(dir, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out, fmt.Errorf("%s: %w\n%s%s", cmd, err, out, exit.Stderr)
	}
	return out, err
}
