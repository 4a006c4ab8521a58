/**
 * The figures about an entity: what is stated, what was aimed at and what was counted stand
 * side by side, one row a measure and group; none overwrites another.
 * @module
 */

import { h } from "../../core/dom.js";
import { figureValue, when } from "../../core/format.js";
import { has, measureInfo, measureWord, t } from "../../core/words.js";
import { citations, modalityTag, opens } from "../../parts/evidence.js";

const KINDS = ["STATED", "TARGET", "COUNTED"];

/** @param {any} one */
export function figures(one) {
  const all = [...new Map([...one.figures, ...one.targets].map((figure) => [figure.id, figure])).values()];
  if (all.length === 0) return null;
  /** @type {Map<string, any[]>} */
  const rows = new Map();
  for (const figure of all) {
    const row = `${figure.measure}/${figure.group ?? ""}`;
    rows.set(row, [...(rows.get(row) ?? []), figure]);
  }
  return h(
    "div", { class: "table-frame", role: "group", "aria-label": t("entity.figures"), tabindex: "0" },
    h("table", { class: "figures" },
      h("caption", { class: "hidden-text" }, t("entity.figures")),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, t("figure.measure")), KINDS.map((kind) => h("th", { scope: "col" }, t(`figure.${kind}`))))),
      h("tbody", null, [...rows.values()].map(line))),
  );
}

/** @param {any[]} figures */
function line(figures) {
  const [{ measure, group }] = figures;
  const counts = measureInfo(measure)?.counts;
  return h(
    "tr", null,
    h("th", { scope: "row" }, measureWord(measure), group ? h("span", { class: "kind-line" }, ` · ${groupWord(group)}`) : null, counts ? h("p", { class: "hint" }, counts) : null),
    KINDS.map((kind) => h("td", null, h("ul", { class: "plain" }, figures.filter((figure) => figure.kind === kind).map(one)))),
  );
}

/** A group by its word, where the catalogue has one. @param {string} group */
export function groupWord(group) {
  return has(`group.${group}`) ? t(`group.${group}`) : group;
}

/** @param {any} figure */
function one(figure) {
  const value = figure.unit ? `${figureValue(figure)} ${unitWord(figure.unit)}` : figureValue(figure);
  return h(
    "li", null,
    h("button", { type: "button", class: "figure-value", "aria-label": t("figure.open", { value }), ...opens(`figure/${figure.id}`, `${measureWord(figure.measure)}: ${value}`, () => citations(figure.evidence)) }, value),
    modalityTag(figure.modality === "PLANNED" && figure.kind === "TARGET" ? "ASSERTED" : figure.modality),
    figure.period ? h("span", { class: "kind-line" }, ` ${when(figure.period)}`) : null,
    figure.partOf ? h("span", { class: "kind-line" }, ` ${t("figure.part")}`) : null,
  );
}

/** @param {string} unit */
export function unitWord(unit) {
  return has(`unit.${unit}`) ? t(`unit.${unit}`) : unit;
}
