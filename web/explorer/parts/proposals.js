/**
 * The proposals under a search field, each with the reason why it is there: a list box as
 * WAI-ARIA has it, in which the field's own keys move a mark. Not here: asking (`search-box`).
 * @module
 */

import { fill, h, newId } from "../core/dom.js";
import { has, t } from "../core/words.js";
import { entity, kindLine, nameOf, sign } from "./entity.js";

/** @typedef {{ score: number, matchedName: string, near: boolean, rule: string, reasons: { asked: string, named: string | null, rule: string }[], node: any }} Hit */

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
 * @param {HTMLInputElement} input the field that they belong to
 * @param {{ id: string, label: string, choose: (hit: Hit) => void }} options
 */
export function proposals(input, { id, label, choose }) {
  const list = h("ul", { id, role: "listbox", class: "proposals", "aria-label": label, hidden: true });
  const status = h("span", { class: "hidden-text", role: "status" });
  /** @type {Hit[]} */
  let hits = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const take = (/** @type {Hit | undefined} */ hit) => {
    if (list.hidden || !hit) return false;
    close();
    choose(hit);
    return true;
  };
  const mark = (/** @type {number} */ index) => {
    active = index;
    for (const [place, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(place === index));
      if (place !== index) continue;
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }
  };
  /** @param {Hit[]} found @param {HTMLElement[]} items @param {string} told */
  const open = (found, items, told) => {
    hits = found;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    fill(list, items);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = told;
  };
  /** Says in their place why there are none. @param {string} why */
  const say = (why) => open([], [h("li", { class: "nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, why)], why);
  /** @param {Hit[]} found */
  const show = (found) => {
    if (found.length === 0) return say(t("search.nothing"));
    open(found, found.map((hit, index) => proposal(hit, () => take(hit), () => { if (active !== index) mark(index); })), t("search.proposals", { n: found.length }));
  };
  /** @param {number} step */
  const move = (step) => {
    if (hits.length > 0) mark((active + step + hits.length + (active < 0 && step < 0 ? 1 : 0)) % hits.length);
  };
  return { list, status, close, say, show, move, isOpen: () => !list.hidden, chooseMarked: () => take(hits[active]), chooseFirst: () => take(hits[0]) };
}

/** @param {Hit} hit @param {() => void} taken @param {() => void} over */
function proposal(hit, taken, over) {
  const found = entity(hit.node);
  return h(
    "li", { role: "option", id: newId("proposal"), "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); taken(); }, mousemove: over } },
    sign(found.kind),
    h("span", { class: "proposal" }, h("span", { class: "proposal-name" }, nameOf(found)), kindLine(found), reasonLine(hit)),
    h("span", { class: "score", title: t("search.score") }, hit.score.toFixed(2)),
  );
}
