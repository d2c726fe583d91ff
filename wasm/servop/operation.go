package servop

// Operation is one service operation ("servop"), and how the client treats it.
type Operation struct {
	// Service and Name are the members "service" and "operation" of its message.
	Service, Name string

	// Opens: an answer with status 200 opens a session.
	Opens bool
	// Ends: the session is over for this client as soon as it is called.
	Ends bool
	// Alone: it shares its packet with no other message.
	Alone bool
	// Once: it is sent once and never again, whatever happens.
	Once bool
	// Quiet: the client calls it by itself. No caller waits for it, and every other
	// operation goes before it.
	Quiet bool
	// Coalesced: equal calls in one turn of the event loop are one.
	Coalesced bool
}

// The operations that the client treats in their own way, by the names of the
// vendor's documentation. AUTHENTICATE travels alone (C#, C++, Java) and once: its
// answer can't be replayed, and a repeat may make a second anonymous player (C#, Dart).
var (
	Authenticate = Operation{Service: "authenticationV2", Name: "AUTHENTICATE", Opens: true, Alone: true, Once: true}
	Logout       = Operation{Service: "playerState", Name: "LOGOUT", Ends: true, Coalesced: true}
	Heartbeat    = Operation{Service: "heartbeat", Name: "READ", Quiet: true}
)

// ReadState reads the player's state.
var ReadState = Operation{Service: "playerState", Name: "READ"}

// RunScript calls a Cloud Code script.
var RunScript = Operation{Service: "script", Name: "RUN"}

// DeleteUser deletes the player on the server, and the session with it.
var DeleteUser = Operation{Service: "playerState", Name: "FULL_PLAYER_RESET"}

// sessionless are the operations of authenticationV2, beside AUTHENTICATE, that the server
// takes without a session (the vendor's clients).
var sessionless = [...]string{
	"RESET_EMAIL_PASSWORD", "RESET_EMAIL_PASSWORD_ADVANCED",
	"RESET_UNIVERSAL_ID_PASSWORD", "RESET_UNIVERSAL_ID_PASSWORD_ADVANCED",
	"GET_SERVER_VERSION",
}

// NeedsSession says whether the server takes the operation in a session only.
func (o Operation) NeedsSession() bool {
	if o.Service == Authenticate.Service {
		for _, name := range sessionless {
			if o.Name == name {
				return false
			}
		}
	}
	return true
}

// Is says whether two operations have the same service and name.
func (o Operation) Is(other Operation) bool {
	return o.Service == other.Service && o.Name == other.Name
}

// Message is the JSON text of one message: {"service","operation","data"?}.
type Message string

// Message is the operation with its data, a JSON text or "" for none at all.
// The key order is the JavaScript client's. Quote writes a JSON string.
func (o Operation) Message(data string, quote func(string) string) Message {
	text := `{"service":` + quote(o.Service) + `,"operation":` + quote(o.Name)
	if data != "" {
		text += `,"data":` + data
	}
	return Message(text + "}")
}
