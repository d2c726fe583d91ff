package main

import (
	"io"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadOptions(t *testing.T) {
	o, err := readOptions(nil, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, fullScale, o.scale)
	assert.True(t, o.only.MatchString("any part"))
	assert.False(t, o.baseline)

	o, err = readOptions([]string{"-quick", "-baseline"}, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, quickScale, o.scale)
	assert.True(t, o.baseline)

	o, err = readOptions([]string{"-only", "^warm"}, io.Discard)
	require.NoError(t, err)
	assert.True(t, o.only.MatchString("warm logouts"))
	assert.False(t, o.only.MatchString("memory"))

	for _, args := range [][]string{{"-baseline", "-only", "warm"}, {"-only", "("}, {"-unknown"}} {
		_, err = readOptions(args, io.Discard)
		assert.Error(t, err, args)
	}
}

func TestMachine(t *testing.T) {
	assert.Regexp(t, `^.+, [1-9]\d* cores, `+runtime.GOOS+`$`, machine())
}
