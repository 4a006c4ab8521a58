/**
 * Whether a label has room: no label lies over another, or over a sign.
 * @module
 */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/** Whether a box lies over none of those that are taken. @param {Box} box @param {Box[]} taken */
export function hasRoom(box, taken) {
  return !taken.some((one) => one.left < box.right && box.left < one.right && one.top < box.bottom && box.top < one.bottom);
}
