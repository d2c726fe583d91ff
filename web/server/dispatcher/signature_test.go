package dispatcher

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSigned(t *testing.T) {
	const abc = "900150983cd24fb0d6963f7d28e17f72" // MD5 of "abc" (RFC 1321, A.5)
	body := []byte("ab-")[:2]
	assert.True(t, signed(body, "c", abc))
	assert.Equal(t, "ab-", string(body[:3]), "the bytes after the body are left alone")
	assert.True(t, signed(nil, "abc", abc))
	assert.False(t, signed(body, "C", abc))
	assert.False(t, signed(body, "c", strings.ToUpper(abc)))
	assert.False(t, signed(body, "c", abc[1:]))
	assert.False(t, signed(body, "c", ""))
}
