/** GraphQL over HTTP: the audits of the working group. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { serverAudits } from "graphql-http";
import { ADDRESS } from "./support.mjs";

for (const audit of serverAudits({ url: ADDRESS, fetchFn: fetch })) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    assert.equal(result.status, "ok", "reason" in result ? String(result.reason) : "");
  });
}
