/**
 * A table of rows: sorted by its columns, each row opening what lies behind it, and taken away
 * as it stands. It is the equal of every picture of the same data. Rows that are all here are
 * sorted here; those of a list that pages are sorted by the server, by the columns that it knows.
 * The order stands in the address.
 * @module
 */

import { changed, go, note, read } from "../core/address.js";
import { h } from "../core/dom.js";
import { compare } from "../core/format.js";
import { t } from "../core/words.js";

/**
 * @template Row
 * @typedef {{ key: string, label: string, cell: (row: Row) => import("../core/dom.js").Child, text: (row: Row) => string | number | null,
 *   numeric?: boolean, title?: string, orders?: string[] }} Column `orders`: the server's words for this column, forth and back
 */

/** The order that the address asks for. */
export function asked() {
  return read().params.get("sort") ?? "";
}

/** @param {string | number | null} a @param {string | number | null} b */
function order(a, b) {
  if (a === null || a === "") return b === null || b === "" ? 0 : 1;
  if (b === null || b === "") return -1;
  return typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b));
}

/**
 * @template Row
 * @param {{ caption: string, columns: Column<Row>[], rows: Row[], open?: (row: Row) => void, openLabel?: (row: Row) => string,
 *   sorted?: { key: string, down: boolean } | null, by?: "here" | "server", partial?: boolean, mark?: (row: Row) => string }} options
 *   `by`: who sorts; `partial`: there are more rows than these, which is said
 */
export function table(options) {
  const { columns, open, by: sorter = "here" } = options;
  const word = asked();
  const named = columns.find((column) => column.key === word.replace(/^-/, ""));
  let sorted = sorter === "here" && named ? { key: named.key, down: word.startsWith("-") } : (options.sorted ?? null);
  // On a small screen the rows are laid out as blocks, which makes some browsers forget what they are.
  const body = h("tbody", { role: "rowgroup" });
  const sortHere = (/** @type {Column<Row>} */ column) => {
    sorted = { key: column.key, down: sorted?.key === column.key ? !sorted.down : column.numeric === true };
    note(changed({ sort: `${sorted.down ? "-" : ""}${sorted.key}` }));
    fillBody();
  };
  const heads = columns.map((column) => {
    const label = [column.label, h("span", { class: "arrow", "aria-hidden": "true" })];
    const hint = column.title ?? (sorter === "server" ? t("table.serverOrder") : null);
    const sort = sorter === "here" ? () => sortHere(column) : column.orders ? () => sortThere(column.orders ?? []) : null;
    const button = sort ? h("button", { type: "button", class: "sort", title: hint, on: { click: sort } }, label) : null;
    return h("th", { scope: "col", role: "columnheader", class: column.numeric ? "numeric" : null, data: { key: column.key } }, button ?? column.label);
  });
  const fillBody = () => {
    const by = columns.find((column) => column.key === sorted?.key);
    const rows = [...options.rows];
    if (by) rows.sort((a, b) => (sorted?.down ? -1 : 1) * order(by.text(a), by.text(b)));
    for (const [place, head] of heads.entries()) {
      const { key, orders = [] } = columns[place];
      const way = sorter === "server" ? orders.indexOf(word) : sorted?.key === key ? Number(sorted?.down) : -1;
      if (way >= 0) head.setAttribute("aria-sort", way === 1 ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    body.replaceChildren(...rows.map(line));
  };
  const line = (/** @type {Row} */ row) => {
    const cells = columns.map((column, index) => h(index === 0 ? "th" : "td", { scope: index === 0 ? "row" : null, role: index === 0 ? "rowheader" : "cell", class: column.numeric ? "numeric" : null, data: { label: column.label } }, column.cell(row)));
    if (!open) return h("tr", { role: "row", class: options.mark?.(row) ?? null }, cells);
    const button = h("button", { type: "button", class: "open-row", "aria-label": options.openLabel?.(row) ?? null, on: { click: (event) => { event.stopPropagation(); open(row); } } }, t("table.evidence"));
    return h("tr", { role: "row", class: `opens ${options.mark?.(row) ?? ""}`, on: { click: (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("a, button")) open(row);
    } } }, cells, h("td", { role: "cell", class: "open-cell" }, button));
  };
  fillBody();
  const last = open ? h("th", { scope: "col", role: "columnheader", class: "open-cell" }, h("span", { class: "hidden-text" }, t("table.evidence"))) : null;
  return h(
    "div",
    { class: "table-frame", role: "group", "aria-label": options.caption, tabindex: "0" },
    h("table", { role: "table" }, h("caption", { class: "hidden-text" }, options.caption), h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads, last)), body),
    options.partial && sorter === "here" ? h("p", { class: "hint table-hint" }, t("table.pageOrder")) : null,
  );
}

/** Asks the server for another order: the first of a column, its second, and none. @param {string[]} orders */
function sortThere(orders) {
  const next = orders[orders.indexOf(asked()) + 1] ?? null;
  go(changed({ sort: next, after: null, before: null }), { replace: true });
}

/**
 * The rows as plain values, for files.
 * @template Row
 * @param {Column<Row>[]} columns
 * @param {Row[]} rows
 * @returns {{ columns: string[], rows: (string | number | null)[][] }}
 */
export function plain(columns, rows) {
  return { columns: columns.map((column) => column.key), rows: rows.map((row) => columns.map((column) => column.text(row))) };
}
