/** The schema as tools of the field see it: read, linted, compared, compiled. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import plugin from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";
import { buildSchema, printSchema, validateSchema } from "graphql";
import { ask, schema } from "./support.mjs";

const committed = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
let served;

before(async () => {
  served = await schema();
});

test("the schema that is served is valid", () => {
  assert.deepEqual(validateSchema(served), []);
});

test("what a page shows is found again by its global id", async () => {
  const { entities } = await ask("{ entities(first: 20) { nodes { __typename id key } } }");
  const ids = entities.nodes.map((node) => node.id);
  assert.equal(ids.length, 20);
  const { nodes } = await ask("query Again($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Entity { key } } }", { ids });
  assert.deepEqual(nodes, entities.nodes);
});

test("the schema that is served breaks nothing of the committed one, and the reverse", async () => {
  const written = buildSchema(committed);
  for (const changes of [await diff(written, served), await diff(served, written)]) {
    const breaking = changes.filter((change) => change.criticality.level === CriticalityLevel.Breaking);
    assert.deepEqual(breaking.map((change) => change.message), []);
  }
});

/** A folder that is gone after the test. */
function scratch(t) {
  const folder = mkdtempSync(join(tmpdir(), "stakegraph-conformance-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("the linter's rules for schemas and for Relay find nothing", async (t) => {
  const folder = scratch(t);
  const file = join(folder, "served.graphql");
  writeFileSync(file, printSchema(served));
  const rules = {
    ...plugin.configs["flat/schema-recommended"].rules,
    ...plugin.configs["flat/schema-relay"].rules,
    "@graphql-eslint/relay-edge-types": ["error", { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
    // Every type with a global id is a Node; values and pages have none.
    "@graphql-eslint/strict-id-in-types": "off",
    // Descriptions are texts, where a hash is a hash.
    "@graphql-eslint/no-hashtag-description": "off",
  };
  const config = {
    files: ["**/*.graphql"],
    languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig: { schema: file } } },
    plugins: { "@graphql-eslint": plugin },
    rules,
  };
  const linter = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [config] });
  const results = await linter.lintFiles([file]);
  const found = results.flatMap((result) => result.messages).map((message) => `${message.line}: ${message.ruleId} ${message.message}`);
  // The contract fixes this name.
  assert.deepEqual(found.filter((message) => !message.includes(`Field "documents" starts with the name of the parent type "Document"`)), []);
  assert.ok(Object.keys(rules).length > 10);
});

test("Relay's compiler takes pages, refetching and fragments with arguments", (t) => {
  const folder = scratch(t);
  mkdirSync(join(folder, "src/__generated__"), { recursive: true });
  writeFileSync(join(folder, "schema.graphql"), printSchema(served));
  writeFileSync(
    join(folder, "src/people.js"),
    `import { graphql } from "relay-runtime";
graphql\`query peopleQuery($size: Int!) { ...people_list @arguments(size: $size) }\`;
graphql\`fragment people_list on Query @argumentDefinitions(size: { type: "Int", defaultValue: 5 }, after: { type: "String" }) @refetchable(queryName: "peopleNextQuery") { people(first: $size, after: $after) @connection(key: "people_people") { edges { node { ...people_person } } } }\`;
graphql\`fragment people_person on Person @refetchable(queryName: "peoplePersonQuery") { id key name }\`;
`,
  );
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify({ src: "./src", schema: "./schema.graphql", language: "javascript", artifactDirectory: "./src/__generated__" }));
  const compiler = new URL("node_modules/relay-compiler/cli.js", import.meta.url).pathname;
  const { status, stdout, stderr } = spawnSync("node", [compiler, "relay.config.json"], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});
