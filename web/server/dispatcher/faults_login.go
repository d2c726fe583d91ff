package dispatcher

// loginFaults refuse the packet with one of the reason codes that a login has to expect.
var loginFaults = []Fault{
	loginRefusal(redirectsLogins, "40308 redirect",
		"The app is served elsewhere: the login is to be made at the script's redirectUrl, under its redirectAppId. One that the script leaves out is left out.",
		func(s Script) entry {
			return accepted(manualRedirect, "Manual redirect").with(struct {
				URL string `json:"redirect_url,omitempty"`
				App string `json:"redirect_appid,omitempty"`
			}{s.RedirectURL, s.RedirectAppID})
		}),
	loginRefusal("auth-email-not-validated", "40214 email not validated", "The player has not answered the email that validates the address.",
		func(Script) entry { return accepted(emailNotValidated, "Email not validated") }),
	loginRefusal("auth-version", "40322 version too old", "The server takes this version of the game no more, and says where a newer one is.",
		func(Script) entry {
			return badRequest(versionNotSupported, "Game version not supported").with(struct {
				UpgradeAppID string `json:"upgradeAppId"`
			}{"https://store.example/game"})
		}),
	loginRefusal("auth-disabled", "40330 app disabled", "The app is switched off, and the server says why.",
		func(Script) entry {
			type reason struct {
				Message string `json:"message"`
			}
			return forbidden(appDisabled, "App is disabled").with(struct {
				Reason reason `json:"disabledReason"`
			}{reason{"Closed for maintenance until noon."}})
		}),
}

// redirectsLogins is the name of the fault that the script's RedirectURL and RedirectAppID
// are for.
const redirectsLogins = "auth-redirect"

// loginRefusal makes a fault that refuses the packet with an entry.
func loginRefusal(name, title, description string, refused func(Script) entry) Fault {
	return Fault{
		Name: name, Group: "login", Title: title, Description: description,
		run: func(x *exchange) { x.sendAnswer(refuse(x.packet, refused(x.script))) },
	}
}
