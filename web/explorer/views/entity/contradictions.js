/**
 * What contradicts what about an entity: both sides stand beside each other with their
 * evidence, and neither is taken to be right.
 * @module
 */

import { ask } from "../../core/client.js";
import { h } from "../../core/dom.js";
import { figureValue, number } from "../../core/format.js";
import { language } from "../../core/settings.js";
import { measureWord, relationWord, t } from "../../core/words.js";
import { citations, opens } from "../../parts/evidence.js";
import { unitWord } from "./figures.js";

/** @param {string} key @param {AbortSignal} signal */
export async function contradictions(key, signal) {
  const { discrepancies } = await ask("Discrepancies", { about: key, language: language() }, { signal });
  if (discrepancies.length === 0) return null;
  return h("ul", { class: "discrepancies" }, discrepancies.map((/** @type {any} */ one, /** @type {number} */ place) => h(
    "li", { class: "card" },
    h("h3", null, t(`discrepancy.${one.kind}`), one.measure ? `: ${measureWord(one.measure)}` : ""),
    h("div", { class: "sides" }, one.sides.map((/** @type {any} */ each, /** @type {number} */ nth) => side(each, `side/${place + 1}/${nth + 1}`))),
  )));
}

/** @param {any} side @param {string} name */
function side(side, name) {
  const says = said(side);
  return h(
    "div", { class: "side" },
    h("p", { class: "side-value" }, says),
    h("p", { class: "kind-line" }, sources(side)),
    side.relations.length > 0 ? h("p", { class: "kind-line" }, counted(side)) : null,
    h("button", { type: "button", class: "open-row", ...opens(name, says, () => citations(side.evidence)) }, t("evidence.count", { n: side.evidence.length }), h("span", { class: "hidden-text" }, ` ${t("discrepancy.open", { says })}`)),
  );
}

/** @param {any} side */
function said(side) {
  if (side.figure) {
    const value = figureValue(side.figure);
    return `${t(`figure.${side.figure.kind}`)}: ${side.figure.unit ? `${value} ${unitWord(side.figure.unit)}` : value}`;
  }
  if (side.count !== null) return t("discrepancy.counted", { n: side.count });
  return side.edtf ?? t("discrepancy.relations", { n: side.relations.length });
}

/** @param {any} side */
function counted(side) {
  const kinds = [...new Set(side.relations.map((/** @type {any} */ relation) => relationWord(relation.kind)))];
  return `${kinds.join(", ")}: ${number(side.relations.length)}`;
}

/** The documents of a side, each once. @param {any} side */
function sources(side) {
  return [...new Set(side.evidence.map((/** @type {any} */ cited) => cited.document.name))].join(" · ");
}
