/**
 * What the signs and lines mean: a shape and a colour for each kind, a line for each modality.
 * @module
 */

import { h, s } from "../core/dom.js";
import { kindWord, t } from "../core/words.js";
import { KINDS, sign } from "./entity.js";

/** The dashes of each modality, in the width of a line; none: a whole line. @type {Record<string, number[]>} */
export const DASHES = {
  ASSERTED: [],
  PLANNED: [7, 4],
  INTENDED: [2, 4],
  INVITED: [9, 3, 2, 3],
  COMMITTED: [14, 3],
  NEGATED: [2, 2],
};

/** All modalities. */
export const MODALITIES = Object.keys(DASHES);

/** @param {string} modality */
function line(modality) {
  return s("svg", { viewBox: "0 0 44 10", class: `line-sample line-${modality}`, "aria-hidden": "true" },
    s("line", { x1: 1, y1: 5, x2: 43, y2: 5, "stroke-dasharray": DASHES[modality].join(" ") || null }),
    modality === "NEGATED" ? s("path", { d: "M19 1l6 8M25 1l-6 8" }) : null);
}

/** The legend; for a graph only what occurs in it. @param {{ kinds?: string[], modalities?: string[] }} [only] */
export function legend(only = {}) {
  const kinds = KINDS.filter((kind) => only.kinds?.includes(kind) ?? true);
  const modalities = MODALITIES.filter((modality) => only.modalities?.includes(modality) ?? true);
  return h(
    "ul", { class: "legend" },
    kinds.map((kind) => h("li", null, sign(kind), kindWord(kind))),
    modalities.map((modality) => h("li", { title: t(`modality.${modality}.hint`) }, line(modality), t(`modality.${modality}`))),
  );
}
