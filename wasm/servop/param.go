package servop

// Param is one parameter of a method.
type Param struct {
	// Name is what errors and playerstate.d.ts call it.
	Name string
	// Key is its key in the message's data, "" if it is not part of the data.
	Key string
	// Check is what an argument must be.
	Check Check
	// Default is the JSON text of the value that a missing argument has, "" if the
	// argument must be there. "null" leaves its key out of the message's data.
	Default string
	// Members are those of an Object. Each is handed on as an argument of its own.
	Members []Param
}

// Check is the name of a check in web/src/checks.js.
type Check string

// The checks that web/src/checks.js exports.
const (
	Text         Check = "text"
	NonEmptyText Check = "nonEmptyText"
	HeaderText   Check = "headerText"
	Flag         Check = "flag"
	HTTPURL      Check = "httpURL"
	Timeouts     Check = "timeouts"
	PacketNumber Check = "packetNumber"
	Seconds      Check = "seconds"
	JSONData     Check = "jsonData"
	JSONObject   Check = "jsonObject"
	TextsByName  Check = "textsByName"
	ListOfTexts  Check = "listOfTexts"
	Number       Check = "number"
	WholeNumber  Check = "wholeNumber"
	Object       Check = "object"
)
