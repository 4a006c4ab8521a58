/**
 * The page of an entity: names, facts with their evidence, figures side by side, what
 * contradicts, time, what came before and after, and what a person can ask for. It opens with
 * its names and its first facts; what takes longer to find out comes in after them.
 * @module
 */

import { href } from "../core/address.js";
import { ask } from "../core/client.js";
import { append, fill, h, icon } from "../core/dom.js";
import { language } from "../core/settings.js";
import { t } from "../core/words.js";
import { entity, kindLine, nameOf, sign } from "../parts/entity.js";
import { citations } from "../parts/evidence.js";
import { later, loading } from "../parts/states.js";
import { takeaway } from "../parts/takeaway.js";
import { contradictions } from "./entity/contradictions.js";
import { facts } from "./entity/facts.js";
import { figures } from "./entity/figures.js";
import { names } from "./entity/names.js";
import { notes } from "./entity/notes.js";
import { succession } from "./entity/succession.js";
import { askedOf, timeline } from "./entity/timeline.js";
import { nothing } from "./unknown.js";

/** @typedef {import("../core/address.js").Address} Address */

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const key = address.key ?? "";
  const asked = { key, language: language() };
  const [page, told] = await Promise.all([ask("EntityPage", asked, { signal }), facts(address, signal)]);
  if (!page.entity) return { title: t("unknown.entity"), content: nothing(t("unknown.entity"), t("unknown.entity.advice", { key })) };
  const one = entity(page.entity);
  const line = timeline({ key, name: one.name }, signal);
  const questions = [{ name: "EntityPage", variables: asked }, told.asked, askedOf(key), { name: "Discrepancies", variables: { about: key, language: language() } }];
  const what = { title: one.name, asked: questions, picture: line.then((drawn) => drawn?.picture ?? null), graph: () => graphOf(one, told.rows), table: told.table, data: () => ({ entity: page.entity, facts: told.data }) };
  const main = h("div", { class: "entity-main" });
  const contents = h("ul");
  /** The ways to the sections that are there. */
  const list = () => fill(contents, [...main.children].filter((made) => made instanceof HTMLElement && made.dataset.later === undefined).map((made) => h("li", null, h("a", { href: `#${made.id}` }, /** @type {HTMLElement} */ (made).dataset.title))));
  append(main,
    section("facts", t("entity.facts"), told.content),
    section("figures", t("entity.figures"), figures(one)),
    coming("discrepancies", t("entity.discrepancies"), contradictions(key, signal), list),
    coming("timeline", t("entity.timeline"), line.then((drawn) => drawn?.content ?? null), list),
    coming("succession", t("entity.succession"), succession(one, signal), list),
    section("notes", t("entity.notes"), notes(one)));
  list();
  const content = h(
    "article",
    { class: "entity-page" },
    header(one, what),
    h("nav", { class: "in-page", "aria-label": t("entity.sections") }, contents),
    h("div", { class: "entity-columns" }, main, aside(one)),
  );
  queueMicrotask(() => requestAnimationFrame(toHash));
  return { title: one.name, content };
}

/** Goes to the section that the address names. */
function toHash() {
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/**
 * A section that comes when its content is found out, and goes when there is none.
 * @param {string} id @param {string} title @param {Promise<Node | null>} content @param {() => void} settled
 */
function coming(id, title, content, settled) {
  const place = h("section", { id, "aria-labelledby": `${id}-title`, "aria-busy": "true", data: { title } }, h("h2", { id: `${id}-title` }, title), loading(2));
  later(place, content, (made) => {
    if (made === null) place.remove();
    else place.lastChild?.replaceWith(made);
    place.removeAttribute("aria-busy");
    settled();
    if (location.hash === `#${id}`) toHash();
  });
  return place;
}

/** The entity among those of the facts that are shown. @param {any} one @param {import("./entity/facts.js").Seen[]} rows @returns {import("../parts/files.js").Graph} */
function graphOf(one, rows) {
  const nodes = new Map([one, ...rows.map((row) => row.other)].map((each) => [each.key, { id: each.key, label: each.name, attributes: { kind: each.kind, type: each.type ?? null } }]));
  return {
    nodes: [...nodes.values()],
    edges: rows.map((row) => ({ id: row.id, source: row.subject.key, target: row.object.key, label: row.kind, attributes: { kind: row.kind, role: row.role, modality: row.modality, edtf: row.period?.edtf ?? null, basis: row.basis } })),
  };
}

/** @param {any} one @param {import("../parts/takeaway.js").Takeaway} what */
function header(one, what) {
  return h(
    "header", { class: "entity-head" },
    h("div", { class: "entity-title" },
      h("p", { class: "overline" }, sign(one.kind), kindLine(one)),
      h("h1", { tabindex: "-1" }, nameOf(one)),
      one.description ? h("p", { class: "lead" }, one.description) : null),
    h("div", { class: "view-tools" },
      h("a", { class: "button", href: href("graph", { of: one.key }) }, icon("out"), t("entity.graph")),
      h("a", { class: "button", href: href("paths", { from: one.key }) }, t("entity.paths")),
      takeaway(what)),
  );
}

/** @param {string} id @param {string} title @param {Node | null} content */
function section(id, title, content) {
  return content === null ? null : h("section", { id, "aria-labelledby": `${id}-title`, data: { title } }, h("h2", { id: `${id}-title` }, title), content);
}

/** What stands beside the facts. @param {any} one */
function aside(one) {
  return h(
    "aside", { class: "entity-aside", "aria-label": t("entity.aside") },
    h("h2", null, t("entity.names")), names(one),
    particulars(one),
    h("h2", null, t("entity.evidence")), citations(one.evidence),
    one.kind === "PERSON" ? h("section", { class: "rights" }, h("h2", null, t("rights.title")), h("p", null, t("rights.why")), h("p", null, t("rights.ask")), h("p", { class: "hint" }, t("rights.index"))) : null,
    h("p", { class: "hint" }, h("code", null, one.key), " · ", t("fact.versionShort", { version: one.version })),
  );
}

/** @param {any} one */
function particulars(one) {
  /** @type {[string, import("../core/dom.js").Child][]} */
  const pairs = [
    [t("entity.country"), one.country ? (new Intl.DisplayNames([language()], { type: "region" }).of(one.country) ?? one.country) : null],
    [t("entity.online"), one.online === null || one.online === undefined ? null : t(one.online ? "yes" : "no")],
    [t("entity.possibly"), one.possibly?.length > 0 ? h("ul", { class: "plain" }, one.possibly.map((/** @type {any} */ other) => h("li", null, h("a", { href: href(`entity/${other.key}`) }, other.name)))) : null],
    [t("entity.published"), one.publishedOn],
    [t("entity.url"), one.url ? h("a", { href: one.url, rel: "noreferrer" }, new URL(one.url).host) : null],
    [t("entity.text"), one.kind === "DOCUMENT" ? t(one.textHeld ? "document.textHeld" : one.held ? "document.held" : "document.notHeld") : null],
    [t("entity.sha256"), one.sha256 ? h("code", { class: "hash" }, one.sha256) : null],
    ...one.identifiers.map((/** @type {any} */ id) => [id.scheme, id.url ? h("a", { href: id.url, rel: "noreferrer" }, id.value) : id.value]),
  ];
  const told = pairs.filter(([, value]) => value !== null && value !== undefined);
  return told.length > 0 ? h("dl", { class: "pairs" }, told.flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)])) : null;
}
