/**
 * Making elements. Text goes in as text nodes, never as markup, so that nothing that the graph
 * says can become code. Not here: what a part looks like (`parts`, `style`).
 * @module
 */

/** @typedef {Node | string | number | null | undefined | false} Plain */
/** @typedef {Plain | Plain[]} Child */
/**
 * Attributes by name; `on` holds listeners, `style` custom properties and styles, `data` data
 * attributes. False, null and undefined leave an attribute out; true sets it empty.
 * @typedef {{
 *   on?: Record<string, (event: any) => void>,
 *   style?: Record<string, string>,
 *   data?: Record<string, string | number>,
 *   [attribute: string]: any,
 * }} Props
 */

/**
 * @param {Element} element
 * @param {Props | null} props
 */
function dress(element, props) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "style") {
      const styled = /** @type {HTMLElement} */ (element);
      for (const [property, text] of Object.entries(value)) styled.style.setProperty(property, String(text));
    } else if (name === "data") {
      for (const [key, text] of Object.entries(value)) element.setAttribute(`data-${key}`, String(text));
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
}

/**
 * Appends children, arrays included, and leaves out what is nothing.
 * @template {Node} T
 * @param {T} parent
 * @param {Child[]} children
 * @returns {T}
 */
export function append(parent, ...children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}

/**
 * An HTML element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = null, ...children) {
  const element = document.createElement(tag);
  dress(element, props);
  return append(element, ...children);
}

/**
 * An SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {Child[]} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function s(tag, props = null, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, props);
  return append(element, ...children);
}

/**
 * Puts children in the place of whatever an element holds.
 * @template {Element} T
 * @param {T} parent
 * @param {Child[]} children
 * @returns {T}
 */
export function fill(parent, ...children) {
  parent.replaceChildren();
  return append(parent, ...children);
}

let count = 0;

/**
 * An id that no other element has.
 * @param {string} stem
 */
export function newId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/**
 * A small drawing on a button or beside a word; what it means must stand beside it as text.
 * @param {keyof typeof SHAPES} name
 */
export function icon(name) {
  return s("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, s("path", { d: SHAPES[name] }));
}

const SHAPES = {
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4l3.3 3.3",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.4V8l2.6 1.6",
  person: "M8 2.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8M2.6 14c.4-3 2.6-4.4 5.4-4.4s5 1.4 5.4 4.4",
  close: "M4 4l8 8M12 4l-8 8",
  play: "M5 3l8 5-8 5z",
  pause: "M5 3v10M11 3v10",
  down: "M4 6l4 4 4-4",
  right: "M6 4l4 4-4 4",
  left: "M10 4L6 8l4 4",
  take: "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
  undo: "M3 7h7a3.5 3.5 0 0 1 0 7H7M3 7l3-3M3 7l3 3",
  redo: "M13 7H6a3.5 3.5 0 0 0 0 7h3M13 7l-3-3M13 7l-3 3",
  pin: "M8 14V9M4.5 9h7L10 6V2.5H6V6z",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  mark: "M4 2.5h8v11L8 10.6 4 13.5z",
  out: "M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5",
};
