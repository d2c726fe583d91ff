// Finding and making elements of the page.

/** How something went, which is also its colour. @typedef {"good" | "bad" | "wait"} Outcome */

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function ofKind(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return element;
}

/** @param {string} id */
export const byId = (id) => ofKind(id, HTMLElement);
/** @param {string} id */
export const button = (id) => ofKind(id, HTMLButtonElement);
/** @param {string} id */
export const form = (id) => ofKind(id, HTMLFormElement);
/** @param {string} id */
export const input = (id) => ofKind(id, HTMLInputElement);
/** @param {string} id */
export const select = (id) => ofKind(id, HTMLSelectElement);
/** @param {string} id */
export const template = (id) => ofKind(id, HTMLTemplateElement);

/**
 * The first element in another that a selector fits.
 * @param {ParentNode} whole
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(whole, selector) {
  const element = whole.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`the page has no ${selector} here`);
  return element;
}

/**
 * An element with a class and text; text is only ever text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} className
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, className, text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/**
 * Sets a text, and leaves the element alone if it has that text already: a live region
 * would announce it again.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Says something in a status line.
 * @param {string} id
 * @param {string} text
 * @param {Outcome} [tone]
 */
export function sayIn(id, text, tone = "wait") {
  const status = byId(id);
  status.dataset.tone = tone;
  setText(status, text);
}

/**
 * Puts a row on top of a list, and drops the oldest rows over the limit.
 * @param {HTMLElement} list
 * @param {HTMLElement} row
 * @param {number} most
 */
export function putOnTop(list, row, most) {
  list.prepend(row);
  while (list.children.length > most) list.lastElementChild?.remove();
}
