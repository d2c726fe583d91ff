package dispatcher

// invalidRequest and the constants after it are the vendor's reason codes, by the
// names of its public list.
const (
	invalidRequest        = 40001 // INVALID_REQUEST
	missingIdentity       = 40206 // MISSING_IDENTITY_ERROR: the identity is unknown, and a profile was named
	switchingProfiles     = 40207 // SWITCHING_PROFILES
	missingProfile        = 40208 // MISSING_PROFILE_ERROR: the identity is unknown, no profile was named, and none may be created
	emailNotValidated     = 40214 // EMAIL_NOT_VALIDATED
	badSignature          = 40301 // BAD_SIGNATURE
	sessionExpired        = 40303 // USER_SESSION_EXPIRED
	noSession             = 40304 // NO_SESSION
	wrongToken            = 40307 // TOKEN_DOES_NOT_MATCH_USER
	manualRedirect        = 40308 // MANUAL_REDIRECT: the app is at another server, or has another id
	invalidAuthType       = 40315 // INVALID_AUTHENTICATION_TYPE
	invalidAppID          = 40316 // INVALID_APP_ID
	versionNotSupported   = 40322 // GAME_VERSION_NOT_SUPPORTED
	appDisabled           = 40330 // DISABLED_APP
	invalidOperation      = 40333 // INVALID_OPERATION
	sessionDisplaced      = 40356 // USER_SESSION_LOGGED_OUT: by another login
	missingParameter      = 40358 // MISSING_REQUIRED_PARAMETER
	invalidParameterType  = 40359 // INVALID_PARAMETER_TYPE
	invalidPacketNumber   = 40566 // INVALID_PACKET_ID
	packetInProgress      = 40606 // PACKET_IN_PROGRESS
	duplicatePacketNumber = 40730 // DUPLICATE_PACKET_ID
	logoutFailed          = 40906 // LOGOUT_ERROR
)

// proxyFailure is not in the vendor's list: a code that a proxy between the client
// and the server might send.
const proxyFailure = 99999
