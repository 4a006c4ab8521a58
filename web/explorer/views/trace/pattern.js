/**
 * Patterns: where they start, and step by step along what to whom; how they stand in the
 * address, and those that are ready-made.
 * @module
 */

/** @typedef {{ kind: string[], type: string[], key?: string[] }} Stop */
/** @typedef {{ via: string[], direction: "IN" | "OUT" | "BOTH", role: string[], all?: boolean, to: Stop }} Step */
/** @typedef {{ from: Stop, steps: Step[] }} Pattern */

/** How many steps a pattern may have. */
export const MOST_STEPS = 5;

/** The questions of the mission. @type {{ name: string, pattern: Pattern }[]} */
export const READY = [
  {
    name: "experts",
    pattern: {
      from: { kind: ["EVENT"], type: ["VISIT"] },
      steps: [{ via: ["ATTENDED"], direction: "IN", role: ["specialists", "representatives"], to: { kind: ["PERSON", "ORGANISATION", "MUNICIPALITY"], type: [] } }],
    },
  },
  {
    name: "support",
    pattern: {
      from: { kind: ["MUNICIPALITY"], type: [] },
      steps: [
        { via: ["SUPPORTS", "FUNDS"], direction: "OUT", role: ["continued"], to: { kind: ["PROJECT"], type: ["SERVICE"] } },
      ],
    },
  },
];

/** @param {URLSearchParams} params @returns {Pattern | null} */
export function patternOf(params) {
  const ready = READY.find(({ name }) => name === params.get("pattern"));
  if (ready) return ready.pattern;
  try {
    const read = JSON.parse(params.get("p") ?? "null");
    if (read === null) return null;
    const texts = (/** @type {any} */ list) => (Array.isArray(list) ? list.map(String) : []);
    const stop = (/** @type {any} */ one) => ({ kind: texts(one?.kind), type: texts(one?.type), key: texts(one?.key) });
    const steps = (Array.isArray(read.steps) ? read.steps : []).slice(0, MOST_STEPS).map((/** @type {any} */ step) => ({
      via: texts(step.via), direction: ["IN", "OUT", "BOTH"].includes(step.direction) ? step.direction : "OUT", role: texts(step.role), all: step.all === true, to: stop(step.to),
    }));
    return { from: stop(read.from), steps };
  } catch {
    return null; // An address that was cut off: the page offers the ready-made ones.
  }
}
