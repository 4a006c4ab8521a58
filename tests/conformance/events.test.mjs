/** Events over HTTP: graphql-sse in both its modes, and Apollo's parts. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { createClient } from "graphql-sse";
import { ADDRESS, CHANGES } from "./support.mjs";

for (const singleConnection of [false, true]) {
  const mode = singleConnection ? "one connection for all" : "a connection for each";

  test(`server-sent events, ${mode}: told one by one, and then the end`, async () => {
    const client = createClient({ url: ADDRESS, singleConnection, retryAttempts: 0 });
    const events = [];
    for await (const event of client.iterate({ query: CHANGES })) events.push(event.data.changes);
    assert.equal(events.length, 3);
    client.dispose();
  });

  test(`server-sent events, ${mode}: a query is answered too`, async () => {
    const client = createClient({ url: ADDRESS, singleConnection, retryAttempts: 0 });
    const answers = [];
    for await (const answer of client.iterate({ query: "{ viewer { tier } }" })) answers.push(answer);
    assert.deepEqual(answers.map((answer) => answer.data.viewer.tier), ["PUBLIC"]);
    client.dispose();
  });

  test(`server-sent events, ${mode}: what does not fit is refused`, async () => {
    const client = createClient({ url: ADDRESS, singleConnection, retryAttempts: 0 });
    const asked = (async () => {
      for await (const event of client.iterate({ query: "subscription { nothing }" })) {
        if (event.errors) throw event.errors;
      }
    })();
    await assert.rejects(asked);
    client.dispose();
  });
}

test("Apollo's client reads a subscription in parts", async () => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: ADDRESS }) });
  const events = await new Promise((resolve, reject) => {
    const told = [];
    client.subscribe({ query: gql(CHANGES) }).subscribe({
      next: (event) => (event.error ? reject(event.error) : told.push(event.data.changes)),
      error: reject,
      complete: () => resolve(told),
    });
  });
  assert.equal(events.length, 3);
});
