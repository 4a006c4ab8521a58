/**
 * Who is tied to whom: through shared events, projects and the like. The measures stand in a
 * table that sorts; the picture shows the same, communities coloured and numbered.
 * @module
 */

import { changed, go, list, note } from "../core/address.js";
import { ask } from "../core/client.js";
import { h } from "../core/dom.js";
import { number } from "../core/format.js";
import { language } from "../core/settings.js";
import { kindWord, relationKinds, relationWord, t } from "../core/words.js";
import { communityColour } from "../graph/communities.js";
import { scene } from "../graph/scene.js";
import { Stage } from "../graph/stage.js";
import { entity, link } from "../parts/entity.js";
import { openNamed } from "../parts/evidence.js";
import { nearness } from "../parts/nearness.js";
import { sightOf, sighting, unread } from "../parts/sight.js";
import { empty, notice } from "../parts/states.js";
import { pictureOrTable } from "../parts/switch.js";
import { plain, table } from "../parts/table.js";
import { heading } from "../parts/takeaway.js";

/** @typedef {import("../core/address.js").Address} Address */

/** The kinds through which members are tied, as they are offered. */
const TIES = ["ATTENDED", "IMPLEMENTS", "MEMBER_OF", "COOPERATES_WITH", "SUPPORTS", "SERVES", "MENTIONED_IN", "QUOTED_IN"];
const MEMBERS = ["PERSON", "ORGANISATION", "MUNICIPALITY"];
/** How many members are shown. */
const FIRST = 300;

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const tie = address.params.get("tie") ?? "ATTENDED";
  const kinds = list(address.params, "kind");
  const variables = { tie, members: { kind: kinds.length > 0 ? kinds : MEMBERS }, first: FIRST, language: language() };
  const { network } = await ask("Ties", variables, { signal });
  const everyone = network.actors.map((/** @type {any} */ raw) => ({ ...raw, entity: entity(raw.entity) }));
  const alone = everyone.filter((/** @type {any} */ actor) => actor.degree === 0).length;
  const withAlone = address.params.get("alone") === "yes";
  const actors = withAlone ? everyone : everyone.filter((/** @type {any} */ actor) => actor.degree > 0);
  const title = t("network.title");
  const looking = sighting(1);
  const panels = panelsOf(actors, network.ties);
  const stage = actors.length > 0 ? picture(actors, network.ties, looking.moved, panels) : null;
  const sight = sightOf(address.params);
  stage?.choose(address.params.get("at"), true);
  if (sight) stage?.look(sight);
  const columns = columnsOf();
  const frame = table({ caption: t("network.table"), columns, rows: actors, sorted: { key: "betweenness", down: true }, partial: network.hidden > 0 });
  const both = pictureOrTable(stage ? h("div", null, nearness({ zoom: (factor) => stage.zoom(factor), all: () => stage.fit(true) }), stage.element) : null, frame, t("network.picture"));
  const content = h(
    "div", { class: "network-view" },
    heading(title, {
      title, asked: { name: "Ties", variables }, table: () => plain(columns, actors), data: () => network, graph: () => graphOf(actors, network.ties),
      ...(stage ? { picture: () => stage.drawing(title) } : {}),
    }, actors.length > 0 ? both.buttons : null),
    choices(tie, kinds, alone, withAlone),
    actors.length > 0 ? h("p", { class: "hint", role: "status" }, summary(network, actors)) : empty(t("network.none"), t("network.none.advice")),
    network.hidden > 0 ? notice(t("network.hidden", { n: network.hidden })) : null,
    unread(address.params),
    actors.length > 0 ? both.body : null,
    actors.length > 0 ? communities(actors) : null,
    h("p", { class: "hint" }, t("network.caution")),
  );
  return { title, content, close: () => { looking.drop(); stage?.close(); }, flip: both.flip, open: panels.open };
}

/** @param {any} network @param {any[]} actors */
function summary(network, actors) {
  const communities = new Set(actors.map((actor) => actor.community)).size;
  return [
    t("network.actors", { n: actors.length }), t("network.ties", { n: network.ties.length }), t("network.communities", { n: communities }),
    network.modularity === null ? "" : t("network.modularity", { value: number(network.modularity, { maximumFractionDigits: 2 }) }),
    network.betweennessSample === null ? "" : t("network.sample", { n: network.betweennessSample }),
  ].filter((part) => part !== "").join(" · ");
}

/** @param {string} tie @param {string[]} kinds @param {number} alone @param {boolean} withAlone */
function choices(tie, kinds, alone, withAlone) {
  const offered = TIES.filter((kind) => relationKinds().includes(kind));
  const select = h("select", { class: "select", on: { change: () => go(changed({ tie: select.value, eye: null, fact: null })) } },
    [...new Set([tie, ...offered])].map((kind) => h("option", { value: kind, selected: kind === tie }, relationWord(kind))));
  const untied = h("button", { type: "button", class: "chip", "aria-pressed": String(withAlone), on: { click: () => go(changed({ alone: withAlone ? null : "yes", eye: null }), { replace: true }) } }, t("network.alone", { n: alone }));
  const press = (/** @type {string} */ kind) => go(changed({ kind: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind], eye: null }), { replace: true });
  return h("div", { class: "graph-tools" },
    h("label", { class: "labelled" }, h("span", null, t("network.tie")), select),
    h("ul", { class: "chips", "aria-label": t("network.members") }, MEMBERS.map((kind) => h("li", null, h("button", { type: "button", class: "chip", "aria-pressed": String(kinds.includes(kind)), on: { click: () => press(kind) } }, kindWord(kind)))), alone > 0 ? h("li", null, untied) : null));
}

/** @returns {import("../parts/table.js").Column<any>[]} */
function columnsOf() {
  const measure = (/** @type {string} */ key, /** @type {number} */ digits) => ({
    key, label: t(`network.${key}`), title: t(`network.${key}.hint`), numeric: true,
    cell: (/** @type {any} */ row) => number(row[key], { maximumFractionDigits: digits, minimumFractionDigits: 0 }), text: (/** @type {any} */ row) => row[key],
  });
  return [
    { key: "name", label: t("network.name"), cell: (row) => link(row.entity), text: (row) => row.entity.name },
    measure("degree", 0), measure("strength", 2), measure("betweenness", 1), measure("pagerank", 4),
    { key: "community", label: t("network.community"), numeric: true, cell: (row) => [swatch(row.community), number(row.community + 1)], text: (row) => row.community + 1 },
    { key: "component", label: t("network.component"), numeric: true, cell: (row) => number(row.component + 1), text: (row) => row.component + 1 },
  ];
}

/** The communities by number, each with its colour and how many are in it. @param {any[]} actors */
function communities(actors) {
  /** @type {Map<number, number>} */
  const sizes = new Map();
  for (const { community } of actors) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  const several = [...sizes].filter(([, size]) => size > 1).sort(([a], [b]) => a - b);
  return h("ul", { class: "legend" }, several.map(([community, size]) => h("li", null, swatch(community), t("network.communityOf", { n: community + 1 }), ` · ${number(size)}`)));
}

/** @param {number} community */
function swatch(community) {
  return h("span", { class: "swatch", style: { "background-color": communityColour(community) }, "aria-hidden": "true" });
}

/** @param {any[]} actors @param {any[]} ties @param {(sight: import("../parts/sight.js").Sight | null) => void} looked @param {ReturnType<typeof panelsOf>} panels */
function picture(actors, ties, looked, panels) {
  const weights = ties.map((tie) => tie.weight);
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const dots = actors.map((actor) => ({ id: actor.entity.key, label: actor.entity.name, kind: actor.entity.kind, x: NaN, y: NaN, pinned: false, open: false, colour: communityColour(actor.community), mark: String(actor.community + 1) }));
  const lines = ties.map((tie, index) => ({ id: String(index), source: tie.a.key, target: tie.b.key, label: shared(tie), dash: [], directed: false, width: 0.5 + (2.5 * (tie.weight - least)) / (most - least || 1) }));
  const by = new Map(actors.map((actor) => [actor.entity.key, actor]));
  const stage = new Stage({
    label: t("network.picture"),
    hint: t("graph.hint"),
    say: (dot) => `${t("graph.said", { name: dot.label, kind: kindWord(dot.kind), n: dot.degree, state: `${t("network.community")} ${by.get(dot.id).community + 1}` })}`,
    sayLine: (line, far) => t("graph.saidLine", { what: line.label, name: far.label }),
    chosen: (id) => note(changed({ at: id })),
    looked,
    act: panels.actor,
    line: (id) => panels.tie(ties[Number(id)]),
  });
  stage.show(scene(dots, lines), []);
  return stage;
}

/** @param {any} tie */
function shared(tie) {
  return t("network.shared", { what: tie.shared.map((/** @type {any} */ one) => one.name).join(", ") });
}

/**
 * What opens beside the network: the ties of one, under his key, and the tie of two, under both.
 * An address tells it by that name.
 * @param {any[]} actors @param {any[]} ties
 */
function panelsOf(actors, ties) {
  const by = new Map(actors.map((one) => [one.entity.key, one.entity]));
  const nameOf = (/** @type {any} */ tie) => [tie.a.key, tie.b.key].sort().join(",");
  const tie = (/** @type {any} */ one) => {
    const [a, b] = [by.get(one.a.key), by.get(one.b.key)];
    openNamed(nameOf(one), `${a.name} – ${b.name}`, h("div", null, h("p", null, link(a), " – ", link(b)),
      h("h3", null, t("network.strength"), " ", number(one.weight, { maximumFractionDigits: 2 })), items(one.shared)));
  };
  const actor = (/** @type {string} */ key) => {
    const own = ties.filter(({ a, b }) => a.key === key || b.key === key);
    const one = by.get(key);
    openNamed(key, one.name, h("div", null, h("p", null, link(one)), h("p", { class: "hint" }, t("network.ties", { n: own.length })), items(own.flatMap(({ shared }) => shared))));
  };
  return {
    tie,
    actor,
    /** Opens what an address names; what is not here under this lens is told. @param {string} name */
    open: (name) => {
      const found = ties.find((one) => nameOf(one) === name && by.has(one.a.key) && by.has(one.b.key));
      if (found) tie(found);
      else if (by.has(name)) actor(name);
      else openNamed(name, t("network.title"), empty(t("network.untied"), t("network.none.advice")));
    },
  };
}

/** What is shared, each once. @param {{ key: string, name: string }[]} shared */
function items(shared) {
  const once = new Map(shared.map((one) => [one.key, one]));
  return h("ul", { class: "plain" }, [...once.values()].map((one) => h("li", null, link(/** @type {any} */ ({ ...one, kind: "EVENT", id: one.key }), { bare: true }))));
}

/** @param {any[]} actors @param {any[]} ties @returns {import("../parts/files.js").Graph} */
function graphOf(actors, ties) {
  return {
    nodes: actors.map((actor) => ({ id: actor.entity.key, label: actor.entity.name, attributes: { kind: actor.entity.kind, degree: actor.degree, strength: actor.strength, betweenness: actor.betweenness, pagerank: actor.pagerank, community: actor.community + 1, component: actor.component + 1 } })),
    edges: ties.map((tie, index) => ({ id: String(index), source: tie.a.key, target: tie.b.key, label: "", attributes: { weight: tie.weight, shared: tie.shared.map((/** @type {any} */ one) => one.key).join(" ") } })),
  };
}

