/**
 * The lens: the day for which the graph is shown, whether only what is certain counts, and
 * how much was known. It stands in the address, so that every view and every link keeps it.
 * @module
 */

import { changed, go, read } from "../core/address.js";
import { h, icon, newId } from "../core/dom.js";
import { day } from "../core/format.js";
import { isStill, locale } from "../core/settings.js";
import { t } from "../core/words.js";

/** The years of the slider: from the oldest programme to the present. */
const FIRST_YEAR = 2014;
/** How long a month stays while it plays, in milliseconds. */
const BEAT = 900;

/** @param {string | null} edtf */
function shown(edtf) {
  if (edtf === null) return t("lens.always");
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(edtf)) {
    return new Date(`${edtf}-01T00:00:00Z`).toLocaleDateString(locale(), { month: "short", year: "numeric", timeZone: "UTC" });
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(edtf) ? day(edtf, { day: "numeric", month: "short", year: "numeric" }) : edtf;
}

/** The lens in a few words, for the button that opens it. */
export function lensSummary() {
  const { params } = read();
  const valid = shown(params.get("valid"));
  const parts = [valid];
  if (params.has("valid") && params.get("certainty") === "certain") parts.push(t("lens.certain"));
  const known = params.get("known");
  if (known) parts.push(t("lens.knownOn", { date: day(known, { day: "numeric", month: "short", year: "numeric" }) }));
  return parts.join(" · ");
}

/** @param {number} step */
function monthAt(step) {
  const year = FIRST_YEAR + Math.floor(step / 12);
  return `${year}-${String((step % 12) + 1).padStart(2, "0")}`;
}

/** @param {string | null} edtf @param {number} last */
function stepOf(edtf, last) {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?/.exec(edtf ?? "") ?? [];
  if (!year) return last;
  return Math.min(last, Math.max(0, (Number(year) - FIRST_YEAR) * 12 + Number(month ?? 1) - 1));
}

/** The panel under the bar. */
export function lensPanel() {
  const today = new Date();
  const last = (today.getFullYear() - FIRST_YEAR) * 12 + today.getMonth();
  const slider = h("input", { type: "range", min: 0, max: last, step: 1, "aria-label": t("lens.slider"), class: "lens-slider" });
  const exact = h("input", { type: "text", class: "field", size: 12, placeholder: "2019-10-17", "aria-label": t("lens.exact"), spellcheck: "false" });
  const known = h("input", { type: "date", class: "field", "aria-label": t("lens.known") });
  const word = h("span");
  const play = h("button", { type: "button", class: "button" }, icon("play"), word);
  const name = newId("certainty");
  const choices = ["possible", "certain"].map((value) => h("input", { type: "radio", name, value }));
  let timer = 0;
  let pending = 0;

  const set = (/** @type {Record<string, string | null>} */ changes) => go(changed(changes), { replace: true });
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    word.textContent = t("lens.play");
  };
  const step = () => {
    const next = Number(slider.value) + (isStill() ? 12 : 1);
    if (next > last) return stop();
    slider.value = String(next);
    set({ valid: monthAt(next) });
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(slider.value) >= last || !read().params.has("valid")) slider.value = "0";
    word.textContent = t("lens.pause");
    timer = setInterval(step, BEAT);
    step();
  });
  slider.addEventListener("input", () => {
    stop();
    slider.setAttribute("aria-valuetext", shown(monthAt(Number(slider.value))));
    clearTimeout(pending);
    pending = setTimeout(() => set({ valid: monthAt(Number(slider.value)) }), 150);
  });
  exact.addEventListener("change", () => set({ valid: exact.value.trim() || null }));
  known.addEventListener("change", () => set({ known: known.value ? `${known.value}T23:59:59.999999Z` : null }));
  for (const choice of choices) choice.addEventListener("change", () => set({ certainty: choice.value === "certain" ? "certain" : null }));
  const reset = h("button", { type: "button", class: "button", on: { click: () => { stop(); set({ valid: null, certainty: null, known: null }); } } }, t("lens.reset"));

  const ticks = h("div", { class: "lens-ticks", "aria-hidden": "true" });
  for (let year = FIRST_YEAR; year <= today.getFullYear(); year += 2) {
    ticks.append(h("span", { style: { left: `${((year - FIRST_YEAR) * 1200) / Math.max(last, 1)}%` } }, String(year)));
  }
  const element = h(
    "section",
    { class: "lens", id: newId("lens"), "aria-label": t("lens.title"), hidden: !(read().params.has("valid") || read().params.has("known")) },
    h("div", { class: "lens-line" }, h("div", { class: "lens-track" }, slider, ticks), play),
    h(
      "div", { class: "lens-line" },
      h("label", { class: "labelled" }, h("span", null, t("lens.exact")), exact),
      h("fieldset", { class: "segments" }, h("legend", null, t("lens.certainty")), choices.map((choice) => h("label", null, choice, h("span", null, t(`lens.${choice.value}`))))),
      h("label", { class: "labelled" }, h("span", null, t("lens.known")), known),
      reset,
    ),
    h("p", { class: "hint" }, t("lens.hint")),
  );
  const update = () => {
    const { params } = read();
    const valid = params.get("valid");
    if (document.activeElement !== slider || valid === null) slider.value = String(stepOf(valid, last));
    slider.setAttribute("aria-valuetext", shown(valid));
    exact.value = valid ?? "";
    known.value = (params.get("known") ?? "").slice(0, 10);
    for (const choice of choices) choice.checked = choice.value === (params.get("certainty") === "certain" ? "certain" : "possible");
    if (!timer) word.textContent = t("lens.play");
  };
  return { element, update };
}
