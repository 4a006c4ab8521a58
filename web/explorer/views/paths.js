/**
 * How two entities are connected: the shortest ways, then the next shortest, each hop with its
 * evidence.
 * @module
 */

import { changed, go, href } from "../core/address.js";
import { ask } from "../core/client.js";
import { h } from "../core/dom.js";
import { number } from "../core/format.js";
import { language } from "../core/settings.js";
import { relationWord, t } from "../core/words.js";
import { chainDrawing } from "../parts/chain-drawing.js";
import { chainLine, hopParticulars, hopWord } from "../parts/chain.js";
import { entity } from "../parts/entity.js";
import { MODALITIES } from "../parts/legend.js";
import { searchBox } from "../parts/search-box.js";
import { empty, notice } from "../parts/states.js";
import { heading } from "../parts/takeaway.js";

/** @typedef {import("../core/address.js").Address} Address */
/** @typedef {import("../parts/chain.js").Chain} Chain */

/** How many ways are asked for at first, and how many at most. */
const FIRST = 10;
const MOST = 50;
/** Ways through documents connect all who are named in the same text; they can be left out. */
const OF_TEXTS = ["DOCUMENTS", "MENTIONED_IN", "QUOTED_IN", "AUTHORED"];

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const { params } = address;
  const [from, to] = [params.get("from") ?? "", params.get("to") ?? ""];
  const names = await heads([from, to].filter(Boolean), signal);
  const question = variables(params, from, to);
  const page = from && to ? (await ask("Paths", question, { signal })).paths : null;
  const chains = /** @type {Chain[]} */ (page?.chains ?? []);
  const title = from && to ? t("paths.between", { from: names.get(from) ?? from, to: names.get(to) ?? to }) : t("paths.title");
  const content = h(
    "div", { class: "paths-view" },
    heading(title, page ? takes(title, chains, question) : null, chains.length > 0 ? h("a", { class: "button", href: href("graph", { of: [...new Set(chains.flatMap((chain) => chain.entities.map((one) => one.key)))].slice(0, 60) }) }, t("entity.graph")) : null),
    ends(from, to, names),
    options(params),
    page ? results(page, chains, params) : empty(t("paths.choose"), t("paths.choose.advice")),
  );
  return { title, content };
}

/** The names of entities by their keys. @param {string[]} keys @param {AbortSignal} signal @returns {Promise<Map<string, string>>} */
export async function heads(keys, signal) {
  if (keys.length === 0) return new Map();
  const { entities } = await ask("Heads", { keys, language: language() }, { signal });
  return new Map(entities.nodes.map((/** @type {any} */ node) => [node.key, node.name]));
}

/** @param {URLSearchParams} params @param {string} from @param {string} to */
function variables(params, from, to) {
  const modality = params.get("said") === "all" ? MODALITIES : ["ASSERTED"];
  const where = { modality, ...(params.get("texts") === "no" ? { not: { kind: OF_TEXTS, modality } } : {}) };
  return {
    from, to, where, language: language(), first: Math.min(MOST, Number(params.get("first") ?? FIRST) || FIRST),
    maxLength: Math.min(8, Number(params.get("length") ?? 6) || 6), inTimeOrder: params.get("order") === "time",
  };
}

/** @param {string} from @param {string} to @param {Map<string, string>} names */
function ends(from, to, names) {
  const end = (/** @type {"from" | "to"} */ name, /** @type {string} */ key) => {
    const { box } = searchBox({ label: t(`paths.${name}`), value: names.get(key) ?? key, choose: (found) => go(changed({ [name]: found.key, first: null })) });
    return h("div", { class: "labelled path-end" }, h("span", null, t(`paths.${name}`)), box);
  };
  return h("div", { class: "path-ends" }, end("from", from),
    h("button", { type: "button", class: "button", on: { click: () => go(changed({ from: to, to: from })) } }, t("paths.swap")), end("to", to));
}

/** @param {URLSearchParams} params */
function options(params) {
  const chip = (/** @type {string} */ label, /** @type {string} */ name, /** @type {string} */ value) => {
    const on = params.get(name) === value;
    return h("li", null, h("button", { type: "button", class: "chip", "aria-pressed": String(on), on: { click: () => go(changed({ [name]: on ? null : value, first: null }), { replace: true }) } }, label));
  };
  const length = h("select", { class: "select", on: { change: () => go(changed({ length: length.value, first: null }), { replace: true }) } },
    [2, 3, 4, 5, 6, 7, 8].map((value) => h("option", { value, selected: String(value) === (params.get("length") ?? "6") }, number(value))));
  return h("div", { class: "graph-tools" },
    h("label", { class: "labelled" }, h("span", null, t("paths.length")), length),
    h("ul", { class: "chips", "aria-label": t("paths.options") }, chip(t("paths.time"), "order", "time"), chip(t("paths.texts"), "texts", "no"), chip(t("paths.all"), "said", "all")));
}

/** @param {any} page @param {Chain[]} chains @param {URLSearchParams} params */
function results(page, chains, params) {
  if (chains.length === 0) return page.stopped && page.stopped !== "LENGTH" ? notice(t(`stopped.${page.stopped}`)) : empty(t("paths.none"), t("paths.none.advice"));
  const first = Number(params.get("first") ?? FIRST);
  const more = page.hasNextPage && first < MOST ? h("button", { type: "button", class: "button", on: { click: () => go(changed({ first: Math.min(MOST, first * 2) }), { replace: true }) } }, t("paths.more")) : null;
  return h("section", { "aria-label": t("paths.found") },
    h("p", { class: "hint", role: "status" }, t("paths.count", { n: chains.length })),
    h("ol", { class: "chains" }, chains.map((chain) => h("li", { class: "card" }, h("p", { class: "hint" }, t("paths.steps", { n: chain.length })), chainLine(chain)))),
    page.stopped && page.stopped !== "LENGTH" ? notice(t(`stopped.${page.stopped}`)) : null,
    page.hasNextPage && first >= MOST ? notice(t("paths.most", { n: MOST })) : null, more);
}

/** @param {string} title @param {Chain[]} chains @param {any} question @returns {import("../parts/takeaway.js").Takeaway} */
function takes(title, chains, question) {
  return {
    title,
    asked: { name: "Paths", variables: question },
    table: () => ({
      columns: ["way", "step", "from", "fromName", "relation", "particulars", "to", "toName", "relationId", "documents"],
      rows: chains.flatMap((chain, way) => chain.relations.map((relation, step) => {
        const [a, b] = [entity(chain.entities[step]), entity(chain.entities[step + 1])];
        return [way + 1, step + 1, a.key, a.name, hopWord(relation, a.key), hopParticulars(relation).join("; "), b.key, b.name, relation.id, [...new Set(relation.evidence.map((/** @type {any} */ one) => one.document.key))].join(" ")];
      })),
    }),
    data: () => chains,
    graph: () => graphOf(chains),
    picture: () => chainDrawing(chains, title),
  };
}

/** The entities and relations of chains, each once. @param {Chain[]} chains @returns {import("../parts/files.js").Graph} */
export function graphOf(chains) {
  const nodes = new Map(chains.flatMap((chain) => chain.entities).map((one) => [one.key, { id: one.key, label: one.name, attributes: { kind: one.kind } }]));
  const edges = new Map(chains.flatMap((chain) => chain.relations).map((one) => [one.id, { id: one.id, source: one.subject.key, target: one.object.key, label: relationWord(one.kind), attributes: { kind: one.kind, role: one.role, modality: one.modality, edtf: one.period?.edtf ?? null } }]));
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
