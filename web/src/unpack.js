import { packed } from "playerstate:program";

/** The program that is within the script. @returns {Promise<Uint8Array>} */
export async function unpack() {
  if (typeof DecompressionStream !== "function") throw new Error("this browser has no DecompressionStream, which the program within the script needs: use playerstate.js with playerstate.wasm");
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  // What is wrong with it is told where it is read.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  /** @type {Uint8Array[]} */
  const pieces = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.length;
  }
  const program = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    program.set(piece, at);
    at += piece.length;
  }
  return program;
}
