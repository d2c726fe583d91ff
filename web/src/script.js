// The script tag: two names on the page's global object, set up by the tag's attributes.
{
  const tag = /** @type {HTMLScriptElement | null} */ (globalThis.document?.currentScript ?? null);
  const settings = /** @type {DOMStringMap} */ (tag?.dataset ?? {});
  const client = createClientOf(new URL(WASM, tag?.src || globalThis.location?.href), settings.wasmIntegrity ?? "");
  client.begin();

  // A name that an earlier script declared with let, const or class is no property of
  // the global object. It can be looked for only where it can be written down.
  /** @type {Record<string, unknown>} */
  const declared = {
    _bc: typeof _bc === "undefined" ? undefined : _bc,
    playerState: typeof playerState === "undefined" ? undefined : playerState,
  };

  /** @param {string} name @param {object} value @param {string} resolution */
  const publish = (name, value, resolution) => {
    const global = /** @type {any} */ (globalThis)[name];
    if (Object.hasOwn(globalThis, name) || (declared[name] !== undefined && declared[name] !== global)) {
      console.error(`playerState: this page has a global of its own named "${name}", which is left as it is. ${resolution}`);
    } else {
      Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: true });
    }
  };
  const prefix = settings.codePrefix || "_bc";
  publish(prefix, client.bc, 'Give this script\'s object another name with the attribute data-code-prefix="…".');
  publish("playerState", client.playerState,
    `This script's is ${prefix}.playerState; the attribute data-code-prefix="…" says under which name.`);

  /** @param {string} attributes @param {() => void} setUp */
  const attempt = (attributes, setUp) => {
    try {
      setUp();
    } catch (error) {
      console.error(`playerState: the script tag's ${attributes}: ${/** @type {Error} */ (error).message}`);
    }
  };
  if (settings.appId !== undefined || settings.appSecret !== undefined) {
    attempt("data-app-id, data-app-secret, data-app-version, data-server-url", () =>
      client.bc.initialize(settings.appId, settings.appSecret, settings.appVersion ?? "1.0.0", settings.serverUrl));
  } else if (settings.serverUrl !== undefined) {
    attempt("data-server-url", () => client.bc.setServerUrl(settings.serverUrl));
  }
  if (settings.logoutOnClose !== undefined && settings.logoutOnClose !== "false") {
    addEventListener("pagehide", () => client.bc.logoutOnApplicationClose(false));
  }
}
