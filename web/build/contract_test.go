package build

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/wasm/client"
	"playerstate/wasm/servop"
)

const (
	declarations = "web/playerstate.d.ts"
	manual       = "README.md"
)

// scripted are the members of _bc that the scripts make without a row.
var scripted = []string{"addEventListener", "authentication", "brainCloudClient", "brainCloudManager", "canReconnect", "registerGlobalErrorCallback", "setWrapperName", "playerState.attachClient", "playerState.client", "playerState.detachClient", "ready", "reasonCodes", "removeEventListener", "version"}

// row is a method, a setting or a getter.
type row struct {
	params   []servop.Param
	callback bool
}

// rows are all that a page can call, by their names below _bc.
func rows() map[string]row {
	all := map[string]row{}
	for _, m := range servop.Methods {
		all[m.Name] = row{m.Params, true}
	}
	for _, s := range client.Settings {
		if !s.Internal {
			all[s.Name] = row{s.Params, false}
		}
	}
	for _, g := range client.Getters {
		all[g.Name] = row{}
	}
	for _, s := range client.StoredTexts {
		all["getStored"+s.Name] = row{}
		all["setStored"+s.Name] = row{params: []servop.Param{{Name: s.Key, Check: servop.Text}}}
		all["resetStored"+s.Name] = row{}
	}
	return all
}

// paramNames are the parameters' names.
func paramNames(params []servop.Param) []string {
	names := []string{}
	for _, p := range params {
		names = append(names, p.Name)
	}
	return names
}

// signature is a row as the README writes it, but for the question marks.
func (r row) signature(name string) string {
	var arguments []string
	for _, p := range r.params {
		if p.Check == servop.Object {
			arguments = append(arguments, "{"+strings.Join(paramNames(p.Members), ", ")+"}")
		} else {
			arguments = append(arguments, p.Name)
		}
	}
	if r.callback {
		arguments = append(arguments, "…callback")
	}
	return written(name) + "(" + strings.Join(arguments, ", ") + ")"
}

// written is a name as a page writes it.
func written(name string) string {
	if strings.HasPrefix(name, "playerState.") {
		return name
	}
	return "_bc." + name
}

// holdsLines checks that a file has a line for each name, and none for another.
func holdsLines(t *testing.T, file string, want, lines []string) {
	t.Helper()
	for _, name := range want {
		assert.True(t, slices.Contains(lines, name), "%s has no line for %s", file, name)
	}
	for _, name := range lines {
		assert.True(t, slices.Contains(want, name), "%s has a line for %s, which has no row", file, name)
	}
}

func TestNamesAreDeclared(t *testing.T) {
	declared := readDeclarations(t)
	all := rows()
	want := append(slices.Collect(maps.Keys(all)), scripted...)
	var lines []string
	for name := range declared["BrainCloudClient"] {
		if name != "playerState" { // its members follow
			lines = append(lines, name)
		}
	}
	for name := range declared["PlayerState"] {
		lines = append(lines, "playerState."+name)
	}
	for name := range declared["Authentication"] {
		lines = append(lines, "authentication."+name)
	}
	holdsLines(t, declarations, want, lines)

	for name, r := range all {
		in, member := "BrainCloudClient", name
		if below, found := strings.CutPrefix(name, "playerState."); found {
			in, member = "PlayerState", below
		} else if below, found := strings.CutPrefix(name, "authentication."); found {
			in, member = "Authentication", below
		}
		for _, overload := range declared[in][member] {
			assert.Equal(t, paramNames(r.params), overload.params(), "%s: the parameters of %s in %q", declarations, name, overload)
			for _, p := range r.params {
				if p.Check == servop.Object {
					members := slices.Collect(maps.Keys(declared[overload.typeOf(p.Name)]))
					assert.ElementsMatch(t, paramNames(p.Members), members, "%s: the members of %s, the argument of %s", declarations, p.Name, name)
				}
			}
		}
	}
}

func TestNamesAreInTheManual(t *testing.T) {
	all := rows()
	want := append(slices.Collect(maps.Keys(all)), scripted...)
	var lines []string
	for _, cells := range slices.Concat(tableUnder(t, "## The names"), tableUnder(t, "### Logins"), tableUnder(t, "### playerState, whole")) {
		for _, span := range codeSpans(cells[0]) {
			name, _, _ := strings.Cut(strings.TrimPrefix(span, "_bc."), "(")
			lines = append(lines, name)
			if r, ok := all[name]; ok {
				assert.Equal(t, r.signature(name), strings.ReplaceAll(span, "?", ""), "%s: the arguments of %s", manual, name)
			}
		}
	}
	holdsLines(t, manual, want, lines)
}

func TestEventsAreDeclaredAndInTheManual(t *testing.T) {
	want := map[string][]string{}
	for _, e := range client.Events {
		if e.Internal {
			continue
		}
		want[string(e.Type)] = append([]string{}, e.Detail...)
	}

	declared := readDeclarations(t)
	lines := map[string][]string{}
	for name, event := range declared["ClientEventMap"] {
		require.Len(t, event, 1)
		_, detail, _ := strings.Cut(string(event[0]), "CustomEvent<")
		detail, _, found := strings.Cut(detail, ">")
		require.True(t, found, event[0])
		lines[name] = slices.Collect(maps.Keys(declared[detail]))
	}
	holdsLines(t, declarations, slices.Collect(maps.Keys(want)), slices.Collect(maps.Keys(lines)))
	for name, detail := range lines {
		assert.ElementsMatch(t, want[name], detail, "%s: the detail of the event %s", declarations, name)
	}

	paragraph, _, _ := strings.Cut(sectionOf(t, "### Events"), ", in `event.detail`")
	spans := codeSpans(paragraph)
	require.NotEmpty(t, spans)
	var types []string
	for pair := range slices.Chunk(spans, 2) {
		require.Len(t, pair, 2, "%s: each event is followed by its detail", manual)
		types = append(types, pair[0])
		detail := slices.DeleteFunc(strings.Split(strings.Trim(pair[1], "{}"), ", "), func(member string) bool { return member == "" })
		assert.Equal(t, want[pair[0]], detail, "%s: the detail of the event %s", manual, pair[0])
	}
	holdsLines(t, manual, slices.Collect(maps.Keys(want)), types)
}

func TestReasonCodesAreDeclared(t *testing.T) {
	var want, lines []string
	for _, r := range servop.ReasonCodes {
		want = append(want, r.Name+": "+strconv.Itoa(r.Code))
	}
	for name, member := range readDeclarations(t)["ReasonCodes"] {
		require.Len(t, member, 1)
		_, value, _ := strings.Cut(string(member[0]), ":")
		lines = append(lines, name+":"+strings.TrimSuffix(value, ";"))
	}
	holdsLines(t, declarations, want, lines)
}

// ownCodes is the number above which the reason codes are the client's own.
const ownCodes = 90_000

// TestReasonCodesAreInTheManual checks the codes that the README explains: those that mean
// that the session is over, and the client's own.
func TestReasonCodesAreInTheManual(t *testing.T) {
	var known, explained []string
	for _, r := range servop.ReasonCodes {
		known = append(known, strconv.Itoa(r.Code))
		if servop.SessionOver(r.Code) || r.Code > ownCodes {
			explained = append(explained, strconv.Itoa(r.Code))
		}
	}
	var lines []string
	for _, cells := range tableUnder(t, "## What a result means") {
		lines = append(lines, regexp.MustCompile(`\b\d{5}\b`).FindAllString(cells[0], -1)...)
	}
	assert.Subset(t, lines, explained, "%s has no line for a code", manual)
	assert.Subset(t, known, lines, "%s has a line for a code that has no row", manual)
}

// TestManualEntersTheBrowserAsMakeDoes checks the command that runs one test in the browser.
func TestManualEntersTheBrowserAsMakeDoes(t *testing.T) {
	command, _, found := strings.Cut(read(t, "Makefile"), " $(LIMITED) ./jsbridge/\n")
	require.True(t, found)
	command = command[strings.LastIndex(command, "\t")+1:]
	assert.Contains(t, sectionOf(t, "## Working on it"), "\n"+command+" -run ")
}
