/**
 * The words of the page in the reader's language: our own sentences from the catalogues in
 * `i18n`, and the graph's words (relations, roles, measures) from its vocabulary. Plurals and
 * the Latvian zero follow CLDR through Intl. A missing key fails `tests/browser`.
 * @module
 */

import { Failure, ask } from "./client.js";
import { language, locale } from "./settings.js";

/** @typedef {Record<string, string | Record<string, string>>} Catalogue */
/** @typedef {{ label: string, inverse: string, symmetric: boolean, places: boolean, description: string, inverseField: string | null, field: string, roles: string[], time: string }} RelationWord */

/** @type {Catalogue} */
let catalogue = {};
let plurals = new Intl.PluralRules("en");
/** @type {{ relations: Map<string, RelationWord>, kinds: Map<string, any>, roles: Map<string, string>, measures: Map<string, { label: string, counts: string | null, description: string }> }} */
const graph = { relations: new Map(), kinds: new Map(), roles: new Map(), measures: new Map() };

/** Loads the catalogue of the language, and sets the page's. */
export async function load() {
  const tag = language();
  const reply = await fetch(new URL(`../i18n/${tag}.json`, import.meta.url)).catch((error) => { throw new Failure("offline", String(error)); });
  // A newer server has no files of this version.
  if (!reply.ok) throw new Failure("gone", reply.statusText);
  catalogue = await reply.json();
  plurals = new Intl.PluralRules(tag);
  document.documentElement.lang = tag;
}

/** The language of the graph's words that are here. */
let spoken = "";

/** Loads the graph's own words, unless they are there. @param {AbortSignal} [signal] */
export async function loadVocabulary(signal) {
  if (spoken === language()) return;
  const { vocabulary } = await ask("Vocabulary", { language: language() }, { signal });
  for (const word of vocabulary.relationKinds) {
    graph.relations.set(word.kind, { ...word, roles: word.roles.map((/** @type {any} */ role) => role.key) });
  }
  for (const word of vocabulary.entityKinds) graph.kinds.set(word.kind, word);
  for (const word of vocabulary.roles) graph.roles.set(word.key, word.label);
  for (const word of vocabulary.measures) graph.measures.set(word.key, word);
  spoken = language();
}

/**
 * A sentence of the catalogue. `{name}` is replaced by the parameter; a plural is chosen by
 * the parameter `n`.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  const entry = catalogue[key];
  if (entry === undefined) return key;
  const n = Number(params.n ?? 0);
  const form = typeof entry === "string" ? entry : (entry[plurals.select(n)] ?? entry.other);
  return form.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(locale()) : value;
  });
}

/** Whether the catalogue has a key. @param {string} key */
export function has(key) {
  return key in catalogue;
}

/** A relation, from the subject's side or the object's. @param {string} kind @param {boolean} [inverse] */
export function relationWord(kind, inverse = false) {
  const word = graph.relations.get(kind);
  if (!word) return kind;
  return inverse && !word.symmetric ? word.inverse : word.label;
}

/** @param {string} kind */
export function isSymmetric(kind) {
  return graph.relations.get(kind)?.symmetric ?? false;
}

/** The kinds of relation that place an entity in a municipality. */
export function placing() {
  return [...graph.relations].filter(([, word]) => word.places).map(([kind]) => kind);
}

/** All kinds of relation. */
export function relationKinds() {
  return [...graph.relations.keys()];
}

/** @param {string} kind */
export function relationInfo(kind) {
  return graph.relations.get(kind);
}

/** @param {string} kind */
export function kindWord(kind) {
  return t(`kind.${kind}`);
}

/** All types of a kind of entity. @param {string} kind @returns {string[]} */
export function typesOf(kind) {
  return graph.kinds.get(kind)?.types ?? [];
}

/** @param {string} role */
export function roleWord(role) {
  return graph.roles.get(role) ?? role;
}

/** @param {string} measure */
export function measureWord(measure) {
  return graph.measures.get(measure)?.label ?? measure;
}

/** @param {string} measure */
export function measureInfo(measure) {
  return graph.measures.get(measure);
}

/** The type of an entity, or its kind where it has no type. @param {{ kind: string, type?: string | null }} entity */
export function typeWord(entity) {
  return entity.type ? t(`type.${entity.type}`) : kindWord(entity.kind);
}
