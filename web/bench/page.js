/**
 * Drives the contenders in a page. Each logs in and out. The time of a logout is that
 * from the call to its callback.
 */
((url, appId, secret) => {
  /** @type {Record<string, {login(): Promise<any>, logout(callback: (result: any) => void): void}>} */
  const contenders = {};

  if (globalThis._bc) {
    contenders.ours = {
      login: () => _bc.authenticateAnonymous(),
      logout: (callback) => { playerState.logout(callback); },
    };
  }

  if (globalThis.braincloud) {
    const vendor = new braincloud.BrainCloudWrapper("vendor");
    vendor.initialize(appId, secret, "1.0.0");
    vendor.brainCloudClient.setServerUrl(url);
    contenders.vendor = {
      login: () => new Promise((resolve) => { vendor.authenticateAnonymous(resolve); }),
      logout: (callback) => { vendor.playerState.logout(callback); },
    };
  }

  // The bare fetch sends the same bytes with the same headers, encoded and signed
  // beforehand.
  const sign = async (body) => {
    const text = JSON.stringify(body);
    const signature = await (await fetch("/sign", { method: "POST", body: text })).text();
    return { method: "POST", body: text, headers: { "Content-Type": "application/json", "X-APPID": appId, "X-SIG": signature } };
  };
  let logout;
  contenders.bare = {
    async login() {
      const anonymousId = contenders.bare.anonymousId ??= crypto.randomUUID(); // one player a page
      const data = {
        gameId: appId, externalId: anonymousId, releasePlatform: "WEB", gameVersion: "1.0.0", clientLibVersion: "0",
        authenticationToken: "", authenticationType: "Anonymous", forceCreate: true, compressResponses: false,
        anonymousId, profileId: contenders.bare.profileId ?? "", timeZoneOffset: 0, languageCode: "en", clientLib: "js",
      };
      const message = { service: "authenticationV2", operation: "AUTHENTICATE", data };
      const answer = await (await fetch(url, await sign({ messages: [message], gameId: appId, sessionId: "", packetId: 0 }))).json();
      const result = answer.responses[0];
      contenders.bare.profileId = result.data?.profileId;
      logout = await sign({ messages: [{ service: "playerState", operation: "LOGOUT" }], gameId: appId, sessionId: result.data?.sessionId, packetId: 1 });
      return result;
    },
    logout(callback) {
      fetch(url, logout).then((response) => response.json()).then((answer) => callback(answer.responses[0]));
    },
  };

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const check = (call, result) => {
    if (result.status !== 200) throw new Error(`${call}: ${JSON.stringify(result)}`);
  };
  const login = async (name) => check(`${name}: login`, await contenders[name].login());

  /** Logs in and out once, and returns the logout's time in ms. */
  async function once(name) {
    await login(name);
    await pause(2);
    performance.mark(`${name} start`);
    const start = performance.now();
    const [result, end] = await new Promise((resolve) => {
      contenders[name].logout((result) => {
        const end = performance.now();
        performance.mark(`${name} end`);
        resolve([result, end]);
      });
    });
    check(`${name}: logout`, result);
    return end - start;
  }

  globalThis.bench = {
    /** Runs n rounds of all contenders, each round begun by another, and returns their times. */
    async rounds(names, n) {
      const times = Object.fromEntries(names.map((name) => [name, []]));
      for (let round = 0; round < n; round++) {
        for (let i = 0; i < names.length; i++) {
          const name = names[(round + i) % names.length];
          times[name].push(await once(name));
        }
      }
      return times;
    },

    /** Logs in and out n times. */
    async cycle(name, n) {
      for (let i = 0; i < n; i++) {
        await login(name);
        check(`${name}: logout`, await new Promise((resolve) => contenders[name].logout(resolve)));
      }
    },

    /** Logs out n times in one turn. */
    async burst(name, n) {
      await login(name);
      await pause(50);
      performance.mark(`${name} start`);
      await Promise.all(Array.from({ length: n }, () => new Promise((resolve) => contenders[name].logout(resolve))));
      performance.mark(`${name} end`);
    },

    /** Makes the page's first call at once, a login. Both promises resolve to a time in ms since the navigation began. */
    first(name) {
      bench.started = name === "ours" ? _bc.ready.then(() => performance.now()) : undefined;
      bench.answered = (async () => {
        await login(name);
        performance.mark(`${name} end`);
        return performance.now();
      })();
    },
  };
})
