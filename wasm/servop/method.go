package servop

// Method is one way in which a page calls an operation. The build makes the page's
// functions of these rows, and a test holds playerstate.d.ts and README against them.
// The program itself does not link the table.
type Method struct {
	// Name is the path below the client's object: "playerState.logout" is
	// _bc.playerState.logout.
	Name string
	// Operation is what it calls. The zero Operation is the one that the caller names
	// in its first two parameters.
	Operation
	// AuthenticationType is the vendor's, for a method that logs in.
	AuthenticationType string
	// Params are the arguments before the calling convention's.
	Params []Param
}

// Methods are the methods that the server answers.
var Methods = []Method{
	{Name: "playerState.logout", Operation: Logout},
	{Name: "playerState.readUserState", Operation: Operation{Service: "playerState", Name: "READ"}},

	{Name: "logout", Operation: Logout, Params: []Param{{Name: "forgetUser", Check: Flag, Default: "false"}}},

	{Name: "authenticateAnonymous", Operation: Authenticate, AuthenticationType: "Anonymous"},
	{Name: "authenticateUniversal", Operation: Authenticate, AuthenticationType: "Universal", Params: []Param{
		{Name: "userId", Key: "externalId", Check: NonEmptyText},
		{Name: "password", Key: "authenticationToken", Check: Text},
		{Name: "forceCreate", Key: "forceCreate", Check: Flag},
	}},
	{Name: "authenticateEmailPassword", Operation: Authenticate, AuthenticationType: "Email", Params: []Param{
		{Name: "email", Key: "externalId", Check: NonEmptyText},
		{Name: "password", Key: "authenticationToken", Check: Text},
		{Name: "forceCreate", Key: "forceCreate", Check: Flag},
	}},

	{Name: "sendRequest", Params: []Param{{Name: "request", Check: Object, Members: []Param{
		{Name: "service", Check: NonEmptyText},
		{Name: "operation", Check: NonEmptyText},
		{Name: "data", Check: JSONData},
	}}}},
}
