/**
 * What is drawn: nodes and lines with their places, sizes and states. A scene knows nothing of
 * the canvas; the painter, the picker, the layout and the files read it.
 * @module
 */

/**
 * @typedef {{ id: string, label: string, kind: string, x: number, y: number, r: number, pinned: boolean, open: boolean,
 *   colour?: string | null, mark?: string, degree: number }} Dot `mark`: a sign that stands in it
 * @typedef {{ id: string, from: number, to: number, label: string, dash: number[], directed: boolean, width: number, bend: number, crossed?: boolean }} Line
 * @typedef {{ dots: Dot[], lines: Line[], at: Map<string, number>, near: number[][] }} Scene
 */

/** How large a dot is by how many lines meet in it. @param {number} degree */
export function radius(degree) {
  return Math.min(15, 4.5 + 1.6 * Math.sqrt(degree));
}

/**
 * A scene of these dots and lines, with who is beside whom.
 * @param {Omit<Dot, "degree" | "r">[]} dots
 * @param {(Omit<Line, "from" | "to" | "bend"> & { source: string, target: string })[]} lines
 * @returns {Scene}
 */
export function scene(dots, lines) {
  const at = new Map(dots.map((dot, index) => [dot.id, index]));
  /** @type {number[][]} */
  const near = dots.map(() => []);
  /** @type {Line[]} */
  const placed = [];
  /** @type {Map<string, Line[]>} */
  const beside = new Map();
  for (const { source, target, ...line } of lines) {
    const from = at.get(source);
    const to = at.get(target);
    if (from === undefined || to === undefined) continue;
    near[from].push(placed.length);
    if (to !== from) near[to].push(placed.length);
    const laid = { ...line, from, to, bend: 0 };
    placed.push(laid);
    const pair = from < to ? `${from}/${to}` : `${to}/${from}`;
    const several = beside.get(pair);
    if (several) several.push(laid);
    else beside.set(pair, [laid]);
  }
  for (const several of beside.values()) if (several.length > 1) spread(several);
  const sized = dots.map((dot, index) => ({ ...dot, degree: near[index].length, r: radius(near[index].length) }));
  return { dots: sized, lines: placed, at, near };
}

/** How far apart lines between the same two dots bend, and how far all of them may spread. */
const BEND = 22;
const SPREAD = 220;

/** Bends lines between the same two dots away from each other. @param {Line[]} several */
function spread(several) {
  const apart = Math.min(BEND, SPREAD / (several.length - 1));
  for (const [index, line] of several.entries()) {
    const side = line.from < line.to ? 1 : -1;
    line.bend = side * (index - (several.length - 1) / 2) * apart;
  }
}

/** The point towards which a line bends. @param {Dot} a @param {Dot} b @param {number} bend */
export function knee(a, b, bend) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return { x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * bend, y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * bend };
}

/** The far end of a line. @param {Line} line @param {number} from */
export function other(line, from) {
  return line.from === from ? line.to : line.from;
}

/** A number between 0 and 1 that a text always gives. @param {string} text */
export function chance(text) {
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  return (hash >>> 0) / 4_294_967_296;
}

/** The box around all dots. @param {Scene} scene */
export function extent(scene) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, r } of scene.dots) {
    box.left = Math.min(box.left, x - r);
    box.top = Math.min(box.top, y - r);
    box.right = Math.max(box.right, x + r);
    box.bottom = Math.max(box.bottom, y + r);
  }
  return scene.dots.length > 0 ? box : { left: -1, top: -1, right: 1, bottom: 1 };
}
