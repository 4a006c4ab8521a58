/**
 * Numbers, days and periods in the reader's way. What a source leaves open is written as open,
 * never sharpened. Not here: sentences (`words`).
 * @module
 */

import { locale } from "./settings.js";
import { t } from "./words.js";

/** @typedef {{ edtf: string, display: string, earliestStart?: string | null, latestStart?: string | null, earliestEnd?: string | null, latestEnd?: string | null } | null | undefined} Period */

/** @param {number} value @param {Intl.NumberFormatOptions} [options] */
export function number(value, options = {}) {
  return value.toLocaleString(locale(), options);
}

/** How many there are; null is a number that is withheld. @param {number | null} value */
export function count(value) {
  return value === null ? t("count.suppressed") : number(value);
}

/** A day such as 2019-10-17. @param {string} iso @param {Intl.DateTimeFormatOptions} [options] */
export function day(iso, options = { day: "numeric", month: "long", year: "numeric" }) {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  // What an address calls a day may be none.
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString(locale(), { ...options, timeZone: "UTC" });
}

/** A moment. @param {string} iso */
export function moment(iso) {
  return new Date(iso).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });
}

/** A period as a source gives it. @param {Period} period */
export function when(period) {
  return period ? period.display : t("time.undated");
}

/**
 * A figure's value with its bounds: "28", "about 20", "at least 5".
 * @param {{ value: number | null, lower: number | null, upper: number | null, approximate: boolean }} figure
 */
export function figureValue(figure) {
  const { value, lower, upper, approximate } = figure;
  if (value !== null) return approximate ? t("figure.about", { value: number(value) }) : number(value);
  if (lower !== null && upper !== null) return t("figure.between", { lower: number(lower), upper: number(upper) });
  if (lower !== null) return t("figure.atLeast", { value: number(lower) });
  if (upper !== null) return t("figure.atMost", { value: number(upper) });
  return t("figure.none");
}

/** Compares texts as the language does. @param {string} a @param {string} b */
export function compare(a, b) {
  return a.localeCompare(b, locale(), { numeric: true });
}

/** The days of a period on a line, open ends as null. @param {Period} period @returns {{ from: number | null, to: number | null } | null} */
export function bounds(period) {
  if (!period) return null;
  const stamp = (/** @type {string | null | undefined} */ iso) => (iso ? Date.parse(`${iso}T00:00:00Z`) : null);
  return { from: stamp(period.earliestStart), to: stamp(period.latestEnd) };
}
