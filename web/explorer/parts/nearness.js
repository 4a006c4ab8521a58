/**
 * Buttons that go farther and nearer and see all, for whoever has neither a wheel nor a second
 * finger nor keys.
 * @module
 */

import { h, icon } from "../core/dom.js";
import { t } from "../core/words.js";

/** How much nearer a press goes. */
const STEP = 1.25;

/** @param {{ zoom: (factor: number) => void, all: () => void, step?: number, on?: boolean }} of `on`: whether there is a picture now */
export function nearness({ zoom, all, step = STEP, on = true }) {
  const button = (/** @type {"minus" | "plus" | "fit"} */ sign, /** @type {string} */ label, /** @type {() => void} */ act) =>
    h("button", { type: "button", class: "button quiet", title: label, "aria-label": label, disabled: !on, on: { click: act } }, icon(sign));
  return h("div", { class: "buttons tight" },
    button("minus", t("graph.farther"), () => zoom(1 / step)), button("plus", t("graph.nearer"), () => zoom(step)), button("fit", t("graph.fit"), all));
}
