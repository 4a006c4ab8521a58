/**
 * What is shown when there is nothing to show, or not yet: each state says what happened and
 * what to do.
 * @module
 */

import { Failure, forget } from "../core/client.js";
import { h } from "../core/dom.js";
import { t } from "../core/words.js";

/** While an answer is awaited: grey lines in place of what will come. @param {number} [lines] */
export function loading(lines = 6) {
  const bars = Array.from({ length: lines }, (_, index) => h("span", { class: "bar", style: { "--n": String(index % 4) } }));
  return h("div", { class: "loading", role: "status" }, h("span", { class: "hidden-text" }, t("state.loading")), ...bars);
}

/**
 * Nothing was found.
 * @param {string} what
 * @param {import("../core/dom.js").Child} [advice]
 */
export function empty(what, advice = null) {
  return h("div", { class: "state empty" }, h("p", { class: "state-title" }, what), advice ? h("p", null, advice) : null);
}

/**
 * A question that was not answered.
 * @param {unknown} error
 * @param {() => void} [again]
 */
export function failed(error, again) {
  const failure = error instanceof Failure ? error : new Failure("broken", String(error));
  const details = [failure.code, failure.message].filter(Boolean).join(": ");
  const retry = () => {
    forget();
    if (again && failure.state !== "gone") again();
    else location.reload();
  };
  return h(
    "div",
    { class: `state failed ${failure.state}`, role: "alert" },
    h("p", { class: "state-title" }, t(`state.${failure.state}`)),
    h("p", null, t(`state.${failure.state}.advice`)),
    details ? h("p", { class: "state-details" }, h("code", null, details)) : null,
    failure.requestId ? h("p", { class: "state-details" }, t("state.request", { id: failure.requestId })) : null,
    h("button", { type: "button", class: "button", on: { click: retry } }, t("state.again")),
  );
}

/**
 * Something was left out; it is always said, with what to do.
 * @param {string} text
 * @param {import("../core/dom.js").Child} [action]
 */
export function notice(text, action = null) {
  return h("div", { class: "notice", role: "status" }, h("span", null, text), action);
}

/**
 * Puts what is found out later, or why it was not, where it belongs; until then the place is
 * marked, so that it is known that more comes.
 * @param {HTMLElement} place @param {Promise<Node | null>} found @param {(made: Node | null) => void} put
 */
export function later(place, found, put) {
  place.dataset.later = "";
  const settle = (/** @type {Node | null} */ made) => {
    delete place.dataset.later;
    put(made);
  };
  found.then(settle, (error) => { if (!isAbort(error)) settle(failed(error)); });
}

/** Whether an error only says that the question is no longer wanted. @param {unknown} error */
export function isAbort(error) {
  return error instanceof Error && error.name === "AbortError";
}
