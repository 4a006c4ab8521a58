/**
 * What stands beside the graph about the chosen entity: what can be done with it, and its
 * relations that are shown, each of which opens its evidence.
 * @module
 */

import { href } from "../../core/address.js";
import { h, icon } from "../../core/dom.js";
import { when } from "../../core/format.js";
import { relationWord, roleWord, t } from "../../core/words.js";
import { kindLine, nameOf, sign } from "../../parts/entity.js";
import { modalityTag, openRelation } from "../../parts/evidence.js";

/** @typedef {import("../../parts/entity.js").Entity} Entity */

/**
 * @param {Entity} one @param {any[]} relations @param {Map<string, Entity>} entities
 * @param {{ open: boolean, pinned: boolean, toggleOpen: () => void, togglePin: () => void, hide: () => void, close: () => void }} can
 */
export function card(one, relations, entities, can) {
  const act = (/** @type {string} */ keep, /** @type {string} */ label, /** @type {() => void} */ does, /** @type {boolean | null} */ on = null) =>
    h("button", { type: "button", class: "button", data: { keep }, "aria-pressed": on === null ? null : String(on), on: { click: does } }, label);
  return h(
    "section", { "aria-label": one.name },
    h("button", { type: "button", class: "button quiet card-close", "aria-label": t("panel.close"), on: { click: can.close } }, icon("close")),
    h("p", { class: "overline" }, sign(one.kind), kindLine(one)),
    h("h2", null, h("a", { class: "entity", href: href(`entity/${one.key}`) }, nameOf(one))),
    h("div", { class: "buttons" }, act("open", t(can.open ? "graph.collapse" : "graph.expand"), can.toggleOpen), act("pin", t("graph.pin"), can.togglePin, can.pinned), act("hide", t("graph.hide"), can.hide)),
    h("ul", { class: "plain card-facts" }, relations.map((relation) => {
      const isSubject = relation.subject.key === one.key;
      const far = entities.get(isSubject ? relation.object.key : relation.subject.key);
      return h("li", null, h("button", { type: "button", class: "card-fact", on: { click: () => openRelation(relation.id) } },
        h("span", { class: "verb" }, relationWord(relation.kind, !isSubject)), " ", far?.name ?? "",
        relation.role ? h("span", { class: "kind-line" }, ` · ${roleWord(relation.role)}`) : null,
        relation.period ? h("span", { class: "kind-line" }, ` · ${when(relation.period)}`) : null,
        modalityTag(relation.modality)));
    })),
  );
}
