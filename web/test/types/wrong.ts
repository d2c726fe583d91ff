// Wrong uses: a statement below a "wrong:" comment is rejected on its one line, and no
// other line is.
import { createClient, playerState, reasonCodes, version, _bc as client } from "playerstate";
import type { ClientEventMap, Failure, ReasonCode, ServerHandler } from "playerstate";
// wrong: a name that is not exported
import { Digit } from "playerstate";

class Game {
  over = false;
}
const game = new Game();
const result = await playerState.logout();
const login = await client.authenticateAnonymous();
const read = await playerState.readUserState();
const signal = new AbortController().signal;

// The module.
// wrong: no options
createClient();
// wrong: no secret
createClient({ appId: "20001", appVersion: "1.0.0" });
// wrong: no appVersion
createClient({ appId: "20001", secret: "s" });
// wrong: an app id that is a number
createClient({ appId: 20001, secret: "s", appVersion: "1.0.0" });
// wrong: an option that there is none of
createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasmURL: "/x.wasm" });
// wrong: a flag that is a text
createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", logoutOnClose: "true" });
// wrong: a program that is bytes
createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasmUrl: new Uint8Array() });
// wrong: a program that is a URL
createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasm: "/playerstate.wasm" });
// wrong: a function that gives a URL
createClient({ appId: "20001", secret: "s", appVersion: "1.0.0", wasm: async () => new URL("https://a.test/") });
// wrong: the version is a string
version.toFixed();
// wrong: the client is not to be replaced
client.playerState = playerState;
// wrong: the version is not to be replaced
client.version = "2.0.0";

// The globals of the script tag.
// wrong: a constant
globalThis.window._bc = client;
// wrong: a method that there is none of
window.playerState.logOut();

// What returns at once.
// wrong: no arguments
client.initialize();
// wrong: no version
client.initialize("20001", "s");
// wrong: an app id that is a number
client.initialize(20001, "s", "1.0.0");
// wrong: a URL object
client.initialize("20001", "s", "1.0.0", new URL("https://example.test"));
// wrong: one argument too many
client.initialize("20001", "s", "1.0.0", "https://example.test", true);
// wrong: no URL
client.setServerUrl();
// wrong: a URL object
client.setServerUrl(new URL("https://example.test"));
// wrong: one number
client.setPacketTimeouts(15);
// wrong: numbers as arguments
client.setPacketTimeouts(15, 20);
// wrong: texts
client.setPacketTimeouts(["15"]);
// wrong: neither on nor off
client.enableLogging();
// wrong: a text
client.enableLogging("on");
// wrong: the id alone
client.attachSession("S1");
// wrong: no packetId
client.attachSession({ sessionId: "S1" });
// wrong: a packetId that is a text
client.attachSession({ sessionId: "S1", packetId: "3" });
// wrong: a member that there is none of
client.attachSession({ sessionId: "S1", packetId: 3, expiresIn: 60 });
// wrong: a number
client.logoutOnApplicationClose(1);
// wrong: it tells nobody
client.logoutOnApplicationClose(true, () => {});
// wrong: it returns nothing
client.initialize("20001", "s", "1.0.0").then();
// wrong: a boolean
client.isAuthenticated().length;
// wrong: a string, and no promise of one
client.getSessionId().then();
// wrong: a method, not a value
client.getProfileId.trim();
// wrong: a method that there is none of
client.authenticateCarrier("id", "token", true);

// The result.
// wrong: a promise, not a result
playerState.logout().status;
// wrong: data before the status is known
result.data;
// wrong: a reason before the status is known
result.reason_code;
// wrong: a field that there is none of
result.statusCode;
// wrong: the status is a number
result.status === "200";
// wrong: no status has two digits
result.status === 20;
// wrong: the data of a failure
if (result.status !== 200) result.data;
// wrong: the reason of a success
if (result.status === 200) result.reason_code;
// wrong: the data of a logout is null
if (result.status === 200) result.data.sessionId;
// wrong: a failure whose status is that of a success
const failure: Failure = { status: 200, reason_code: 0, status_message: "", severity: "ERROR" };
// wrong: a result is shared
if (result.status === 403) result.reason_code = 0;
// wrong: the data of a login before its status is known
login.data.sessionId;
// wrong: what else the server sends is unknown
if (login.status === 200) login.data["playerName"].length;
// wrong: a login that is refused has no data
if (login.status === 202) login.data;
// wrong: the expiry may be missing
if (login.status === 200) login.data.playerSessionExpiry.toFixed();
// wrong: the state before its status is known
read.data["playerName"];
// wrong: what the state holds is unknown
if (read.status === 200) read.data["playerName"].length;
// wrong: a state is shared
if (read.status === 200) read.data["playerName"] = "Ann";

// The player's state, in whole.
// wrong: it takes no profile id
playerState.deleteUser("P1");
// wrong: no name
playerState.updateUserName();
// wrong: a name that is a number
playerState.updateUserName(5);
// wrong: a URL object
playerState.updateUserPictureUrl(new URL("https://example.test"));
// wrong: no email
playerState.updateContactEmail(null);
// wrong: a list of languages
playerState.updateLanguageCode(["fr"]);
// wrong: hours that are a text
playerState.updateTimeZoneOffset("-3.5");
// wrong: a text for an object
playerState.updateSummaryFriendData("{}");
// wrong: no wipeExisting
playerState.updateAttributes({ team: "red" });
// wrong: an attribute that is a number
playerState.updateAttributes({ level: 7 }, false);
// wrong: one name
playerState.removeAttributes("team");
// wrong: no details
playerState.setUserStatus("shield", 60);
// wrong: seconds that are a text
playerState.setUserStatus("shield", "60", {});
// wrong: no name
playerState.getUserStatus(result => result);
// wrong: details in the place of the seconds
playerState.extendUserStatus("shield", {}, 60);
// wrong: no maxActiveSecs
playerState.extendUserStatusWithMax("shield", 60, {});
// wrong: a status by its name only
playerState.extendUserStatus("shield", 60, {}, result => result.status === 200 && result.data["shield"].activeUntil);
// wrong: there may be no such status
playerState.getUserStatus("shield", result => result.status === 200 && result.data["shield"].activeUntil);
// wrong: it tells of the name only
playerState.updateUserName("Ann", result => result.status === 200 && result.data.contactEmail);
// wrong: a result is shared
playerState.getAttributes(result => { if (result.status === 200) result.data.attributes["team"] = "blue"; });

// wrong: one result for another
const mixed: typeof login = result;

// Reason codes.
// wrong: a name that there is none of
reasonCodes.NO_SUCH_CODE;
// wrong: not to be changed
reasonCodes.NO_SESSION = 40304;
// wrong: another code's number
const code: 40303 = reasonCodes.NO_SESSION;
// wrong: no code of the list
const other: ReasonCode = 40399;
// wrong: an object, not an enum's member
client.reasonCodes.NO_SESSION.name;

// The way of JavaScript.
// wrong: a number for a callback
playerState.logout(5);
// wrong: a text for a callback
playerState.logout("callback");
// wrong: the callback gets a result, not a text
playerState.logout((text: string) => text);
// wrong: the callback gets one argument
playerState.logout((result, extra) => extra);
// wrong: the result of a logout is none of a login
playerState.logout(result => result.status === 200 && result.data.sessionId);
// wrong: a number for options
playerState.logout(() => {}, 5000);
// wrong: an option that there is none of
playerState.logout(() => {}, { timeout: 5000 });
// wrong: a timeout that is a text
playerState.logout(() => {}, { timeoutMs: "5000" });
// wrong: the controller for its signal
playerState.logout(() => {}, { signal: new AbortController() });
// wrong: the signal itself for options
playerState.logout(() => {}, signal);
// wrong: no forgetUser before the callback
client.logout(() => {});
// wrong: forgetUser is a text
client.logout("yes");
// wrong: no forceCreate
client.authenticateUniversal("ann", "password");
// wrong: a callback for forceCreate
client.authenticateUniversal("ann", "password", () => {});
// wrong: a password that is a number
client.authenticateUniversal("ann", 1234, true);
// wrong: an email that may be null
client.authenticateEmailPassword(null, "password", true);
// wrong: it takes no profile id
playerState.readUserState("P1");
// wrong: the state is no login's data
playerState.readUserState(result => result.status === 200 && result.data.sessionId.length);
// wrong: it takes no user id
client.authenticateAnonymous("ann");

// The way of C# and Objective-C.
// wrong: success gets a text
playerState.logout((result: { status: number }) => {}, () => {});
// wrong: failure's status is a number
playerState.logout(() => {}, (status: string) => {});
// wrong: failure gets four arguments
playerState.logout(() => {}, (a, b, c, d, e) => {}, game);
// wrong: there is no cbObject
playerState.logout((json, object) => object.over, () => {});
// wrong: cbObject is a Game for success
playerState.logout((json, object: Date) => {}, () => {}, game);
// wrong: cbObject is a Game for failure
playerState.logout(() => {}, (status, reason, json, object: Date) => {}, game);
// wrong: a Game has no score
playerState.logout((json, object) => object.score, null, game);
// wrong: a failure that is no function
playerState.logout(() => {}, "failure", game);
// wrong: options that are none, after a cbObject
playerState.logout(() => {}, () => {}, game, 5000);
// wrong: one argument too many
playerState.logout(() => {}, () => {}, game, {}, {});

// The way of Java and C++.
// wrong: no serverCallback
playerState.logout({ serverError() {} });
// wrong: serverCallback is no function
playerState.logout({ serverCallback: true });
// wrong: serverCallback gets texts
playerState.logout({ serverCallback(service: number) {} });
// wrong: serverError's codes are numbers
playerState.logout({ serverCallback() {}, serverError(service, operation, status: string) {} });
// wrong: the class for its object
playerState.logout(class { serverCallback() {} });
// wrong: a handler of one method too few
const handler: ServerHandler = {};

// Options alone.
// wrong: nothing in them
playerState.logout({});
// wrong: an option that there is none of
playerState.logout({ timeout: 5000 });
// wrong: a timeout that is a text
playerState.logout({ timeoutMs: "5000" });
// wrong: options, and a callback behind them
playerState.logout({ timeoutMs: 5000 }, () => {});

// Any message.
// wrong: no request
client.sendRequest();
// wrong: the names as arguments
client.sendRequest("playerState", "LOGOUT");
// wrong: no operation
client.sendRequest({ service: "playerState" });
// wrong: data that JSON cannot write
client.sendRequest({ service: "s", operation: "O", data: 1n });
// wrong: a member that there is none of
client.sendRequest({ service: "s", operation: "O", payload: {} });
// wrong: unknown data used as known
client.sendRequest({ service: "s", operation: "O" }, r => r.status === 200 && r.data.time);

// Events.
// wrong: a type that there is none of
client.addEventListener("logedout", () => {});
// wrong: no listener
client.addEventListener("login");
// wrong: a detail of another event
client.addEventListener("login", event => event.detail.elsewhere);
// wrong: a listener to another event
client.addEventListener("delivered", (event: ClientEventMap["login"]) => {});
// wrong: details are not to be changed
client.addEventListener("logout", ({ detail }) => { detail.elsewhere = false; });
// wrong: an event has no reasonCode of its own
client.addEventListener("sessionexpired", event => event.reasonCode);
// wrong: a type that there is none of
client.removeEventListener("close", () => {});
// wrong: it listens, but does not send
client.dispatchEvent(new Event("login"));
// wrong: ready is a promise, not a function
client.ready();
