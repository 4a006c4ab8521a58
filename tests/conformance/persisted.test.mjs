/** Automatic persisted queries, as Apollo's client asks for them. */

import assert from "node:assert/strict";
import { createHash, randomUUID } from "node:crypto";
import { test } from "node:test";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { ADDRESS, post } from "./support.mjs";

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hashed = (hash) => ({ persistedQuery: { version: 1, sha256Hash: hash } });

/** Asks a question nobody asked before, by two clients; how many requests each needed. */
async function requests(useGETForHashedQueries) {
  const query = gql(`query Tier { n${randomUUID().replaceAll("-", "")}: viewer { tier } }`);
  const counts = [];
  for (let client = 0; client < 2; client++) {
    let sent = 0;
    const counted = (...request) => {
      sent += 1;
      return fetch(...request);
    };
    const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(new HttpLink({ uri: ADDRESS, fetch: counted }));
    const { data } = await new ApolloClient({ cache: new InMemoryCache(), link }).query({ query });
    assert.equal(Object.values(data)[0].tier, "PUBLIC");
    counts.push(sent);
  }
  return counts;
}

for (const byGet of [false, true]) {
  test(`a document is sent once and asked for by its hash then, ${byGet ? "GET" : "POST"}`, async () => {
    assert.deepEqual(await requests(byGet), [2, 1]);
  });
}

test("a hash that is not known is told in the words that clients wait for", async () => {
  const { answer } = await post({ extensions: hashed(sha256(randomUUID())) });
  assert.equal(answer.errors[0].message, "PersistedQueryNotFound");
  assert.equal(answer.errors[0].extensions.code, "PERSISTED_QUERY_NOT_FOUND");
});

test("a document under a hash that is not its own is refused", async () => {
  const { status, answer } = await post({ query: "{ __typename }", extensions: hashed(sha256("another")) });
  assert.equal(status, 400);
  assert.equal(answer.data, undefined);
});

test("a document that does not fit is not kept", async () => {
  const query = `{ nothing${randomUUID().slice(0, 8)} }`;
  await post({ query, extensions: hashed(sha256(query)) });
  const { answer } = await post({ extensions: hashed(sha256(query)) });
  assert.equal(answer.errors[0].message, "PersistedQueryNotFound");
});
