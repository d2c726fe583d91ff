import { load, save } from "../../jsbridge/bridge.js";
import { storedTexts } from "playerstate:table";

/** What the key ends with under which the first app to use a wrapper's name is kept. */
const OWNER = "playerState.app";

/**
 * The texts by which a player comes back, as the vendor's wrapper stores them: under keys
 * that begin with the wrapper's name and a dot. They are here, and not in the program, as a
 * page reads them in the line after the script tag. A second app of the origin with the same
 * name has keys of its own, with its id in them.
 */
export function createStored() {
  let prefix = "", appId = "", name = "", claimed = "";

  function use() {
    if (claimed && !load(prefix + storedTexts.AnonymousId)) save(claimed, ""); // nothing was stored under that name
    claimed = "";
    prefix = name && `${name}.`;
    const owner = appId && load(prefix + OWNER);
    if (owner && owner !== appId) prefix += `${appId}.`;
    else if (appId && !owner) save(claimed = prefix + OWNER, appId);
    return prefix;
  }

  return {
    /** The app's id, "" if it is not known yet. */
    get appId() {
      return appId;
    },

    /** @param {string} wrapperName @returns {string} what the keys begin with from now on */
    rename(wrapperName) {
      name = wrapperName;
      return use();
    },

    /** @param {string} id of the app @returns {string} what the keys begin with from now on */
    initialize(id) {
      appId = id;
      return use();
    },

    /** @param {string} key */
    get: (key) => load(prefix + key) ?? "",

    /** @param {string} key @param {string} text */
    set: (key, text) => save(prefix + key, text),

    /** Whether both ids are there with which a player comes back. */
    get canReconnect() {
      return Boolean(this.get(storedTexts.AnonymousId) && this.get(storedTexts.ProfileId));
    },
  };
}
