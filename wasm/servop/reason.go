package servop

// Statuses that the client gives by itself, beside HTTP's.
const (
	StatusOK        = 200
	StatusForbidden = 403
	StatusClient    = 900 // nothing usable came from the server
)

// Reason codes, the vendor's own.
const (
	SessionExpired     = 40303 // USER_SESSION_EXPIRED
	NoSession          = 40304 // NO_SESSION
	SessionLoggedOut   = 40356 // USER_SESSION_LOGGED_OUT: displaced by another login
	PacketInProgress   = 40606 // PACKET_IN_PROGRESS: an earlier attempt is still at work
	UnusableAnswer     = 40408 // JSON_PARSING_ERROR
	ClientNetworkError = 90001 // CLIENT_NETWORK_ERROR_TIMEOUT
	NotInitialized     = 90202
)

// SessionOver says whether the server means by this code that the session is
// over, so that there is nothing left to end.
func SessionOver(code int) bool {
	return code == SessionExpired || code == NoSession || code == SessionLoggedOut
}
