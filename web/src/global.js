// The global object under its new name, in browsers that do not know that. The build puts
// this in the place of every globalThis that the sources name.
const global = typeof globalThis === "object" ? globalThis : self;
export { global as globalThis };
