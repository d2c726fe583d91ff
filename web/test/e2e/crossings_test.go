package e2e

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/web/test/game"
)

// countCrossings has a page count the calls of the program's imports and exports.
const countCrossings = `<script>
	globalThis.crossings = { out: 0, back: 0 };
	const counted = (functions, way) => Object.fromEntries(Object.entries(functions).map(([name, f]) =>
		[name, typeof f === "function" ? (...args) => (crossings[way]++, f(...args)) : f]));
	const instantiate = WebAssembly.instantiate;
	WebAssembly.instantiate = async (module, imports) => {
		const instance = await instantiate(module, { ...imports, jsbridge: counted(imports.jsbridge, "out") });
		return Object.create(instance, { exports: { value: counted(instance.exports, "back") } });
	};
</script>`

// TestCrossingsOfALogout counts how often one logout goes from Go to the page and back: each
// new one is to be meant. What a busy page does beside it is not counted, nor that a logout is
// stored whose answer takes long: the least of many is taken.
func TestCrossingsOfALogout(t *testing.T) {
	t.Parallel()
	g := game.New(t)
	b := g.Open()
	b.Visit(g.Page(countCrossings + g.Tag("")))
	// Two arguments; the request is made, the time of it read and the timer set after which it is
	// stored and the other tabs are told; what is retained, the event, and the order. The answer
	// takes five to read: its number, the list, the list's length, its item and the item's status.
	// Then what is retained, and the result.
	const mostOut = 15
	const mostBack = 2 // the call and the answer
	var out, back []int
	for len(out) == 0 || len(out) < 100 && (slices.Min(out) > mostOut || slices.Min(back) > mostBack) {
		b.LogIn()
		b.Run(`new Promise((resolve) => setTimeout(resolve, 100))`) // the timer of the logout before has fired
		b.Run(`crossings.out = crossings.back = 0`)
		assert.Equal(t, "200/0", b.Codes(`playerState.logout()`))
		var n struct{ Out, Back int }
		b.Eval(`crossings`, &n)
		out, back = append(out, n.Out), append(back, n.Back)
	}
	assert.LessOrEqual(t, slices.Min(out), mostOut)
	assert.LessOrEqual(t, slices.Min(back), mostBack)
	assert.Positive(t, slices.Min(out)*slices.Min(back), "they are counted")
}
