/**
 * A chain of entities and the relations between them, read from left to right; each hop opens
 * its evidence.
 * @module
 */

import { h } from "../core/dom.js";
import { when } from "../core/format.js";
import { relationWord, roleWord, t } from "../core/words.js";
import { entity, link } from "./entity.js";
import { modalityTag, openRelation } from "./evidence.js";

/** @typedef {{ length: number, entities: any[], relations: any[] }} Chain */

/** A relation as a hop from one entity to the next, in the direction of reading. @param {any} relation @param {string} from */
export function hopWord(relation, from) {
  return relationWord(relation.kind, relation.subject.key !== from);
}

/** What a hop says beside its kind. @param {any} relation @returns {string[]} */
export function hopParticulars(relation) {
  return [
    relation.role ? roleWord(relation.role) : "",
    relation.supportForm ? t(`support.${relation.supportForm}`) : "",
    relation.period ? when(relation.period) : "",
    relation.onBehalfOf ? t("fact.for", { name: relation.onBehalfOf.name }) : "",
    typeof relation.headcount === "number" ? t("fact.people", { n: relation.headcount }) : "",
  ].filter((part) => part !== "");
}

/** The hop as a button that opens its evidence. @param {any} relation @param {string} from */
export function hop(relation, from) {
  const word = hopWord(relation, from);
  return h(
    "button", { type: "button", class: "hop", on: { click: () => openRelation(relation.id) } },
    h("span", { class: "verb" }, word), modalityTag(relation.modality),
    h("span", { class: "kind-line" }, hopParticulars(relation).join(" · ")),
    h("span", { class: "hidden-text" }, ` ${t("table.evidence")}: `),
    relation.evidence ? h("span", { class: "kind-line" }, t("evidence.count", { n: relation.evidence.length })) : null,
  );
}

/** @param {Chain} chain */
export function chainLine(chain) {
  return h("ol", { class: "chain" }, chain.entities.flatMap((raw, index) => {
    const one = entity(raw);
    const relation = chain.relations[index];
    return [h("li", { class: "chain-entity" }, link(one)), relation ? h("li", { class: "chain-hop" }, hop(relation, one.key)) : null];
  }));
}
