package wasmfile

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSignedNumbers(t *testing.T) {
	for text, number := range map[string]int{"\x00": 0, "\x3f": 63, "\x40": -64, "\x7f": -1, "\xc0\x00": 64, "\x80\x7f": -128, "\xff\xff\xff\xff\x07": 1<<31 - 1} {
		r := &Reader{Rest: []byte(text)}
		assert.Equal(t, number, r.Int(), "%x", text)
		assert.False(t, r.Failed)
		assert.Equal(t, text, string(AppendInt(nil, int64(number))))
	}
	r := &Reader{Rest: []byte("\x80\x80\x80\x80\x80\x00")}
	r.Int()
	assert.True(t, r.Failed)
}

func TestSegmentsOfWhatIsNoData(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":             "",
		"fewer than it says":  "\x02\x00\x41\x08\x0b\x01a",
		"a passive segment":   "\x01\x01\x01a",
		"no constant address": "\x01\x00\x23\x00\x0b\x01a",
		"it breaks off":       "\x01\x00\x41\x08\x0b\x02a",
	} {
		r := &Reader{Rest: []byte(text)}
		assert.Empty(t, r.Segments(), name)
		assert.True(t, r.Failed, name)
	}
}

func TestAppendedSectionsAreRead(t *testing.T) {
	segments := []Segment{{Address: 8, Data: []byte("ab")}, {Address: 300_000, Data: make([]byte, 200)}}
	module := AppendSection([]byte(Header), Data, AppendSegments(nil, segments))
	module = AppendSection(module, Custom, nil)

	r := &Reader{Rest: module[len(Header):]}
	id, content := r.Section()
	assert.Equal(t, Data, id)
	data := &Reader{Rest: content}
	assert.Equal(t, segments, data.Segments())
	assert.Empty(t, data.Rest)
	id, content = r.Section()
	assert.Equal(t, Custom, id)
	assert.Empty(t, content)
	assert.Empty(t, r.Rest)
	assert.False(t, r.Failed || data.Failed)

	r.Section()
	assert.True(t, r.Failed, "there is no third section")
}
