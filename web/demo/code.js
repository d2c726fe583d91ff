// Code that is shown and run: what runs is what is read.

import { make } from "./dom.js";

/**
 * The source of a function's body, at the left margin.
 * @param {Function} shown
 */
function sourceOf(shown) {
  const source = shown.toString();
  const lines = source.slice(source.indexOf("{\n") + 2, source.lastIndexOf("\n")).split("\n");
  const indent = Math.min(...lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join("\n");
}

/**
 * Shows a function's own source, coloured.
 * @param {Element} place
 * @param {Function} shown
 */
export function showCode(place, shown) {
  const source = sourceOf(shown);
  const tokens = /(?<s>"[^"]*")|(?<k>=>|\b(?:const|var|await|null)\b)|(?<n>\b(?:_bc|playerState)\b)|(?<f>\b\w+(?=\())/g;
  let done = 0;
  place.replaceChildren();
  for (const match of source.matchAll(tokens)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? "";
    place.append(source.slice(done, match.index), make("span", kind, match[0]));
    done = match.index + match[0].length;
  }
  place.append(source.slice(done));
}
