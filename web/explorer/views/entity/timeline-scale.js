/**
 * The measure of a timeline: which years it spans, and where on it a period lies, as parts of
 * its whole. Not here: how it is shown on the page or drawn for a file.
 * @module
 */

import { bounds } from "../../core/format.js";

const YEAR = 31_557_600_000;

/** @typedef {{ first: number, last: number, step: number }} Scale */

/** The years that the line spans; far ends are cut off, and their bars run to the edge. @param {any[]} periods @returns {Scale} */
export function scaleOf(periods) {
  const stamps = periods.flatMap((period) => [period?.earliestStart, period?.latestStart, period?.earliestEnd, period?.latestEnd])
    .filter((iso) => typeof iso === "string").map((iso) => Number(iso.slice(0, 4)));
  const last = Math.max(...stamps, 2000);
  const first = Math.max(Math.min(...stamps, last), last - 25);
  return { first, last, step: Math.max(1, Math.ceil((last - first + 1) / 10)) };
}

/** The years that are written, and where. @param {Scale} scale */
export function years({ first, last, step }) {
  const written = [];
  for (let year = first; year <= last; year += step) written.push({ year, at: (year - first) / (last + 1 - first) });
  return written;
}

/** What is possible of a period, and what of it is certain. @param {any} period @param {Scale} scale */
export function pieces(period, scale) {
  const edges = bounds(period);
  if (!edges) return [];
  const start = Date.UTC(scale.first, 0, 1);
  const whole = (scale.last + 1 - scale.first) * YEAR;
  const at = (/** @type {number | null} */ stamp, /** @type {number} */ open) => Math.min(1, Math.max(0, stamp === null ? open : (stamp - start) / whole));
  /** @type {{ from: number, to: number, name: "possible" | "sure" }[]} */
  const found = [{ from: at(edges.from, 0), to: at(edges.to, 1), name: "possible" }];
  const sure = { from: at(date(period.latestStart), 1), to: at(date(period.earliestEnd), 0) };
  if (sure.to >= sure.from) found.push({ ...sure, name: "sure" });
  return found;
}

/** @param {string | null} iso */
function date(iso) {
  return iso ? Date.parse(`${iso}T00:00:00Z`) : null;
}
