/**
 * Chains as a drawing to be taken away: a line of boxes for each, what ties them written between.
 * @module
 */

import { s } from "../core/dom.js";
import { t } from "../core/words.js";
import { colours, shortened } from "../graph/painter.js";
import { hopParticulars, hopWord } from "./chain.js";
import { OUTLINES, entity } from "./entity.js";
import { sheet } from "./sheet.js";

/** @typedef {import("./chain.js").Chain} Chain */

/** The measures of a box, and of what stands between two, in points. */
const BOX = { width: 190, height: 44 };
const GAP = { across: 150, down: 22 };
const MARGIN = 24;

/** @param {Chain[]} chains @param {string} title */
export function chainDrawing(chains, title) {
  const paint = colours();
  const longest = Math.max(1, ...chains.map((chain) => chain.entities.length));
  const width = 2 * MARGIN + longest * BOX.width + (longest - 1) * GAP.across;
  const height = 2 * MARGIN + chains.length * (BOX.height + GAP.down);
  return sheet(
    { width, height, title, ground: paint.ground },
    s("g", { "font-family": "Inter, sans-serif", "font-size": 12, "dominant-baseline": "central", fill: paint.ink }, chains.map((chain, row) => line(chain, MARGIN + row * (BOX.height + GAP.down), paint))),
  );
}

/** @param {Chain} chain @param {number} top @param {import("../graph/painter.js").Colours} paint */
function line(chain, top, paint) {
  const middle = top + BOX.height / 2;
  return s("g", null, chain.entities.map((raw, index) => {
    const one = entity(raw);
    const left = MARGIN + index * (BOX.width + GAP.across);
    const relation = chain.relations[index];
    return s("g", null,
      s("rect", { x: left, y: top, width: BOX.width, height: BOX.height, rx: 6, fill: "none", stroke: paint.edge }),
      s("path", { d: OUTLINES[/** @type {keyof typeof OUTLINES} */ (one.kind)], transform: `translate(${left + 16} ${middle}) scale(5.5)`, fill: paint.kinds[one.kind] }),
      s("text", { x: left + 30, y: middle, "font-weight": 550 }, s("title", null, one.name), shortened(one.name, 25)),
      relation ? hop(relation, one.key, left + BOX.width, middle, paint) : null);
  }));
}

/** @param {any} relation @param {string} from @param {number} left @param {number} middle @param {import("../graph/painter.js").Colours} paint */
function hop(relation, from, left, middle, paint) {
  const dashed = relation.modality === "ASSERTED" ? null : "6 4";
  const told = [hopWord(relation, from), ...(dashed ? [t(`modality.${relation.modality}`)] : [])].join(", ");
  const centred = { x: left + GAP.across / 2, "text-anchor": "middle" };
  return s("g", null,
    s("line", { x1: left, y1: middle, x2: left + GAP.across, y2: middle, stroke: paint.edge, "stroke-dasharray": dashed }),
    s("text", { ...centred, y: middle - 11, "font-style": "italic" }, shortened(told, 26)),
    s("text", { ...centred, y: middle + 11, "font-size": 10, fill: paint.soft }, shortened(hopParticulars(relation).join(" · "), 30)));
}
