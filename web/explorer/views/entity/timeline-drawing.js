/**
 * The timeline of an entity as a drawing to be taken away: years across, a line for each dated
 * fact with its date, its bar and its words.
 * @module
 */

import { s } from "../../core/dom.js";
import { when } from "../../core/format.js";
import { colours, shortened } from "../../graph/painter.js";
import { sheet } from "../../parts/sheet.js";
import { pieces, scaleOf, years } from "./timeline-scale.js";

const WIDTH = 1100;
const ROW = 24;
const TOP = 64;
/** Where the bars begin and how wide all years are, and where the words begin. */
const TRACK = { left: 230, width: 430 };
const WORDS = TRACK.left + TRACK.width + 24;
/** How tall a bar is: of what is certain, and of what is only possible. */
const TALL = { sure: 10, possible: 2 };

/**
 * @param {{ period: any, said: string }[]} lines @param {string} title
 * @param {string | null} more how many facts it leaves out, in words
 */
export function timelineDrawing(lines, title, more) {
  const paint = colours();
  const scale = scaleOf(lines.map(({ period }) => period));
  const height = TOP + lines.length * ROW + (more ? ROW : 0) + 12;
  const across = (/** @type {number} */ part) => fixed(TRACK.left + part * TRACK.width);
  const { sure, possible } = { sure: paint.accent, possible: paint.edge };
  return sheet(
    { width: WIDTH, height, title, ground: paint.ground },
    s("g", { "font-family": "Inter, sans-serif", "font-size": 12, "dominant-baseline": "central", fill: paint.ink },
      s("text", { x: 16, y: 22, "font-size": 14, "font-weight": 600 }, shortened(title, 130)),
      years(scale).map(({ year, at }) => s("g", null,
        s("text", { x: across(at) + 3, y: TOP - 14, "font-size": 11, fill: paint.soft }, String(year)),
        s("line", { x1: across(at), x2: across(at), y1: TOP - 6, y2: TOP + lines.length * ROW, stroke: paint.edge, "stroke-width": 0.4 }))),
      lines.map(({ period, said }, place) => {
        const y = TOP + (place + 0.5) * ROW;
        return s("g", { "data-line": "" },
          s("text", { x: 16, y, fill: paint.soft, "font-size": 11 }, s("title", null, when(period)), shortened(when(period), 34)),
          pieces(period, scale).map(({ from, to, name }) => s("rect", {
            x: across(from), y: y - TALL[name] / 2, width: Math.max(3, fixed((to - from) * TRACK.width)), height: TALL[name], fill: { sure, possible }[name],
          })),
          s("text", { x: WORDS, y }, s("title", null, said), shortened(said, 58)));
      }),
      more ? s("text", { x: 16, y: TOP + (lines.length + 0.5) * ROW, fill: paint.soft }, more) : null),
  );
}

/** @param {number} value */
function fixed(value) {
  return Math.round(value * 100) / 100;
}
