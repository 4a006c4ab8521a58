/**
 * Settles a graph beside the page, in a fixed number of steps and with d3-force's own fixed
 * source of chance, so that the same graph always settles in the same way.
 */
/* global d3 */
"use strict";

/** How often places are sent while it settles. */
const SHOWN = 12;

let hasForces = true;
try {
  for (const name of ["d3-dispatch", "d3-quadtree", "d3-timer", "d3-force"]) importScripts(`../lib/${name}.js`);
} catch {
  // Built without npm: the places that the page gave remain.
  hasForces = false;
}

onmessage = ({ data }) => {
  const { steps, heat } = data;
  if (!hasForces) return postMessage({ places: null, done: true });
  const { dots, lines } = unpacked(data);
  const large = dots.length > 2_000;
  for (const dot of dots) dot.n = 1;
  for (const { source, target } of lines) {
    dots[source].n += 1;
    dots[target].n += 1;
  }
  const simulation = d3
    .forceSimulation(dots)
    .stop()
    .alpha(heat)
    .alphaDecay(1 - 0.001 ** (1 / steps))
    .velocityDecay(0.35)
    .force("link", d3.forceLink(lines).distance((line) => 52 + line.source.r + line.target.r).strength((line) => 0.9 / Math.sqrt(Math.min(line.source.n, line.target.n))))
    .force("charge", d3.forceManyBody().strength(large ? -60 : -260).distanceMax(large ? 600 : 900).theta(large ? 1.2 : 0.9))
    .force("x", d3.forceX(0).strength(0.03))
    .force("y", d3.forceY(0).strength(0.085));
  if (!large) simulation.force("apart", d3.forceCollide((dot) => dot.r + 7));
  const every = Math.max(1, Math.floor(steps / SHOWN));
  for (let step = 1; step <= steps; step += 1) {
    simulation.tick();
    if (step % every === 0 || step === steps) send(dots, step === steps);
  }
};

/** Dots come as x, y, size and whether pinned; lines as the places of their two ends. */
function unpacked({ dots, lines }) {
  const read = { dots: [], lines: [] };
  for (let at = 0; at < dots.length; at += 4) {
    const [x, y, r, pinned] = dots.subarray(at, at + 4);
    read.dots.push({ x, y, r, fx: pinned ? x : null, fy: pinned ? y : null });
  }
  for (let at = 0; at < lines.length; at += 2) read.lines.push({ source: lines[at], target: lines[at + 1] });
  return read;
}

function send(dots, done) {
  const places = new Float32Array(dots.length * 2);
  dots.forEach((dot, index) => {
    places[2 * index] = dot.x;
    places[2 * index + 1] = dot.y;
  });
  postMessage({ places, done }, [places.buffer]);
}
