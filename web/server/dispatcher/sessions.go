package dispatcher

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// maxEnded is how many sessions that were logged out or displaced are still
// known as such. Older ones are answered like a session that expired.
const maxEnded = 10_000

type sessionState int

const (
	live sessionState = iota
	loggedOut
	displaced
)

// session is one login of one profile.
type session struct {
	id, profile string
	state       sessionState
	seen        time.Time // when the last packet came

	// The last packet by number: what it was and how it was answered, so that a
	// retry gets the answer and not the effect once more.
	last       int
	lastBody   [sha256.Size]byte
	lastAnswer answer

	working map[int]bool // numbers of the packets being acted on
}

// sessionBook knows the sessions. It has no lock of its own.
type sessionBook struct {
	expiry    time.Duration
	byID      map[string]*session
	byProfile map[string]*session // live ones
	ended     []string            // ids, in the order in which they ended
	sweepAt   int
}

func newSessionBook(expiry time.Duration) sessionBook {
	return sessionBook{
		expiry:    expiry,
		byID:      map[string]*session{},
		byProfile: map[string]*session{},
		sweepAt:   1024,
	}
}

// open starts a session of a profile and displaces the one that it had. number
// and body are those of the packet that authenticated.
func (b *sessionBook) open(profile string, number int, now time.Time) *session {
	if len(b.byProfile) >= b.sweepAt {
		b.sweepAt = max(1024, 2*b.countLive(now))
	}
	if old := b.byProfile[profile]; old != nil {
		if b.expired(old, now) {
			b.forget(old)
		} else {
			b.end(old, displaced)
		}
	}
	s := &session{
		id: newID(), profile: profile, seen: now, last: number, working: map[int]bool{},
	}
	b.byID[s.id], b.byProfile[profile] = s, s
	return s
}

// find returns a live session, or the entry that refuses it. The session comes
// along with the refusal too while it is remembered.
func (b *sessionBook) find(id string, now time.Time) (*session, entry) {
	if id == "" {
		return nil, forbidden(noSession, "No session")
	}
	s := b.byID[id]
	if s != nil && s.state == live && b.expired(s, now) {
		b.forget(s)
		s = nil
	}
	switch {
	case s == nil:
		return nil, forbidden(sessionExpired, "User session expired")
	case s.state == loggedOut:
		return s, forbidden(noSession, "No session")
	case s.state == displaced:
		return s, forbidden(sessionDisplaced, "User session logged out by another login")
	}
	return s, nil
}

// end takes a live session out of use but remembers how it ended.
func (b *sessionBook) end(s *session, how sessionState) {
	s.state = how
	delete(b.byProfile, s.profile)
	b.ended = append(b.ended, s.id)
	if len(b.ended) > maxEnded {
		delete(b.byID, b.ended[0])
		b.ended = b.ended[1:]
	}
}

// forget drops a live session, which makes it one that expired.
func (b *sessionBook) forget(s *session) {
	delete(b.byID, s.id)
	delete(b.byProfile, s.profile)
}

func (b *sessionBook) expired(s *session, now time.Time) bool {
	return now.Sub(s.seen) >= b.expiry
}

// countLive forgets what has expired and counts the rest.
func (b *sessionBook) countLive(now time.Time) int {
	for _, s := range b.byProfile {
		if b.expired(s, now) {
			b.forget(s)
		}
	}
	return len(b.byProfile)
}

// newID returns 32 hex digits of chance in the shape of a GUID.
func newID() string {
	var raw [16]byte
	rand.Read(raw[:]) // never fails
	h := hex.EncodeToString(raw[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
