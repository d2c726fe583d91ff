package servop

// Method is one way in which a page calls an operation. The build makes the page's
// functions of these rows, and a test holds playerstate.d.ts and README against them.
// The program itself does not link the table, as long as it is made of literals alone.
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

// The parameters of several methods.
var (
	statusName     = Param{Name: "name", Key: "statusName", Check: NonEmptyText}
	additionalSecs = Param{Name: "additionalSecs", Key: "additionalSecs", Check: WholeNumber}
	statusDetails  = Param{Name: "details", Key: "details", Check: JSONObject}
)

// Methods are the methods that the server answers.
var Methods = []Method{
	{Name: "playerState.logout", Operation: Logout},
	{Name: "playerState.readUserState", Operation: Operation{Service: "playerState", Name: "READ"}},
	{Name: "playerState.deleteUser", Operation: DeleteUser},
	{Name: "playerState.resetUser", Operation: Operation{Service: "playerState", Name: "GAME_DATA_RESET"}},
	{Name: "playerState.updateUserName", Operation: Operation{Service: "playerState", Name: "UPDATE_NAME"}, Params: []Param{
		{Name: "userName", Key: "playerName", Check: Text},
	}},
	{Name: "playerState.updateUserPictureUrl", Operation: Operation{Service: "playerState", Name: "UPDATE_PICTURE_URL"}, Params: []Param{
		{Name: "url", Key: "playerPictureUrl", Check: Text},
	}},
	{Name: "playerState.updateContactEmail", Operation: Operation{Service: "playerState", Name: "UPDATE_CONTACT_EMAIL"}, Params: []Param{
		{Name: "email", Key: "contactEmail", Check: Text},
	}},
	{Name: "playerState.updateLanguageCode", Operation: Operation{Service: "playerState", Name: "UPDATE_LANGUAGE_CODE"}, Params: []Param{
		{Name: "code", Key: "languageCode", Check: Text},
	}},
	{Name: "playerState.updateTimeZoneOffset", Operation: Operation{Service: "playerState", Name: "UPDATE_TIMEZONE_OFFSET"}, Params: []Param{
		{Name: "hours", Key: "timeZoneOffset", Check: Number},
	}},
	{Name: "playerState.updateSummaryFriendData", Operation: Operation{Service: "playerState", Name: "UPDATE_SUMMARY"}, Params: []Param{
		{Name: "summary", Key: "summaryFriendData", Check: JSONObject},
	}},
	{Name: "playerState.getAttributes", Operation: Operation{Service: "playerState", Name: "GET_ATTRIBUTES"}},
	{Name: "playerState.updateAttributes", Operation: Operation{Service: "playerState", Name: "UPDATE_ATTRIBUTES"}, Params: []Param{
		{Name: "attributes", Key: "attributes", Check: TextsByName},
		{Name: "wipeExisting", Key: "wipeExisting", Check: Flag},
	}},
	{Name: "playerState.removeAttributes", Operation: Operation{Service: "playerState", Name: "REMOVE_ATTRIBUTES"}, Params: []Param{
		{Name: "names", Key: "attributes", Check: ListOfTexts},
	}},
	{Name: "playerState.setUserStatus", Operation: Operation{Service: "playerState", Name: "SET_USER_STATUS"}, Params: []Param{
		statusName,
		{Name: "durationSecs", Key: "durationSecs", Check: WholeNumber},
		statusDetails,
	}},
	{Name: "playerState.getUserStatus", Operation: Operation{Service: "playerState", Name: "GET_USER_STATUS"}, Params: []Param{
		{Name: "name", Key: "statusName", Check: Text}, // "" is all of them
	}},
	{Name: "playerState.extendUserStatus", Operation: Operation{Service: "playerState", Name: "EXTEND_USER_STATUS"}, Params: []Param{
		statusName, additionalSecs, statusDetails,
	}},
	{Name: "playerState.extendUserStatusWithMax", Operation: Operation{Service: "playerState", Name: "EXTEND_USER_STATUS_WITH_MAX"}, Params: []Param{
		statusName, additionalSecs,
		{Name: "maxActiveSecs", Key: "maxActiveSecs", Check: WholeNumber, Default: "null"},
		statusDetails,
	}},
	{Name: "playerState.clearUserStatus", Operation: Operation{Service: "playerState", Name: "CLEAR_USER_STATUS"}, Params: []Param{statusName}},

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
