/**
 * A field that finds an entity while its name is typed: inflected forms, missing diacritics and
 * typos are understood, and each proposal says why it is there. A combobox as WAI-ARIA has it.
 * @module
 */

import { ask } from "../core/client.js";
import { h, icon, newId } from "../core/dom.js";
import { language } from "../core/settings.js";
import { t } from "../core/words.js";
import { entity } from "./entity.js";
import { proposals } from "./proposals.js";
import { isAbort } from "./states.js";

/** @typedef {import("./entity.js").Entity} Entity */

/** How long typing must pause before it is asked, in milliseconds. */
const PAUSE = 120;

/**
 * @param {{ label: string, kinds?: string[], value?: string, placeholder?: string, large?: boolean,
 *   choose: (found: Entity) => void, submit?: (text: string) => void }} options
 */
export function searchBox(options) {
  const listId = newId("proposals");
  const input = h("input", {
    type: "search", role: "combobox", class: "search-input", value: options.value ?? "", "aria-label": options.label,
    placeholder: options.placeholder ?? options.label, "aria-expanded": "false", "aria-controls": listId,
    "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200,
  });
  const offered = proposals(input, { id: listId, label: options.label, choose: (hit) => options.choose(entity(hit.node)) });
  const { find, stop } = finding(input, offered, options.kinds ?? null);
  let timer = 0;
  const enter = () => {
    clearTimeout(timer);
    if (offered.chooseMarked()) return;
    if (options.submit) {
      stop();
      offered.close();
      options.submit(input.value.trim());
    } else if (!offered.chooseFirst()) void find();
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  });
  input.addEventListener("blur", offered.close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (offered.isOpen()) offered.move(event.key === "ArrowDown" ? 1 : -1);
      else void find();
    } else if (event.key === "Escape" && offered.isOpen()) offered.close();
    else if (event.key === "Enter") enter();
    else return;
    event.preventDefault();
  });
  return { box: h("div", { class: options.large ? "search-box large" : "search-box" }, icon("search"), input, offered.list, offered.status), input };
}

/**
 * Asks for what is typed, the last of it alone.
 * @param {HTMLInputElement} input @param {ReturnType<typeof proposals>} offered @param {string[] | null} kinds
 */
function finding(input, offered, kinds) {
  /** @type {AbortController | null} */
  let asking = null;
  const stop = () => asking?.abort();
  const find = async () => {
    stop();
    const text = input.value.trim();
    if (text.length < 2) return offered.close();
    asking = new AbortController();
    try {
      const { search } = await ask("Suggest", { text, language: language(), kinds }, { signal: asking.signal });
      if (input.value.trim() === text && document.activeElement === input) offered.show(search.edges);
    } catch (error) {
      if (!isAbort(error)) offered.say(t("search.unanswered"));
    }
  };
  return { find, stop };
}
