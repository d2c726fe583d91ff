// The module's exports: a client that is ready-made and loads its program when it is
// first used, and the way to make others.

/** @param {Record<string, any>} options see playerstate.d.ts */
function createClient(options) {
  const [appId, secret, appVersion, serverUrl, wasmUrl, wasmIntegrity] = readArguments("createClient", [["options", object(
    ["appId", APP_ID], ["secret", NAME], ["appVersion", NAME],
    ["serverUrl", optional(HTTP_URL, null)], ["wasmUrl", optional(ANY_URL, WASM)], ["wasmIntegrity", optional(TEXT, "")],
  )]], [options]);
  const { bc } = createClientOf(new URL(String(wasmUrl)), String(wasmIntegrity));
  bc.initialize(appId, secret, appVersion, serverUrl);
  return bc;
}

const { bc: _bc, playerState } = createClientOf(WASM, "");
const version = VERSION, reasonCodes = REASON_CODES;
