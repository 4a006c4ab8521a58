/**
 * A picture and its table: two equal views of the same, one key (T) apart. Which is shown
 * stands in the address.
 * @module
 */

import { changed, note, read } from "../core/address.js";
import { fill, h } from "../core/dom.js";
import { t } from "../core/words.js";

/**
 * @param {Element | null} picture
 * @param {Element} table
 * @param {string} label
 */
export function pictureOrTable(picture, table, label) {
  let as = picture && read().params.get("as") !== "table" ? "picture" : "table";
  const body = h("div", { class: "as-body" });
  const buttons = ["picture", "table"].map((one) => h("button", { type: "button", class: "button", data: { as: one }, disabled: one === "picture" && picture === null, on: { click: () => choose(one) } }, t(`graph.as.${one}`)));
  const choose = (/** @type {string} */ next) => {
    as = next;
    note(changed({ as: as === "table" ? "table" : null }));
    put();
  };
  const put = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.as === as));
    fill(body, as === "picture" && picture ? picture : table);
  };
  put();
  return {
    body,
    buttons: h("div", { class: "buttons", role: "group", "aria-label": `${t("graph.as")}: ${label}` }, buttons),
    /** Shows the other of the two, where there are two. */
    flip: () => {
      if (!picture) return;
      choose(as === "picture" ? "table" : "picture");
      /** @type {HTMLElement | null} */ (body.querySelector("canvas, .table-frame, svg[tabindex]"))?.focus();
    },
  };
}
