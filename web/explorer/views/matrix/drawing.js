/**
 * The matrix as a drawing to be taken away: events across, municipalities down, a sign for each
 * relation, and what the signs mean.
 * @module
 */

import { s } from "../../core/dom.js";
import { when } from "../../core/format.js";
import { relationWord } from "../../core/words.js";
import { colours, shortened } from "../../graph/painter.js";
import { sheet } from "../../parts/sheet.js";
import { SIGNS } from "./signs.js";

const CELL = { width: 150, height: 26 };
const LEFT = 230;
const TOP = 74;

/** @param {any[]} events @param {import("../matrix.js").Row[]} rows @param {string} title */
export function matrixDrawing(events, rows, title) {
  const paint = colours();
  const width = LEFT + events.length * CELL.width + 20;
  const height = TOP + rows.length * CELL.height + 44;
  const sign = (/** @type {string} */ kind, /** @type {number} */ x, /** @type {number} */ y, whole = true) =>
    s("path", { d: SIGNS[kind], transform: `translate(${x} ${y})`, fill: whole ? paint.accent : "none", stroke: paint.accent, "stroke-dasharray": whole ? null : "2 1.5" });
  return sheet(
    { width, height, title, ground: paint.ground },
    s("g", { "font-family": "Inter, sans-serif", "font-size": 12, "dominant-baseline": "central", fill: paint.ink },
      events.map((event, column) => s("text", { x: LEFT + column * CELL.width, y: 24, "font-size": 11 }, s("title", null, event.name), shortened(event.name, 24),
        s("tspan", { x: LEFT + column * CELL.width, dy: 18, fill: paint.soft }, when(event.shown)))),
      rows.map((row, place) => {
        const y = TOP + (place + 0.5) * CELL.height;
        return s("g", null,
          s("line", { x1: 16, x2: width - 16, y1: y - CELL.height / 2, y2: y - CELL.height / 2, stroke: paint.edge, "stroke-width": 0.4 }),
          s("text", { x: 20, y }, shortened(row.municipality.name, 32)),
          events.flatMap((event, column) => (row.marks.get(event.key) ?? []).map(({ relation }, nth) => sign(relation.kind, LEFT + column * CELL.width + 8 + nth * 18, y, relation.modality === "ASSERTED"))));
      }),
      Object.keys(SIGNS).map((kind, nth) => s("g", null, sign(kind, 28 + nth * 150, height - 20), s("text", { x: 42 + nth * 150, y: height - 20 }, relationWord(kind)))),
    ),
  );
}
