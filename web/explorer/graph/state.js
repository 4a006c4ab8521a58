/**
 * What a graph shows, as it stands in the address: around whom, how far, how many, which kinds,
 * what is pinned and what is hidden. Each step can be taken back, and forth again.
 * @module
 */

import { changed, go, list, read } from "../core/address.js";

/** @typedef {{ of: string[], depth: number, most: number, without: string[], asserted: boolean, pins: Map<string, { x: number, y: number }>, hidden: string[], as: "picture" | "table" }} State */

/** How many entities are shown, unless asked for more, and what may be asked for. */
export const BUDGETS = [60, 150, 300, 600, 1000];
const USUAL = 150;

/** @param {URLSearchParams} params @returns {State} */
export function stateOf(params) {
  const pins = list(params, "pin").map((text) => text.split(":"));
  return {
    of: list(params, "of"),
    depth: Math.min(3, Math.max(1, Number(params.get("depth") ?? 1) || 1)),
    most: Math.min(1000, Number(params.get("most") ?? USUAL) || USUAL),
    without: list(params, "without"),
    asserted: params.get("said") === "asserted",
    pins: new Map(pins.map(([key, x, y]) => [key, { x: Number(x), y: Number(y) }])),
    hidden: list(params, "hide"),
    as: params.get("as") === "table" ? "table" : "picture",
  };
}

/** A state as parameters. @param {Partial<State>} state @returns {Record<string, string | null>} */
export function paramsOf(state) {
  /** @type {Record<string, string | null>} */
  const params = {};
  if (state.of) params.of = state.of.join(",");
  if (state.depth) params.depth = state.depth === 1 ? null : String(state.depth);
  if (state.most) params.most = state.most === USUAL ? null : String(state.most);
  if (state.without) params.without = state.without.join(",");
  if (state.asserted !== undefined) params.said = state.asserted ? "asserted" : null;
  if (state.pins) params.pin = [...state.pins].map(([key, { x, y }]) => `${key}:${Math.round(x)}:${Math.round(y)}`).join(",");
  if (state.hidden) params.hide = state.hidden.join(",");
  if (state.as) params.as = state.as === "table" ? "table" : null;
  return params;
}

/** Steps that can be taken back and forth. */
export class Steps {
  /** @param {() => void} before called before each step, to write down what is not in the address yet */
  constructor(before) {
    this.before = before;
    /** @type {string[]} */
    this.back = [];
    /** @type {string[]} */
    this.forth = [];
  }

  /** Takes a step. @param {Partial<State>} changes */
  take(changes) {
    this.before();
    const target = changed(paramsOf(changes));
    const here = location.pathname + location.search;
    if (target === here) return;
    this.back.push(here);
    this.forth = [];
    go(target);
  }

  undo() {
    this.before();
    const target = this.back.pop();
    if (target === undefined) return false;
    this.forth.push(location.pathname + location.search);
    go(target, { replace: true });
    return true;
  }

  redo() {
    this.before();
    const target = this.forth.pop();
    if (target === undefined) return false;
    this.back.push(location.pathname + location.search);
    go(target, { replace: true });
    return true;
  }
}

/** The state of the present address. */
export function present() {
  return stateOf(read().params);
}
