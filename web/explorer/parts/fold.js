/**
 * Chips that stand open where there is room, and behind one button on a small screen, so that
 * what they filter is seen first. The button says how many of them are on. Once opened, they stay
 * open while the reader goes about.
 * @module
 */

import { h, icon, newId } from "../core/dom.js";

/** The names of those that the reader opened. @type {Set<string>} */
const opened = new Set();

/** @param {string} name of these chips among others @param {string} label @param {HTMLElement} chips */
export function fold(name, label, chips) {
  chips.id = newId("fold");
  const button = h("button", { type: "button", class: "button fold-button", "aria-controls": chips.id, data: { keep: `fold/${name}` }, on: { click: () => {
    if (!opened.delete(name)) opened.add(name);
    show();
  } } }, label, icon("down"));
  const element = h("div", { class: "fold" }, button, chips);
  const show = () => {
    element.classList.toggle("open", opened.has(name));
    button.setAttribute("aria-expanded", String(opened.has(name)));
  };
  show();
  return element;
}
