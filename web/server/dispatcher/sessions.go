package dispatcher

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// maxEnded is how many sessions that were logged out or displaced are remembered.
// Older ones are answered like a session that expired.
const maxEnded = 10_000

// sessionState says whether a session is live, or how it ended.
type sessionState int

// live, loggedOut and displaced, the last by another login of the same profile, are the
// states of a session. One that expired is forgotten instead.
const (
	live sessionState = iota
	loggedOut
	displaced
)

// session is one login of one profile.
type session struct {
	id, profile string
	state       sessionState
	seen        time.Time // when the last packet came that kept the session alive

	// last is the highest number of a packet that was acted on. lastBody is the hash
	// of that packet's body and lastAnswer its answer, so that a retry gets the same
	// answer without a second effect. Both are zero while last is the login's number.
	last       int
	lastBody   [sha256.Size]byte
	lastAnswer answer

	working map[int]bool // by number, the packets in progress
}

// sessionStore holds the sessions. It has no lock of its own.
type sessionStore struct {
	expiry    time.Duration
	byID      map[string]*session
	byProfile map[string]*session // the live ones
	ended     []string            // ids, in the order in which they ended
	sweepAt   int                 // the length of byProfile at which open deletes the expired ones
}

func newSessionStore(expiry time.Duration) sessionStore {
	return sessionStore{
		expiry:    expiry,
		byID:      map[string]*session{},
		byProfile: map[string]*session{},
		sweepAt:   1024,
	}
}

// open opens a session of a profile and displaces its live one. number is that of
// the packet that authenticated.
func (st *sessionStore) open(profile string, number int, now time.Time) *session {
	if len(st.byProfile) >= st.sweepAt {
		st.sweepAt = max(1024, 2*st.countLive(now))
	}
	if old := st.byProfile[profile]; old != nil {
		if st.expired(old, now) {
			st.forget(old)
		} else {
			st.end(old, displaced)
		}
	}
	s := &session{
		id: newID(), profile: profile, seen: now, last: number, working: map[int]bool{},
	}
	st.byID[s.id], st.byProfile[profile] = s, s
	return s
}

// find returns a live session, or the entry that refuses its packets. With the
// refusal it also returns a session that ended, as long as that is remembered.
func (st *sessionStore) find(id string, now time.Time) (*session, entry) {
	if id == "" {
		return nil, forbidden(noSession, "No session")
	}
	s := st.byID[id]
	if s != nil && s.state == live && st.expired(s, now) {
		st.forget(s)
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

// end ends a live session and remembers how.
func (st *sessionStore) end(s *session, how sessionState) {
	s.state = how
	delete(st.byProfile, s.profile)
	st.ended = append(st.ended, s.id)
	if len(st.ended) > maxEnded {
		delete(st.byID, st.ended[0])
		st.ended = st.ended[1:]
	}
}

// forget deletes a live session, which is an expired one from then on.
func (st *sessionStore) forget(s *session) {
	delete(st.byID, s.id)
	delete(st.byProfile, s.profile)
}

// expired reports whether a live session has had no packet for too long.
func (st *sessionStore) expired(s *session, now time.Time) bool {
	return now.Sub(s.seen) >= st.expiry
}

// countLive forgets the sessions that have expired and counts the live ones.
func (st *sessionStore) countLive(now time.Time) int {
	for _, s := range st.byProfile {
		if st.expired(s, now) {
			st.forget(s)
		}
	}
	return len(st.byProfile)
}

// newID returns 32 random hex digits in the form of a GUID.
func newID() string {
	var raw [16]byte
	rand.Read(raw[:]) // never fails
	h := hex.EncodeToString(raw[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
