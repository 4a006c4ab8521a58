/**
 * Asking the public GraphQL API, by the named operations of `web/operations`. The lens of the
 * address goes along with each question. What goes wrong becomes a Failure that a view can
 * show honestly. Answers are kept for a while, so that going back is quick.
 * @module
 */

import { BASE, read } from "./address.js";
import { credentials } from "./session.js";

/** @typedef {"offline" | "timeout" | "busy" | "refused" | "many" | "gone" | "broken" | "stranger"} State */

/** Why there is no answer. */
export class Failure extends Error {
  /**
   * @param {State} state
   * @param {string} message
   * @param {{ code?: string, requestId?: string }} [more]
   */
  constructor(state, message, more = {}) {
    super(message);
    this.state = state;
    this.code = more.code ?? "";
    this.requestId = more.requestId ?? "";
  }
}

/** How long an answer may take, in milliseconds. */
const PATIENCE = 30_000;
/** How many answers are kept, and for how long. */
const KEPT = { most: 80, age: 120_000 };

/** @type {Record<string, State>} */
const STATES = {
  TIMEOUT: "timeout",
  UNAVAILABLE: "busy",
  RATE_LIMITED: "busy",
  UNAUTHENTICATED: "stranger",
  QUERY_TOO_COMPLEX: "many",
  PAYLOAD_TOO_LARGE: "many",
  INTERNAL: "broken",
};

/** @type {Promise<Record<string, string>> | null} */
let operations = null;
/** @type {Map<string, { at: number, data: any }>} */
const answers = new Map();

/** The text of an operation. @param {string} name */
export async function operation(name) {
  operations ??= fetch(new URL("../operations.json", import.meta.url)).then((reply) => {
    if (!reply.ok) throw new Failure("gone", reply.statusText);
    return reply.json();
  });
  try {
    return (await operations)[name];
  } catch (error) {
    operations = null;
    throw asFailure(error);
  }
}

/** The lens of the address, as variables that every operation takes. */
export function lens() {
  const { params } = read();
  return {
    valid: params.get("valid"),
    certainty: params.get("certainty") === "certain" ? "CERTAIN" : null,
    known: params.get("known"),
  };
}

/** An operation with its variables, as it is sent. @param {string} name @param {object} variables */
export async function question(name, variables) {
  return { query: await operation(name), operationName: name, variables: { ...lens(), ...variables } };
}

/**
 * Asks, and gives the answer's data under the lens.
 * @param {string} name
 * @param {object} [variables]
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<any>}
 */
export async function ask(name, variables = {}, options = {}) {
  const body = JSON.stringify(await question(name, variables));
  const kept = answers.get(body);
  if (kept && Date.now() - kept.at < KEPT.age) return kept.data;
  const asker = credentials().authorization;
  const data = await send(body, options.signal);
  // Who signed out meanwhile must not find what only the other may see.
  if (asker === credentials().authorization) answers.set(body, { at: Date.now(), data });
  for (const oldest of answers.keys()) {
    if (answers.size <= KEPT.most) break;
    answers.delete(oldest);
  }
  return data;
}

/** Forgets what was answered, so that the next question is asked anew. */
export function forget() {
  answers.clear();
}

/** @param {string} body @param {AbortSignal} [signal] */
async function send(body, signal) {
  const signals = [AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])];
  /** @type {Response} */
  let reply;
  /** @type {any} */
  let answer;
  try {
    reply = await fetch(new URL("graphql", BASE), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/graphql-response+json", ...credentials() },
      body,
      signal: AbortSignal.any(signals),
    });
    answer = await reply.json();
  } catch (error) {
    throw asFailure(error);
  }
  const [error] = answer.errors ?? [];
  if (error) throw ofError(error);
  if (!reply.ok) throw new Failure("broken", reply.statusText);
  return answer.data.at ?? answer.data;
}

/** @param {{ message: string, extensions?: { code?: string, requestId?: string } }} error */
function ofError(error) {
  const code = error.extensions?.code ?? "";
  return new Failure(STATES[code] ?? "refused", error.message, error.extensions);
}

/** @param {unknown} error */
function asFailure(error) {
  if (error instanceof Failure) return error;
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return /** @type {Error} */ (error);
  if (name === "TimeoutError") return new Failure("timeout", "");
  return new Failure(error instanceof SyntaxError ? "broken" : "offline", String(error));
}
