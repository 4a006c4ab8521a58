/**
 * Paints a scene on a canvas. Lines of one look are one path; labels are placed by weight and
 * left out where they would lie on another. While a large scene moves only some of its lines
 * are painted, which the view says.
 * @module
 */

import { h } from "../core/dom.js";
import { OUTLINES } from "../parts/entity.js";
import { hasRoom } from "./labels.js";
import { marks, thickness, way } from "./strokes.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {{ node: number, line: number, over: number, moving: boolean }} Marked what is chosen, by its place in the scene; -1: nothing */

/** So many lines are painted while it moves. */
export const MOVING_LINES = 3_000;
/** So many labels are tried at most. */
const MOST_LABELS = 400;
/** From so many dots on, shapes become plain points when they are small. */
const SMALL = 2.2;

const SHAPES = Object.fromEntries(Object.entries(OUTLINES).map(([kind, outline]) => [kind, new Path2D(outline)]));

/** The colours of the page, as the theme has them now. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const said = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const probe = matchMedia("(forced-colors: active)").matches ? document.body.appendChild(h("span", { hidden: true })) : null;
  const of = (/** @type {string} */ name) => {
    if (!probe) return said(name);
    // In forced colours they are words of the system; what they stand for a style can tell, and a file cannot.
    probe.style.color = said(name);
    return getComputedStyle(probe).color;
  };
  const kinds = Object.fromEntries(Object.keys(OUTLINES).map((kind) => [kind, of(kind.toLowerCase())]));
  const found = { kinds, ink: of("ink"), soft: of("soft"), edge: of("edge"), ground: of("raised"), accent: of("accent"), focus: of("focus"), sans: said("sans") };
  probe?.remove();
  return found;
}

/** @typedef {ReturnType<typeof colours>} Colours */

export class Painter {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.colours = colours();
    /** @type {Map<string, number>} */
    this.widths = new Map();
    /** Whether lines were left out in the last picture. */
    this.thinned = false;
  }

  /**
   * Paints one turn of a picture: of a large scene at rest the lines come in several turns, a
   * frame each, so that none takes long. Gives whether turns are left.
   * @param {Scene} scene @param {Camera} camera @param {Marked} marked @param {number} [turn]
   */
  paint(scene, camera, marked, turn = 0) {
    const { context } = this;
    const ratio = this.canvas.width / camera.width;
    const turns = Math.max(1, Math.ceil(scene.lines.length / MOVING_LINES));
    this.thinned = marked.moving && turns > 1;
    if (turn === 0) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }
    const { k } = camera;
    context.setTransform(ratio * k, 0, 0, ratio * k, ratio * (camera.width / 2 - camera.x * k), ratio * (camera.height / 2 - camera.y * k));
    this.#lines(scene, camera, marked, turn, turns);
    this.#dots(scene, camera, marked);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const isLast = marked.moving || turn + 1 >= turns;
    if (isLast && (!marked.moving || scene.dots.length < 1_500)) this.#labels(scene, camera, marked);
    return !isLast;
  }

  /** Every so many lines, from that of the turn on. @param {Scene} scene @param {Camera} camera @param {Marked} marked @param {number} turn @param {number} turns */
  #lines(scene, camera, marked, turn, turns) {
    const { context } = this;
    const { dots, lines } = scene;
    const held = marked.node >= 0 ? new Set(scene.near[marked.node]) : null;
    /** @type {Map<string, { path: Path2D, marked: Path2D, dash: number[], width: number, strong: boolean }>} */
    const looks = new Map();
    const dashed = lines.length <= 20_000;
    const fine = lines.length < 3_000;
    for (let index = turn; index < lines.length; index += turns) {
      const line = lines[index];
      const strong = index === marked.line || index === marked.over || (held?.has(index) ?? false);
      const key = `${strong}/${line.width}/${dashed ? line.dash.join() : ""}`;
      let look = looks.get(key);
      if (!look) looks.set(key, (look = { path: new Path2D(), marked: new Path2D(), dash: dashed ? line.dash : [], width: line.width, strong }));
      way(look.path, dots[line.from], dots[line.to], line, fine);
      if (fine) marks(look.marked, dots[line.from], dots[line.to], line);
    }
    const thick = thickness(camera.k);
    const pale = lines.length > 5_000 ? 0.22 : held ? 0.35 : 0.75;
    for (const { path, marked: signs, dash, width, strong } of looks.values()) {
      context.globalAlpha = strong ? 1 : pale;
      context.strokeStyle = strong ? this.colours.accent : this.colours.edge;
      context.lineWidth = (strong ? width + 0.8 : width) * thick;
      context.setLineDash(dash.map((part) => part * thick));
      context.stroke(path);
      context.setLineDash([]);
      if (fine) context.stroke(signs);
    }
    context.globalAlpha = 1;
  }

  /** @param {Scene} scene @param {Camera} camera @param {Marked} marked */
  #dots(scene, camera, marked) {
    const { context } = this;
    const { dots } = scene;
    const least = 1.6 / camera.k;
    const near = marked.node >= 0 ? new Set(scene.near[marked.node].flatMap((line) => [scene.lines[line].from, scene.lines[line].to])) : null;
    const far = { x: (camera.width / 2 + 40) / camera.k, y: (camera.height / 2 + 40) / camera.k };
    /** @type {Map<string, Path2D>} */
    const points = new Map();
    for (let index = 0; index < dots.length; index += 1) {
      const dot = dots[index];
      if (Math.abs(dot.x - camera.x) > far.x || Math.abs(dot.y - camera.y) > far.y) continue;
      const r = Math.max(dot.r, least);
      const colour = dot.colour ?? this.colours.kinds[dot.kind];
      if (r * camera.k < SMALL && !near) {
        // Points of one colour are one path: ten thousand of them are painted at once.
        let path = points.get(colour);
        if (!path) points.set(colour, (path = new Path2D()));
        path.rect(dot.x - r, dot.y - r, 2 * r, 2 * r);
        continue;
      }
      context.globalAlpha = near && !near.has(index) ? 0.4 : 1;
      this.#shape(dot, r, colour, camera.k);
      if (dot.pinned) this.#ring(dot, r + 3 / camera.k, 1.2 / camera.k, this.colours.ink);
    }
    context.globalAlpha = 1;
    for (const [colour, path] of points) {
      context.fillStyle = colour;
      context.fill(path);
    }
    if (marked.node >= 0) this.#ring(dots[marked.node], Math.max(dots[marked.node].r, least) + 6 / camera.k, 2.4 / camera.k, this.colours.focus);
  }

  /** @param {import("./scene.js").Dot} dot @param {number} r @param {string} colour @param {number} k */
  #shape(dot, r, colour, k) {
    const { context } = this;
    context.save();
    context.translate(dot.x, dot.y);
    context.scale(r, r);
    context.lineWidth = 2.2 / k / r;
    context.strokeStyle = this.colours.ground;
    context.stroke(SHAPES[dot.kind]);
    context.fillStyle = colour;
    context.fill(SHAPES[dot.kind]);
    if (dot.open) {
      context.fillStyle = this.colours.ground;
      context.beginPath();
      context.arc(0, dot.kind === "PROJECT" ? 0.2 : 0, 0.34, 0, 7);
      context.fill();
    }
    context.restore();
    if (dot.mark && r * k > 5) this.#mark(dot, r);
  }

  /** @param {import("./scene.js").Dot} dot @param {number} r */
  #mark(dot, r) {
    const { context } = this;
    context.font = `650 ${r * 1.15}px ${this.colours.sans}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = this.colours.ground;
    context.fillText(dot.mark ?? "", dot.x, dot.y + r * 0.06);
    context.textAlign = "start";
  }

  /** @param {{ x: number, y: number }} dot @param {number} r @param {number} width @param {string} colour */
  #ring(dot, r, width, colour) {
    const { context } = this;
    context.beginPath();
    context.arc(dot.x, dot.y, r, 0, 7);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }

  /** @param {Scene} scene @param {Camera} camera @param {Marked} marked */
  #labels(scene, camera, marked) {
    const { context } = this;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const { text, x, y } of this.place(scene, camera, marked)) {
      context.lineWidth = 3.5;
      context.strokeStyle = this.colours.ground;
      context.strokeText(text, x, y);
      context.fillStyle = this.colours.ink;
      context.fillText(text, x, y);
    }
  }

  /**
   * Where labels stand: the chosen first, then by how many lines meet; none over another, and none
   * cut by the edge but that of the chosen.
   * @param {Scene} scene @param {Camera} camera @param {Marked} marked
   */
  place(scene, camera, marked) {
    const seen = [];
    for (const [index, dot] of scene.dots.entries()) {
      const at = camera.toScreen(dot.x, dot.y);
      if (at.x < 0 || at.y < 0 || at.x > camera.width || at.y > camera.height) continue;
      seen.push({ dot, at, weight: index === marked.node ? Infinity : (dot.open ? 1_000 : 0) + dot.degree });
    }
    seen.sort((a, b) => b.weight - a.weight || (a.dot.id < b.dot.id ? -1 : 1));
    const taken = seen.slice(0, MOST_LABELS).map(({ dot, at }) => {
      const r = dot.r * camera.k * 0.8;
      return { left: at.x - r, top: at.y - r, right: at.x + r, bottom: at.y + r };
    });
    const labels = [];
    this.context.font = `500 12px ${this.colours.sans}`;
    for (const { dot, at, weight } of seen.slice(0, MOST_LABELS)) {
      const text = shortened(dot.label, weight === Infinity ? 80 : 38);
      const width = this.#width(text);
      const r = Math.max(dot.r * camera.k, 2);
      const spots = [[at.x + r + 5, at.y], [at.x - r - 5 - width, at.y], [at.x - width / 2, at.y + r + 10], [at.x - width / 2, at.y - r - 10]];
      for (const [x, y] of spots) {
        const box = { left: x - 2, top: y - 8, right: x + width + 2, bottom: y + 8 };
        if (weight < Infinity && (box.left < 0 || box.right > camera.width)) continue;
        if (!hasRoom(box, taken)) continue;
        taken.push(box);
        labels.push({ text, x, y });
        break;
      }
    }
    return labels;
  }

  /** @param {string} text */
  #width(text) {
    let width = this.widths.get(text);
    if (width === undefined) this.widths.set(text, (width = this.context.measureText(text).width));
    return width;
  }
}

/** @param {string} text @param {number} most */
export function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
