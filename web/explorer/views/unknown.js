/**
 * An address at which there is nothing.
 * @module
 */

import { href } from "../core/address.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";

export async function show() {
  return { title: t("unknown.title"), content: nothing(t("unknown.title"), t("unknown.advice")) };
}

/** @param {string} title @param {string} advice */
export function nothing(title, advice) {
  return h("div", { class: "state empty" }, h("h1", { tabindex: "-1" }, title), h("p", null, advice), h("a", { class: "button", href: href("search") }, t("unknown.search")));
}
