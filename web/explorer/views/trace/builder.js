/**
 * The builder of patterns: sentences with choices in them. Each choice is asked for anew.
 * @module
 */

import { h, icon } from "../../core/dom.js";
import { kindWord, isSymmetric, relationInfo, relationKinds, relationWord, roleWord, t, typesOf } from "../../core/words.js";
import { compare } from "../../core/format.js";
import { KINDS } from "../../parts/entity.js";
import { MOST_STEPS } from "./pattern.js";

/** @typedef {import("./pattern.js").Pattern} Pattern */
/** @typedef {import("./pattern.js").Step} Step */
/** @typedef {import("./pattern.js").Stop} Stop */

/** @param {Pattern} pattern @param {(next: Pattern) => void} changed */
export function builder(pattern, changed) {
  const at = (/** @type {number} */ place, /** @type {Partial<Step>} */ change) => changed({ ...pattern, steps: pattern.steps.map((step, index) => (index === place ? { ...step, ...change } : step)) });
  const add = () => changed({ ...pattern, steps: [...pattern.steps, { via: ["ATTENDED"], direction: "OUT", role: [], to: { kind: [], type: [] } }] });
  return h(
    "section", { class: "builder card", "aria-label": t("trace.builder") },
    h("div", { class: "builder-row" }, h("span", { class: "builder-word" }, t("trace.start")), stop(pattern.from, (from) => changed({ ...pattern, from }))),
    pattern.steps.map((step, place) => h(
      "div", { class: "builder-row" },
      h("span", { class: "builder-word" }, t("trace.then", { n: place + 1 })),
      ways(step, (change) => at(place, change)),
      roles(step, (role) => at(place, { role })),
      h("span", { class: "builder-word" }, t("trace.to")),
      stop(step.to, (to) => at(place, { to })),
      h("button", { type: "button", class: "chip", "aria-pressed": String(step.all === true), on: { click: () => at(place, { all: !step.all }) } }, t("paths.all")),
      pattern.steps.length > 1 ? h("button", { type: "button", class: "button quiet", "aria-label": t("trace.drop", { n: place + 1 }), on: { click: () => changed({ ...pattern, steps: pattern.steps.filter((_, index) => index !== place) }) } }, icon("close")) : null,
    )),
    pattern.steps.length < MOST_STEPS ? h("button", { type: "button", class: "button", on: { click: add } }, icon("plus"), t("trace.add")) : null,
  );
}

/**
 * Some of several words: those chosen are chips that are taken off, the others are in a list.
 * @param {{ label: string, on: string[], all: string[], word: (value: string) => string, any: string, set: (on: string[]) => void }} options
 */
function several({ label, on, all, word, any, set }) {
  const select = h("select", { class: "select", "aria-label": label, on: { change: () => { if (select.value) set([...on, select.value]); } } },
    h("option", { value: "" }, on.length > 0 ? t("trace.or") : any),
    all.filter((value) => !on.includes(value)).sort((a, b) => compare(word(a), word(b))).map((value) => h("option", { value }, word(value))));
  return h("span", { class: "several", role: "group", "aria-label": label },
    on.map((value) => h("button", { type: "button", class: "chip on", "aria-label": t("trace.takeOff", { what: word(value) }), on: { click: () => set(on.filter((one) => one !== value)) } }, word(value), h("span", { "aria-hidden": "true" }, "×"))),
    all.length > on.length ? select : null);
}

/** @param {Stop} one @param {(next: Stop) => void} set */
function stop(one, set) {
  const kinds = one.kind.length > 0 ? one.kind : KINDS;
  const types = [...new Set(kinds.flatMap((kind) => typesOf(kind)))];
  return h("span", { class: "several" },
    several({ label: t("facet.kind"), on: one.kind, all: KINDS, word: kindWord, any: t("trace.anyKind"), set: (kind) => set({ ...one, kind, type: [] }) }),
    one.kind.length > 0 && types.length > 0 ? several({ label: t("facet.type"), on: one.type, all: types, word: (type) => t(`type.${type}`), any: t("trace.anyType"), set: (type) => set({ ...one, type }) }) : null,
    (one.key ?? []).length > 0 ? several({ label: t("trace.only"), on: one.key ?? [], all: [], word: (key) => key, any: "", set: (key) => set({ ...one, key }) }) : null);
}

/** The relations of a step, both ways in one list. @param {Step} step @param {(change: Partial<Step>) => void} set */
function ways(step, set) {
  const inverse = step.direction === "IN";
  const choices = relationKinds().flatMap((kind) => (isSymmetric(kind) ? [[kind, "OUT"]] : [[kind, "OUT"], [kind, "IN"]]));
  const word = (/** @type {string} */ kind, /** @type {string} */ direction) => (direction === "IN" ? `← ${relationWord(kind, true)}` : `${relationWord(kind)} →`);
  const select = h("select", { class: "select", "aria-label": t("trace.way"), on: { change: () => {
    const [kind, direction] = select.value.split("/");
    const same = direction === step.direction;
    set({ via: same ? [...step.via, kind] : [kind], direction: /** @type {"IN" | "OUT"} */ (direction), role: same ? step.role : [] });
  } } },
  h("option", { value: "" }, t("trace.or")),
  choices.filter(([kind, direction]) => !(direction === step.direction && step.via.includes(kind))).sort(([a, x], [b, y]) => compare(word(a, x).replace("← ", ""), word(b, y).replace("← ", ""))).map(([kind, direction]) => h("option", { value: `${kind}/${direction}` }, word(kind, direction))));
  const off = (/** @type {string} */ kind) => { if (step.via.length > 1) set({ via: step.via.filter((one) => one !== kind) }); };
  return h("span", { class: "several", role: "group", "aria-label": t("trace.way") },
    step.via.map((kind) => h("button", { type: "button", class: "chip on", "aria-label": step.via.length > 1 ? t("trace.takeOff", { what: relationWord(kind, inverse) }) : null, on: { click: () => off(kind) } }, word(kind, step.direction), step.via.length > 1 ? h("span", { "aria-hidden": "true" }, "×") : null)),
    select);
}

/** @param {Step} step @param {(role: string[]) => void} set */
function roles(step, set) {
  const all = [...new Set(step.via.flatMap((kind) => relationInfo(kind)?.roles ?? []))];
  return all.length > 0 ? several({ label: t("fact.role"), on: step.role, all, word: roleWord, any: t("trace.anyRole"), set }) : null;
}
