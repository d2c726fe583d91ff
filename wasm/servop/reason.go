package servop

// Statuses that the client gives by itself, beside HTTP's.
const (
	StatusOK        = 200
	StatusForbidden = 403
	StatusClient    = 900 // nothing usable came from the server
)

// Reason codes that the program knows, the vendor's own.
const (
	MissingIdentity      = 40206
	SwitchingProfiles    = 40207
	ManualRedirect       = 40308
	SessionExpired       = 40303
	NoSession            = 40304
	SessionLoggedOut     = 40356 // displaced by another login, or ended by a script
	JSONParsingError     = 40408
	InvalidPacketID      = 40566 // its number is lower than the last one
	PacketInProgress     = 40606 // an earlier attempt is still at work
	DuplicatePacketID    = 40730 // its number is another packet's
	ClientNetworkError   = 90001
	ClientDisabled       = 90200
	ClientNotInitialized = 90202
)

// ReasonCode is a reason code and its public name.
type ReasonCode struct {
	Name string
	Code int
}

// ReasonCodes are the codes that a game is likely to meet, by the vendor's names. The
// build makes _bc.reasonCodes of them; the program does not link the table.
var ReasonCodes = []ReasonCode{
	{"MISSING_IDENTITY_ERROR", MissingIdentity},
	{"SWITCHING_PROFILES", SwitchingProfiles},
	{"MISSING_PROFILE_ERROR", 40208},
	{"EMAIL_NOT_VALIDATED", 40214},
	{"BAD_SIGNATURE", 40301},
	{"MANUAL_REDIRECT", ManualRedirect},
	{"USER_SESSION_EXPIRED", SessionExpired},
	{"NO_SESSION", NoSession},
	{"TOKEN_DOES_NOT_MATCH_USER", 40307},
	{"GAME_VERSION_NOT_SUPPORTED", 40322},
	{"DISABLED_APP", 40330},
	{"USER_SESSION_LOGGED_OUT", SessionLoggedOut},
	{"JSON_PARSING_ERROR", JSONParsingError},
	{"NULL_SESSION", 40426},
	{"INVALID_PACKET_ID", InvalidPacketID},
	{"MISSING_LAST_PACKET_RESPONSE", 40605},
	{"PACKET_IN_PROGRESS", PacketInProgress},
	{"DUPLICATE_PACKET_ID", DuplicatePacketID},
	{"LOGOUT_ERROR", 40906},
	{"CLIENT_NETWORK_ERROR_TIMEOUT", ClientNetworkError},
	{"CLIENT_DISABLED", ClientDisabled},
	{"CLIENT_NOT_INITIALIZED", ClientNotInitialized},
}

// IdentityConflict says whether the server refuses a login by this code because the ids of
// the player and of the profile do not belong together.
func IdentityConflict(code int) bool { return code == MissingIdentity || code == SwitchingProfiles }

// SessionOver says whether the server means by this code that the session is
// over, so that there is nothing left to end.
func SessionOver(code int) bool {
	return code == SessionExpired || code == NoSession || code == SessionLoggedOut
}
