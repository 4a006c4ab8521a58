/**
 * What a reader prefers: theme, language, keys. Kept in this browser only; nothing is sent.
 * @module
 */

/** The languages that the explorer speaks. */
export const LANGUAGES = ["lv", "en", "et", "lt"];

/** @param {string} name */
function kept(name) {
  try {
    return localStorage.getItem(`stakegraph.${name}`);
  } catch {
    return null; // Storage may be switched off: then nothing is remembered.
  }
}

/** @param {string} name @param {string} value */
function keep(name, value) {
  try {
    localStorage.setItem(`stakegraph.${name}`, value);
  } catch {
    // As above: the choice holds until the page is left.
  }
}

/** The language: of the address, else the one chosen before, else the browser's, else English. */
export function language() {
  const asked = new URL(location.href).searchParams.get("lang");
  const wanted = [asked, kept("language"), ...navigator.languages.map((tag) => tag.slice(0, 2)), "en"];
  return /** @type {string} */ (wanted.find((tag) => tag !== null && LANGUAGES.includes(tag)));
}

/** The language with the customs of its country, for dates and numbers. */
export function locale() {
  const tag = language();
  return tag === "en" ? "en-GB" : tag;
}

/** @param {string} tag */
export function chooseLanguage(tag) {
  keep("language", tag);
}

/** @returns {"auto" | "light" | "dark"} */
export function theme() {
  const value = kept("theme");
  return value === "light" || value === "dark" ? value : "auto";
}

/** @param {"auto" | "light" | "dark"} value */
export function chooseTheme(value) {
  keep("theme", value);
  dressTheme();
  dispatchEvent(new Event("stakegraph:theme"));
}

/** Puts the chosen theme on the page. */
export function dressTheme() {
  const value = theme();
  if (value === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = value;
}

/** Whether keys of one sign work without Ctrl; who dictates or steers by voice may not want them. */
export function hasSingleKeys() {
  return kept("keys") !== "off";
}

/** @param {boolean} on */
export function chooseSingleKeys(on) {
  keep("keys", on ? "on" : "off");
}

/** Whether motion should be spared. */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
