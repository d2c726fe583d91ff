package wasmfile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSplitLeavesLongRunsOfZeroesOut(t *testing.T) {
	long, short := strings.Repeat("\x00", longestRun+1), strings.Repeat("\x00", longestRun)
	assert.Equal(t, []Segment{
		{Address: 8 + len(long), Data: []byte("ab")},
		{Address: 8 + 2*len(long) + 2, Data: []byte("c" + short + "d")},
		{Address: 3, Data: []byte("e")},
	}, Split([]Segment{
		{Address: 8, Data: []byte(long + "ab" + long + "c" + short + "d" + long)},
		{Address: 1 << 20, Data: []byte(long)},
		{Address: 3, Data: []byte("e")},
	}))
}
