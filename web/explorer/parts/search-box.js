/**
 * A field that finds an entity while its name is typed: inflected forms, missing diacritics and
 * typos are understood, and each proposal says why it is there. A combobox as WAI-ARIA has it.
 * @module
 */

import { ask } from "../core/client.js";
import { fill, h, icon, newId } from "../core/dom.js";
import { language } from "../core/settings.js";
import { has, t } from "../core/words.js";
import { entity, kindLine, nameOf, sign } from "./entity.js";
import { isAbort } from "./states.js";

/** @typedef {import("./entity.js").Entity} Entity */
/** @typedef {{ score: number, matchedName: string, near: boolean, rule: string, reasons: { asked: string, named: string | null, rule: string }[], node: any }} Hit */

/** How long typing must pause before it is asked, in milliseconds. */
const PAUSE = 120;

/** Why a name was found, in a sentence. @param {Hit} hit */
export function reason(hit) {
  const told = hit.reasons.filter((part) => part.rule !== "exact" && part.rule !== "dispensable");
  const first = told.find((part) => part.rule === hit.rule) ?? told[0];
  const rule = first?.rule ?? (hit.score < 1 ? "words" : hit.rule);
  const key = has(`why.${rule}`) ? `why.${rule}` : rule.startsWith("typo") ? "why.typo" : "why.inflected";
  const said = t(key, { asked: first?.asked ?? hit.matchedName, named: first?.named ?? hit.matchedName });
  return hit.near ? `${t("why.near")} ${said}` : said;
}

/** Why a name was found, and the name that fitted when it is another than the one shown. @param {Hit} hit */
export function reasonLine(hit) {
  const matched = hit.matchedName === hit.node.name ? null : h("span", { class: "matched" }, hit.matchedName);
  return h("span", { class: hit.near ? "why near" : "why" }, matched, h("span", null, reason(hit)));
}

/**
 * @param {{ label: string, kinds?: string[], value?: string, placeholder?: string, large?: boolean,
 *   choose: (found: Entity) => void, submit?: (text: string) => void }} options
 */
export function searchBox(options) {
  const listId = newId("proposals");
  const list = h("ul", { id: listId, role: "listbox", class: "proposals", "aria-label": options.label, hidden: true });
  const status = h("span", { class: "hidden-text", role: "status" });
  const input = h("input", {
    type: "search", role: "combobox", class: "search-input", value: options.value ?? "", "aria-label": options.label,
    placeholder: options.placeholder ?? options.label, "aria-expanded": "false", "aria-controls": listId,
    "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200,
  });
  const box = h("div", { class: options.large ? "search-box large" : "search-box" }, icon("search"), input, list, status);
  /** @type {Hit[]} */
  let hits = [];
  let active = -1;
  let timer = 0;
  /** @type {AbortController | null} */
  let asking = null;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const mark = (/** @type {number} */ index) => {
    active = index;
    for (const [place, item] of [...list.querySelectorAll("[role=option]")].entries()) {
      item.setAttribute("aria-selected", String(place === index));
      if (place === index) {
        input.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
      }
    }
    if (index < 0) input.removeAttribute("aria-activedescendant");
  };
  const choose = (/** @type {Hit} */ hit) => {
    close();
    options.choose(entity(hit.node));
  };
  /** Shows proposals, or in their place why there are none. @param {HTMLElement[]} items @param {string} nothing @param {string} told */
  const open = (items, nothing, told) => {
    fill(list, items.length > 0 ? items : h("li", { class: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, nothing));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = told;
  };
  const show = () => {
    const items = hits.map((hit, index) => {
      const found = entity(hit.node);
      return h(
        "li",
        { role: "option", id: newId("proposal"), "aria-selected": "false", on: {
          mousedown: (event) => { event.preventDefault(); choose(hit); },
          mousemove: () => { if (active !== index) mark(index); },
        } },
        sign(found.kind),
        h("span", { class: "proposal" }, h("span", { class: "proposal-name" }, nameOf(found)), kindLine(found), reasonLine(hit)),
        h("span", { class: "score", title: t("search.score") }, hit.score.toFixed(2)),
      );
    });
    open(items, t("search.nothing"), items.length > 0 ? t("search.proposals", { n: hits.length }) : t("search.nothing"));
  };
  const find = async () => {
    asking?.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    asking = new AbortController();
    try {
      const { search } = await ask("Suggest", { text, language: language(), kinds: options.kinds ?? null }, { signal: asking.signal });
      if (input.value.trim() !== text || document.activeElement !== input) return;
      hits = search.edges;
      active = -1;
      show();
    } catch (error) {
      if (isAbort(error)) return;
      hits = [];
      active = -1;
      open([], t("search.unanswered"), t("search.unanswered"));
    }
  };
  const move = (/** @type {number} */ step) => {
    if (list.hidden) return void find();
    if (hits.length === 0) return;
    mark((active + step + hits.length + (active < 0 && step < 0 ? 1 : 0)) % Math.max(hits.length, 1));
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (!list.hidden && active >= 0) choose(hits[active]);
      else if (options.submit) {
        asking?.abort();
        close();
        options.submit(input.value.trim());
      } else if (!list.hidden && hits.length > 0) choose(hits[0]);
      else void find();
    }
  });
  return { box, input };
}
