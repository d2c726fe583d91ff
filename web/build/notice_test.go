package build

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// output is what a go command prints that is run in the module's top folder.
func output(t *testing.T, env []string, arguments ...string) string {
	t.Helper()
	cmd := exec.Command("go", arguments...)
	cmd.Dir = root
	cmd.Env = append(cmd.Environ(), env...)
	out, err := cmd.Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(out))
}

// TestNoticeIsWhole checks that the notice has Go's licence, and that the program links
// nothing that is neither Go's nor the product's own.
func TestNoticeIsWhole(t *testing.T) {
	licence := get(t, output(t, nil, "env", "GOROOT"), "LICENSE")
	assert.True(t, strings.HasSuffix(read(t, "web/NOTICE"), "\n\n"+licence), "web/NOTICE ends with Go's licence")
	linked := strings.Fields(output(t, Env, "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./wasm"))
	assert.Contains(t, linked, "playerstate/jsbridge")
	for _, path := range linked {
		assert.True(t, strings.HasPrefix(path, "playerstate/"), "%s is linked, and web/NOTICE has not its licence", path)
	}
}

func TestChangelogHasTheVersion(t *testing.T) {
	version, err := Version(root)
	require.NoError(t, err)
	assert.Contains(t, read(t, "web/CHANGELOG.md"), "\n## "+version+"\n")
}
