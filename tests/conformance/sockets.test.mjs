/** graphql-transport-ws: the reference client is served, and who breaks the protocol is told how. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { CloseCode, createClient } from "graphql-ws";
import { CHANGES, SOCKET, TOKEN, conversation, sockets } from "./support.mjs";

/** @param {object} [options] */
function client(options) {
  return createClient({ url: SOCKET, webSocketImpl: sockets(), retryAttempts: 0, ...options });
}

async function all(client, query) {
  const results = [];
  for await (const result of client.iterate({ query })) results.push(result);
  await client.dispose();
  return results;
}

const init = JSON.stringify({ type: "connection_init" });
const subscribe = (id, query) => JSON.stringify({ id, type: "subscribe", payload: { query } });

test("a subscription tells its events and then ends", async () => {
  const events = await all(client(), CHANGES);
  assert.equal(events.length, 3);
  assert.ok(events.every((event) => event.data.changes.cursor));
});

test("a reader may leave in the middle", async () => {
  const reader = client();
  for await (const event of reader.iterate({ query: CHANGES })) {
    assert.ok(event.data.changes);
    break;
  }
  await reader.dispose();
});

test("a query is answered, and who asks without a token is anybody", async () => {
  const [answer] = await all(client(), "{ viewer { tier } }");
  assert.equal(answer.data.viewer.tier, "PUBLIC");
});

test("the token of the first message says who asks", async () => {
  const known = client({ connectionParams: { Authorization: `Bearer ${TOKEN}` } });
  const [answer] = await all(known, "{ viewer { tier } }");
  assert.equal(answer.data.viewer.tier, "PARTNER");
});

test("a wrong token is forbidden", async () => {
  const stranger = client({ connectionParams: { Authorization: "Bearer nobody" } });
  const failure = await all(stranger, "{ __typename }").then(() => undefined, (error) => error);
  assert.equal(failure?.code, CloseCode.Forbidden);
});

test("many operations share a connection", async () => {
  const shared = client();
  const ask = async () => {
    const events = [];
    for await (const event of shared.iterate({ query: CHANGES })) events.push(event);
    return events.length;
  };
  assert.deepEqual(new Set(await Promise.all(Array.from({ length: 40 }, ask))), new Set([3]));
  await shared.dispose();
});

test("an operation that does not fit is an error of its own", async () => {
  const asked = all(client(), "subscription { nothing }");
  await assert.rejects(asked, (errors) => errors[0].extensions.code === "GRAPHQL_VALIDATION_FAILED");
});

for (const [what, code, messages] of [
  ["what is no JSON", CloseCode.BadRequest, ["{"]],
  ["a message of no known type", CloseCode.BadRequest, [init, JSON.stringify({ type: "hello" })]],
  ["an operation without an id", CloseCode.BadRequest, [init, JSON.stringify({ type: "subscribe", payload: { query: CHANGES } })]],
  ["an operation before the hello", CloseCode.Unauthorized, [subscribe("1", CHANGES)]],
  ["a second hello", CloseCode.TooManyInitialisationRequests, [init, init]],
  ["an id that is taken", CloseCode.SubscriberAlreadyExists, [init, subscribe("1", "subscription { changes(after: \"now\") { act } }"), subscribe("1", CHANGES)]],
  ["no hello", CloseCode.ConnectionInitialisationTimeout, []],
]) {
  test(`${what} closes with ${code}`, { timeout: 30_000 }, async () => {
    const { code: closed, reason } = await conversation(messages);
    assert.equal(closed, code, reason);
  });
}

test("a page of another site opens no connection", async () => {
  const foreign = client({ webSocketImpl: sockets({ origin: "https://elsewhere.example" }) });
  await assert.rejects(all(foreign, "{ __typename }"));
});
