/**
 * The names of an entity: each in its language, forms of texts with what they may stand for.
 * @module
 */

import { h } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { tongue } from "../../parts/entity.js";
import { citations, opens } from "../../parts/evidence.js";

/** @param {any} one */
export function names(one) {
  return h("ul", { class: "names" }, one.spelled.map((/** @type {any} */ name) => h(
    "li", null,
    tongue(name.text, name.language),
    h("span", { class: "name-kind" }, t(`name.${name.kind}`)),
    name.candidates.length > 0 ? h("span", { class: "name-kind" }, t("name.candidates", { names: name.candidates.join(", ") })) : null,
    name.evidence.length > 0
      ? h("button", { type: "button", class: "open-row", "aria-label": t("name.evidence", { name: name.text }), ...opens(`name/${name.text}`, name.text, () => citations(name.evidence)) }, t("table.evidence"))
      : null,
  )));
}
