/**
 * The drawing of the map: signs by position, those that ended in a ring around their successor,
 * labels that do not overlap. It is moved by fingers, wheel, buttons and keys; every sign is a
 * link that the keyboard reaches.
 * @module
 */

import { href } from "../../core/address.js";
import { h, s } from "../../core/dom.js";
import { when } from "../../core/format.js";
import { t } from "../../core/words.js";
import { OUTLINES } from "../../parts/entity.js";
import { nearness } from "../../parts/nearness.js";
import { Camera } from "../../graph/camera.js";
import { gestures } from "../../graph/gestures.js";
import { hasRoom } from "../../graph/labels.js";
import { shortened } from "../../graph/painter.js";

/** @typedef {import("../map.js").Place} Place */
/** @typedef {{ place: Place, x: number, y: number, r: number }} Spot */

const WIDTH = 1200;
const MARGIN = 60;
/** How far out and how near it goes. */
const RANGE = { least: 1, most: 12 };
/** How much narrower a degree of longitude is than one of latitude, at 57° north. */
const NARROW = Math.cos((57 * Math.PI) / 180);

/** @typedef {import("../../parts/sight.js").Sight} Sight a place in degrees of longitude and latitude */

/** @param {Place[]} places @param {{ label: string, sight: Sight | null, looked: (sight: Sight | null) => void }} options */
export function drawMap(places, options) {
  const frame = frameOf(places);
  const spots = spotsOf(places, frame);
  const svg = paint(spots, frame, options.label);
  const camera = cameraOf(options.sight, frame, spots);
  const show = () => {
    const corner = camera.toScene(0, 0);
    svg.setAttribute("viewBox", `${corner.x} ${corner.y} ${WIDTH / camera.k} ${frame.height / camera.k}`);
  };
  const put = () => {
    show();
    options.looked(lookedAt(camera, frame));
  };
  const zoom = (/** @type {number} */ factor, /** @type {{ x: number, y: number }} */ at = { x: WIDTH / 2, y: frame.height / 2 }) => {
    camera.zoom(factor, at.x, at.y);
    label();
    put();
  };
  const push = (/** @type {number} */ dx, /** @type {number} */ dy) => {
    camera.pan(dx, dy);
    put();
  };
  // However small the map is shown, its words are as large as those beside it.
  const label = () => {
    const { scale } = laid(svg, frame);
    svg.style.setProperty("--unit", `${1 / (camera.k * scale)}px`);
    relabel(svg, spots, camera.k * scale);
  };
  new ResizeObserver(label).observe(svg);
  show();
  follow(svg, frame, zoom, push);
  reach(svg, spots, (spot) => {
    if (camera.sees(spot.x, spot.y)) return;
    Object.assign(camera, { x: spot.x, y: spot.y });
    put();
  });
  const all = () => { camera.look(middleOf(frame)); label(); put(); };
  return {
    element: h("div", { class: "map-frame" }, svg),
    tools: nearness({ zoom, all, step: 1.4 }),
    drawing: () => {
      svg.style.setProperty("--unit", `${1 / camera.k}px`);
      relabel(svg, spots, camera.k);
      const drawn = standalone(svg, frame.height);
      label();
      return drawn;
    },
  };
}

/** @param {Place[]} places */
function frameOf(places) {
  const all = places.map(({ position }) => /** @type {{ latitude: number, longitude: number }} */ (position));
  const west = Math.min(21, ...all.map((one) => one.longitude)) - 0.15;
  const east = Math.max(28, ...all.map((one) => one.longitude)) + 0.15;
  const north = Math.max(58, ...all.map((one) => one.latitude)) + 0.1;
  const south = Math.min(55.7, ...all.map((one) => one.latitude)) - 0.1;
  const scale = (WIDTH - 2 * MARGIN) / ((east - west) * NARROW);
  return { west, east, north, south, scale, height: Math.round((north - south) * scale + 2 * MARGIN) };
}

/** @typedef {ReturnType<typeof frameOf>} Frame */

/** @param {Frame} frame @param {number} latitude @param {number} longitude */
function project(frame, latitude, longitude) {
  return { x: MARGIN + (longitude - frame.west) * NARROW * frame.scale, y: MARGIN + (frame.north - latitude) * frame.scale };
}

/** The degrees at a place of the drawing. @param {Frame} frame @param {number} x @param {number} y */
function degrees(frame, x, y) {
  return { x: frame.west + (x - MARGIN) / (NARROW * frame.scale), y: frame.north - (y - MARGIN) / frame.scale };
}

/** All of the drawing. @param {Frame} frame */
function middleOf(frame) {
  return { x: WIDTH / 2, y: frame.height / 2, k: 1 };
}

/** What is seen of the drawing: all of it, unless a sight has something in it. @param {Sight | null} sight @param {Frame} frame @param {Spot[]} spots */
function cameraOf(sight, frame, spots) {
  const camera = Object.assign(new Camera(RANGE), { width: WIDTH, height: frame.height });
  if (sight) camera.look({ ...project(frame, sight.y, sight.x), k: sight.k });
  if (!sight || !spots.some(({ x, y }) => camera.sees(x, y))) camera.look(middleOf(frame));
  return camera;
}

/** Where it is looked at; null: all of it is seen. @param {Camera} camera @param {Frame} frame @returns {Sight | null} */
function lookedAt({ x, y, k }, frame) {
  const whole = middleOf(frame);
  if ([x - whole.x, y - whole.y, (k - 1) * WIDTH].every((off) => Math.round(off) === 0)) return null;
  return { ...degrees(frame, x, y), k };
}

/** How the drawing lies in its place on the page: in its middle, as large as fits. @param {SVGSVGElement} svg @param {Frame} frame */
function laid(svg, frame) {
  const { width, height } = svg.getBoundingClientRect();
  const scale = Math.min(width / WIDTH, height / frame.height) || 1;
  return { scale, left: (width - WIDTH * scale) / 2, top: (height - frame.height * scale) / 2 };
}

/** Those with a position of their own stand there; those that ended in a ring around it. @param {Place[]} places @param {Frame} frame @returns {Spot[]} */
function spotsOf(places, frame) {
  /** @type {Map<string, Place[]>} */
  const ended = new Map();
  const spots = [];
  for (const place of places) {
    const { latitude, longitude } = /** @type {{ latitude: number, longitude: number }} */ (place.position);
    const r = 5 + 2.2 * Math.log2(1 + place.facts);
    if (place.own) spots.push({ place, ...project(frame, latitude, longitude), r });
    else ended.set(`${latitude}/${longitude}`, [...(ended.get(`${latitude}/${longitude}`) ?? []), place]);
  }
  for (const [at, around] of ended) {
    const [latitude, longitude] = at.split("/").map(Number);
    const centre = project(frame, latitude, longitude);
    around.forEach((place, index) => {
      const angle = (2 * Math.PI * index) / around.length - Math.PI / 2;
      const far = 19 + around.length;
      spots.push({ place, x: centre.x + far * Math.cos(angle), y: centre.y + far * Math.sin(angle), r: 3.4 + 1.4 * Math.log2(1 + place.facts) });
    });
  }
  return spots.sort((a, b) => b.place.facts - a.place.facts || Number(b.place.own) - Number(a.place.own));
}

/** @param {Spot[]} spots @param {Frame} frame @param {string} label */
function paint(spots, frame, label) {
  return s(
    "svg", { class: "map", width: WIDTH, height: frame.height, viewBox: `0 0 ${WIDTH} ${frame.height}`, role: "group", "aria-label": label, tabindex: "0" },
    s("g", { class: "net", "aria-hidden": "true" }, net(frame)),
    s("g", { class: "heirs", "aria-hidden": "true" }, spots.filter(({ place }) => !place.own).map(({ place, x, y }) => {
      const { latitude, longitude } = /** @type {{ latitude: number, longitude: number }} */ (place.position);
      const heir = project(frame, latitude, longitude);
      return s("line", { x1: x.toFixed(1), y1: y.toFixed(1), x2: heir.x.toFixed(1), y2: heir.y.toFixed(1) });
    })),
    s("g", { class: "spots" }, spots.map(({ place, x, y, r }) => s(
      "a", { href: href(`entity/${place.key}`), "aria-label": spoken(place), data: { key: place.key }, class: place.own ? "spot" : "spot ended" },
      s("title", null, spoken(place)),
      s("path", { d: OUTLINES.MUNICIPALITY, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${r.toFixed(1)})`, "stroke-width": (1.4 / r).toFixed(3) })))),
    s("g", { class: "map-labels", "aria-hidden": "true" }),
  );
}

/** @param {Place} place */
function spoken(place) {
  const parts = [place.name, place.existed ? when(place.existed) : "", place.own ? "" : t("map.ended", { name: place.successors[0]?.name ?? "" }), `${t("map.facts")}: ${place.facts}`];
  return parts.filter((part) => part !== "").join(", ");
}

/** A net of whole degrees. @param {Frame} frame */
function net(frame) {
  const lines = [];
  for (let longitude = Math.ceil(frame.west); longitude <= frame.east; longitude += 1) {
    const { x } = project(frame, frame.south, longitude);
    lines.push(s("line", { x1: x, y1: 0, x2: x, y2: frame.height }), s("text", { x: x + 4, y: frame.height - 8 }, `${longitude}° E`));
  }
  for (let latitude = Math.ceil(frame.south); latitude <= frame.north; latitude += 1) {
    const { y } = project(frame, latitude, frame.west);
    lines.push(s("line", { x1: 0, y1: y, x2: WIDTH, y2: y }), s("text", { x: 8, y: y - 5 }, `${latitude}° N`));
  }
  return lines;
}

/** Labels at this nearness: the better known first, none over another. @param {SVGSVGElement} svg @param {Spot[]} spots @param {number} k */
function relabel(svg, spots, k) {
  const size = 12 / k;
  const taken = spots.map(({ x, y, r }) => ({ left: x - r, top: y - r, right: x + r, bottom: y + r }));
  const labels = [];
  for (const { place, x, y, r } of spots) {
    const text = shortened(place.name, 28);
    const width = text.length * size * 0.56;
    const sides = [x + r + 4 / k, x - r - 4 / k - width].map((left) => ({ left, top: y - size * 0.6, right: left + width, bottom: y + size * 0.6 }));
    const box = sides.find((side) => side.left > 0 && side.right < WIDTH && hasRoom(side, taken));
    if (!box) continue;
    const { left } = box;
    taken.push(box);
    labels.push(s("text", { x: left.toFixed(1), y: (y + size * 0.35).toFixed(1), "font-size": size.toFixed(2), "stroke-width": (3 / k).toFixed(2) }, text));
  }
  svg.querySelector(".map-labels")?.replaceChildren(...labels);
}

/**
 * @param {SVGSVGElement} svg @param {Frame} frame
 * @param {(factor: number, at?: { x: number, y: number }) => void} zoom @param {(dx: number, dy: number) => void} push
 */
function follow(svg, frame, zoom, push) {
  const near = (/** @type {number} */ factor, /** @type {{ x: number, y: number }} */ at) => {
    const { scale, left, top } = laid(svg, frame);
    zoom(factor, { x: (at.x - left) / scale, y: (at.y - top) / scale });
  };
  gestures(svg, { near, push: (dx, dy) => {
    const { scale } = laid(svg, frame);
    push(dx / scale, dy / scale);
  } });
  // A way to go where one wants without dragging.
  svg.addEventListener("dblclick", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) return;
    const box = svg.getBoundingClientRect();
    near(1.6, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    if (step) push(step[0], step[1]);
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(0.7);
    else return;
    event.preventDefault();
  });
}

/** Tells which sign has the focus, since it may lie where nobody looks. @param {SVGSVGElement} svg @param {Spot[]} spots @param {(spot: Spot) => void} show */
function reach(svg, spots, show) {
  svg.addEventListener("focusin", (event) => {
    const key = event.target instanceof Element ? event.target.getAttribute("data-key") : null;
    const spot = spots.find(({ place }) => place.key === key);
    if (spot) show(spot);
  });
}

/** The map as a file of its own, in the colours that it has now. @param {SVGSVGElement} svg @param {number} height */
function standalone(svg, height) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const originals = svg.querySelectorAll("path, line, text");
  copy.querySelectorAll("path, line, text").forEach((element, index) => {
    const style = getComputedStyle(originals[index]);
    for (const property of ["fill", "stroke", "font-family", "font-size", "paint-order"]) element.setAttribute(property, style.getPropertyValue(property));
  });
  copy.removeAttribute("class");
  copy.setAttribute("width", String(WIDTH));
  copy.setAttribute("height", String(height));
  copy.prepend(s("rect", { x: 0, y: 0, width: WIDTH, height, fill: getComputedStyle(document.body).backgroundColor }));
  return copy;
}
