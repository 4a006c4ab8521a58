/**
 * The facets of a search: what was found counted by kind, type, country and municipality, as
 * chips that are put on and taken off. Each facet is counted under the filters of the others, so
 * that a chip says what pressing it would leave. What is on stands in the address.
 * @module
 */

import { changed, go, list } from "../../core/address.js";
import { h } from "../../core/dom.js";
import { compare, count } from "../../core/format.js";
import { language } from "../../core/settings.js";
import { kindWord, placing, t } from "../../core/words.js";
import { fold } from "../../parts/fold.js";
import { notice } from "../../parts/states.js";
import { KINDS, sign } from "../../parts/entity.js";

/** @typedef {Map<string, number | null>} Counts */
/** @typedef {{ kind?: Counts, type?: Counts, country?: Counts, place?: Counts, names?: Map<string, string>, cut?: Set<string> }} Counted `cut`: the facets that may have more than was asked for */

/** How many chips a facet shows before it is opened, and how many more come at a time. */
const FIRST = 8;
const MORE = 100;
/** For how many groups of a facet its operations ask, which is as many as the server gives. */
const GROUPS = 1000;

/** What the address asks for, as filters of the API. @param {URLSearchParams} params */
export function filterOf(params) {
  const [kind, type, country, place] = ["kind", "type", "country", "place"].map((name) => list(params, name));
  const parts = {
    type: type.length > 0 ? { type } : null,
    country: country.length > 0 ? { country } : null,
    place: place.length > 0 ? { or: [{ key: place }, { has: { kind: placing(), object: { key: place } } }] } : null,
  };
  const where = (/** @type {string} */ but = "") => {
    const kept = Object.entries(parts).filter(([name, part]) => name !== but && part !== null).map(([, part]) => part);
    return kept.length > 0 ? Object.assign({}, ...kept) : null;
  };
  return { kind, where, without: { withoutType: where("type"), withoutCountry: where("country"), withoutPlace: where("place") } };
}

/** The groups of answers as numbers by key, with the names of places. @param {Record<string, any[]>} groups @returns {Counted} */
export function countsOf(groups) {
  /** @type {Record<string, any>} */
  const counted = { names: new Map(), cut: new Set() };
  for (const [name, rows] of Object.entries(groups)) {
    if (rows.length >= GROUPS) counted.cut.add(name);
    counted[name] = new Map();
    for (const { key, keys, count, entity } of rows) {
      const word = key ?? keys[0];
      if (word === "") continue;
      counted[name].set(word, count);
      if (entity) counted.names.set(word, entity.name);
    }
  }
  return counted;
}

/** All facets. @param {URLSearchParams} params @param {Counted} counted */
export function facets(params, counted) {
  const country = new Intl.DisplayNames([language()], { type: "region" });
  const on = (/** @type {string} */ name) => list(params, name);
  const most = ["kind", "type", "country", "place"].reduce((sum, name) => sum + on(name).length, 0);
  return fold("search", t("facet.on", { n: most }), h(
    "div", { class: "facets" },
    facet("kind", on("kind"), counted, kindWord, KINDS),
    facet("type", on("type"), counted, (type) => t(`type.${type}`)),
    facet("country", on("country"), counted, (code) => country.of(code) ?? code),
    facet("place", on("place"), counted, (key) => counted.names?.get(key) ?? key),
  ));
}

/**
 * Chips of one facet: what is on stands first and is taken off by pressing it again.
 * @param {"kind" | "type" | "country" | "place"} name @param {string[]} on @param {Counted} counted
 * @param {(value: string) => string} word @param {string[]} [order]
 */
function facet(name, on, counted, word, order) {
  const counts = counted[name] ?? new Map();
  const isCut = counted.cut?.has(name) ?? false;
  const rest = [...counts.keys()].filter((value) => !on.includes(value)).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || compare(word(a), word(b)));
  const values = order?.filter((value) => counts.has(value) || on.includes(value)) ?? [...on, ...rest];
  if (values.length < 2 && on.length === 0) return null;
  const press = (/** @type {string} */ value) => {
    const now = on.includes(value) ? on.filter((one) => one !== value) : [...on, value];
    go(changed({ [name]: now, after: null, before: null, ...(name === "kind" ? { type: null } : {}) }));
  };
  const chip = (/** @type {string} */ value) => h("li", null, h(
    "button",
    { type: "button", class: "chip", "aria-pressed": String(on.includes(value)), data: { facet: value }, on: { click: () => press(value) } },
    name === "kind" ? sign(value) : null, word(value), h("span", { class: "count" }, count(counts.has(value) ? (counts.get(value) ?? null) : 0)),
    on.includes(value) ? h("span", { "aria-hidden": "true" }, "×") : null,
  ));
  const chips = h("ul", { class: "chips", "aria-label": t(`facet.${name}`) });
  reveal(chips, values.map((value) => () => chip(value)), Math.max(FIRST, on.length));
  return h("div", { class: "facet" }, h("span", { class: "facet-name", "aria-hidden": "true" }, t(`facet.name.${name}`)), chips, isCut ? notice(t("facet.cut", { n: GROUPS })) : null);
}

/** Shows some chips, and how many there are besides, which come when they are asked for. @param {HTMLElement} chips @param {(() => HTMLElement)[]} waiting @param {number} most @returns {HTMLElement | null} the first of them */
function reveal(chips, waiting, most) {
  const shown = waiting.slice(0, most).map((make) => make());
  chips.append(...shown);
  const rest = waiting.slice(most);
  if (rest.length > 0) {
    const more = h("li", null, h("button", { type: "button", class: "chip more", on: { click: () => {
      more.remove();
      reveal(chips, rest, MORE)?.querySelector("button")?.focus();
    } } }, t("facet.more", { n: rest.length })));
    chips.append(more);
  }
  return shown[0] ?? null;
}
