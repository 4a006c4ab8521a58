/**
 * Municipalities against events, in the order of time: what each did there, with its evidence.
 * A council or another part of a municipality that took part on its behalf counts as its way of
 * taking part, and is told.
 * @module
 */

import { changed, go } from "../core/address.js";
import { ask } from "../core/client.js";
import { h, s } from "../core/dom.js";
import { compare, when } from "../core/format.js";
import { language } from "../core/settings.js";
import { relationWord, roleWord, t } from "../core/words.js";
import { entity, link } from "../parts/entity.js";
import { modalityTag, openRelation, opens } from "../parts/evidence.js";
import { MODALITIES } from "../parts/legend.js";
import { empty } from "../parts/states.js";
import { pictureOrTable } from "../parts/switch.js";
import { heading } from "../parts/takeaway.js";
import { matrixDrawing } from "./matrix/drawing.js";
import { matrixGraph, matrixList } from "./matrix/list.js";
import { SIGNS } from "./matrix/signs.js";

/** @typedef {import("../core/address.js").Address} Address */
/** @typedef {{ relation: any, through: any | null }} Mark */
/** @typedef {{ municipality: any, marks: Map<string, Mark[]>, total: number }} Row */

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const modality = address.params.get("said") === "all" ? MODALITIES : ["ASSERTED"];
  const where = {
    kind: Object.keys(SIGNS), modality,
    or: [{ subject: { kind: ["MUNICIPALITY", "ORGANISATION"] }, object: { kind: ["EVENT"] } }, { subject: { kind: ["EVENT"] }, object: { kind: ["MUNICIPALITY"] } }],
  };
  const relations = await all(where, signal);
  const { events, rows } = arrange(relations);
  const title = t("matrix.title");
  const planned = address.params.get("said") === "all";
  const both = pictureOrTable(rows.length > 0 ? grid(events, rows) : null, matrixList(events, rows), title);
  const content = h(
    "div", { class: "matrix-view" },
    heading(title, {
      title, asked: { name: "Presence", variables: { where, first: 100, language: language() } }, table: () => plain(events, rows), data: () => relations,
      graph: () => matrixGraph(events, rows), picture: () => matrixDrawing(events, rows, title),
    }, rows.length > 0 ? both.buttons : null),
    h("p", { class: "hint" }, t("matrix.hint")),
    h("div", { class: "graph-tools" }, h("ul", { class: "legend" }, Object.keys(SIGNS).map((kind) => h("li", null, mark(kind, "ASSERTED"), relationWord(kind)))),
      h("button", { type: "button", class: "chip", "aria-pressed": String(planned), on: { click: () => go(changed({ said: planned ? null : "all" }), { replace: true }) } }, t("paths.all"))),
    rows.length > 0 ? both.body : empty(t("matrix.none"), t("matrix.none.advice")),
  );
  return { title, content, flip: both.flip };
}

/** All of them, page by page. @param {any} where @param {AbortSignal} signal */
async function all(where, signal) {
  const found = [];
  let after = null;
  do {
    const { relations } = await ask("Presence", { where, first: 100, after, language: language() }, { signal });
    found.push(...relations.nodes);
    after = relations.pageInfo.hasNextPage ? relations.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

/** @param {any[]} relations @returns {{ events: any[], rows: Row[] }} */
function arrange(relations) {
  /** @type {Map<string, any>} */
  const events = new Map();
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const relation of relations) {
    const [subject, object] = [entity(relation.subject), entity(relation.object)];
    const event = subject.kind === "EVENT" ? subject : object;
    const actor = subject.kind === "EVENT" ? object : subject;
    const behalf = relation.onBehalfOf ? entity(relation.onBehalfOf) : null;
    const municipality = actor.kind === "MUNICIPALITY" ? actor : behalf?.kind === "MUNICIPALITY" ? behalf : null;
    if (!municipality) continue;
    if (!events.has(event.key)) events.set(event.key, { ...event, at: relation.period?.earliestStart ?? "", shown: relation.period });
    const row = rows.get(municipality.key) ?? { municipality, marks: new Map(), total: 0 };
    row.marks.set(event.key, [...(row.marks.get(event.key) ?? []), { relation, through: actor === municipality ? null : actor }]);
    row.total += 1;
    rows.set(municipality.key, row);
  }
  return {
    events: [...events.values()].sort((a, b) => compare(a.at, b.at)),
    rows: [...rows.values()].sort((a, b) => b.marks.size - a.marks.size || compare(a.municipality.name, b.municipality.name)),
  };
}

/** @param {string} kind @param {string} modality */
function mark(kind, modality) {
  return s("svg", { viewBox: "-7 -7 14 14", class: `mark-sign ${modality === "ASSERTED" ? "whole" : "hollow"}`, "aria-hidden": "true" }, s("path", { d: SIGNS[kind] }));
}

/** @param {any[]} events @param {Row[]} rows */
function grid(events, rows) {
  const head = h("tr", null, h("th", { scope: "col" }, t("matrix.municipality")),
    events.map((event) => h("th", { scope: "col", class: "matrix-event" }, link(event), h("span", { class: "kind-line" }, when(event.shown)))));
  return h(
    "div", { class: "table-frame", role: "group", "aria-label": t("matrix.title"), tabindex: "0" },
    h("table", { class: "matrix" }, h("caption", { class: "hidden-text" }, t("matrix.title")), h("thead", null, head),
      h("tbody", null, rows.map((row) => h("tr", null, h("th", { scope: "row" }, link(row.municipality)), events.map((event) => cell(row, event)))))),
  );
}

/** @param {Row} row @param {any} event */
function cell(row, event) {
  const marks = row.marks.get(event.key) ?? [];
  if (marks.length === 0) return h("td", { class: "matrix-cell" });
  const what = [...new Set(marks.map(({ relation }) => relationWord(relation.kind)))].join(", ");
  const label = t("matrix.cell", { name: row.municipality.name, event: event.name, what, n: marks.length });
  const act = marks.length === 1
    ? { on: { click: () => openRelation(marks[0].relation.id) } }
    : opens(`cell/${row.municipality.key}/${event.key}`, `${row.municipality.name} · ${event.name}`, () => several(marks));
  return h("td", { class: "matrix-cell" }, h("button", { type: "button", class: "matrix-marks", "aria-label": label, title: label, ...act },
    marks.map(({ relation }) => mark(relation.kind, relation.modality))));
}

/** @param {Mark[]} marks */
function several(marks) {
  return h("ul", { class: "plain" }, marks.map(({ relation, through }) => h(
    "li", null, h("button", { type: "button", class: "card-fact", on: { click: () => openRelation(relation.id) } },
      h("span", { class: "verb" }, relationWord(relation.kind)), relation.role ? ` ${roleWord(relation.role)}` : "", through ? ` (${t("matrix.through", { name: through.name })})` : "", modalityTag(relation.modality)))));
}

/** @param {any[]} events @param {Row[]} rows */
function plain(events, rows) {
  return {
    columns: ["municipality", "name", ...events.map((event) => event.key)],
    rows: rows.map((row) => [row.municipality.key, row.municipality.name, ...events.map((event) => (row.marks.get(event.key) ?? []).map(({ relation }) => `${relation.kind}${relation.role ? `:${relation.role}` : ""}`).join(" ") || null)]),
  };
}
