/**
 * Checks that a file is what it must be, as the platform does (Subresource Integrity): it
 * has one of the hashes of the strongest kind.
 * @param {BufferSource} bytes @param {string} integrity
 */
export async function verify(bytes, integrity) {
  const hashes = [...integrity.matchAll(/sha(256|384|512)-([^\s?]+)/gi)];
  const strongest = `${Math.max(...hashes.map((found) => Number(found[1])))}`;
  if (!hashes.length || !crypto.subtle) throw new Error("its integrity can't be checked here");
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${strongest}`, bytes));
  const hash = btoa(String.fromCharCode(...digest));
  if (!hashes.some((found) => found[1] === strongest && found[2] === hash)) throw new Error("it has another hash than its integrity says");
}
