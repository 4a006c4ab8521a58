/**
 * Where a reader looks at a picture: a place in the middle, and how near it is. It stands in the
 * address as `eye=x,y,nearness` while it is not the whole that is seen, and is written there once
 * the picture rests. Where steps led to what is seen, `eye=x,y,nearness,PLACES` says where it
 * stands (`graph/places`), so that an address shows the same part. Not here: how a picture is
 * moved (`graph/stage`, `views/map/drawing`).
 * @module
 */

import { changed, note, read } from "../core/address.js";
import { t } from "../core/words.js";
import { notice } from "./states.js";

/** @typedef {{ x: number, y: number, k: number, places?: string }} Sight `places`: where what is seen stands */

/** How long a picture must rest before the address tells where it is looked at, in milliseconds. */
const REST = 250;
const WRITTEN = /^(-?\d{1,7}(?:\.\d+)?),(-?\d{1,7}(?:\.\d+)?),(\d{1,3}(?:\.\d+)?)(?:,((?:[\w-]{6})+))?$/;

/** What an address says of it: null where it says nothing, or nothing that can be read. @param {URLSearchParams} params @returns {Sight | null} */
export function sightOf(params) {
  const [, x, y, k, places] = WRITTEN.exec(params.get("eye") ?? "") ?? [];
  return Number(k) > 0 ? { x: Number(x), y: Number(y), k: Number(k), ...(places ? { places } : {}) } : null;
}

/** Said where an address has a sight that cannot be read. @param {URLSearchParams} params */
export function unread(params) {
  return params.has("eye") && sightOf(params) === null ? notice(t("sight.unread")) : null;
}

/** A sight as it stands in an address, places to so many digits. @param {Sight | null} sight @param {number} digits */
export function sightText(sight, digits) {
  if (sight === null) return null;
  const place = (/** @type {number} */ value) => Number(value.toFixed(digits));
  return [place(sight.x), place(sight.y), Number(sight.k.toPrecision(3)), ...(sight.places ? [sight.places] : [])].join(",");
}

/** Keeps the address of a view where its picture is looked at. @param {number} digits */
export function sighting(digits) {
  const { pathname } = location;
  /** @type {(() => void) | null} */
  let write = null;
  /** What the address said when it was last read or written. @type {string | null} */
  let known = null;
  let timer = 0;
  const drop = () => {
    clearTimeout(timer);
    write = null;
  };
  const flush = () => {
    // Whoever went on to another view in the meantime looks at another picture.
    if (location.pathname === pathname) write?.();
    drop();
  };
  return {
    drop,
    flush,
    /** Whether an address looks elsewhere than the one before. @param {URLSearchParams} params */
    isNew: (params) => params.get("eye") !== known,
    /** From now on it is looked where this address says. @param {URLSearchParams} params */
    follow: (params) => { known = params.get("eye"); },
    /** Takes note of where it is looked at; null: the whole is seen. @param {Sight | null} sight */
    moved: (sight) => {
      drop();
      const eye = sightText(sight, digits);
      write = () => {
        known = eye;
        if (read().params.get("eye") !== eye) note(changed({ eye }));
      };
      timer = setTimeout(flush, REST);
    },
  };
}
