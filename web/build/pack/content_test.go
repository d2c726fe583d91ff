package pack

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestContent(t *testing.T) {
	for name, test := range map[string]struct {
		read       func([]byte) []byte
		text, want string
	}{
		"a table by program counter":          {pcTable, "\x02\x01\x20\x81\x01\x00rest", "\x02\x01\x20\xff\xff\x03\x00"},
		"one that begins with a difference 0": {pcTable, "\x00\x01\x04\x05\x00", "\x00\x01\x04\xff\xff\x03\x00"},
		"one that breaks off":                 {pcTable, "\x02\x01\x20", ""},
		"one that breaks off within a number": {pcTable, "\x02\x81", ""},
		"maps of bits":                        {stackMaps, "\x02\x00\x00\x00\x09\x00\x00\x00abcdrest", "\x02\x00\x00\x00\x09\x00\x00\x00abcd"},
		"maps of no bits":                     {stackMaps, "\x02\x00\x00\x00\x00\x00\x00\x00rest", "\x02\x00\x00\x00\x00\x00\x00\x00"},
		"maps that break off":                 {stackMaps, "\x02\x00\x00\x00\x09\x00\x00\x00abc", ""},
		"maps without their number":           {stackMaps, "\x02\x00\x00\x00\x09\x00\x00", ""},
		"objects":                             {objectList, "\x01\x00\x00\x00\x00\x00\x00\x000123456789abcdefrest", "\x01\x00\x00\x00\x00\x00\x00\x000123456789abcdef"},
		"objects that break off":              {objectList, "\x01\x00\x00\x00\x00\x00\x00\x000123456789abcde", ""},
		"objects without their number":        {objectList, "\x01\x00\x00\x00\x00\x00\x00", ""},
		"places":                              {deferPlaces, "\x81\x01\x10rest", "\x81\x01\x10"},
		"one place":                           {deferPlaces, "\x01", ""},
		"no place":                            {deferPlaces, "\x81", ""},
	} {
		assert.Equal(t, test.want, string(test.read([]byte(test.text))), name)
	}
}
