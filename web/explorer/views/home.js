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
import { takeaway } from "../parts/takeaway.js";

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
  const asked = { name: "Start", variables: { language: language() } };
  const data = await ask(asked.name, asked.variables, { signal });
  const content = h(
    "div",
    { class: "home" },
    hero(),
    h("section", { "aria-labelledby": "questions" }, h("h2", { id: "questions" }, t("home.questions")), questions()),
    h(
      "div", { class: "home-columns" },
      h("section", { "aria-labelledby": "holdings" }, h("h2", { id: "holdings" }, t("home.holdings")), holdings(data.statistics)),
      h("section", { "aria-labelledby": "events" }, h("h2", { id: "events" }, t("home.events")), events(data.events)),
      h("section", { "aria-labelledby": "contradictions" }, h("h2", { id: "contradictions" }, t("home.contradictions")), contradictions(data.discrepancies)),
    ),
    h("div", { class: "view-tools home-take" }, takeaway({ title: t("home.title"), asked, data: () => data })),
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

/** How many contradictions stand there before the rest is asked for. */
const FIRST = 7;

/** @param {{ totalCount: number, nodes: any[] }} found */
function events({ totalCount, nodes }) {
  const rest = totalCount - nodes.length;
  return [
    h("ol", { class: "dated" }, nodes.map((node) => {
      const event = entity(node);
      return h("li", null, h("span", { class: "date" }, when(event.period)), link(event));
    })),
    rest > 0 ? h("p", null, h("a", { href: href("search", { kind: "EVENT" }) }, t("facet.more", { n: rest }))) : null,
  ];
}

/** @param {any[]} found */
function contradictions(found) {
  const list = h("ul", { class: "dated" }, found.slice(0, FIRST).map(contradiction));
  const rest = found.slice(FIRST);
  const more = h("button", { type: "button", class: "chip more", on: { click: () => {
    const added = rest.map(contradiction);
    list.append(...added);
    more.remove();
    added[0].querySelector("a")?.focus();
  } } }, t("facet.more", { n: rest.length }));
  return [list, rest.length > 0 ? more : null];
}

/** @param {any} one */
function contradiction(one) {
  const about = entity(one.about);
  const said = one.measure ? `${t(`discrepancy.${one.kind}`)}: ${measureWord(one.measure)}` : t(`discrepancy.${one.kind}`);
  return h("li", null, h("span", { class: "date" }, said), h("a", { class: "entity", href: `${href(`entity/${about.key}`)}#discrepancies` }, sign(about.kind), h("span", { class: "name" }, about.name)));
}
