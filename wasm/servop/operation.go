package servop

// Operation is one service operation ("servop") and what the client has to know
// to carry it. One more operation is one more row below.
type Operation struct {
	Service, Name string

	// Opens: a 200 answer opens a session. Such an operation needs none itself.
	Opens bool
	// Ends: the session is over for this client as soon as it is called.
	Ends bool
	// Alone: it shares its packet with no other message.
	Alone bool
	// Once: it is sent once and never again, whatever happens.
	Once bool
	// Quiet: the client's own; no caller waits for it, and it gives way.
	Quiet bool
}

// The operations that the client treats in their own way, as the vendor's
// documentation names them. AUTHENTICATE travels alone (C#, C++, Java) and once:
// its answer can't be replayed, and a repeat may make a second anonymous player
// (C#, Dart).
var (
	Authenticate = Operation{Service: "authenticationV2", Name: "AUTHENTICATE", Opens: true, Alone: true, Once: true}
	Logout       = Operation{Service: "playerState", Name: "LOGOUT", Ends: true}
	Heartbeat    = Operation{Service: "heartbeat", Name: "READ", Quiet: true}
)

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
