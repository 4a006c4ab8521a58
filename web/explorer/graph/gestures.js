/**
 * Moving a picture by hand: one finger or the mouse pushes it, two fingers draw it nearer or
 * farther and push it, the wheel goes nearer, too. The graph and the map are moved by the same
 * piece. Not here: keys, and what a press on something means, which are the picture's own.
 * @module
 */

/** @typedef {{ x: number, y: number }} Point in points of the screen, from the corner of the picture */
/**
 * @typedef {{
 *   push: (dx: number, dy: number) => void,
 *   near: (factor: number, at: Point) => void,
 *   grip?: (at: Point) => Grip | null,
 *   press?: (at: Point) => void,
 *   over?: (at: Point) => void,
 * }} Moves `grip`: what is taken hold of there and moves by itself; `press`: let go where it was put down; `over`: passed over
 * @typedef {{ move: (to: Point) => void, drop: () => void }} Grip
 */

/** How far a pointer may stray before it moves the picture. */
const STRAY = 4;
/** How much a turn of the wheel goes nearer: in lines, in points, and where two fingers on a pad are told as a wheel. */
const WHEEL = { lines: 0.05, points: 0.0016, pad: 0.01 };

/**
 * Lets a picture be moved by hand.
 * @param {HTMLElement | SVGElement} element @param {Moves} moves @param {AbortSignal} [signal]
 */
export function gestures(element, moves, signal) {
  const hand = new Hand(element, moves);
  const listen = (/** @type {string} */ name, /** @type {(event: any) => void} */ act, /** @type {AddEventListenerOptions} */ options = {}) =>
    element.addEventListener(name, act, { signal, ...options });
  listen("pointerdown", (event) => hand.down(event));
  listen("pointermove", (event) => hand.move(event));
  for (const end of ["pointerup", "pointercancel"]) listen(end, (event) => hand.up(event));
  listen("wheel", (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    const by = event.deltaMode === 1 ? WHEEL.lines : event.ctrlKey ? WHEEL.pad : WHEEL.points;
    moves.near(Math.exp(-event.deltaY * by), hand.at(event));
  }, { passive: false });
  // A link is not carried away by whoever pushes the picture, and not followed where a push ends.
  listen("dragstart", (event) => event.preventDefault());
  listen("click", (event) => {
    // One by a key follows no push.
    if (!hand.hasMoved || event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}

/** Where the fingers are, and what they have done since the first was put down. */
class Hand {
  /** @param {HTMLElement | SVGElement} element @param {Moves} moves */
  constructor(element, moves) {
    this.element = element;
    this.moves = moves;
    /** @type {Map<number, Point>} */
    this.fingers = new Map();
    /** @type {Grip | null} */
    this.held = null;
    this.strayed = 0;
    this.hasMoved = false;
  }

  /** Where something happened in the picture. @param {MouseEvent} event @returns {Point} */
  at(event) {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    const at = this.at(event);
    this.fingers.delete(event.pointerId);
    if (this.fingers.size === 0) {
      this.strayed = 0;
      this.hasMoved = false;
      this.held = this.moves.grip?.(at) ?? null;
    } else {
      this.#drop();
      this.#begin(event);
    }
    this.fingers.set(event.pointerId, at);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.fingers.get(event.pointerId);
    const now = this.at(event);
    if (!before) return this.moves.over?.(now);
    // Let go outside, where nobody told.
    if (event.pointerType === "mouse" && event.buttons === 0) return this.up(event);
    if (this.fingers.size > 2) return void this.fingers.set(event.pointerId, now);
    this.strayed += Math.hypot(now.x - before.x, now.y - before.y);
    if (!this.hasMoved && this.strayed > STRAY) this.#begin(event);
    const [other] = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other) this.#spread(other, before, now);
    else if (!this.hasMoved) return;
    else if (this.held) this.held.move(now);
    else this.moves.push(now.x - before.x, now.y - before.y);
    this.fingers.set(event.pointerId, now);
  }

  /** @param {PointerEvent} event */
  up(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    if (event.type === "pointerup" && !this.hasMoved) this.moves.press?.(this.at(event));
    if (this.fingers.size === 0) this.#drop();
  }

  /** The picture moves from now on, wherever the finger goes. @param {PointerEvent} event */
  #begin(event) {
    this.hasMoved = true;
    this.element.setPointerCapture(event.pointerId);
  }

  /** What was held stays where it is. */
  #drop() {
    if (this.hasMoved) this.held?.drop();
    this.held = null;
  }

  /** One of two fingers goes from here to there: what lies between them stays between them. @param {Point} other @param {Point} before @param {Point} now */
  #spread(other, before, now) {
    const far = (/** @type {Point} */ one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    this.moves.push((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.moves.near(far(now) / far(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }
}
