/**
 * Municipalities by position, before and after the reform. No map comes from elsewhere: there
 * are positions, a net of degrees, and signs. What ended is drawn beside its successor.
 * @module
 */

import { changed, go, href } from "../core/address.js";
import { ask } from "../core/client.js";
import { h, s } from "../core/dom.js";
import { number, when } from "../core/format.js";
import { language } from "../core/settings.js";
import { t, typeWord } from "../core/words.js";
import { OUTLINES, entity, link } from "../parts/entity.js";
import { sightOf, sighting, unread } from "../parts/sight.js";
import { notice } from "../parts/states.js";
import { pictureOrTable } from "../parts/switch.js";
import { plain, table } from "../parts/table.js";
import { heading } from "../parts/takeaway.js";
import { drawMap } from "./map/drawing.js";

/** @typedef {import("../core/address.js").Address} Address */
/**
 * @typedef {{ key: string, name: string, kind: string, type: string | null, existed: any, facts: number, successors: { key: string, name: string, relation: string, share: number | null }[],
 *   position: { latitude: number, longitude: number } | null, own: boolean, id: string }} Place
 */

/** The places are asked for whatever the lens; which of them stand under it is asked beside. */
const ALWAYS = { valid: null, known: null, certainty: null };

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const reform = address.params.get("reform") ?? "both";
  const isNow = address.params.has("valid") || address.params.has("known");
  const [everywhere, standing] = await Promise.all([places(signal), isNow ? keysNow(signal) : null]);
  const asked = [{ name: "Places", variables: { language: language(), first: 100, ...ALWAYS } }, ...(isNow ? [{ name: "Standing", variables: { first: 100 } }] : [])];
  const shown = everywhere.filter((place) => (standing?.has(place.key) ?? true) && (reform === "both" || (reform === "now") === lasts(place)));
  const drawn = shown.filter((place) => place.position !== null);
  const title = t("map.title");
  const looking = sighting(3);
  const map = drawMap(drawn, { label: t("map.picture"), sight: sightOf(address.params), looked: looking.moved });
  const columns = columnsOf();
  const both = pictureOrTable(map.element, table({ caption: t("map.table"), columns, rows: shown, sorted: { key: "facts", down: true } }), t("map.picture"));
  const content = h(
    "div", { class: "map-view" },
    heading(title, { title, asked, table: () => plain(columns, shown), data: () => shown, graph: () => graphOf(shown), picture: () => map.drawing() }, both.buttons),
    h("div", { class: "graph-tools" }, reforms(reform), map.tools),
    h("p", { class: "hint", role: "status" }, t("map.count", { n: shown.length })),
    shown.length > drawn.length ? notice(t("map.without", { n: shown.length - drawn.length })) : null,
    unread(address.params),
    both.body,
    h("ul", { class: "legend" }, h("li", null, sample("spot"), t("map.legend.now")), h("li", null, sample("spot ended"), t("map.legend.ended"))),
    h("p", { class: "hint" }, t("map.hint")), h("p", { class: "hint" }, t("map.source")),
  );
  return { title, content, close: looking.drop, flip: both.flip };
}

/** Whether a place goes on. @param {Place} place */
function lasts(place) {
  return place.successors.length === 0;
}

/** All places whatever the lens: one that has no position stands where its successor does. @param {AbortSignal} signal @returns {Promise<Place[]>} */
async function places(signal) {
  const found = [];
  let after = null;
  do {
    const { municipalities } = await ask("Places", { language: language(), first: 100, after, ...ALWAYS }, { signal });
    found.push(...municipalities.nodes);
    after = municipalities.pageInfo.hasNextPage ? municipalities.pageInfo.endCursor : null;
  } while (after !== null);
  const positions = new Map(found.map((raw) => [raw.key, raw.position]));
  return found.map((raw) => {
    const edges = [...raw.succeededBy.edges].sort((a, b) => (b.relation.share ?? 1) - (a.relation.share ?? 1));
    const successors = edges.map(({ node, relation }) => ({ ...node, relation: relation.id, share: relation.share }));
    const heir = successors.map(({ key }) => positions.get(key)).find((position) => position);
    const { type, name, key, kind, id, existed } = entity(raw);
    return { key, name, kind, id, type: type ?? null, existed, facts: raw.evidenced.totalCount, successors, position: raw.position ?? heir ?? null, own: raw.position !== null };
  });
}

/** The keys of those that exist under the lens. @param {AbortSignal} signal @returns {Promise<Set<string>>} */
async function keysNow(signal) {
  const keys = new Set();
  let after = null;
  do {
    const { entities } = await ask("Standing", { first: 100, after }, { signal });
    for (const node of entities.nodes) keys.add(node.key);
    after = entities.pageInfo.hasNextPage ? entities.pageInfo.endCursor : null;
  } while (after !== null);
  return keys;
}

/** A sign as it stands on the map. @param {string} name */
function sample(name) {
  return s("svg", { viewBox: "-1.4 -1.4 2.8 2.8", class: "sign", "aria-hidden": "true" }, s("g", { class: name }, s("path", { d: OUTLINES.MUNICIPALITY, "stroke-width": 0.25 })));
}

/** @param {string} reform */
function reforms(reform) {
  return h("div", { class: "buttons", role: "group", "aria-label": t("map.reform") }, ["both", "then", "now"].map((one) => h(
    "button", { type: "button", class: "button", "aria-pressed": String(one === reform), data: { reform: one }, on: { click: () => go(changed({ reform: one === "both" ? null : one }), { replace: true }) } }, t(`map.reform.${one}`))));
}

/** @returns {import("../parts/table.js").Column<Place>[]} */
function columnsOf() {
  return [
    { key: "name", label: t("map.name"), cell: (row) => link(row), text: (row) => row.name },
    { key: "type", label: t("facet.name.type"), cell: (row) => typeWord(row), text: (row) => row.type },
    { key: "existed", label: t("map.existed"), cell: (row) => (row.existed ? when(row.existed) : ""), text: (row) => row.existed?.edtf ?? null },
    { key: "successors", label: t("map.successors"), cell: (row) => h("ul", { class: "plain" }, row.successors.map((one) => h("li", null, h("a", { href: href(`entity/${one.key}`) }, one.name)))), text: (row) => row.successors.map((one) => one.name).join("; ") || null },
    { key: "facts", label: t("map.facts"), numeric: true, cell: (row) => number(row.facts), text: (row) => row.facts },
    { key: "position", label: t("map.position"), cell: (row) => positionText(row), text: (row) => (row.own && row.position ? `${row.position.latitude} ${row.position.longitude}` : null) },
  ];
}

/** Places and what they became. @param {Place[]} places @returns {import("../parts/files.js").Graph} */
function graphOf(places) {
  const keys = new Set(places.map(({ key }) => key));
  return {
    nodes: places.map((place) => ({ id: place.key, label: place.name, attributes: { type: place.type, edtf: place.existed?.edtf ?? null, relations: place.facts, latitude: place.own ? place.position?.latitude ?? null : null, longitude: place.own ? place.position?.longitude ?? null : null } })),
    edges: places.flatMap((place) => place.successors.filter(({ key }) => keys.has(key)).map((heir) => ({ id: heir.relation, source: place.key, target: heir.key, label: "SUCCEEDED_BY", attributes: { share: heir.share } }))),
  };
}

/** @param {Place} row */
function positionText(row) {
  if (!row.position) return "–";
  if (!row.own) return t("map.ended", { name: row.successors[0]?.name ?? "" });
  return `${number(row.position.latitude, { maximumFractionDigits: 2 })}° N, ${number(row.position.longitude, { maximumFractionDigits: 2 })}° E`;
}
