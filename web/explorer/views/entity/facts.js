/**
 * The facts of an entity: what, with whom, in what role, when, how sure – a page at a time,
 * by kind of relation. Each row opens its evidence.
 * @module
 */

import { changed, go, list } from "../../core/address.js";
import { ask } from "../../core/client.js";
import { fill, h } from "../../core/dom.js";
import { count, number, when } from "../../core/format.js";
import { language } from "../../core/settings.js";
import { relationWord, roleWord, t } from "../../core/words.js";
import { entity, link } from "../../parts/entity.js";
import { modalityTag, openRelation } from "../../parts/evidence.js";
import { fold } from "../../parts/fold.js";
import { MODALITIES } from "../../parts/legend.js";
import { pager } from "../../parts/pager.js";
import { empty, later } from "../../parts/states.js";
import { asked, plain, table } from "../../parts/table.js";

/** How many facts a page has. */
const PAGE = 50;
/** In what order they come: the words of the API. */
const ORDERS = { relation: ["KIND_ASC"], with: ["OTHER_NAME_ASC"], role: ["ROLE_ASC"], when: ["PERIOD_ASC", "PERIOD_DESC"] };
const USUAL = ["KIND_ASC", "PERIOD_ASC"];

/** The order that the address asks for, before the usual one. */
function order() {
  const word = asked();
  const field = (/** @type {string} */ of) => of.replace(/_(ASC|DESC)$/, "");
  return Object.values(ORDERS).flat().includes(word) ? [word, ...USUAL.filter((usual) => field(usual) !== field(word))] : USUAL;
}

/**
 * A relation as it is seen from an entity.
 * @param {any} fact @param {string} key
 */
export function seenFrom(fact, key) {
  const isSubject = fact.subject.key === key;
  return { ...fact, word: relationWord(fact.kind, !isSubject), other: entity(isSubject ? fact.object : fact.subject) };
}

/** @typedef {ReturnType<typeof seenFrom>} Seen */

/** The columns of facts. @returns {import("../../parts/table.js").Column<Seen>[]} */
function columns() {
  return [
    { key: "relation", label: t("fact.what"), orders: ORDERS.relation, cell: (row) => [row.word, modalityTag(row.modality)], text: (row) => row.word },
    { key: "with", label: t("fact.with"), orders: ORDERS.with, cell: (row) => [link(row.other), row.onBehalfOf ? h("span", { class: "kind-line behalf" }, t("fact.for", { name: row.onBehalfOf.name })) : null], text: (row) => row.other.name },
    { key: "role", label: t("fact.role"), orders: ORDERS.role, cell: (row) => (row.role ? roleWord(row.role) : ""), text: (row) => (row.role ? roleWord(row.role) : null) },
    { key: "when", label: t("fact.when"), orders: ORDERS.when, cell: (row) => h("span", { class: "nowrap" }, row.period ? when(row.period) : ""), text: (row) => row.period?.edtf ?? null },
    { key: "more", label: t("fact.more"), cell: (row) => more(row).join(" · "), text: (row) => more(row).join("; ") || null },
  ];
}

/** @param {Seen} row @returns {string[]} */
function more(row) {
  return [
    row.supportForm ? t(`support.${row.supportForm}`) : "",
    typeof row.headcount === "number" ? t("fact.people", { n: row.headcount }) : "",
    row.agreement ?? "",
    typeof row.share === "number" ? number(row.share, { style: "percent" }) : "",
    row.basis === "INFERRED" || row.basis === "COMPUTED" ? t(`basis.${row.basis}`) : "",
  ].filter((part) => part !== "");
}

/** @param {import("../../core/address.js").Address} address @param {AbortSignal} signal */
export async function facts(address, signal) {
  const key = address.key ?? "";
  const kinds = list(address.params, "rel");
  const modality = address.params.get("said") === "asserted" ? ["ASSERTED"] : MODALITIES;
  const before = address.params.get("before");
  const paging = before ? { last: PAGE, before } : { first: PAGE, after: address.params.get("after") };
  const where = { modality, ...(kinds.length > 0 ? { kind: kinds } : {}) };
  const variables = { key, language: language(), where, order: order(), ...paging };
  const counted = ask("FactKinds", { key, modality }, { signal });
  counted.catch(() => {}); // What fails is told where it is shown.
  const { entity: found } = await ask("EntityFacts", variables, { signal });
  const { nodes = [], totalCount = 0, pageInfo } = found?.relations ?? {};
  const rows = nodes.map((/** @type {any} */ fact) => seenFrom(fact, key));
  const shown = columns().filter((column) => column.key !== "more" || rows.some((/** @type {Seen} */ row) => more(row).length > 0));
  const frame = table({
    caption: t("entity.facts"), columns: shown, rows, by: "server", open: (row) => openRelation(row.id),
    openLabel: (row) => t("fact.openEvidence", { what: `${row.word} ${row.other.name}` }),
  });
  frame.classList.add("stack");
  const content = h("div", null, kindsOf(counted, kinds, modality.length === 1),
    rows.length > 0 ? frame : empty(t("entity.noFacts"), t("entity.noFacts.advice")),
    pageInfo ? pager(pageInfo, totalCount, rows.length) : null);
  return { content, rows, asked: { name: "EntityFacts", variables }, table: () => plain(columns(), rows), data: nodes };
}

/** The kinds of relation, which take longer to be counted than a page to be read. @param {Promise<any>} counted @param {string[]} on @param {boolean} onlyAsserted */
function kindsOf(counted, on, onlyAsserted) {
  const place = h("div", { class: "fact-kinds" });
  later(place, counted.then(({ statistics }) => chips(statistics, on, onlyAsserted)), (made) => fill(place, made));
  return place;
}

/** @param {{ keys: string[], count: number | null }[]} statistics @param {string[]} on @param {boolean} onlyAsserted */
function chips(statistics, on, onlyAsserted) {
  /** @type {Map<string, number | null>} */
  const counts = new Map();
  for (const { keys: [kind], count: part } of statistics) {
    const before = counts.get(kind);
    // Of what is withheld in part the whole is not known.
    counts.set(kind, part === null || before === null ? null : (before ?? 0) + part);
  }
  const press = (/** @type {string} */ kind) => {
    const rel = on.includes(kind) ? on.filter((one) => one !== kind) : [...on, kind];
    go(changed({ rel, after: null, before: null }), { replace: true });
  };
  const kinds = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const list = h("ul", { class: "chips", "aria-label": t("facet.relation") },
    kinds.map((kind) => h("li", null, h("button", { type: "button", class: "chip", "aria-pressed": String(on.includes(kind)), on: { click: () => press(kind) } },
      relationWord(kind), h("span", { class: "count" }, count(counts.get(kind) ?? null))))),
    h("li", null, h("button", { type: "button", class: "chip", "aria-pressed": String(onlyAsserted), on: { click: () => go(changed({ said: onlyAsserted ? null : "asserted", after: null, before: null }), { replace: true }) } }, t("fact.onlyAsserted"))));
  return fold("facts", t("facet.on", { n: on.length + Number(onlyAsserted) }), list);
}
