package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"playerstate/web/bench/weigh"
)

// TestCutsOfFeaturesAreThere checks that each part of each feature is in the sources.
func TestCutsOfFeaturesAreThere(t *testing.T) {
	for _, f := range features {
		dir := t.TempDir()
		for _, name := range []string{"wasm", "web/src"} {
			require.NoError(t, copyOf("../../../"+name, dir+"/"+name))
		}
		for _, c := range f.cuts {
			assert.NoError(t, c.apply(dir), f.name)
		}
	}
}

func TestFeatureThatIsTooLarge(t *testing.T) {
	f := feature{name: "adoption", limit: 10}
	assert.NoError(t, f.check(weigh.Size{Brotli: 10}))
	assert.EqualError(t, f.check(weigh.Size{Brotli: 11}), "adoption adds 11 bytes to the download, 10 at most")
	assert.NoError(t, feature{}.check(weigh.Size{Brotli: 11}))
}

func TestFeatureThatIsNotThere(t *testing.T) {
	_, err := feature{cuts: []cut{{file: "web/src/missing.js"}}}.without("../../..")
	assert.ErrorContains(t, err, "missing.js")
	_, err = feature{}.without(t.TempDir())
	assert.ErrorContains(t, err, "go.mod")
}
