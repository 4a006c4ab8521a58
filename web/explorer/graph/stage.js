/**
 * A scene on a canvas that is moved by hand, wheel, fingers and keys. It tells what was chosen;
 * what that means is the view's affair.
 * @module
 */

import { h } from "../core/dom.js";
import { isStill } from "../core/settings.js";
import { Camera } from "./camera.js";
import { drawing } from "./drawing.js";
import { gestures } from "./gestures.js";
import { Layout, seed } from "./layout.js";
import { Painter, colours } from "./painter.js";
import { beside, dotAt, lineAt } from "./picker.js";
import { clear, placesText, put } from "./places.js";
import { extent, other, scene as emptyScene } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../parts/sight.js").Sight} Sight */
/**
 * @typedef {{ label: string, hint: string, say: (dot: import("./scene.js").Dot) => string, sayLine: (line: import("./scene.js").Line, far: import("./scene.js").Dot) => string,
 *   chosen: (id: string | null) => void, line: (id: string) => void, act?: (id: string) => void, dragged?: (id: string, x: number, y: number) => void,
 *   key?: (event: KeyboardEvent, id: string | null) => boolean, thinned?: (on: boolean) => void,
 *   looked?: (sight: import("../parts/sight.js").Sight | null) => void }} Listener `looked`: it is looked at another place; null: the whole is seen
 */

/** How near a pointer must come, in points of the screen. */
const REACH = { dot: 6, line: 7 };
/** How long after the last movement the whole picture is painted, in milliseconds. */
const REST = 160;

export class Stage {
  /** @param {Listener} listener */
  constructor(listener) {
    this.listener = listener;
    this.said = h("div", { class: "hidden-text", role: "status" });
    this.canvas = h("canvas", { tabindex: 0, role: "application", "aria-roledescription": listener.label, "aria-label": `${listener.label}. ${listener.hint}` });
    this.element = h("div", { class: "stage" }, this.canvas, this.said);
    this.camera = new Camera();
    this.painter = new Painter(this.canvas);
    this.layout = new Layout();
    /** @type {Scene} */
    this.scene = emptyScene([], []);
    this.marked = { node: -1, line: -1, over: -1, moving: false };
    this.frame = 0;
    this.rest = 0;
    this.touched = false;
    /** Whether it is looked where an address said, and the dots still move. */
    this.given = false;
    /** Whether where things stand depends on what was shown before. */
    this.walked = false;
    this.leave = new AbortController();
    this.#follow();
  }

  /**
   * Shows a scene. Those who were there before stay where they were, unless an address says where
   * it is looked at: then they stand where it says, or where they stand when nothing was before.
   * @param {Scene} next @param {string[]} centres @param {{ settle?: boolean, sight?: Sight | null }} [options]
   */
  show(next, centres, { settle = true, sight = null } = {}) {
    const chosen = this.chosenId();
    const last = sight ? emptyScene([], []) : this.scene;
    const fresh = !next.dots.some((dot) => !dot.pinned && last.at.has(dot.id));
    for (const dot of next.dots) {
      const before = last.dots[last.at.get(dot.id) ?? -1];
      if (!dot.pinned && before && !Number.isFinite(dot.x)) Object.assign(dot, { x: before.x, y: before.y });
    }
    const placed = sight ? put(next, sight) : new Set();
    seed(next, centres);
    this.scene = next;
    this.marked = { node: next.at.get(chosen ?? "") ?? -1, line: -1, over: -1, moving: false };
    this.walked = !fresh || placed.size > 0;
    if (fresh) this.touched = false;
    this.fit(false);
    if (!settle) return;
    // What settles moves: of a large scene only some lines are painted until it rests.
    this.marked.moving = true;
    this.element.dataset.settled = "false";
    this.layout.settle(next, { fresh, placed, moved: (places, done) => {
      if (isStill() && !done) return;
      for (const [index, dot] of next.dots.entries()) {
        if (dot.pinned || placed.has(index) || !places) continue;
        dot.x = places[2 * index];
        dot.y = places[2 * index + 1];
      }
      if (done && this.given) clear(next, this.camera, placed);
      // Where nothing stands any more, an address that led there shows the whole.
      if (done && this.given && this.camera.width > 1 && !next.dots.some((dot) => this.camera.sees(dot.x, dot.y))) this.touched = false;
      if (done) this.given = false;
      this.fit(false);
      this.#move();
      this.element.dataset.settled = String(done);
    } });
  }

  /** Sees the whole; unless forced, only while the reader has not chosen another sight. @param {boolean} forced */
  fit(forced) {
    if (forced) this.touched = false;
    if (!this.touched) this.camera.fit(extent(this.scene));
    if (forced) this.#tell();
    this.draw();
  }

  /** Where it is looked at, and where what is seen stands, when steps led there; null where the whole is seen. @returns {Sight | null} */
  sight() {
    const { x, y, k } = this.camera;
    if (!this.touched) return null;
    const places = this.walked ? placesText(this.scene, this.camera) : "";
    return places === "" ? { x, y, k } : { x, y, k, places };
  }

  /** What is seen as a drawing of its own. @param {string} title */
  drawing(title) {
    return drawing(this.scene, title, this.touched && this.camera.width > 1 ? this.camera : null);
  }

  /** Looks where an address says. @param {Sight} sight */
  look(sight) {
    this.touched = true;
    this.given = true;
    this.camera.look(sight);
    this.#tell();
    this.draw();
  }

  #tell() {
    this.listener.looked?.(this.sight());
  }

  chosenId() {
    return this.scene.dots[this.marked.node]?.id ?? null;
  }

  /** Chooses a dot by its id, or none. @param {string | null} id @param {boolean} [silent] */
  choose(id, silent = false) {
    const node = id === null ? -1 : (this.scene.at.get(id) ?? -1);
    this.marked = { ...this.marked, node, line: -1 };
    const dot = this.scene.dots[node];
    if (dot) {
      this.camera.show(dot.x, dot.y);
      if (this.touched) this.#tell();
      this.said.textContent = this.listener.say(dot);
    }
    this.draw();
    if (!silent) this.listener.chosen(dot?.id ?? null);
  }

  /** @param {number} factor @param {{ x: number, y: number }} [at] what stays where it is; else the middle */
  zoom(factor, at) {
    this.touched = true;
    this.given = false;
    this.camera.zoom(factor, at?.x, at?.y);
    this.#move();
  }

  /** Paints once, with the next frame. */
  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.#paint(0));
  }

  /** @param {number} turn */
  #paint(turn) {
    const isMore = this.painter.paint(this.scene, this.camera, this.marked, turn);
    this.listener.thinned?.(this.painter.thinned);
    if (isMore) this.frame = requestAnimationFrame(() => this.#paint(turn + 1));
  }

  /** Paints while it moves, and once more when it rests. */
  #move() {
    this.marked.moving = true;
    this.#tell();
    this.draw();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.marked.moving = false;
      this.draw();
    }, REST);
  }

  close() {
    this.layout.stop();
    this.leave.abort();
    clearTimeout(this.rest);
    cancelAnimationFrame(this.frame);
  }

  #follow() {
    const { signal } = this.leave;
    const size = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.element;
      if (width === 0 || height === 0) return;
      const ratio = Math.min(devicePixelRatio || 1, 2);
      Object.assign(this.canvas, { width: width * ratio, height: height * ratio });
      Object.assign(this.camera, { width, height });
      this.fit(false);
    });
    size.observe(this.element);
    signal.addEventListener("abort", () => size.disconnect());
    const dress = () => {
      this.painter.colours = colours();
      this.draw();
    };
    for (const looks of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(looks).addEventListener("change", dress, { signal });
    addEventListener("stakegraph:theme", dress, { signal });
    void document.fonts.ready.then(() => {
      this.painter.widths.clear();
      this.draw();
    });
    this.#pointers(signal);
    this.canvas.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  /** @param {AbortSignal} signal */
  #pointers(signal) {
    const { canvas } = this;
    gestures(canvas, {
      push: (dx, dy) => this.#shift(() => this.camera.pan(dx, dy)),
      near: (factor, at) => this.zoom(factor, at),
      grip: (at) => this.#grip(this.#dotUnder(at)),
      press: (at) => this.#press(at, this.#dotUnder(at)),
      over: (at) => this.#hover(at),
    }, signal);
    canvas.addEventListener("dblclick", (event) => {
      const point = { x: event.offsetX, y: event.offsetY };
      const dot = this.scene.dots[this.#dotUnder(point)];
      if (dot) return this.listener.act?.(dot.id);
      if (this.#lineUnder(point) >= 0) return;
      // A way to go where one wants without dragging: that place is in the middle, and nearer.
      this.#shift(() => this.camera.look({ ...this.camera.toScene(point.x, point.y), k: this.camera.k * 1.6 }));
    }, { signal });
  }

  /** Looks elsewhere, as the reader wants it. @param {() => void} shift */
  #shift(shift) {
    this.touched = true;
    this.given = false;
    shift();
    this.#move();
  }

  /** @param {{ x: number, y: number }} point */
  #dotUnder(point) {
    const { x, y } = this.camera.toScene(point.x, point.y);
    return dotAt(this.scene, x, y, REACH.dot / this.camera.k);
  }

  /** @param {{ x: number, y: number }} point */
  #lineUnder(point) {
    const { x, y } = this.camera.toScene(point.x, point.y);
    return lineAt(this.scene, x, y, REACH.line / this.camera.k);
  }

  /** @param {{ x: number, y: number }} point */
  #hover(point) {
    const dot = this.#dotUnder(point);
    const over = dot < 0 && this.scene.lines.length < 20_000 ? this.#lineUnder(point) : -1;
    this.canvas.classList.toggle("over", dot >= 0 || over >= 0);
    if (over === this.marked.over) return;
    this.marked.over = over;
    this.draw();
  }

  /** @param {{ x: number, y: number }} point @param {number} dot */
  #press(point, dot) {
    if (dot >= 0) return this.choose(this.scene.dots[dot].id);
    const line = this.#lineUnder(point);
    if (line < 0) return this.choose(null);
    this.marked.line = line;
    this.draw();
    this.listener.line(this.scene.lines[line].id);
  }

  /** Takes hold of a dot, where dots may be moved. @param {number} index @returns {import("./gestures.js").Grip | null} */
  #grip(index) {
    const { dragged } = this.listener;
    const dot = this.scene.dots[index];
    if (!dot || !dragged) return null;
    return {
      move: (to) => {
        this.layout.stop();
        this.touched = true;
        Object.assign(dot, this.camera.toScene(to.x, to.y));
        this.#move();
      },
      drop: () => dragged(dot.id, dot.x, dot.y),
    };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const sides = /** @type {const} */ ({ ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" });
    const id = this.chosenId();
    if (this.listener.key?.(event, id)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const side = sides[/** @type {keyof typeof sides} */ (event.key)];
    if (side) {
      const next = this.marked.node < 0 ? (this.scene.dots.length > 0 ? 0 : -1) : beside(this.scene, this.marked.node, side);
      if (next >= 0) this.choose(this.scene.dots[next].id);
    } else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.fit(true);
    else if (event.key === "Enter" && id) this.listener.act?.(id);
    else if (event.key === "n" || event.key === "N") this.#nextDot(event.shiftKey ? -1 : 1);
    else if (event.key === "e" || event.key === "E") this.#nextLine(event.shiftKey ? -1 : 1);
    else if (event.key === " " && this.marked.line >= 0) this.listener.line(this.scene.lines[this.marked.line].id);
    else if (event.key === "Escape" && id) this.choose(null);
    else return;
    event.preventDefault();
  }

  /** Goes through all dots, since none need lie nearest on a side of another. @param {number} step */
  #nextDot(step) {
    const { length } = this.scene.dots;
    const { node } = this.marked;
    if (length > 0) this.choose(this.scene.dots[(node + step + length + (node < 0 && step < 0 ? 1 : 0)) % length].id);
  }

  /** Goes round the lines of the chosen dot. @param {number} step */
  #nextLine(step) {
    const { node } = this.marked;
    const lines = this.scene.near[node] ?? [];
    if (lines.length === 0) return;
    const place = lines.indexOf(this.marked.line);
    this.marked.line = lines[(place + step + lines.length + (place < 0 && step < 0 ? 1 : 0)) % lines.length];
    const line = this.scene.lines[this.marked.line];
    this.said.textContent = this.listener.sayLine(line, this.scene.dots[other(line, node)]);
    this.draw();
  }
}
