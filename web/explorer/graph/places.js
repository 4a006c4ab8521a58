/**
 * Where the dots in sight and close by stand, in a few signs of an address. In a graph that was walked through
 * that depends on the steps taken, which no address tells; so it tells the places themselves, and
 * the same part is there again. Each dot has six signs: three by which its key is known, three
 * that say how far from the middle it stands, in steps of the screen.
 * @module
 */

import { chance } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Dot} Dot */

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Of how many dots at most it is told: those nearest to the middle. */
const MOST = 60;
/** So many times as wide and as high as what is seen is the part that is told, lest others come into sight. */
const WIDER = 2;
/** How many points of the screen a step has, and how many steps go each way from the middle. */
const STEP = 5;
const STEPS = 256;

/** A whole number as three signs. @param {number} value */
function signed(value) {
  return [value >> 12, (value >> 6) & 63, value & 63].map((digit) => SIGNS[digit]).join("");
}

/** The number that three signs tell. @param {string} text */
function told(text) {
  return [...text].reduce((sum, sign) => sum * 64 + SIGNS.indexOf(sign), 0);
}

/** By what a dot is known: so short that two may share it, which is then neither's. @param {Dot} dot */
function name(dot) {
  return signed(Math.floor(chance(dot.id) * 64 ** 3));
}

/** The places of the dots in sight and close by; pinned ones have theirs in the address already. @param {Scene} scene @param {import("./camera.js").Camera} camera */
export function placesText(scene, { x, y, k, width, height }) {
  const isClose = (/** @type {Dot} */ dot) => Math.abs(dot.x - x) * k * 2 < width * WIDER && Math.abs(dot.y - y) * k * 2 < height * WIDER;
  const steps = (/** @type {Dot} */ dot) => [(dot.x - x) * k, (dot.y - y) * k].map((far) => Math.round(far / STEP) + STEPS);
  return scene.dots.filter((dot) => !dot.pinned && isClose(dot))
    .sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))
    .filter((dot) => steps(dot).every((step) => step >= 0 && step < 2 * STEPS))
    .slice(0, MOST)
    .map((dot) => {
      const [across, down] = steps(dot);
      return name(dot) + signed(across * 2 * STEPS + down);
    }).join("");
}

/** Puts dots where an address says that they stand, and gives which. @param {Scene} scene @param {import("../parts/sight.js").Sight} sight @returns {Set<number>} */
export function put(scene, { x, y, k, places = "" }) {
  const at = new Map((places.match(/.{6}/g) ?? []).map((one) => [one.slice(0, 3), told(one.slice(3))]));
  /** @type {Map<string, number[]>} */
  const known = new Map();
  for (const [index, dot] of scene.dots.entries()) known.set(name(dot), [...(known.get(name(dot)) ?? []), index]);
  const placed = new Set();
  for (const [key, value] of at) {
    const [index, another] = known.get(key) ?? [];
    const dot = scene.dots[index];
    if (!dot || another !== undefined || dot.pinned) continue;
    dot.x = x + ((Math.floor(value / (2 * STEPS)) - STEPS) * STEP) / k;
    dot.y = y + (((value % (2 * STEPS)) - STEPS) * STEP) / k;
    placed.add(index);
  }
  return placed;
}

/**
 * Moves what is not told to stand here out of sight, straight away from the middle: whoever wrote
 * the address did not see it. Where more was close by than is told, nothing is known of the rest.
 * @param {Scene} scene @param {import("./camera.js").Camera} camera @param {Set<number>} placed
 */
export function clear(scene, { x, y, k, width, height }, placed) {
  if (placed.size === 0 || placed.size >= MOST) return;
  for (const [index, dot] of scene.dots.entries()) {
    if (dot.pinned || placed.has(index)) continue;
    const room = dot.r + STEP / k;
    const away = Math.min((width / 2 / k + room) / Math.abs(dot.x - x), (height / 2 / k + room) / Math.abs(dot.y - y));
    if (!(away > 1) || !Number.isFinite(away)) continue;
    dot.x = x + (dot.x - x) * away;
    dot.y = y + (dot.y - y) * away;
  }
}
