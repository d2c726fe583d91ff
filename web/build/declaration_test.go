package build

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the module's top folder.
const root = "../.."

// declaration is a member of an interface, as it is written, without its comment.
type declaration string

// params are the names of its parameters before the calling convention's.
func (d declaration) params() []string {
	names := []string{}
	for _, m := range regexp.MustCompile(`[(\[,]\s*(\w+)\??:`).FindAllStringSubmatch(string(d), -1) {
		names = append(names, m[1])
	}
	return names
}

// typeOf is the type of its parameter of that name.
func (d declaration) typeOf(param string) string {
	m := regexp.MustCompile(`\b` + param + `\??:\s*(\w+)`).FindStringSubmatch(string(d))
	if m == nil {
		return ""
	}
	return m[1]
}

// interfaces are the members of interfaces, by the names of both. An overload is a
// declaration of its own.
type interfaces map[string]map[string][]declaration

// readDeclarations reads the interfaces of web/playerstate.d.ts.
func readDeclarations(t *testing.T) interfaces {
	t.Helper()
	text := regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(read(t, declarations), "")
	all := interfaces{}
	for _, m := range regexp.MustCompile(`(?ms)^export interface (\w+)[^{\n]*\{(.*?)^?\}$`).FindAllStringSubmatch(text, -1) {
		members := map[string][]declaration{}
		for _, d := range regexp.MustCompile(`(?ms)^  (?:readonly )?(\w+).*?;[ \t]*$`).FindAllStringSubmatch(m[2], -1) {
			members[d[1]] = append(members[d[1]], declaration(d[0]))
		}
		all[m[1]] = members
	}
	for _, name := range []string{"BrainCloudClient", "PlayerState", "ClientEventMap", "ReasonCodes"} {
		require.NotEmpty(t, all[name], "%s has no interface %s", declarations, name)
	}
	return all
}

// read is the text of a file of the module.
func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	require.NoError(t, err)
	return string(text)
}

// sectionOf is what stands in the README between a heading and the next one.
func sectionOf(t *testing.T, heading string) string {
	t.Helper()
	_, section, found := strings.Cut(read(t, manual), "\n"+heading+"\n")
	require.True(t, found, "%s has no heading %q", manual, heading)
	if next := strings.Index(section, "\n#"); next >= 0 {
		section = section[:next]
	}
	return section
}

// tableUnder are the cells of the table under a heading of the README, without its head.
func tableUnder(t *testing.T, heading string) (lines [][]string) {
	t.Helper()
	for line := range strings.Lines(sectionOf(t, heading)) {
		if strings.HasPrefix(line, "| ") {
			lines = append(lines, strings.Split(strings.Trim(line, "| \n"), " | "))
		}
	}
	require.Greater(t, len(lines), 2, "%s has no table under %q", manual, heading)
	return lines[2:]
}

// codeSpans are the parts of a text between backticks.
func codeSpans(text string) (spans []string) {
	for _, m := range regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(text, -1) {
		spans = append(spans, m[1])
	}
	return spans
}
