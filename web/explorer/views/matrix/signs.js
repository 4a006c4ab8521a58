/**
 * What counts as taking part, each kind of relation with a sign of its own, around the origin.
 * @module
 */

/** @type {Record<string, string>} */
export const SIGNS = {
  ATTENDED: "M5 0A5 5 0 1 1-5 0 5 5 0 0 1 5 0Z",
  HOSTED: "M-5-1 0-6 5-1V5H-5Z",
  ORGANISED: "M0-6 1.8-1.9 6-1.9 2.6.8 3.9 5 0 2.5-3.9 5-2.6.8-6-1.9-1.8-1.9Z",
  TOOK_PLACE_IN: "M0 6C-3.4 2-4.6.2-4.6-2A4.6 4.6 0 0 1 4.6-2C4.6.2 3.4 2 0 6Z",
};
