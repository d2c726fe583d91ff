package trim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const before = `package p

import (
	"internal/used"
	"internal/unused"
	. "internal/all"
	_ "unsafe"
)

// f has a directive.
//
//go:nosplit
func f(a, b int) (bool, *used.T) {
	return unused.F(a) > b, nil // a comment
}

func (l *list[T]) g() int { return unused.G() }

func named() (n int, err error) { n = 1; return }

func nothing() { debug.number++ }

const least, most = 1, 2

const (
	size  = 2 << 10 // in bytes
	other = size
)

func outside()

var debug struct {
	number, other int32
	flag          bool
	shared        atomic.Int32
}

var counted stats

type stats struct{ a, total int }

func reads() {
	debug.number = 1
	debug.shared.Store(2)
	use(&debug.number, debug.number, debug.flag, debug.shared.Load(), debug.other, mine.number, counted.total)
}

func prints() {
	if print("all", 1); true {
		println("number ", hex(debug.other), " and\n", next()); throw("why")
	}
	mine.print(func() { print(debug.flag) })
	{ println() }
}
`

const after = `package p

import (
	"internal/used"
	_ "internal/unused"
	. "internal/all"
	_ "unsafe"
)

// f has a directive.
//
//go:nosplit
func f(a, b int) (_ bool, _ *used.T) { return }

func (l *list[T]) g() (_ int) { return }

func named() (n int, err error) { return }

func nothing() { return }

const least, most = 1, 2

const (
	size  = 8192 // in bytes
	other = size
)

func outside()

var debug struct {
	number, other int32
	flag          bool
	shared        atomic.Int32
}

var counted stats

type stats struct{ a, total int }

func reads() {
	debug.number = 1
	debug.shared.Store(2)
	use(&debug.number, int32(0), false, int32(0), debug.other, mine.number, int(0))
}

func prints() {
	if ; true {
		_, _ = hex(debug.other), next(); throw("why")
	}
	mine.print(func() { _ = debug.flag })
	{  }
}
`

func TestEdits(t *testing.T) {
	s, err := parse("p.go", []byte(before))
	require.NoError(t, err)
	groups, err := parseList(`== all: of them
p func f(a, b int) (bool, *used.T)
p func (l *list[T]) g() int
p func named() (n int, err error)
p func nothing()
p var debug.number
p var debug.flag
p var debug.shared
p var counted.total
p const size = 8192
p prints
`)
	require.NoError(t, err)
	require.NoError(t, apply(groups, "p", []*source{s}))
	edited, err := s.edited()
	require.NoError(t, err)
	assert.Equal(t, after, string(edited))
}

// TestMissing has a list that the sources do not match: the error says in what.
func TestMissing(t *testing.T) {
	for entry, message := range map[string]string{
		"func gone()":                        `web/build/trim/list.txt, group "one": package p has no func gone()`,
		"func f(a, b int64) (bool, *used.T)": `web/build/trim/list.txt, group "one": package p has no func f(a, b int64) (bool, *used.T)`,
		"func outside()":                     `web/build/trim/list.txt, group "one": package p has no func outside()`,
		"var counted.gone":                   `web/build/trim/list.txt, group "one": package p has no variable counted.gone that is read`,
		"var counted.a":                      `web/build/trim/list.txt, group "one": package p has no variable counted.a that is read`,
		"const gone = 1":                     `web/build/trim/list.txt, group "one": package p has no constant gone with a value of its own`,
		"const least = 1":                    `web/build/trim/list.txt, group "one": package p has no constant least with a value of its own`,
		"prints p.go gone.go":                `web/build/trim/list.txt, group "one": package p has no file gone.go`,
		"var debug.gone":                     `web/build/trim/list.txt, group "one": package p has no variable debug.gone that is read`,
		"func nothing() = { }; func (":       `after its edits: p.go:`,
	} {
		s, err := parse("p.go", []byte(before))
		require.NoError(t, err)
		if err = s.listed("p " + entry); err == nil {
			_, err = s.edited()
		}
		require.Error(t, err)
		assert.True(t, strings.HasPrefix(err.Error(), message), "%s: %s", entry, err)
	}
}

const marked = `package p

func drops() {
	{ n <- 1 }
	n <- 2
	n <- 2
	if n := f(); n == nil {
		for i := 0; n == nil; i++ {
		}
	}
}

//go:nosplit
//go:noinline
func inlined() {} //go:noinline

//go:noinline
func kept() {}

type alone struct{}

//go:noinline
func (alone) method() {}
`

// TestPartsOfFunctions has a list with a part of a function, and not the function.
func TestPartsOfFunctions(t *testing.T) {
	for entry, edits := range map[string][]string{ // each a part and what is in its place
		"func drops() drops n <- 1":     {"{ n <- 1 }", "{  }"},
		"func drops() never n == nil":   {"n == nil {", "false && (n == nil) {", "n == nil; i++", "false && (n == nil); i++"},
		"inlines p.go but kept":         {"//go:nosplit\n//go:noinline", "//go:nosplit\n//", "//go:noinline\nfunc (alone)", "//\nfunc (alone)"},
		"inlines p.go but kept inlined": {"//go:noinline\nfunc (alone)", "//\nfunc (alone)"},
	} {
		s, err := parse("p.go", []byte(marked))
		require.NoError(t, err)
		require.NoError(t, s.listed("p "+entry))
		edited, err := s.edited()
		require.NoError(t, err)
		assert.Equal(t, strings.NewReplacer(edits...).Replace(marked), string(edited), entry)
	}
	const noMarks = " with functions that are marked as not to be inlined"
	for entry, message := range map[string]string{
		"inlines gone.go":                      "file gone.go" + noMarks,
		"inlines p.go but inlined kept method": "file p.go" + noMarks + ", inlined, kept, method",
		"inlines p.go but gone":                "file p.go" + noMarks + ", gone",
		"func drops() drops n <- 3":            "func drops() with the statement n <- 3",
		"func drops() drops n <- 2":            "func drops() with the statement n <- 2", // of which there are two
		"func drops() never n != nil":          "func drops() with the condition n != nil",
		"func gone() never n == nil":           "func gone() with the condition n == nil",
		"func gone() drops n <- 1":             "func gone() with the statement n <- 1",
	} {
		s, err := parse("p.go", []byte(marked))
		require.NoError(t, err)
		assert.EqualError(t, s.listed("p "+entry), `web/build/trim/list.txt, group "one": package p has no `+message)
	}
}

// listed has an entry of a list edited in the source.
func (s *source) listed(entry string) error {
	groups, err := parseList("== one: why\n" + entry)
	if err != nil {
		return err
	}
	path, _, _ := strings.Cut(entry, " ")
	return apply(groups, path, []*source{s})
}

// TestLoudFiles has a list that lets one of two files print.
func TestLoudFiles(t *testing.T) {
	var sources []*source
	for _, name := range []string{"a/loud.go", "a/quiet.go"} {
		s, err := parse(name, []byte("package p\n\nfunc f() { print(1) }\n"))
		require.NoError(t, err)
		sources = append(sources, s)
	}
	groups, err := parseList("== one: why\np prints loud.go")
	require.NoError(t, err)
	require.NoError(t, apply(groups, "p", sources))
	require.NoError(t, apply(groups, "q", sources), "of another package")
	assert.Empty(t, sources[0].edits)
	assert.Len(t, sources[1].edits, 1)
}

// TestFunctionOfAFile has a list with a function that two files have.
func TestFunctionOfAFile(t *testing.T) {
	var sources []*source
	for _, name := range []string{"a/one.go", "a/two.go"} {
		s, err := parse(name, []byte("package a\n\nfunc init() { f() }\n"))
		require.NoError(t, err)
		sources = append(sources, s)
	}
	groups, err := parseList("== one: why\na/two.go func init()")
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, paths(groups))
	require.NoError(t, apply(groups, "a", sources))
	assert.Empty(t, sources[0].edits)
	assert.Len(t, sources[1].edits, 1)
	groups, err = parseList("== one: why\na func init()")
	require.NoError(t, err)
	assert.EqualError(t, apply(groups, "a", sources), `web/build/trim/list.txt, group "one": package a has no func init()`, "but two")
	sources[1], err = parse("a/two.go", []byte("package a\n\nfunc init() { f() }\nfunc init() { g() }\n"))
	require.NoError(t, err)
	groups, err = parseList("== one: why\na/two.go func init()")
	require.NoError(t, err)
	assert.EqualError(t, apply(groups, "a", sources), `web/build/trim/list.txt, group "one": package a has no two.go func init()`, "but two")
	groups, err = parseList("== one: why\na/three.go func init()")
	require.NoError(t, err)
	assert.EqualError(t, apply(groups, "a", sources), `web/build/trim/list.txt, group "one": package a has no three.go func init()`)
}
