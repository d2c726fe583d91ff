package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTab(t *testing.T) {
	b := newBench(t)
	assert.Regexp(t, `Chrome/\d+\.`, b.version)

	first, err := b.visit(togetherPage)
	require.NoError(t, err)
	defer first.close()
	var text string
	require.NoError(t, first.eval(`localStorage.setItem("a", "kept"); Promise.resolve(typeof bench + " " + localStorage.getItem("a"))`, &text))
	assert.Equal(t, "object kept", text)
	assert.ErrorContains(t, first.eval(`(() => { throw new Error("the page's own") })()`, nil), "the page's own")
	assert.Error(t, first.eval(`"text"`, new(int)))

	second, err := b.visit(togetherPage)
	require.NoError(t, err)
	defer second.close()
	var kept bool
	require.NoError(t, second.eval(`localStorage.getItem("a") !== null`, &kept))
	assert.False(t, kept, "it has storage of its own")
	assert.Error(t, second.navigate("nonsense:"))
}
