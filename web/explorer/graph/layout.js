/**
 * Where things stand. Each dot begins at a place that its own key gives, rings around those that
 * were asked for, so that the same question gives the same picture. A worker then lets forces
 * settle them (d3-force); a build without that library keeps the rings. Dots that were there
 * before keep their places and give way only a little; pinned ones do not move at all.
 * @module
 */

import { chance, other } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */

/** How far from each other rings are. */
const RING = 150;

/** How many steps settle a graph, by its size: what is large is shown sooner, and less settled. @param {number} dots */
function steps(dots) {
  if (dots <= 400) return 300;
  return dots <= 2_000 ? 120 : 24;
}

/**
 * Gives a place to each dot that has none. Places are known as finite numbers.
 * @param {Scene} scene @param {string[]} centres
 */
export function seed(scene, centres) {
  const depth = depths(scene, centres);
  for (const [index, dot] of scene.dots.entries()) {
    if (Number.isFinite(dot.x) && Number.isFinite(dot.y)) continue;
    const known = scene.near[index].map((line) => scene.dots[other(scene.lines[line], index)]).find((one) => one !== dot && Number.isFinite(one.x));
    const angle = 2 * Math.PI * chance(dot.id);
    const ring = depth[index] === 0 && centres.length < 2 ? 0 : (known ? 0.55 : depth[index] + 0.4) * RING * (0.8 + 0.4 * chance(`${dot.id}/`));
    dot.x = (known?.x ?? 0) + ring * Math.cos(angle);
    dot.y = (known?.y ?? 0) + ring * Math.sin(angle);
  }
}

/** How many lines lie between each dot and the nearest centre. @param {Scene} scene @param {string[]} centres */
function depths(scene, centres) {
  const depth = scene.dots.map(() => -1);
  let front = centres.map((id) => scene.at.get(id) ?? -1).filter((index) => index >= 0);
  if (front.length === 0 && scene.dots.length > 0) front = [0];
  for (const index of front) depth[index] = 0;
  for (let far = 1; front.length > 0; far += 1) {
    const next = [];
    for (const index of front) {
      for (const line of scene.near[index]) {
        const to = other(scene.lines[line], index);
        if (depth[to] < 0) {
          depth[to] = far;
          next.push(to);
        }
      }
    }
    front = next;
  }
  return depth.map((far) => (far < 0 ? 3 : far));
}

/** @type {any} Not every browser has it. */
const types = Reflect.get(globalThis, "trustedTypes");
const policy = types?.createPolicy("stakegraph", { createScriptURL: (/** @type {string} */ url) => url });

/** Settles scenes, one at a time; a newer one ends the one before. */
export class Layout {
  constructor() {
    /** @type {Worker | null} */
    this.worker = null;
  }

  /**
   * @param {Scene} scene
   * @param {{ fresh: boolean, placed: Set<number>, moved: (places: Float32Array | null, done: boolean) => void }} options
   *   `fresh`: nothing was settled before, so that everything may move far; `placed`: what stands where it is, besides what is pinned
   */
  settle(scene, { fresh, placed, moved }) {
    this.stop();
    const url = new URL("./layout-worker.js", import.meta.url).href;
    this.worker = new Worker(policy ? policy.createScriptURL(url) : url);
    this.worker.onmessage = ({ data }) => {
      if (data.done) this.stop();
      moved(data.places, data.done);
    };
    const dots = Float32Array.from(scene.dots.flatMap(({ x, y, r, pinned }, index) => [x, y, r, pinned || placed.has(index) ? 1 : 0]));
    const lines = Uint32Array.from(scene.lines.flatMap(({ from, to }) => [from, to]));
    this.worker.postMessage({
      dots,
      lines,
      steps: steps(scene.dots.length),
      heat: fresh ? 1 : 0.35,
    }, [dots.buffer, lines.buffer]);
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
  }
}
