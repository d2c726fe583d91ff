package dispatcher

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"maps"
	"strings"
	"time"
)

// identityKey names one way to log in, such as one email address.
type identityKey struct{ kind, id string }

// identity is a registered way to log in. Its password is kept as a salted hash.
type identity struct {
	profile    string
	salt, hash []byte // nil unless the kind has a password
}

// player is the account of one profile.
type player struct {
	created time.Time
	logins  int
	state   state
}

// playerStore holds the players. It has no lock of its own.
type playerStore struct {
	identities map[identityKey]identity
	profiles   map[string]*player // by profile id
	devices    map[string]string  // by anonymousId, the profile that it was last connected to
}

func newPlayerStore() playerStore {
	return playerStore{identities: map[identityKey]identity{}, profiles: map[string]*player{}, devices: map[string]string{}}
}

// keyOf returns the key of a login. The case of an email address does not matter.
func keyOf(kind, id string) identityKey {
	if kind == kindEmail {
		id = strings.ToLower(id)
	}
	return identityKey{kind, id}
}

// create adds a player and returns its profile id.
func (st *playerStore) create(key identityKey, token string, now time.Time) string {
	id := identity{profile: newID()}
	if kinds[key.kind] == password {
		id.salt = make([]byte, 16)
		rand.Read(id.salt) // never fails
		id.hash = hashed(token, id.salt)
	}
	st.identities[key] = id
	created := &player{created: now}
	if key.kind == kindEmail {
		created.state.email = key.id
	}
	created.state.reset()
	st.profiles[id.profile] = created
	return id.profile
}

// remove deletes a player, every way in which it logs in, and what devices know of it.
func (st *playerStore) remove(profile string) {
	maps.DeleteFunc(st.identities, func(_ identityKey, id identity) bool { return id.profile == profile })
	maps.DeleteFunc(st.devices, func(_, connected string) bool { return connected == profile })
	delete(st.profiles, profile)
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
