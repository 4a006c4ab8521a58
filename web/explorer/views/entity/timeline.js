/**
 * The dated facts of an entity on a line of time: a bar is what is certain, its thin ends what
 * is only possible. The same stands in words beside it.
 * @module
 */

import { changed } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { h } from "../../core/dom.js";
import { figureValue, when } from "../../core/format.js";
import { language } from "../../core/settings.js";
import { kindWord, measureWord, relationWord, t } from "../../core/words.js";
import { entity, link } from "../../parts/entity.js";
import { modalityTag, openRelation } from "../../parts/evidence.js";
import { notice } from "../../parts/states.js";
import { timelineDrawing } from "./timeline-drawing.js";
import { pieces, scaleOf, years } from "./timeline-scale.js";

/** How many facts are shown. */
const MOST = 60;

/**
 * The question, which the page also gives to be taken away.
 * @param {string} key
 */
export function askedOf(key) {
  return { name: "EntityTimeline", variables: { id: key, language: language(), first: MOST } };
}

/**
 * What is dated, and the same as a drawing; null when nothing is.
 * @param {{ key: string, name: string }} one @param {AbortSignal} signal
 */
export async function timeline({ key, name }, signal) {
  const { timeline: found } = await ask("EntityTimeline", askedOf(key).variables, { signal });
  const { entries } = found;
  if (entries.length === 0) return null;
  const scale = scaleOf(entries.map((/** @type {any} */ entry) => entry.period));
  const rows = entries.map((/** @type {any} */ entry) => h(
    "li", null,
    h("span", { class: "date" }, when(entry.period)),
    h("span", { class: "track", "aria-hidden": "true" }, pieces(entry.period, scale).map(piece)),
    h("span", { class: "what" }, what(entry, key)),
  ));
  const more = found.hasNextPage ? t("timeline.more", { n: found.totalCount - entries.length }) : null;
  const content = h("div", { class: "timeline" },
    h("div", { class: "timeline-years", "aria-hidden": "true" }, h("span", { class: "track" }, years(scale).map(({ year, at }) => h("span", { style: { left: `${at * 100}%` } }, String(year))))),
    h("ol", null, rows),
    more ? notice(more, h("a", { href: `${changed({ sort: "PERIOD_ASC", after: null, before: null })}#facts` }, t("entity.facts"))) : null);
  const picture = () => timelineDrawing(entries.map((/** @type {any} */ entry) => ({ period: entry.period, said: said(entry, key) })), `${name}: ${t("entity.timeline")}`, more);
  return { content, picture };
}

/** @param {{ from: number, to: number, name: string }} part */
function piece({ from, to, name }) {
  return h("span", { class: name, style: { left: `${from * 100}%`, width: `max(${Math.max(0, to - from) * 100}%, 3px)` } });
}

/** The entity at the other end, and whether the relation leads there. @param {any} relation @param {string} key */
function far(relation, key) {
  const isSubject = relation.subject.key === key;
  return { other: entity(isSubject ? relation.object : relation.subject), word: relationWord(relation.kind, !isSubject) };
}

/** What an entry says, in words alone. @param {any} entry @param {string} key */
function said(entry, key) {
  if (!entry.relation) return plainly(entry);
  const { other, word } = far(entry.relation, key);
  const { modality } = entry.relation;
  return `${word} ${other.name}${modality === "ASSERTED" ? "" : ` (${t(`modality.${modality}`)})`}`;
}

/** What an entry says that is no relation. @param {any} entry */
function plainly(entry) {
  if (entry.figure) return `${measureWord(entry.figure.measure)}: ${figureValue(entry.figure)}`;
  return t("timeline.itself", { kind: kindWord(entry.entity?.kind ?? "EVENT") });
}

/** @param {any} entry @param {string} key @returns {import("../../core/dom.js").Child} */
function what(entry, key) {
  if (!entry.relation) return plainly(entry);
  const { other, word } = far(entry.relation, key);
  return [h("button", { type: "button", class: "open-row", on: { click: () => openRelation(entry.relation.id) } }, word), link(other), modalityTag(entry.relation.modality)];
}
