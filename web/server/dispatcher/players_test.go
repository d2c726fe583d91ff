package dispatcher

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPasswordsAreNotKept(t *testing.T) {
	p := newPeer(t)
	p.authenticate(0, loginData{kind: kindUniversal, id: "Ann", token: "correct horse", create: true})
	p.d.ClearRecords()
	assert.NotContains(t, fmt.Sprintf("%s %+v", p.d.players.identities, p.d.players.identities), "correct horse")
}

func TestKeyOf(t *testing.T) {
	assert.Equal(t, keyOf(kindEmail, "a@b.example"), keyOf(kindEmail, "A@B.Example"))
	assert.NotEqual(t, keyOf(kindUniversal, "ann"), keyOf(kindUniversal, "Ann"))
	assert.NotEqual(t, keyOf(kindUniversal, "a@b.example"), keyOf(kindEmail, "a@b.example"))
}
