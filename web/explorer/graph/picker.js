/**
 * What lies at a point of a scene, and what lies beside a dot on one side.
 * @module
 */

import { knee } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** The dot at a point, or -1. @param {Scene} scene @param {number} x @param {number} y @param {number} reach */
export function dotAt(scene, x, y, reach) {
  let best = -1;
  let least = Infinity;
  for (let index = 0; index < scene.dots.length; index += 1) {
    const dot = scene.dots[index];
    const far = Math.hypot(dot.x - x, dot.y - y) - dot.r;
    if (far < reach && far < least) {
      least = far;
      best = index;
    }
  }
  return best;
}

/** The line at a point, or -1. @param {Scene} scene @param {number} x @param {number} y @param {number} reach */
export function lineAt(scene, x, y, reach) {
  let best = -1;
  let least = reach;
  for (let index = 0; index < scene.lines.length; index += 1) {
    const { from, to, bend } = scene.lines[index];
    const a = scene.dots[from];
    const b = scene.dots[to];
    const room = reach + Math.abs(bend);
    if (x < Math.min(a.x, b.x) - room || x > Math.max(a.x, b.x) + room || y < Math.min(a.y, b.y) - room || y > Math.max(a.y, b.y) + room) continue;
    const far = bend === 0 ? toSegment(x, y, a, b) : toCurve(x, y, a, b, bend);
    if (far < least) {
      least = far;
      best = index;
    }
  }
  return best;
}

/** @typedef {{ x: number, y: number }} Point */

/** @param {number} x @param {number} y @param {Point} a @param {Point} b */
function toSegment(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/** A curve as eight pieces. @param {number} x @param {number} y @param {any} a @param {any} b @param {number} bend */
function toCurve(x, y, a, b, bend) {
  const k = knee(a, b, bend);
  const at = (/** @type {number} */ t) => ({ x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * k.x + t * t * b.x, y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * k.y + t * t * b.y });
  let least = Infinity;
  for (let piece = 0; piece < 8; piece += 1) least = Math.min(least, toSegment(x, y, at(piece / 8), at((piece + 1) / 8)));
  return least;
}

/**
 * The nearest dot on one side of another; what lies straight ahead counts as nearer.
 * @param {Scene} scene @param {number} from @param {"left" | "right" | "up" | "down"} side
 */
export function beside(scene, from, side) {
  const [ax, ay] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[side];
  const here = scene.dots[from];
  let best = -1;
  let least = Infinity;
  for (const [index, dot] of scene.dots.entries()) {
    const [dx, dy] = [dot.x - here.x, dot.y - here.y];
    const ahead = dx * ax + dy * ay;
    if (index === from || ahead <= 0) continue;
    const aside = Math.abs(dx * ay - dy * ax);
    const far = ahead + 2.2 * aside;
    if (far < least) {
      least = far;
      best = index;
    }
  }
  return best;
}
