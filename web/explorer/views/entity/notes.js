/**
 * Statements about an entity that are no relation: goals, results, opinions, topics.
 * @module
 */

import { h } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { citations, opens } from "../../parts/evidence.js";

/** @param {any} one */
export function notes(one) {
  if (one.notes.length === 0) return null;
  return h("ul", { class: "notes" }, one.notes.map((/** @type {any} */ note) => h(
    "li", null,
    h("span", { class: "tag" }, t(`note.${note.kind}`)), " ", note.text, " ",
    h("button", { type: "button", class: "open-row", "aria-label": `${t("table.evidence")}: ${note.text}`, ...opens(`note/${note.id}`, t(`note.${note.kind}`), () => h("div", null, h("p", null, note.text), citations(note.evidence))) }, t("table.evidence")),
  )));
}
