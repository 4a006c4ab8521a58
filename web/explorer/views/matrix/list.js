/**
 * The matrix as a list, its equal: a row for each relation, which opens its evidence.
 * @module
 */

import { h } from "../../core/dom.js";
import { when } from "../../core/format.js";
import { relationWord, roleWord, t } from "../../core/words.js";
import { link } from "../../parts/entity.js";
import { modalityTag, openRelation } from "../../parts/evidence.js";
import { table } from "../../parts/table.js";

/** @typedef {{ municipality: any, event: any, relation: any, through: any }} Line */

/** @param {any[]} events @param {import("../matrix.js").Row[]} rows @returns {Line[]} */
function lines(events, rows) {
  return rows.flatMap(({ municipality, marks }) => events.flatMap((event) => (marks.get(event.key) ?? []).map((mark) => ({ municipality, event, ...mark }))));
}

/** The relation as it is read from the municipality. @param {Line} line */
function word({ relation, event }) {
  return relationWord(relation.kind, relation.subject.key === event.key);
}

/** @param {any[]} events @param {import("../matrix.js").Row[]} rows */
export function matrixList(events, rows) {
  /** @type {import("../../parts/table.js").Column<Line>[]} */
  const columns = [
    { key: "municipality", label: t("matrix.municipality"), cell: (row) => link(row.municipality), text: (row) => row.municipality.name },
    { key: "relation", label: t("fact.what"), cell: (row) => [word(row), modalityTag(row.relation.modality)], text: word },
    { key: "event", label: t("matrix.event"), cell: (row) => link(row.event), text: (row) => row.event.name },
    { key: "role", label: t("fact.role"), cell: (row) => (row.relation.role ? roleWord(row.relation.role) : ""), text: (row) => (row.relation.role ? roleWord(row.relation.role) : null) },
    { key: "through", label: t("matrix.by"), cell: (row) => (row.through ? link(row.through) : ""), text: (row) => row.through?.name ?? null },
    { key: "when", label: t("fact.when"), cell: (row) => h("span", { class: "nowrap" }, when(row.event.shown)), text: (row) => row.event.at },
  ];
  const frame = table({
    caption: t("matrix.table"), columns, rows: lines(events, rows), open: (row) => openRelation(row.relation.id),
    openLabel: (row) => t("fact.openEvidence", { what: `${row.municipality.name} ${word(row)} ${row.event.name}` }),
  });
  frame.classList.add("stack");
  return frame;
}

/** The same as a graph. @param {any[]} events @param {import("../matrix.js").Row[]} rows @returns {import("../../parts/files.js").Graph} */
export function matrixGraph(events, rows) {
  const node = (/** @type {any} */ one) => ({ id: one.key, label: one.name, attributes: { kind: one.kind, type: one.type ?? null } });
  return {
    nodes: [...rows.map((row) => node(row.municipality)), ...events.map(node)],
    edges: lines(events, rows).map(({ municipality, event, relation, through }) => ({
      id: relation.id, source: municipality.key, target: event.key, label: relation.kind,
      attributes: { kind: relation.kind, role: relation.role, modality: relation.modality, edtf: relation.period?.edtf ?? null, through: through?.key ?? null },
    })),
  };
}
