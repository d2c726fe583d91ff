package trim

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// env and flags are the build's.
var (
	env   = []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=nogreenteagc"}
	flags = []string{"-gcflags=all=-l", "-gcflags=runtime=-l=0"}
)

// output is what a program of testdata prints, and its exit code.
func output(t *testing.T, program string, arguments ...string) (printed string, code int) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "program.wasm")
	build := exec.Command("go", append(append(append([]string{"build", "-o", out}, flags...), arguments...), "./testdata/"+program)...)
	build.Env = append(os.Environ(), env...)
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	root, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	run := exec.Command("node", "--stack-size=8000", filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js"), out)
	run.Env = []string{"PATH=" + os.Getenv("PATH")}
	text, err := run.CombinedOutput()
	if err != nil {
		require.IsType(t, &exec.ExitError{}, err)
	}
	return string(text), run.ProcessState.ExitCode()
}

// numbers are those in a traceback that may differ: addresses, and places in functions.
var numbers = regexp.MustCompile(`0x[0-9a-f]+`)

// TestTorture runs one program with the overlay and without.
func TestTorture(t *testing.T) {
	dir := t.TempDir()
	replaced, err := Write(dir, env)
	require.NoError(t, err)
	overlay, err := WriteOverlay(dir, replaced)
	require.NoError(t, err)
	full, fullCode := output(t, "torture")
	trimmed, code := output(t, "torture", "-overlay="+overlay)
	require.Contains(t, full, "== tracebacks")
	assert.Equal(t, numbers.ReplaceAllString(full, "0x"), numbers.ReplaceAllString(trimmed, "0x"))
	assert.Equal(t, fullCode, code)
	assert.Equal(t, 2, code)
	for _, line := range []string{"given back true", "panic: the last one", "main.(*player).fail", "main.main"} {
		assert.Contains(t, trimmed, line)
	}
}
