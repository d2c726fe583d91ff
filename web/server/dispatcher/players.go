package dispatcher

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"strings"
	"time"
)

// identityKey names one way to log in, such as one email address.
type identityKey struct{ kind, id string }

// identity is what a login is held against. A password is kept as a salted hash.
type identity struct {
	profile    string
	salt, hash []byte // nil for a kind without a password
}

type player struct {
	created time.Time
	logins  int
}

// playerBook knows the players. It has no lock of its own.
type playerBook struct {
	identities map[identityKey]identity
	profiles   map[string]*player // by profile id
}

func newPlayerBook() playerBook {
	return playerBook{identities: map[identityKey]identity{}, profiles: map[string]*player{}}
}

// keyOf returns the key of a login. An email address is one whatever its case.
func keyOf(kind, id string) identityKey {
	if kind == kindEmail {
		id = strings.ToLower(id)
	}
	return identityKey{kind, id}
}

// create adds a player and returns its profile id.
func (b *playerBook) create(key identityKey, password string, now time.Time) string {
	id := identity{profile: newID()}
	if key.kind != kindAnonymous {
		id.salt = make([]byte, 16)
		rand.Read(id.salt) // never fails
		id.hash = hashed(password, id.salt)
	}
	b.identities[key] = id
	b.profiles[id.profile] = &player{created: now}
	return id.profile
}

func (i identity) accepts(password string) bool {
	return i.hash == nil || bytes.Equal(i.hash, hashed(password, i.salt))
}

func hashed(password string, salt []byte) []byte {
	// Few rounds: what is kept dies with the process, and tests log in a lot.
	key, err := pbkdf2.Key(sha256.New, password, salt, 1000, sha256.Size)
	if err != nil {
		panic(err) // only for a length out of range
	}
	return key
}
