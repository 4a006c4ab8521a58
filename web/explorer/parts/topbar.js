/**
 * What stands above every view: the way to each of them, the search, time, language, theme.
 * @module
 */

import { changed, go, href, read } from "../core/address.js";
import { h, icon } from "../core/dom.js";
import { LANGUAGES, chooseLanguage, chooseTheme, language, theme } from "../core/settings.js";
import { t } from "../core/words.js";
import { lensPanel, lensSummary } from "./lens.js";
import { searchBox } from "./search-box.js";
import { signing } from "./signing.js";

/** The views in the order of the menu. */
const MENU = ["search", "graph", "paths", "trace", "network", "map", "matrix"];

/** The names of the languages in themselves. */
const NAMES = { lv: "Latviešu", en: "English", et: "Eesti", lt: "Lietuvių" };

/**
 * The bar. It is made anew when the language changes, and told of each new address.
 * @param {() => void} another called when another reader has signed in, or this one out
 */
export function topbar(another) {
  const links = MENU.map((view) => h("a", { href: href(view), data: { view } }, t(`nav.${view}`)));
  const nav = h("nav", { class: "views", "aria-label": t("nav.views") }, h("ul", null, links.map((item) => h("li", null, item))));
  const home = h("a", { class: "wordmark", href: href("home") }, mark(), h("span", null, "stakegraph"));
  const search = searchBox({
    label: t("search.label"),
    choose: (found) => go(href(`entity/${found.key}`)),
    submit: (text) => go(href("search", { q: text })),
  });
  search.box.setAttribute("role", "search");
  const lens = lensPanel();
  const reader = signing(another);
  const summary = h("span");
  const time = h(
    "button",
    { type: "button", class: "button lens-button", "aria-expanded": String(!lens.element.hidden), "aria-controls": lens.element.id, on: { click: () => {
      lens.element.hidden = !lens.element.hidden;
      time.setAttribute("aria-expanded", String(!lens.element.hidden));
    } } },
    icon("clock"), summary,
  );
  const element = h(
    "header",
    { class: "topbar" },
    h("div", { class: "topbar-row" }, home, search.box, h("div", { class: "tools" }, time, languages(), themes(), reader.button)),
    nav,
    reader.panel,
    lens.element,
  );
  const update = () => {
    const { view } = read();
    for (const item of links) {
      item.setAttribute("href", href(item.dataset.view ?? ""));
      if (item.dataset.view === view) item.setAttribute("aria-current", "page");
      else item.removeAttribute("aria-current");
    }
    home.setAttribute("href", href("home"));
    summary.textContent = lensSummary();
    time.classList.toggle("on", read().params.has("valid") || read().params.has("known"));
    lens.update();
  };
  update();
  return { element, update, search: search.input };
}

function languages() {
  const options = LANGUAGES.map((tag) => {
    const name = NAMES[/** @type {keyof typeof NAMES} */ (tag)];
    return h("option", { value: tag, lang: tag, selected: tag === language() }, name);
  });
  const select = h("select", { class: "select", "aria-label": t("nav.language"), on: { change: () => {
    chooseLanguage(select.value);
    go(changed({ lang: select.value }), { replace: true });
  } } }, options);
  return select;
}

function themes() {
  const order = /** @type {const} */ (["auto", "light", "dark"]);
  const word = h("span", { class: "hidden-text" });
  const button = h("button", { type: "button", class: "button quiet", on: { click: () => {
    chooseTheme(order[(order.indexOf(theme()) + 1) % order.length]);
    tell();
  } } }, icon("sun"), word);
  const tell = () => {
    word.textContent = t("theme.now", { theme: t(`theme.${theme()}`) });
    button.title = word.textContent;
  };
  tell();
  return button;
}

function mark() {
  const image = h("span", { class: "mark", "aria-hidden": "true" });
  return image;
}
