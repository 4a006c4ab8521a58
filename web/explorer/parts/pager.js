/**
 * The way through a list that pages by cursors: forth and back, both in the address.
 * @module
 */

import { changed } from "../core/address.js";
import { h, icon } from "../core/dom.js";
import { t } from "../core/words.js";

/**
 * @param {{ hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }} page
 * @param {number} total @param {number} here
 */
export function pager(page, total, here) {
  if (!page.hasNextPage && !page.hasPreviousPage) return null;
  const way = (/** @type {boolean} */ open, /** @type {Record<string, string | null>} */ to, /** @type {string} */ label, /** @type {any[]} */ content) =>
    open ? h("a", { class: "button", href: changed(to), rel: label }, content) : null;
  return h(
    "nav", { class: "pager", "aria-label": t("pager.label") },
    way(page.hasPreviousPage, { before: page.startCursor, after: null }, "prev", [icon("left"), t("pager.back")]),
    way(page.hasNextPage, { after: page.endCursor, before: null }, "next", [t("pager.forth"), icon("right")]),
    h("span", null, t("pager.shown", { here, n: total })),
  );
}
