package servop_test

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"playerstate/wasm/servop"
)

func FuzzSignature(f *testing.F) {
	for n := range 130 {
		f.Add([]byte(strings.Repeat("x", n)), []byte("secret"))
	}
	f.Fuzz(func(t *testing.T, body, secret []byte) {
		want := md5.Sum(append(append([]byte{}, body...), secret...))
		sig := servop.Sign(body, secret)
		assert.Equal(t, hex.EncodeToString(want[:]), string(sig[:]))
	})
}
