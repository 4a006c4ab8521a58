/**
 * What was found: by a name with all its forms, or by filters alone. Facets with counts are
 * chips that are put on and taken off; the list pages. All of it stands in the address.
 * @module
 */

import { changed, go, href, list } from "../core/address.js";
import { ask } from "../core/client.js";
import { h } from "../core/dom.js";
import { number } from "../core/format.js";
import { language } from "../core/settings.js";
import { kindWord, t } from "../core/words.js";
import { KINDS, entity, kindLine, link, sign } from "../parts/entity.js";
import { pager } from "../parts/pager.js";
import { reason, reasonLine, searchBox } from "../parts/search-box.js";
import { empty } from "../parts/states.js";
import { heading } from "../parts/takeaway.js";

/** @typedef {import("../core/address.js").Address} Address */

const PAGE = 25;

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const text = address.params.get("q")?.trim() ?? "";
  const found = text ? await byText(address, text, signal) : await byFilter(address, signal);
  const title = text ? t("search.for", { text }) : t("search.all");
  const box = searchBox({
    label: t("search.label"), value: text,
    choose: (one) => go(href(`entity/${one.key}`)),
    submit: (typed) => go(changed({ q: typed, after: null, before: null })),
  });
  /** @type {{ one: import("../parts/entity.js").Entity, hit: any }[]} */
  const rows = found.rows;
  const takes = {
    title,
    asked: found.asked,
    table: () => ({
      columns: ["key", "kind", "type", "name", "score", "matchedName", "why"],
      rows: rows.map(({ one, hit }) => [one.key, one.kind, one.type ?? null, one.name, hit?.score ?? null, hit?.matchedName ?? null, hit ? reason(hit) : null]),
    }),
    data: () => rows.map(({ one, hit }) => ({ ...one, score: hit?.score, matchedName: hit?.matchedName, rule: hit?.rule, near: hit?.near })),
  };
  const content = h(
    "div",
    { class: "search-view" },
    heading(title, takes),
    h("div", { class: "in-view-search" }, box.box),
    found.chips,
    h("p", { class: "hint", role: "status" }, t("search.count", { n: found.total })),
    rows.length > 0
      ? h("ol", { class: "results" }, rows.map(({ one, hit }) => result(one, hit)))
      : empty(t("search.nothing"), t("search.advice")),
    pager(found.page, found.total, rows.length),
  );
  return { title, content };
}

/** @param {any} one @param {any} hit */
function result(one, hit) {
  return h(
    "li", { class: hit?.near ? "result near" : "result" },
    sign(one.kind),
    h("div", null,
      h("p", { class: "result-name" }, link(one, { bare: true }), hit?.near ? h("span", { class: "tag" }, t("search.near")) : null),
      h("p", { class: "result-line" }, kindLine(one), hit ? " · " : null, hit ? reasonLine(hit) : null),
      one.description ? h("p", { class: "result-text" }, one.description) : null),
    hit ? h("span", { class: "score", title: t("search.score") }, number(hit.score, { maximumFractionDigits: 2 })) : null,
  );
}

/** @param {Address} address */
function paging(address) {
  const before = address.params.get("before");
  return before ? { last: PAGE, before } : { first: PAGE, after: address.params.get("after") };
}

/** @param {Address} address @param {string} text @param {AbortSignal} signal */
async function byText(address, text, signal) {
  const kinds = list(address.params, "kind");
  const variables = { text, language: language(), kinds: kinds.length > 0 ? kinds : null, ...paging(address) };
  const { search } = await ask("Search", variables, { signal });
  const counts = search.facets.map((/** @type {any} */ facet) => [facet.kind, facet.count]);
  return {
    rows: search.edges.map((/** @type {any} */ hit) => ({ one: entity(hit.node), hit })),
    total: search.totalCount,
    page: search.pageInfo,
    chips: chips("kind", kinds, new Map(counts), kindWord, KINDS),
    asked: { name: "Search", variables },
  };
}

/** @param {Address} address @param {AbortSignal} signal */
async function byFilter(address, signal) {
  const kinds = list(address.params, "kind");
  const types = list(address.params, "type");
  const countries = list(address.params, "country");
  const where = {
    ...(kinds.length > 0 ? { kind: kinds } : {}),
    ...(types.length > 0 ? { type: types } : {}),
    ...(countries.length > 0 ? { country: countries } : {}),
  };
  const variables = { where, language: language(), ...paging(address) };
  const without = (/** @type {string} */ name) => Object.fromEntries(Object.entries(where).filter(([key]) => key !== name));
  const [{ entities }, all, ofKinds] = await Promise.all([
    ask("Browse", variables, { signal }),
    ask("Facets", { where: without("kind") }, { signal }),
    ask("Facets", { where: without("type") }, { signal }),
  ]);
  const typeCounts = new Map(ofKinds.types.filter((/** @type {any} */ row) => row.keys[1]).map((/** @type {any} */ row) => [row.keys[1], row.count]));
  const countryCounts = new Map(ofKinds.countries.filter((/** @type {any} */ row) => row.keys[0]).map((/** @type {any} */ row) => [row.keys[0], row.count]));
  const kindCounts = new Map(all.kinds.map((/** @type {any} */ row) => [row.keys[0], row.count]));
  return {
    rows: entities.nodes.map((/** @type {any} */ node) => ({ one: entity(node), hit: null })),
    total: entities.totalCount,
    page: entities.pageInfo,
    chips: h("div", { class: "facets" },
      chips("kind", kinds, kindCounts, kindWord, KINDS),
      kinds.length > 0 || types.length > 0 ? chips("type", types, typeCounts, (type) => t(`type.${type}`)) : null,
      countries.length > 0 || countryCounts.size > 1 ? chips("country", countries, countryCounts, countryWord) : null),
    asked: { name: "Browse", variables },
  };
}

/** @param {string} code */
function countryWord(code) {
  return new Intl.DisplayNames([language()], { type: "region" }).of(code) ?? code;
}

/**
 * Chips of one facet: what is on stands first and is taken off by pressing it again.
 * @param {string} name @param {string[]} on @param {Map<string, number | null>} counts
 * @param {(value: string) => string} word @param {string[]} [order]
 */
function chips(name, on, counts, word, order) {
  const values = order?.filter((value) => counts.has(value) || on.includes(value)) ?? [...new Set([...on, ...counts.keys()])];
  const press = (/** @type {string} */ value) => {
    const now = on.includes(value) ? on.filter((one) => one !== value) : [...on, value];
    go(changed({ [name]: now, after: null, before: null, ...(name === "kind" ? { type: null } : {}) }));
  };
  return h("ul", { class: "chips", "aria-label": t(`facet.${name}`) }, values.map((value) => h("li", null, h(
    "button",
    { type: "button", class: "chip", "aria-pressed": String(on.includes(value)), data: { facet: value }, on: { click: () => press(value) } },
    name === "kind" ? sign(value) : null, word(value), h("span", { class: "count" }, count(counts.get(value))),
    on.includes(value) ? h("span", { "aria-hidden": "true" }, "×") : null,
  ))));
}

/** @param {number | null | undefined} value */
function count(value) {
  if (value === undefined) return "0";
  return value === null ? t("count.suppressed") : number(value);
}
