/**
 * What was found: by a name with all its forms, or by filters alone. Facets with counts are
 * chips that are put on and taken off; the list pages. All of it stands in the address.
 * @module
 */

import { changed, go, href } from "../core/address.js";
import { Failure, ask } from "../core/client.js";
import { h } from "../core/dom.js";
import { number } from "../core/format.js";
import { language } from "../core/settings.js";
import { t } from "../core/words.js";
import { entity, kindLine, link, sign } from "../parts/entity.js";
import { pager } from "../parts/pager.js";
import { reason, reasonLine } from "../parts/proposals.js";
import { searchBox } from "../parts/search-box.js";
import { empty, notice } from "../parts/states.js";
import { heading } from "../parts/takeaway.js";
import { countsOf, facets, filterOf } from "./search/facets.js";

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
    h("p", { class: "hint", role: "status" }, t("search.count", { n: found.total }), text ? null : `, ${t("search.order")}`),
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
  const { kind, where, without } = filterOf(address.params);
  const kinds = kind.length > 0 ? kind : null;
  const variables = { text, language: language(), kinds, where: where(), ...paging(address) };
  const divided = { text, kinds, language: language(), ...without };
  const [{ search }, counted] = await Promise.all([
    ask("Search", variables, { signal }),
    countedByText(divided, signal),
  ]);
  const counts = new Map(search.facets.map((/** @type {any} */ facet) => [facet.kind, facet.count]));
  return {
    rows: search.edges.map((/** @type {any} */ hit) => ({ one: entity(hit.node), hit })),
    total: search.totalCount,
    page: search.pageInfo,
    chips: [facets(address.params, { kind: counts, ...counted }), counted === null ? notice(t("facet.many")) : null],
    asked: [{ name: "Search", variables }, { name: "SearchFacets", variables: divided }],
  };
}

/** How what fits a text divides; null where it is too much to be counted. @param {object} variables @param {AbortSignal} signal */
async function countedByText(variables, signal) {
  try {
    const { types, countries, places } = await ask("SearchFacets", variables, { signal });
    return countsOf({ type: types.groups, country: countries.groups, place: places.groups });
  } catch (error) {
    if (error instanceof Failure && error.state === "many") return null;
    throw error;
  }
}

/** @param {Address} address @param {AbortSignal} signal */
async function byFilter(address, signal) {
  const { kind, where, without } = filterOf(address.params);
  const ofKinds = (/** @type {object | null} */ filter) => ({ ...filter, ...(kind.length > 0 ? { kind } : {}) });
  const variables = { where: ofKinds(where()), language: language(), ...paging(address) };
  const filters = { withoutKind: where(), withoutType: ofKinds(without.withoutType), withoutCountry: ofKinds(without.withoutCountry), withoutPlace: ofKinds(without.withoutPlace), language: language() };
  const [{ entities }, counted] = await Promise.all([
    ask("Browse", variables, { signal }),
    ask("Facets", filters, { signal }),
  ]);
  return {
    rows: entities.nodes.map((/** @type {any} */ node) => ({ one: entity(node), hit: null })),
    total: entities.totalCount,
    page: entities.pageInfo,
    chips: facets(address.params, countsOf({ kind: counted.kinds, type: counted.types, country: counted.countries, place: counted.places })),
    asked: [{ name: "Browse", variables }, { name: "Facets", variables: filters }],
  };
}
