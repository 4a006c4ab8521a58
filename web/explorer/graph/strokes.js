/**
 * The strokes of a line: its way from dot to dot, and the marks on it, which tell where it leads
 * and whether it is denied. The canvas and the files draw the same strokes with pens of their own.
 * @module
 */

import { knee } from "./scene.js";

/** @typedef {import("./scene.js").Dot} Dot */
/** @typedef {import("./scene.js").Line} Line */
/** @typedef {{ moveTo: (x: number, y: number) => void, lineTo: (x: number, y: number) => void, quadraticCurveTo: (kx: number, ky: number, x: number, y: number) => void }} Pen */

/** How long and how broad to each side an arrowhead is, how far it stays from its dot, and half a cross. */
const HEAD = { length: 6, side: 3, gap: 3 };
const CROSS = 4;

/** How much thicker or thinner than on the screen a stroke is in its scene. @param {number} k the nearness */
export function thickness(k) {
  return Math.max(1 / k, 0.55);
}

/** The way of a line. @param {Pen} pen @param {Dot} a @param {Dot} b @param {Line} line @param {boolean} [fine] whether it may bend */
export function way(pen, a, b, line, fine = true) {
  pen.moveTo(a.x, a.y);
  if (!fine) return pen.lineTo(b.x, b.y);
  const bent = knee(a, b, line.bend);
  pen.quadraticCurveTo(bent.x, bent.y, b.x, b.y);
}

/** The marks on a line, which are whole also where the line is dashed. @param {Pen} pen @param {Dot} a @param {Dot} b @param {Line} line */
export function marks(pen, a, b, line) {
  const bent = knee(a, b, line.bend);
  const length = Math.hypot(b.x - bent.x, b.y - bent.y) || 1;
  const [ux, uy] = [(b.x - bent.x) / length, (b.y - bent.y) / length];
  if (line.directed && 2 * length > a.r + b.r + 8) {
    const [tx, ty] = [b.x - ux * (b.r + HEAD.gap), b.y - uy * (b.r + HEAD.gap)];
    const [fx, fy] = [tx - ux * HEAD.length, ty - uy * HEAD.length];
    pen.moveTo(fx - uy * HEAD.side, fy + ux * HEAD.side);
    pen.lineTo(tx, ty);
    pen.lineTo(fx + uy * HEAD.side, fy - ux * HEAD.side);
  }
  if (line.crossed) {
    const [mx, my] = [(a.x + b.x + 2 * bent.x) / 4, (a.y + b.y + 2 * bent.y) / 4];
    for (const side of [1, -1]) {
      pen.moveTo(mx - CROSS, my - CROSS * side);
      pen.lineTo(mx + CROSS, my + CROSS * side);
    }
  }
}

/** A pen that writes what SVG reads. @param {(x: number, y: number) => { x: number, y: number }} place where a point stands on the sheet */
export function writer(place) {
  const words = /** @type {string[]} */ ([]);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => {
    const point = place(x, y);
    return `${Math.round(point.x * 100) / 100} ${Math.round(point.y * 100) / 100}`;
  };
  return {
    /** @param {number} x @param {number} y */
    moveTo: (x, y) => { words.push(`M${at(x, y)}`); },
    /** @param {number} x @param {number} y */
    lineTo: (x, y) => { words.push(`L${at(x, y)}`); },
    /** @param {number} kx @param {number} ky @param {number} x @param {number} y */
    quadraticCurveTo: (kx, ky, x, y) => { words.push(`Q${at(kx, ky)} ${at(x, y)}`); },
    /** What was written. */
    written: () => words.join(""),
  };
}
