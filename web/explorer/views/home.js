/**
 * The first page: the search, ready-made questions, what there is, what contradicts.
 * @module
 */

import { go, href } from "../core/address.js";
import { ask } from "../core/client.js";
import { h } from "../core/dom.js";
import { count, when } from "../core/format.js";
import { language } from "../core/settings.js";
import { kindWord, measureWord, t } from "../core/words.js";
import { KINDS, entity, link, sign } from "../parts/entity.js";
import { searchBox } from "../parts/search-box.js";

/** Questions with an answer, each a link: the name of its sentence, and where it leads. */
const QUESTIONS = [
  ["experts", "trace", { pattern: "experts" }],
  ["support", "trace", { pattern: "support" }],
  ["connected", "paths", { from: "liesma-ose", to: "d-kretalovs" }],
  ["together", "network", {}],
  ["reform", "map", {}],
  ["matrix", "matrix", {}],
];

/** @param {import("../core/address.js").Address} _address @param {AbortSignal} signal */
export async function show(_address, signal) {
  const data = await ask("Start", { language: language() }, { signal });
  const content = h(
    "div",
    { class: "home" },
    hero(),
    h("section", { "aria-labelledby": "questions" }, h("h2", { id: "questions" }, t("home.questions")), questions()),
    h(
      "div", { class: "home-columns" },
      h("section", { "aria-labelledby": "holdings" }, h("h2", { id: "holdings" }, t("home.holdings")), holdings(data.statistics)),
      h("section", { "aria-labelledby": "events" }, h("h2", { id: "events" }, t("home.events")), events(data.events.nodes)),
      h("section", { "aria-labelledby": "contradictions" }, h("h2", { id: "contradictions" }, t("home.contradictions")), contradictions(data.discrepancies)),
    ),
  );
  return { title: t("home.title"), content };
}

function hero() {
  const search = searchBox({
    label: t("search.label"),
    placeholder: t("home.placeholder"),
    large: true,
    choose: (found) => go(href(`entity/${found.key}`)),
    submit: (text) => go(href("search", { q: text })),
  });
  return h("div", { class: "hero" }, h("h1", { tabindex: "-1" }, t("home.title")), h("p", { class: "lead" }, t("home.lead")), search.box);
}

function questions() {
  return h("ul", { class: "cards" }, QUESTIONS.map(([name, view, params]) => h(
    "li", { class: "card" },
    h("a", { href: href(/** @type {string} */ (view), /** @type {Record<string, string>} */ (params)), class: "card-link" }, t(`home.question.${name}`)),
    h("p", null, t(`home.question.${name}.hint`)),
  )));
}

/** @param {{ keys: string[], count: number | null }[]} rows */
function holdings(rows) {
  const counts = new Map(rows.map((row) => [row.keys[0], row.count]));
  return h("ul", { class: "holdings" }, KINDS.filter((kind) => counts.has(kind)).map((kind) => h(
    "li", null,
    h("a", { href: href("search", { kind }) }, sign(kind), h("span", null, kindWord(kind)), h("span", { class: "count" }, count(counts.get(kind) ?? null))),
  )));
}

/** @param {any[]} nodes */
function events(nodes) {
  return h("ol", { class: "dated" }, nodes.map((node) => {
    const event = entity(node);
    return h("li", null, h("span", { class: "date" }, when(event.period)), link(event));
  }));
}

/** @param {any[]} found */
function contradictions(found) {
  return h("ul", { class: "dated" }, found.slice(0, 7).map((one) => {
    const about = entity(one.about);
    const said = one.measure ? `${t(`discrepancy.${one.kind}`)}: ${measureWord(one.measure)}` : t(`discrepancy.${one.kind}`);
    return h("li", null, h("span", { class: "date" }, said), h("a", { class: "entity", href: `${href(`entity/${about.key}`)}#discrepancies` }, sign(about.kind), h("span", { class: "name" }, about.name)));
  }));
}
