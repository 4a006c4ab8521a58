/**
 * A pattern, built step by step, and the chains that follow it. The questions of the mission
 * stand ready.
 * @module
 */

import { changed, go } from "../core/address.js";
import { ask } from "../core/client.js";
import { h } from "../core/dom.js";
import { number } from "../core/format.js";
import { language } from "../core/settings.js";
import { t } from "../core/words.js";
import { chainDrawing } from "../parts/chain-drawing.js";
import { hop, hopParticulars, hopWord } from "../parts/chain.js";
import { entity, link } from "../parts/entity.js";
import { MODALITIES } from "../parts/legend.js";
import { empty, notice } from "../parts/states.js";
import { plain, table } from "../parts/table.js";
import { heading } from "../parts/takeaway.js";
import { graphOf } from "./paths.js";
import { builder } from "./trace/builder.js";
import { READY, patternOf } from "./trace/pattern.js";

/** @typedef {import("../core/address.js").Address} Address */
/** @typedef {import("./trace/pattern.js").Pattern} Pattern */
/** @typedef {import("../parts/chain.js").Chain} Chain */

/** How many chains are asked for at a time. */
const PAGE = 50;

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const pattern = patternOf(address.params);
  const question = pattern ? { ...asked(pattern), first: PAGE, after: address.params.get("after"), language: language() } : null;
  const page = question ? (await ask("Trace", question, { signal })).trace : null;
  const chains = /** @type {Chain[]} */ (page?.chains ?? []);
  const ready = READY.find(({ name }) => name === address.params.get("pattern"));
  const title = ready ? t(`home.question.${ready.name}`) : t("trace.title");
  const columns = pattern ? columnsOf(pattern) : [];
  const content = h(
    "div", { class: "trace-view" },
    heading(title, question ? { title, asked: { name: "Trace", variables: question }, table: () => plain(columns, chains), data: () => chains, graph: () => graphOf(chains), picture: () => chainDrawing(chains, title) } : null),
    h("ul", { class: "chips", "aria-label": t("trace.ready") }, READY.map(({ name }) => h("li", null, h("button", { type: "button", class: "chip", "aria-pressed": String(ready?.name === name), data: { pattern: name }, on: { click: () => go(changed({ pattern: name, p: null, after: null })) } }, t(`home.question.${name}`))))),
    pattern === null && (address.params.has("p") || address.params.has("pattern")) ? notice(t("trace.unread")) : null,
    builder(pattern ?? READY[0].pattern, (next) => go(changed({ p: JSON.stringify(next), pattern: null, after: null }))),
    page ? results(page, chains, columns) : null,
  );
  return { title, content };
}

/** A pattern as the API takes it. @param {Pattern} pattern */
function asked(pattern) {
  const filter = (/** @type {import("./trace/pattern.js").Stop} */ stop) => Object.fromEntries(Object.entries({ kind: stop.kind, type: stop.type, key: stop.key }).filter(([, list]) => list && list.length > 0));
  return {
    from: filter(pattern.from),
    steps: pattern.steps.map((step) => ({
      via: step.via, direction: step.direction, to: filter(step.to),
      where: { ...(step.role.length > 0 ? { role: step.role } : {}), ...(step.all ? { modality: MODALITIES } : {}) },
    })),
  };
}

/** @param {Pattern} pattern @returns {import("../parts/table.js").Column<Chain>[]} */
function columnsOf(pattern) {
  const named = (/** @type {number} */ place) => (/** @type {Chain} */ chain) => entity(chain.entities[place]);
  const stop = (/** @type {number} */ place) => ({ key: place === 0 ? "from" : `to${place}`, label: place === 0 ? t("graph.from") : `${t("graph.to")} ${number(place)}`, cell: (/** @type {Chain} */ chain) => link(named(place)(chain)), text: (/** @type {Chain} */ chain) => named(place)(chain).name });
  const way = (/** @type {number} */ place) => ({
    key: `relation${place + 1}`, label: t("fact.what"),
    cell: (/** @type {Chain} */ chain) => hop(chain.relations[place], chain.entities[place].key),
    text: (/** @type {Chain} */ chain) => [hopWord(chain.relations[place], chain.entities[place].key), ...hopParticulars(chain.relations[place])].join("; "),
  });
  return [stop(0), ...pattern.steps.flatMap((_, place) => [way(place), stop(place + 1)])];
}

/** @param {any} page @param {Chain[]} chains @param {import("../parts/table.js").Column<Chain>[]} columns */
function results(page, chains, columns) {
  if (chains.length === 0) return page.stopped ? notice(t(`stopped.${page.stopped}`)) : empty(t("trace.none"), t("trace.none.advice"));
  const frame = table({ caption: t("trace.found"), columns, rows: chains, partial: page.hasNextPage });
  frame.classList.add("stack", "trace-table");
  return h("section", { "aria-label": t("trace.found") },
    h("p", { class: "hint", role: "status" }, t("trace.count", { n: chains.length })), frame,
    page.stopped ? notice(t(`stopped.${page.stopped}`)) : null,
    page.hasNextPage && page.endCursor ? h("a", { class: "button", href: changed({ after: page.endCursor }) }, t("pager.forth")) : null);
}
