/**
 * Signing in: a viewer's token makes more to be seen than what is public. The button in the bar
 * tells who reads; the panel under it takes a token, tries it, and forgets it again.
 * @module
 */

import { ask, forget, Failure } from "../core/client.js";
import { fill, h, icon, newId } from "../core/dom.js";
import { keepToken, token } from "../core/session.js";
import { t } from "../core/words.js";

/** @typedef {{ tier: string, name: string | null }} Viewer */

/** What the server said of the token that is held. @type {{ token: string, viewer: Viewer | null } | null} */
let known = null;

/** Who reads: null for the public, and for a token that the server does not know. */
async function viewer() {
  const shown = token();
  if (shown === null) return null;
  if (known?.token !== shown) known = { token: shown, viewer: await told() };
  return known.viewer;
}

/** Holds another token, or none: what was answered to whoever read before is forgotten. @param {string | null} given */
function hold(given) {
  keepToken(given);
  known = null;
  forget();
}

/** @returns {Promise<Viewer | null>} */
async function told() {
  try {
    return (await ask("Who")).viewer;
  } catch (error) {
    if (error instanceof Failure && error.state === "stranger") return null;
    throw error;
  }
}

/** The words that may stand in a header. */
const FIT = /^[!-~]+$/;

/**
 * The button and its panel. `changed` is called when another reads than before.
 * @param {() => void} changed
 */
export function signing(changed) {
  const word = h("span");
  const body = h("div");
  const panel = h("section", { class: "lens signing", id: newId("signing"), "aria-label": t("viewer.title"), hidden: true, on: {
    keydown: (event) => { if (event.key === "Escape") { event.preventDefault(); toggle(false, true); } },
  } }, body);
  const button = h("button", { type: "button", class: "button quiet viewer-button", "aria-controls": panel.id, "aria-expanded": "false", on: { click: () => toggle(panel.hidden === true) } }, icon("person"), word);
  const toggle = (/** @type {boolean} */ shown, back = false) => {
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) /** @type {HTMLElement | null} */ (panel.querySelector("input, button"))?.focus();
    else if (back) button.focus();
  };
  const tell = async () => {
    let reader = null;
    try {
      reader = await viewer();
    } catch {
      // It is not known yet who reads; whatever is asked next tells what is wrong.
    }
    const signed = token() !== null;
    word.textContent = signed ? (reader ? t(`tier.${reader.tier}`) : t("viewer.unknown")) : t("viewer.signIn");
    word.classList.toggle("hidden-text", !signed);
    button.title = signed ? who(reader) : t("viewer.signIn");
    button.classList.toggle("on", signed);
    fill(body, signed ? signedIn(reader, () => { hold(null); changed(); void tell(); toggle(false, true); }) : form(async () => { changed(); await tell(); toggle(false, true); }));
  };
  void tell();
  return { button, panel };
}

/** @param {Viewer | null} reader */
function who(reader) {
  if (!reader) return t("viewer.notKnown");
  return reader.name ? t("viewer.as", { name: reader.name, tier: t(`tier.${reader.tier}`) }) : t("viewer.asTier", { tier: t(`tier.${reader.tier}`) });
}

/** @param {Viewer | null} reader @param {() => void} out */
function signedIn(reader, out) {
  return h("div", { class: "lens-line" },
    h("p", { role: "status" }, h("strong", null, who(reader)), " ", reader ? t("viewer.more") : null),
    h("button", { type: "button", class: "button", on: { click: out } }, t("viewer.signOut")));
}

/** @param {() => Promise<void>} done */
function form(done) {
  const input = h("input", { type: "password", class: "field", name: "token", autocomplete: "off", spellcheck: "false", size: 28, required: true });
  const said = h("p", { class: "said wrong", role: "alert" });
  const take = async () => {
    const given = input.value.trim();
    if (!FIT.test(given)) return void (said.textContent = t("viewer.wrong"));
    hold(given);
    try {
      if (await viewer()) return await done();
      said.textContent = t("viewer.wrong");
    } catch (error) {
      said.textContent = error instanceof Failure ? t(`state.${error.state}`) : String(error);
    }
    hold(null);
  };
  return h("form", { on: { submit: (event) => { event.preventDefault(); void take(); } } },
    h("div", { class: "lens-line" }, h("label", { class: "labelled" }, h("span", null, t("viewer.token")), input), h("button", { class: "button strong" }, t("viewer.signIn"))),
    said, h("p", { class: "hint" }, t("viewer.hint")));
}
