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
import { extent } from "./scene.js";
import { marks, thickness, way, writer } from "./strokes.js";

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
    s("g", { fill: "none", stroke: paint.edge }, scene.lines.map((line) => stroke(scene, line, camera))),
    s("g", { stroke: paint.ground }, scene.dots.flatMap((dot) => sign(dot, camera, paint))),
    s("g", { "font-family": "Inter, sans-serif", "font-weight": 650, "text-anchor": "middle", "dominant-baseline": "central", fill: paint.ground }, scene.dots.filter((dot) => dot.mark && dot.r * k > 5).map((dot) => {
      const at = camera.toScreen(dot.x, dot.y);
      return s("text", { x: fixed(at.x), y: fixed(at.y), "font-size": fixed(dot.r * k * 1.15) }, dot.mark);
    })),
    s("g", { "font-family": "Inter, sans-serif", "font-size": 12, "font-weight": 500, "dominant-baseline": "central", fill: paint.ink, stroke: paint.ground, "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke" },
      labels.map(({ text, x, y }) => s("text", { x: fixed(x), y: fixed(y) }, text))),
  );
}

/** A line as it is on the canvas: its way in its dashes, and the marks on it. @param {import("./scene.js").Scene} scene @param {import("./scene.js").Line} line @param {Camera} camera */
function stroke(scene, line, camera) {
  const [a, b] = [scene.dots[line.from], scene.dots[line.to]];
  const [path, marked] = [way, marks].map((draw) => {
    const pen = writer((x, y) => camera.toScreen(x, y));
    draw(pen, a, b, line);
    return pen.written();
  });
  const thick = thickness(camera.k) * camera.k;
  return s("g", { "stroke-width": fixed(line.width * thick) },
    s("title", null, `${a.label} – ${line.label} – ${b.label}`),
    s("path", { d: path, "stroke-dasharray": line.dash.map((part) => fixed(part * thick)).join(" ") || null }),
    marked === "" ? null : s("path", { d: marked, class: "marks" }));
}

/** The sign of a dot: hollow where it is expanded, in a ring where it is pinned. @param {import("./scene.js").Dot} dot @param {Camera} camera @param {import("./painter.js").Colours} paint */
function sign(dot, camera, paint) {
  const at = camera.toScreen(dot.x, dot.y);
  const size = Math.max(dot.r * camera.k, 2);
  const centre = { cx: fixed(at.x), cy: fixed(at.y) };
  return [
    s("path", { d: OUTLINES[/** @type {keyof typeof OUTLINES} */ (dot.kind)], transform: `translate(${fixed(at.x)} ${fixed(at.y)}) scale(${fixed(size)})`, fill: dot.colour ?? paint.kinds[dot.kind], "stroke-width": fixed(1.5 / size) },
      s("title", null, dot.label)),
    dot.open ? s("circle", { ...centre, cy: fixed(at.y + (dot.kind === "PROJECT" ? 0.2 * size : 0)), r: fixed(0.34 * size), fill: paint.ground, stroke: "none" }) : null,
    dot.pinned ? s("circle", { ...centre, r: fixed(size + 3), fill: "none", stroke: paint.ink, "stroke-width": 1.2 }) : null,
  ];
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
