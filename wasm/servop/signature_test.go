package servop_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/wasm/servop"
)

// TestSignatureIsMD5 is the test suite of RFC 1321, appendix A.5.
func TestSignatureIsMD5(t *testing.T) {
	for text, sum := range map[string]string{
		"":                           "d41d8cd98f00b204e9800998ecf8427e",
		"a":                          "0cc175b9c0f1b6a831c399e269772661",
		"abc":                        "900150983cd24fb0d6963f7d28e17f72",
		"message digest":             "f96b697d7cb7938d525a2f31aaf161d0",
		"abcdefghijklmnopqrstuvwxyz": "c3fcd3d76192e4007dfb496cca67e13b",
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789":                   "d174ab98d277d9f5a5611c2c9f419d9f",
		"12345678901234567890123456789012345678901234567890123456789012345678901234567890": "57edf4a22be3c955ac49da2e2107b67a",
	} {
		half := len(text) / 2
		sig := servop.Sign([]byte(text[:half]), []byte(text[half:]))
		assert.Equal(t, sum, string(sig[:]), "%q", text)
	}
}
