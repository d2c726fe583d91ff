// What a resolver finds that does not read the exports map, such as Parcel's.
export * from "./dist/playerstate.inline.mjs";
