/**
 * Starts the explorer: loads the words, puts up the bar, and shows the view of each address.
 * To add a view: a module in `views` with `show`, a line in VIEWS here, in `core/address.js`
 * and in the server's list of addresses (`src/http/explorer.rs`).
 * @module
 */

import { href, listen, read, start } from "./core/address.js";
import { Failure } from "./core/client.js";
import { fill, h } from "./core/dom.js";
import { keepFocus } from "./core/focus.js";
import { dressTheme, hasSingleKeys, language } from "./core/settings.js";
import { load, loadVocabulary, t } from "./core/words.js";
import { closePanel, panelFor } from "./parts/evidence.js";
import { failed, isAbort, loading } from "./parts/states.js";
import { topbar } from "./parts/topbar.js";

/**
 * @typedef {import("./core/address.js").Address} Address
 * @typedef {{ title: string, content: Node, close?: () => void, update?: (address: Address) => boolean, flip?: () => void, open?: (name: string) => void }} Shown `flip`: shows a picture's table, or a table's picture; `open`: opens what the address names, where that is no button
 * @typedef {{ show: (address: Address, signal: AbortSignal) => Promise<Shown> }} View
 */

/** @type {Record<string, () => Promise<View>>} */
const VIEWS = {
  home: () => import("./views/home.js"),
  search: () => import("./views/search.js"),
  entity: () => import("./views/entity.js"),
  graph: () => import("./views/graph.js"),
  paths: () => import("./views/paths.js"),
  trace: () => import("./views/trace.js"),
  network: () => import("./views/network.js"),
  map: () => import("./views/map.js"),
  matrix: () => import("./views/matrix.js"),
  about: () => import("./views/about.js"),
  unknown: () => import("./views/unknown.js"),
};

const main = h("main", { id: "main", tabindex: "-1" });
const said = h("div", { class: "hidden-text", role: "status", "aria-live": "polite" });
/** @type {{ shown: Shown, place: string } | null} */
let present = null;
/** @type {AbortController | null} */
let asking = null;
/** @type {ReturnType<typeof topbar>} */
let bar;

/** What decides whether an address shows another page, and not the same one in another state. */
function placeOf(/** @type {Address} */ address) {
  return `${address.view}/${address.key ?? ""}`;
}

/** @param {Address} address @param {boolean} moved */
async function show(address, moved) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const place = placeOf(address);
  const another = present?.place !== place;
  if (!another && present?.shown.update?.(address)) return stay(present.shown);
  main.setAttribute("aria-busy", "true");
  const waiting = setTimeout(() => { if (another && !signal.aborted) fill(main, loading()); }, 150);
  try {
    await loadVocabulary(signal);
    const view = await VIEWS[address.view]().catch(notLoaded);
    const shown = await view.show(address, signal);
    if (signal.aborted) return shown.close?.();
    present?.shown.close?.();
    present = { shown, place };
    const focusAgain = another ? null : keepFocus(main);
    fill(main, shown.content);
    focusAgain?.();
    document.title = address.view === "home" ? "stakegraph" : `${shown.title} – stakegraph`;
    if (another && moved) arrive(shown.title);
    // What was made anew is not said by itself.
    else said.textContent = main.querySelector("p.hint[role=status], .state.empty .state-title, .pager span")?.textContent ?? "";
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    present?.shown.close?.();
    present = null;
    document.title = "stakegraph";
    fill(main, failed(error, () => void show(read(), true)));
  } finally {
    clearTimeout(waiting);
    if (!signal.aborted) main.removeAttribute("aria-busy");
  }
}

/** Shows again what was about to give way to another view. @param {Shown} shown */
function stay(shown) {
  if (!main.contains(shown.content)) fill(main, shown.content);
  main.removeAttribute("aria-busy");
}

/** Why a module could not be loaded: nobody answers, or the server has those of a newer version. @param {unknown} error @returns {Promise<never>} */
async function notLoaded(error) {
  const reply = await fetch(import.meta.url, { cache: "no-store" }).catch(() => null);
  throw reply?.ok ? error : new Failure(reply ? "gone" : "offline", "");
}

/** Tells those who do not see it that another page is there, and puts the focus on it. @param {string} title */
function arrive(title) {
  scrollTo(0, 0);
  said.textContent = title;
  const heading = main.querySelector("h1");
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}

function putUp() {
  bar = topbar(() => {
    // What is shown is another reader's.
    closePanel();
    present?.shown.close?.();
    present = null;
    void show(read(), false);
  });
  const skip = h("a", { class: "skip", href: "#main", on: { click: (event) => { event.preventDefault(); main.focus(); } } }, t("nav.skip"));
  fill(document.body, skip, bar.element, main, footer(), said);
}

function footer() {
  return h("footer", { class: "footer" }, h("a", { href: href("about") }, t("nav.about")), h("span", null, t("footer.line")));
}

/** Keys that work everywhere: Escape closes what is open; of one sign, unless the reader does not want them: "/" and "t". */
function keys() {
  document.addEventListener("keydown", (event) => {
    // What is open lies over the page, so it closes from wherever the focus is.
    if (event.key === "Escape" && !event.defaultPrevented) closePanel();
    const { target } = event;
    const typing = target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !hasSingleKeys()) return;
    const isOfView = target === document.body || (target instanceof Node && main.contains(target));
    if (event.key === "/") bar.search.focus();
    else if (event.key.toLowerCase() === "t" && isOfView && present?.shown.flip) present.shown.flip();
    else return;
    event.preventDefault();
  });
}

async function begin() {
  // The shell refers to its icon from where it stood at first; another address would lead astray.
  for (const link of document.querySelectorAll("link[rel=icon]")) link.setAttribute("href", /** @type {HTMLLinkElement} */ (link).href);
  dressTheme();
  await load();
  putUp();
  keys();
  start();
  let spoken = language();
  listen(async (address, how) => {
    const fact = address.params.get("fact");
    const translated = language() !== spoken;
    // What is open speaks the language in which it was opened.
    if (fact === null || translated) panelFor(null);
    if (translated) {
      try {
        await load();
      } catch (error) {
        return void fill(main, failed(error));
      }
      spoken = language();
      present?.shown.close?.();
      present = null;
      putUp();
    }
    bar.update();
    document.querySelector(".footer a")?.setAttribute("href", href("about"));
    await show(address, how !== "replace");
    if (fact !== null && read().params.get("fact") === fact) panelFor(fact, present?.shown.open);
  });
  await show(read(), false);
  panelFor(read().params.get("fact"), present?.shown.open);
}

await begin();
