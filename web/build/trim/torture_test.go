package trim

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/build/pack"
)

// env and flags are the build's, but those for packages that the program alone has.
var (
	env   = []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=nogreenteagc"}
	flags = []string{"-gcflags=all=-l", "-gcflags=runtime=-l=0", "-gcflags=internal/...=-l=0"}
)

// output is what a program of testdata prints, and its exit code, if it is built with env in the
// environment. It is packed if it is built with the overlay, as that takes it to be.
func output(t *testing.T, program string, isTrimmed bool, env []string, arguments ...string) (printed string, code int) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "program.wasm")
	build := exec.Command("go", append(append(append([]string{"build", "-o", out}, flags...), arguments...), "./testdata/"+program)...)
	build.Env = append(os.Environ(), env...)
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	if isTrimmed {
		linked, err := os.ReadFile(out)
		require.NoError(t, err)
		packed, err := pack.Pack(linked, func(functions []string) error {
			err := CheckLinked(functions)
			if slices.Contains(arguments, "-tags=whole") {
				return err
			}
			assert.ErrorContains(t, err, "are not safe to leave out", "it links what the shipped program must not")
			return nil
		})
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(out, packed, 0o644))
	}
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

// TestTorture runs one program with the overlay and without: as far as the whole list lets
// it, and then all of it, with what a test program has no use for left out.
func TestTorture(t *testing.T) {
	groups, err := parseList(listText)
	require.NoError(t, err)
	for _, name := range usedByTests {
		assert.True(t, slices.ContainsFunc(groups, func(g group) bool { return g.name == name }), "the list has no group %q", name)
	}
	for tags, writeFor := range map[string]func(string, []string) (map[string]string, error){"-tags=whole": Write, "-tags=": WriteForTests} {
		t.Run(tags, func(t *testing.T) {
			dir := t.TempDir()
			env, err := Environment(dir, env)
			require.NoError(t, err)
			replaced, err := writeFor(dir, env)
			require.NoError(t, err)
			overlay, err := WriteOverlay(dir, replaced)
			require.NoError(t, err)
			full, fullCode := output(t, "torture", false, env, tags)
			trimmed, code := output(t, "torture", true, env, tags, "-overlay="+overlay)
			assert.Equal(t, withoutAddresses(full), withoutAddresses(trimmed))
			assert.Equal(t, fullCode, code)
			assert.Equal(t, 2, code)
			for _, line := range []string{"given back true", "panic: runtime error: index out of range [0] with length 0", "main.(*player).fail(", "main.main("} {
				assert.Contains(t, trimmed, line)
			}
		})
	}
}

// arguments are those of a call in a traceback.
var arguments = regexp.MustCompile(`\(.*\)\n`)

// withoutAddresses is an output without what a traceback leaves out, and without addresses.
func withoutAddresses(printed string) string {
	output, traceback, _ := strings.Cut(printed, "\ngoroutine 1 ")
	return output + numbers.ReplaceAllString(arguments.ReplaceAllString(traceback, "()\n"), "0x")
}
