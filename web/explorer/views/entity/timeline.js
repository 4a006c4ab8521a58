/**
 * The dated facts of an entity on a line of time: a bar is what is certain, its thin ends what
 * is only possible. The same stands in words beside it.
 * @module
 */

import { ask } from "../../core/client.js";
import { h } from "../../core/dom.js";
import { bounds, figureValue, when } from "../../core/format.js";
import { language } from "../../core/settings.js";
import { kindWord, measureWord, relationWord, t } from "../../core/words.js";
import { entity, link } from "../../parts/entity.js";
import { modalityTag, openRelation } from "../../parts/evidence.js";
import { notice } from "../../parts/states.js";

/** How many facts are shown. */
const MOST = 60;
const YEAR = 31_557_600_000;

/** @param {string} key @param {AbortSignal} signal */
export async function timeline(key, signal) {
  const { timeline: found } = await ask("EntityTimeline", { id: key, language: language(), first: MOST }, { signal });
  if (found.entries.length === 0) return null;
  const scale = scaleOf(found.entries);
  const rows = found.entries.map((/** @type {any} */ entry) => h(
    "li", null,
    h("span", { class: "date" }, when(entry.period)),
    h("span", { class: "track", "aria-hidden": "true" }, bar(entry.period, scale)),
    h("span", { class: "what" }, what(entry, key)),
  ));
  const years = [];
  for (let year = scale.first; year <= scale.last; year += scale.step) years.push(h("span", { style: { left: `${((year - scale.first) / (scale.last + 1 - scale.first)) * 100}%` } }, String(year)));
  return h("div", { class: "timeline" },
    h("div", { class: "timeline-years", "aria-hidden": "true" }, h("span", { class: "track" }, years)),
    h("ol", null, rows),
    found.hasNextPage ? notice(t("timeline.more", { n: found.totalCount - found.entries.length })) : null);
}

/** The years that the line spans; far ends are cut off, and their bars run to the edge. @param {any[]} entries */
function scaleOf(entries) {
  const stamps = entries.flatMap(({ period }) => [period?.earliestStart, period?.latestStart, period?.earliestEnd, period?.latestEnd])
    .filter((iso) => typeof iso === "string").map((iso) => Number(iso.slice(0, 4)));
  const last = Math.max(...stamps, 2000);
  const first = Math.max(Math.min(...stamps, last), last - 25);
  return { first, last, step: Math.max(1, Math.ceil((last - first + 1) / 10)) };
}

/** @param {any} period @param {{ first: number, last: number }} scale */
function bar(period, scale) {
  const edges = bounds(period);
  if (!edges) return null;
  const start = Date.UTC(scale.first, 0, 1);
  const whole = (scale.last + 1 - scale.first) * YEAR;
  const at = (/** @type {number | null} */ stamp, /** @type {number} */ open) => Math.min(1, Math.max(0, stamp === null ? open : (stamp - start) / whole));
  const piece = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ name) =>
    h("span", { class: name, style: { left: `${from * 100}%`, width: `max(${Math.max(0, to - from) * 100}%, 3px)` } });
  const sure = { from: at(date(period.latestStart), 1), to: at(date(period.earliestEnd), 0) };
  const pieces = [piece(at(edges.from, 0), at(edges.to, 1), "possible")];
  if (sure.to >= sure.from) pieces.push(piece(sure.from, sure.to, "sure"));
  return pieces;
}

/** @param {string | null} iso */
function date(iso) {
  return iso ? Date.parse(`${iso}T00:00:00Z`) : null;
}

/** @param {any} entry @param {string} key @returns {import("../../core/dom.js").Child} */
function what(entry, key) {
  if (entry.relation) {
    const { relation } = entry;
    const isSubject = relation.subject.key === key;
    const other = entity(isSubject ? relation.object : relation.subject);
    return [
      h("button", { type: "button", class: "open-row", on: { click: () => openRelation(relation.id) } }, relationWord(relation.kind, !isSubject)),
      link(other), modalityTag(relation.modality),
    ];
  }
  if (entry.figure) return `${measureWord(entry.figure.measure)}: ${figureValue(entry.figure)}`;
  return t("timeline.itself", { kind: kindWord(entry.entity?.kind ?? "EVENT") });
}
