/**
 * Colours of communities: eight that are told apart without seeing red or green; a ninth
 * community begins anew, and its number, which always stands beside it, tells it apart.
 * @module
 */

const LIGHT = ["#0a64a4", "#b25a00", "#00745a", "#a8366f", "#6b4fa0", "#8a6d00", "#3f6f7f", "#7d3b22"];
const DARK = ["#74b9f2", "#f2a65a", "#55cfae", "#f08fc0", "#b9a3f0", "#e5cf5e", "#8fc6d6", "#e0997c"];

/** @param {number} community */
export function communityColour(community) {
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return (dark ? DARK : LIGHT)[community % LIGHT.length];
}
