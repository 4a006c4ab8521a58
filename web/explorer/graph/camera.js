/**
 * What part of a scene is seen, and how near.
 * @module
 */

/** How far out and in it goes, unless said otherwise. */
const RANGE = { least: 0.02, most: 6 };

export class Camera {
  /** @param {{ least: number, most: number }} [range] */
  constructor(range = RANGE) {
    this.range = range;
    this.x = 0;
    this.y = 0;
    this.k = 1;
    this.width = 1;
    this.height = 1;
  }

  /** @param {number} x @param {number} y */
  toScreen(x, y) {
    return { x: (x - this.x) * this.k + this.width / 2, y: (y - this.y) * this.k + this.height / 2 };
  }

  /** @param {number} x @param {number} y */
  toScene(x, y) {
    return { x: (x - this.width / 2) / this.k + this.x, y: (y - this.height / 2) / this.k + this.y };
  }

  /** Nearer or farther, about a point of the screen that stays. @param {number} factor @param {number} [x] @param {number} [y] */
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const before = this.toScene(x, y);
    this.#near(this.k * factor);
    const after = this.toScene(x, y);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
  }

  /** @param {number} dx @param {number} dy in points of the screen */
  pan(dx, dy) {
    this.x -= dx / this.k;
    this.y -= dy / this.k;
  }

  /** Sees a place in the middle, so near as the range allows. @param {{ x: number, y: number, k: number }} sight */
  look({ x, y, k }) {
    Object.assign(this, { x, y });
    this.#near(k);
  }

  /** As near as is asked for, and as the range allows. @param {number} k */
  #near(k) {
    this.k = Math.min(this.range.most, Math.max(this.range.least, k));
  }

  /** Whether a point is within sight. @param {number} x @param {number} y */
  sees(x, y) {
    const at = this.toScreen(x, y);
    return at.x >= 0 && at.y >= 0 && at.x <= this.width && at.y <= this.height;
  }

  /** Sees a whole box. @param {{ left: number, top: number, right: number, bottom: number }} box */
  fit(box) {
    const margin = 48;
    const k = Math.min((this.width - 2 * margin) / Math.max(box.right - box.left, 1), (this.height - 2 * margin) / Math.max(box.bottom - box.top, 1));
    this.#near(Math.min(1.6, k));
    this.x = (box.left + box.right) / 2;
    this.y = (box.top + box.bottom) / 2;
  }

  /** Moves just so far that a point is well within sight. @param {number} x @param {number} y */
  show(x, y) {
    const at = this.toScreen(x, y);
    const margin = 60;
    const dx = at.x < margin ? margin - at.x : at.x > this.width - margin ? this.width - margin - at.x : 0;
    const dy = at.y < margin ? margin - at.y : at.y > this.height - margin ? this.height - margin - at.y : 0;
    this.pan(dx, dy);
  }
}
