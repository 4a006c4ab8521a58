/** The server under test, and questions to it. */

import assert from "node:assert/strict";
import { buildClientSchema, getIntrospectionQuery } from "graphql";
import WebSocket from "ws";

const HOME = process.env.STAKEGRAPH_URL.replace(/\/$/, "");

/** Where GraphQL is served. */
export const ADDRESS = `${HOME}/graphql`;

/** The same for WebSockets. */
export const SOCKET = ADDRESS.replace(/^http/, "ws");

/** The token of a partner, whom the server knows. */
export const TOKEN = process.env.STAKEGRAPH_TOKEN;

/** A subscription that ends by itself, after three events. */
export const CHANGES = "subscription Changes { changes(limit: 3) { cursor act noun } }";

/**
 * Posts a body as JSON.
 * @param {object} body
 * @returns {Promise<{ status: number, answer: any }>}
 */
export async function post(body) {
  const response = await fetch(ADDRESS, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

/**
 * The data of a question that is answered whole.
 * @param {string} query
 * @param {object} [variables]
 */
export async function ask(query, variables) {
  const { answer } = await post({ query, variables });
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data;
}

/** The schema as clients build it from the standard introspection. */
export async function schema() {
  return buildClientSchema(await ask(getIntrospectionQuery({ inputValueDeprecation: true })));
}

/** What a client of GraphQL over WebSockets opens connections with; `headers` as a browser sends. */
export function sockets(headers = {}) {
  return class extends WebSocket {
    constructor(address, protocol) {
      super(address, protocol, { headers });
    }
  };
}

/**
 * A connection whose messages are written and read as they are.
 * @param {string[]} first messages to send once it is open, as text
 * @returns {Promise<{ code: number, reason: string, messages: any[] }>} what came until it closed
 */
export function conversation(first) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(SOCKET, "graphql-transport-ws");
    const messages = [];
    socket.on("open", () => first.forEach((message) => socket.send(message)));
    socket.on("message", (message) => messages.push(JSON.parse(String(message))));
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason), messages }));
    socket.on("error", reject);
  });
}
