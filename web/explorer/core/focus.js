/**
 * Keeps the focus where it was when a part of the page is made anew. A pressed chip or a chosen
 * option is another element then, and whoever works by keyboard goes on from its likeness. Not
 * here: where the focus goes when another page is shown (`app`).
 * @module
 */

/** How long one waits for what comes after the rest of a page, in milliseconds. */
const PATIENCE = 4_000;

/** What tells an element among others: a name given for this, or its words without what is counted in them. @param {HTMLElement | SVGElement} element */
function likeness(element) {
  const words = element.getAttribute("aria-label") ?? element.textContent ?? "";
  return element.dataset.keep ?? words.replace(/[^\p{L}]+/gu, " ").trim();
}

/** Those in a part of the page that are like this. @param {Element} root @param {string} tag @param {string} like @returns {HTMLElement[]} */
function alike(root, tag, like) {
  return /** @type {HTMLElement[]} */ ([...root.querySelectorAll(tag)]).filter((one) => likeness(one) === like);
}

/**
 * Remembers where the focus is; what it gives puts it back there, once the part is made anew, or
 * else where `otherwise` says.
 * @param {Element} root @param {string} [otherwise]
 */
export function keepFocus(root, otherwise = "h1") {
  const held = document.activeElement;
  if (!(held instanceof HTMLElement || held instanceof SVGElement) || held === root || !root.contains(held)) return () => {};
  const [tag, like] = [held.localName, likeness(held)];
  const place = alike(root, tag, like).indexOf(/** @type {HTMLElement} */ (held));
  const find = () => {
    const found = alike(root, tag, like);
    return found[Math.min(place, found.length - 1)] ?? null;
  };
  const take = (/** @type {HTMLElement | SVGElement | null} */ element) => {
    element?.focus({ preventScroll: true });
    return element !== null && document.activeElement === element;
  };
  return () => {
    if (take(root.contains(held) ? held : find())) return;
    const meanwhile = /** @type {HTMLElement | null} */ (root.querySelector(otherwise) ?? root.querySelector("h1"));
    take(meanwhile);
    const watching = new MutationObserver(() => {
      if (document.activeElement !== meanwhile || take(find())) watching.disconnect();
    });
    watching.observe(root, { childList: true, subtree: true });
    setTimeout(() => watching.disconnect(), PATIENCE);
  };
}
