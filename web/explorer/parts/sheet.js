/**
 * The sheet on which a drawing that is taken away stands: its measures, its title, its ground.
 * @module
 */

import { s } from "../core/dom.js";

/**
 * @param {{ width: number, height: number, title: string, ground: string }} of
 * @param {import("../core/dom.js").Child[]} content
 */
export function sheet({ width, height, title, ground }, ...content) {
  return s(
    "svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title },
    s("title", null, title),
    s("rect", { width, height, fill: ground }),
    ...content,
  );
}
