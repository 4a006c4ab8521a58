/**
 * A scene as a drawing of lines and shapes (SVG), to be taken away: the same places, looks and
 * labels as on the canvas.
 * @module
 */

import { s } from "../core/dom.js";
import { OUTLINES } from "../parts/entity.js";
import { sheet } from "../parts/sheet.js";
import { Camera } from "./camera.js";
import { Painter, colours } from "./painter.js";
import { extent, knee } from "./scene.js";

/** How large the sheet is; of a part it is as tall as what is seen. */
const [WIDTH, HEIGHT] = [1400, 1000];

/** @param {import("./scene.js").Scene} scene @param {string} title @param {Camera | null} [seen] as it is looked at; all of it when absent */
export function drawing(scene, title, seen = null) {
  const paint = colours();
  const camera = cameraOf(scene, seen);
  const { width, height } = camera;
  const { k } = camera;
  const labels = new Painter(document.createElement("canvas")).place(scene, camera, { node: -1, line: -1, over: -1, moving: false });
  return sheet(
    { width, height, title, ground: paint.ground },
    s("g", { fill: "none", stroke: paint.edge }, scene.lines.map((line) => {
      const [a, b] = [scene.dots[line.from], scene.dots[line.to]];
      const bent = knee(a, b, line.bend);
      const [p, q, r] = [camera.toScreen(a.x, a.y), camera.toScreen(bent.x, bent.y), camera.toScreen(b.x, b.y)];
      return s("path", { d: `M${fixed(p.x)} ${fixed(p.y)}Q${fixed(q.x)} ${fixed(q.y)} ${fixed(r.x)} ${fixed(r.y)}`, "stroke-width": line.width, "stroke-dasharray": line.dash.join(" ") || null },
        s("title", null, `${a.label} – ${line.label} – ${b.label}`));
    })),
    s("g", { stroke: paint.ground }, scene.dots.map((dot) => {
      const at = camera.toScreen(dot.x, dot.y);
      const size = Math.max(dot.r * k, 2);
      return s("path", { d: OUTLINES[/** @type {keyof typeof OUTLINES} */ (dot.kind)], transform: `translate(${fixed(at.x)} ${fixed(at.y)}) scale(${fixed(size)})`, fill: dot.colour ?? paint.kinds[dot.kind], "stroke-width": fixed(1.5 / size) },
        s("title", null, dot.label));
    })),
    s("g", { "font-family": "Inter, sans-serif", "font-weight": 650, "text-anchor": "middle", "dominant-baseline": "central", fill: paint.ground }, scene.dots.filter((dot) => dot.mark && dot.r * k > 5).map((dot) => {
      const at = camera.toScreen(dot.x, dot.y);
      return s("text", { x: fixed(at.x), y: fixed(at.y), "font-size": fixed(dot.r * k * 1.15) }, dot.mark);
    })),
    s("g", { "font-family": "Inter, sans-serif", "font-size": 12, "font-weight": 500, "dominant-baseline": "central", fill: paint.ink, stroke: paint.ground, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" },
      labels.map(({ text, x, y }) => s("text", { x: fixed(x), y: fixed(y) }, text))),
  );
}

/** Looks at a scene as it is looked at now, or at all of it. @param {import("./scene.js").Scene} scene @param {Camera | null} seen */
function cameraOf(scene, seen) {
  const camera = Object.assign(new Camera(), { width: WIDTH, height: HEIGHT });
  if (seen === null) camera.fit(extent(scene));
  else Object.assign(camera, { x: seen.x, y: seen.y, k: (seen.k * WIDTH) / seen.width, height: Math.round((WIDTH * seen.height) / seen.width) });
  return camera;
}

/** @param {number} value */
function fixed(value) {
  return Math.round(value * 100) / 100;
}
