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
	// AuthenticationType is the vendor's, for a method that logs in; "" for any other, and
	// if it is the caller's first argument.
	AuthenticationType string
	// Data is what the message's data has beside the arguments, the JSON text of an object.
	Data string
	// Entry is the program's function that it calls; "" for the one of its operation.
	Entry string
	// Params are the arguments before the calling convention's. Texts of one key are one
	// text, joined by colons (Twitter's token and secret).
	Params []Param
}

// The parameters of several methods.
var (
	statusName     = Param{Name: "name", Key: "statusName", Check: NonEmptyText}
	additionalSecs = Param{Name: "additionalSecs", Key: "additionalSecs", Check: WholeNumber}
	forceCreate    = Param{Name: "forceCreate", Key: "forceCreate", Check: Flag}
	statusDetails  = Param{Name: "details", Key: "details", Check: JSONObject}
)

// Methods are the methods that the server answers.
var Methods = []Method{
	{Name: "playerState.logout", Operation: Logout},
	{Name: "playerState.readUserState", Operation: ReadState},
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

	{Name: "authenticateAnonymous", Operation: Authenticate, AuthenticationType: "Anonymous", Data: `{"forceCreate":true}`},
	{Name: "authentication.authenticateAnonymous", Operation: Authenticate, AuthenticationType: "Anonymous", Params: []Param{forceCreate}},
	{Name: "reconnect", Operation: Authenticate, AuthenticationType: "Anonymous", Data: `{"forceCreate":false}`},
	{Name: "authenticateUniversal", Operation: Authenticate, AuthenticationType: "Universal", Params: []Param{
		{Name: "userId", Key: "externalId", Check: NonEmptyText},
		{Name: "password", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateEmailPassword", Operation: Authenticate, AuthenticationType: "Email", Params: []Param{
		{Name: "email", Key: "externalId", Check: NonEmptyText},
		{Name: "password", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateExternal", Operation: Authenticate, AuthenticationType: "External", Params: []Param{
		{Name: "userId", Key: "externalId", Check: NonEmptyText},
		{Name: "token", Key: "authenticationToken", Check: Text},
		{Name: "externalAuthName", Key: "externalAuthName", Check: NonEmptyText},
		forceCreate,
	}},
	{Name: "authenticateFacebook", Operation: Authenticate, AuthenticationType: "Facebook", Params: []Param{
		{Name: "facebookId", Key: "externalId", Check: NonEmptyText},
		{Name: "facebookToken", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateFacebookLimited", Operation: Authenticate, AuthenticationType: "FacebookLimited", Params: []Param{
		{Name: "facebookLimitedId", Key: "externalId", Check: NonEmptyText},
		{Name: "facebookToken", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateGoogle", Operation: Authenticate, AuthenticationType: "Google", Params: []Param{
		{Name: "googleUserId", Key: "externalId", Check: NonEmptyText},
		{Name: "serverAuthCode", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateGoogleOpenId", Operation: Authenticate, AuthenticationType: "GoogleOpenId", Params: []Param{
		{Name: "googleUserAccountEmail", Key: "externalId", Check: NonEmptyText},
		{Name: "idToken", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateApple", Operation: Authenticate, AuthenticationType: "Apple", Params: []Param{
		{Name: "appleUserId", Key: "externalId", Check: NonEmptyText},
		{Name: "identityToken", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateGameCenter", Operation: Authenticate, AuthenticationType: "GameCenter", Data: `{"authenticationToken":null}`, Params: []Param{
		{Name: "gameCenterId", Key: "externalId", Check: NonEmptyText},
		forceCreate,
	}},
	{Name: "authenticateSteam", Operation: Authenticate, AuthenticationType: "Steam", Params: []Param{
		{Name: "userId", Key: "externalId", Check: NonEmptyText},
		{Name: "sessionTicket", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateTwitter", Operation: Authenticate, AuthenticationType: "Twitter", Params: []Param{
		{Name: "userId", Key: "externalId", Check: NonEmptyText},
		{Name: "token", Key: "authenticationToken", Check: Text},
		{Name: "secret", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateParse", Operation: Authenticate, AuthenticationType: "Parse", Params: []Param{
		{Name: "userId", Key: "externalId", Check: NonEmptyText},
		{Name: "token", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateUltra", Operation: Authenticate, AuthenticationType: "Ultra", Params: []Param{
		{Name: "ultraUsername", Key: "externalId", Check: NonEmptyText},
		{Name: "ultraIdToken", Key: "authenticationToken", Check: Text},
		forceCreate,
	}},
	{Name: "authenticateHandoff", Operation: Authenticate, AuthenticationType: "Handoff", Data: `{"forceCreate":false}`, Params: []Param{
		{Name: "handoffId", Key: "externalId", Check: NonEmptyText},
		{Name: "securityToken", Key: "authenticationToken", Check: Text},
	}},
	{Name: "authenticateSettopHandoff", Operation: Authenticate, AuthenticationType: "SettopHandoff", Data: `{"forceCreate":false}`, Params: []Param{
		{Name: "handoffCode", Key: "externalId", Check: NonEmptyText},
	}},
	{Name: "authenticateAdvanced", Operation: Authenticate, Params: []Param{
		{Name: "authenticationType", Key: "authenticationType", Check: NonEmptyText},
		{Name: "ids", Check: Object, Members: []Param{
			{Name: "externalId", Key: "externalId", Check: Text},
			{Name: "authenticationToken", Key: "authenticationToken", Check: Text},
			{Name: "authenticationSubType", Key: "externalAuthName", Check: Text, Default: "null"},
		}},
		forceCreate,
		{Name: "extraJson", Key: "extraJson", Check: JSONObject, Default: "null"},
	}},
	{Name: "restoreSession", Operation: ReadState, Entry: "restoreSession"},

	{Name: "sendRequest", Params: []Param{{Name: "request", Check: Object, Members: []Param{
		{Name: "service", Check: NonEmptyText},
		{Name: "operation", Check: NonEmptyText},
		{Name: "data", Check: JSONData},
	}}}},
}
