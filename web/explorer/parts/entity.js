/**
 * An entity in a line: its sign, its name in the language that it has, its kind. A sign has a
 * shape of its own for each kind, so that nothing is told by colour alone.
 * @module
 */

import { href } from "../core/address.js";
import { h, s } from "../core/dom.js";
import { when } from "../core/format.js";
import { language } from "../core/settings.js";
import { t, typeWord } from "../core/words.js";

/**
 * @typedef {{ id: string, key: string, kind: string, name: string, type?: string | null, named?: boolean,
 *   names?: { text: string, language: string | null }[], period?: any, existed?: any, status?: string,
 *   description?: string | null, [field: string]: any }} Entity
 */

/** The outlines of the signs, around the origin, as wide as 2. */
export const OUTLINES = {
  PERSON: "M1 0A1 1 0 1 1-1 0 1 1 0 1 1 1 0Z",
  ORGANISATION: "M-.88-.88H.88V.88H-.88Z",
  MUNICIPALITY: "M0-1.08 .95-.54V.54L0 1.08-.95.54V-.54Z",
  EVENT: "M0-1.2 1.2 0 0 1.2-1.2 0Z",
  PROJECT: "M0-1.12 1.12 .86H-1.12Z",
  DOCUMENT: "M-.75-1H.3L.75-.55V1H-.75Z",
};

/** The kinds in the order in which they are listed. */
export const KINDS = ["PERSON", "ORGANISATION", "MUNICIPALITY", "EVENT", "PROJECT", "DOCUMENT"];

/**
 * An entity as it came, with its type under one name.
 * @param {any} raw
 * @returns {Entity}
 */
export function entity(raw) {
  const type = raw.organisationType ?? raw.municipalityType ?? raw.eventType ?? raw.projectType ?? raw.documentType ?? null;
  return { ...raw, type };
}

/** The sign of a kind. @param {string} kind */
export function sign(kind) {
  const outline = OUTLINES[/** @type {keyof typeof OUTLINES} */ (kind)];
  return s("svg", { viewBox: "-1.4 -1.4 2.8 2.8", class: `sign kind-${kind}`, "aria-hidden": "true" }, s("path", { d: outline }));
}

/** The language in which a name stands, when that is known. @param {Entity} entity */
export function languageOf(entity) {
  return entity.names?.find((name) => name.text === entity.name)?.language ?? null;
}

/**
 * A text in a language of its own; when that is not the reader's, it says which.
 * @param {string} text
 * @param {string | null} tag
 */
export function tongue(text, tag) {
  if (tag === null || tag === language()) return h("span", tag === null ? null : { lang: tag }, text);
  const told = new Intl.DisplayNames([language()], { type: "language" }).of(tag) ?? tag;
  return h("span", null, h("span", { lang: tag }, text), h("abbr", { class: "tongue", title: told }, tag));
}

/** The name of an entity. @param {Entity} entity */
export function nameOf(entity) {
  const tag = languageOf(entity);
  // A person's name is the same in every language: nothing is missing that would be told.
  const name = entity.kind === "PERSON" ? h("span", { lang: tag }, entity.name) : tongue(entity.name, tag);
  if (entity.named === false) name.append(h("span", { class: "tag" }, t("person.unnamed")));
  return name;
}

/** A link to the page of an entity. @param {Entity} entity @param {{ bare?: boolean }} [options] */
export function link(entity, options = {}) {
  return h("a", { class: "entity", href: href(`entity/${entity.key}`) }, options.bare ? null : sign(entity.kind), nameOf(entity));
}

/** What an entity is and when, in small. @param {Entity} entity */
export function kindLine(entity) {
  const period = entity.period ?? entity.existed;
  const parts = [typeWord(entity), period ? when(period) : null, entity.status && entity.status !== "HELD" ? t(`status.${entity.status}`) : null];
  return h("span", { class: "kind-line" }, parts.filter((part) => part !== null).join(" · "));
}
