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

// identity is a registered way to log in. Its password is kept as a salted hash.
type identity struct {
	profile    string
	salt, hash []byte // nil for anonymous players, who have no password
}

// player is the account of one profile.
type player struct {
	created time.Time
	logins  int
}

// playerStore holds the players. It has no lock of its own.
type playerStore struct {
	identities map[identityKey]identity
	profiles   map[string]*player // by profile id
}

func newPlayerStore() playerStore {
	return playerStore{identities: map[identityKey]identity{}, profiles: map[string]*player{}}
}

// keyOf returns the key of a login. The case of an email address does not matter.
func keyOf(kind, id string) identityKey {
	if kind == kindEmail {
		id = strings.ToLower(id)
	}
	return identityKey{kind, id}
}

// create adds a player and returns its profile id.
func (st *playerStore) create(key identityKey, password string, now time.Time) string {
	id := identity{profile: newID()}
	if key.kind != kindAnonymous {
		id.salt = make([]byte, 16)
		rand.Read(id.salt) // never fails
		id.hash = hashed(password, id.salt)
	}
	st.identities[key] = id
	st.profiles[id.profile] = &player{created: now}
	return id.profile
}

// accepts reports whether the password is the identity's, if it has one.
func (i identity) accepts(password string) bool {
	return i.hash == nil || bytes.Equal(i.hash, hashed(password, i.salt))
}

// hashed returns the hash under which a password is kept.
func hashed(password string, salt []byte) []byte {
	// Few rounds: hashes last as long as the process, and tests log in a lot.
	key, err := pbkdf2.Key(sha256.New, password, salt, 1000, sha256.Size)
	if err != nil {
		panic(err) // only if the length is out of range
	}
	return key
}
