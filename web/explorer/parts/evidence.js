/**
 * The evidence of a fact: which document says it, where in the text, and the words themselves
 * when the text is held. It opens beside the view in a panel that stays until it is closed.
 * @module
 */

import { changed, href, note, read } from "../core/address.js";
import { ask } from "../core/client.js";
import { fill, h, icon } from "../core/dom.js";
import { moment, number, when } from "../core/format.js";
import { language } from "../core/settings.js";
import { has, isSymmetric, relationWord, roleWord, t } from "../core/words.js";
import { entity, link } from "./entity.js";
import { failed, isAbort, loading } from "./states.js";

/** @typedef {{ document: { key: string, name: string, language: string | null }, start: number | null, end: number | null, sha256: string | null, quote: string | null, verified: boolean, note: string | null }} Citation */

/** One place in a document. @param {Citation} citation */
export function citation(citation) {
  const { document: source, start, end, quote, verified, note } = citation;
  const place = start === null || end === null ? t("evidence.reference") : t("evidence.span", { start: number(start), end: number(end) });
  const state = start === null ? null : h("span", { class: verified ? "tag ok" : "tag" }, t(verified ? "evidence.verified" : "evidence.unverified"));
  return h(
    "li",
    { class: "citation" },
    quote ? h("blockquote", { lang: source.language }, quote) : start === null ? null : h("p", { class: "no-quote" }, t("evidence.notHeld")),
    h("p", { class: "source" }, h("a", { href: href(`entity/${source.key}`) }, source.name), " ", h("span", { class: "place" }, place), " ", state),
    note ? h("p", { class: "curator" }, t("evidence.note", { note })) : null,
  );
}

/** Places in documents, each once. @param {Citation[]} citations */
export function citations(citations) {
  if (citations.length === 0) return h("p", { class: "hint" }, t("evidence.none"));
  return h("ol", { class: "citations" }, citations.map(citation));
}

/** The words of a modality and what they hold back. @param {string} modality */
export function modalityTag(modality) {
  if (modality === "ASSERTED") return null;
  return h("span", { class: `tag modality-${modality}`, title: t(`modality.${modality}.hint`) }, t(`modality.${modality}`));
}

/**
 * What a relation says, as a sentence: who, what, with whom.
 * @param {any} fact
 */
export function sentence(fact) {
  return h(
    "p",
    { class: "sentence" },
    link(entity(fact.subject)), " ", h("span", { class: "verb" }, relationWord(fact.kind)), " ", link(entity(fact.object)),
    isSymmetric(fact.kind) ? h("span", { class: "tag" }, t("relation.symmetric")) : null,
  );
}

/** What else a relation says, as pairs. @param {any} fact */
export function particulars(fact) {
  /** @type {[string, import("../core/dom.js").Child][]} */
  const pairs = [
    [t("fact.role"), fact.role ? roleWord(fact.role) : null],
    [t("fact.when"), fact.period ? when(fact.period) : t("time.undated")],
    [t("fact.modality"), fact.modality ? t(`modality.${fact.modality}`) : null],
    [t("fact.support"), fact.supportForm ? t(`support.${fact.supportForm}`) : null],
    [t("fact.onBehalfOf"), fact.onBehalfOf ? h("a", { href: href(`entity/${fact.onBehalfOf.key}`) }, fact.onBehalfOf.name) : null],
    [t("fact.headcount"), typeof fact.headcount === "number" ? number(fact.headcount) : null],
    [t("fact.agreement"), fact.agreement],
    [t("fact.share"), typeof fact.share === "number" ? number(fact.share, { style: "percent" }) : null],
    [t("fact.recurrence"), fact.recurrence ? t("fact.every", { n: fact.recurrence.atLeast ?? 1, every: every(fact.recurrence.every) }) : null],
    [t("fact.basis"), fact.basis ? t(`basis.${fact.basis}`) : null],
    [t("fact.rule"), fact.rule],
    [t("fact.recorded"), fact.recordedAt ? t("fact.version", { version: fact.version, moment: moment(fact.recordedAt) }) : null],
    [t("fact.retracted"), fact.retractedAt ? moment(fact.retractedAt) : null],
  ];
  const told = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return h("dl", { class: "pairs" }, told.flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)]));
}

/** A duration such as P1Y, where the catalogue has a word for it. @param {string} duration */
function every(duration) {
  return has(`every.${duration}`) ? t(`every.${duration}`) : duration;
}

/** The evidence of a relation, asked for by its id. @param {string} id @param {AbortSignal} [signal] */
export async function relationEvidence(id, signal) {
  const { node } = await ask("Evidence", { id, language: language() }, { signal });
  if (!node) return h("p", null, t("state.unknown"));
  return h("div", null, sentence(node), particulars(node), h("h3", null, t("evidence.title", { n: node.evidence.length })), citations(node.evidence));
}

/** @type {{ element: HTMLElement, back: HTMLElement | SVGElement | null, asking: AbortController | null, fact: string | null } | null} */
let open = null;

/** Before the name of what opens by a button of the page, and not by the id of a relation. */
const OF_PAGE = "~";
/** How long one waits for what opens and comes after the rest of its page, in milliseconds. */
const PATIENCE = 5_000;

/** Writes into the address whose evidence is open. @param {string | null} fact */
function tell(fact) {
  if (read().params.get("fact") !== fact) note(changed({ fact }));
}

/** Closes the panel and gives the focus back to where it came from. */
export function closePanel() {
  tell(null);
  put(null);
}

/**
 * Shows the evidence that an address asks for, or none. What is open already stays as it is,
 * unless the view itself opens it, since that may have another content by now.
 * @param {string | null} fact @param {((name: string) => void) | undefined} [ofView] opens what the view has under a name
 */
export function panelFor(fact, ofView) {
  if (fact === null) put(null);
  else if (ofView && fact.startsWith(OF_PAGE)) ofView(fact.slice(OF_PAGE.length));
  else if (open?.fact === fact) return;
  else if (fact.startsWith(OF_PAGE)) press(fact.slice(OF_PAGE.length));
  else openRelation(fact);
}

/** Presses the button that opens this, once it is there. @param {string} name */
function press(name) {
  const find = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main [data-opens]"))].find((one) => one.dataset.opens === name);
  const there = find();
  if (there) return there.click();
  const watching = new MutationObserver(() => {
    const now = find();
    if (!now) return;
    watching.disconnect();
    // Whoever went elsewhere meanwhile does not want it any more.
    if (read().params.get("fact") === OF_PAGE + name) now.click();
  });
  watching.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watching.disconnect(), PATIENCE);
}

/**
 * What makes a button open a panel under a name, by which an address opens it again.
 * @param {string} name @param {string} title @param {() => Node} content
 */
export function opens(name, title, content) {
  return { data: { opens: name }, on: { click: () => openPanel(title, content(), OF_PAGE + name) } };
}

/**
 * Opens a panel under a name by which its view opens it again, for what no button of the page stands for.
 * @param {string} name @param {string} title @param {Node} content
 */
export function openNamed(name, title, content) {
  openPanel(title, content, OF_PAGE + name);
}

/** @param {typeof open} next */
function put(next) {
  if (!open) return void (open = next);
  const { element, back, asking } = open;
  const isHere = document.activeElement === document.body || element.contains(document.activeElement);
  asking?.abort();
  element.remove();
  open = next;
  // Whoever went on in the page behind it stays there.
  if (!next && isHere) (back?.isConnected ? back : /** @type {HTMLElement | null} */ (document.querySelector("main h1")))?.focus();
}

/**
 * Opens the panel beside the view.
 * @param {string} title
 * @param {Node | ((signal: AbortSignal) => Promise<Node>)} content
 * @param {string | null} [fact] the relation whose evidence it is, or what else names it in the address
 */
export function openPanel(title, content, fact = null) {
  const from = document.activeElement;
  // What is filled anew takes the focus from nobody who works in the page behind it.
  const isAnew = fact !== null && open?.fact === fact && !open.element.contains(from);
  const back = open ? open.back : from instanceof HTMLElement || from instanceof SVGElement ? from : null;
  const body = h("div", { class: "panel-body" });
  const heading = h("h2", { tabindex: "-1" }, title);
  const close = h("button", { type: "button", class: "button quiet", "aria-label": t("panel.close"), on: { click: closePanel } }, icon("close"));
  const element = h("aside", { class: "panel", "aria-label": title, on: { keydown: (event) => {
    if (event.key === "Escape") { event.stopPropagation(); closePanel(); }
  } } }, h("div", { class: "panel-head" }, heading, close), body);
  const asking = new AbortController();
  put({ element, back, asking, fact });
  tell(fact);
  document.body.append(element);
  if (!isAnew) heading.focus();
  const show = async () => {
    if (content instanceof Node) {
      fill(body, content);
      return;
    }
    fill(body, loading(4));
    try {
      fill(body, await content(asking.signal));
    } catch (error) {
      if (!isAbort(error)) fill(body, failed(error, show));
    }
  };
  void show();
}

/** Opens the evidence of a relation. @param {string} id */
export function openRelation(id) {
  openPanel(t("evidence.panel"), (signal) => relationEvidence(id, signal), id);
}
