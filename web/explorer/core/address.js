/**
 * Where the reader is: the address is the whole state of a page, so that it can be kept, sent
 * and gone back to. The lens and the language go along from page to page. Not here: what a
 * view makes of its parameters.
 * @module
 */

/** @typedef {{ view: string, key: string | null, params: URLSearchParams }} Address */

/** The folder in which the explorer stands, whatever a proxy put before it. */
export const BASE = new URL("../../../", import.meta.url);

/** What goes along from page to page. */
const KEPT = ["valid", "certainty", "known", "lang"];

const VIEWS = new Set(["search", "graph", "paths", "trace", "network", "map", "matrix", "about"]);

/** @type {Set<(address: Address, how: "push" | "replace" | "pop") => void>} */
const listeners = new Set();

/**
 * What an address says.
 * @param {URL} [url]
 * @returns {Address}
 */
export function read(url = new URL(location.href)) {
  const path = decodeURIComponent(url.pathname.slice(BASE.pathname.length)).replace(/\/$/, "");
  const params = url.searchParams;
  if (path === "") return { view: "home", key: null, params };
  if (path.startsWith("e/")) return { view: "entity", key: path.slice(2), params };
  return { view: VIEWS.has(path) ? path : "unknown", key: null, params };
}

/**
 * The address of a view. What is kept comes from the present address unless given; a
 * parameter that is null, empty or an empty list is left out.
 * @param {string} view "home", "search", "entity/KEY" …
 * @param {Record<string, string | number | string[] | null | undefined>} [params]
 * @returns {string}
 */
export function href(view, params = {}) {
  const path = view === "home" ? "" : view.startsWith("entity/") ? `e/${encodeURIComponent(view.slice(7))}` : view;
  const url = new URL(path, BASE);
  const now = new URL(location.href).searchParams;
  for (const name of KEPT) {
    const value = now.get(name);
    if (value !== null && !(name in params)) url.searchParams.set(name, value);
  }
  for (const [name, value] of Object.entries(params)) {
    const given = Array.isArray(value) ? value.join(",") : value;
    if (given !== null && given !== undefined && given !== "") url.searchParams.set(name, String(given));
  }
  return url.pathname + url.search.replaceAll("%2C", ",");
}

/**
 * The present address with some parameters changed.
 * @param {Record<string, string | number | string[] | null | undefined>} changes
 */
export function changed(changes) {
  const here = read();
  const view = here.view === "entity" ? `entity/${here.key}` : here.view;
  return href(view, { ...Object.fromEntries(here.params), ...changes });
}

/**
 * Goes to an address of the explorer.
 * @param {string} target
 * @param {{ replace?: boolean }} [options]
 */
export function go(target, options = {}) {
  const how = options.replace ? "replace" : "push";
  history[how === "push" ? "pushState" : "replaceState"](null, "", target);
  tell(how);
}

/**
 * Writes the address of what is already shown, without showing it again.
 * @param {string} target
 */
export function note(target) {
  history.replaceState(null, "", target);
}

/** @param {(address: Address, how: "push" | "replace" | "pop") => void} listener */
export function listen(listener) {
  listeners.add(listener);
}

/** @param {"push" | "replace" | "pop"} how */
function tell(how) {
  for (const listener of listeners) listener(read(), how);
}

/** A comma-separated parameter as a list. @param {URLSearchParams} params @param {string} name */
export function list(params, name) {
  return (params.get(name) ?? "").split(",").filter((part) => part !== "");
}

/** Follows links within the explorer without loading the page anew. */
export function start() {
  addEventListener("popstate", () => tell("pop"));
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const target = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!plain || event.defaultPrevented || !(target instanceof HTMLAnchorElement || target instanceof SVGAElement)) return;
    if (target.hasAttribute("download") || target.getAttribute("target")) return;
    const url = new URL(target.getAttribute("href") ?? "", location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(BASE.pathname)) return;
    if (read(url).view === "unknown" || (url.hash !== "" && url.pathname === location.pathname)) return;
    event.preventDefault();
    go(url.pathname + url.search);
  });
}
