/**
 * Documents are judged as the reference implementation judges them: those of the explorer, and
 * such as differ from them in one place. `STAKEGRAPH_MOST=100000` tries all of these.
 */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import { Kind, parse, print, validate, visit } from "graphql";
import { post, schema } from "./support.mjs";

const folder = new URL("../../web/operations/", import.meta.url);
const operations = readdirSync(folder).filter((name) => name.endsWith(".graphql")).sort();
/** How many questions are under way at once. */
const TOGETHER = 8;
/** How many documents are judged for each operation, evenly from all that there are. */
const MOST = Number(process.env.STAKEGRAPH_MOST ?? 100);
let served;

before(async () => {
  served = await schema();
});

const name = (value) => ({ kind: Kind.NAME, value });
const literal = (kind, value) => ({ kind, value });

/** Values of every kind, to stand where another was. */
const VALUES = [
  literal(Kind.INT, "7"),
  literal(Kind.FLOAT, "1.5"),
  literal(Kind.STRING, "text"),
  literal(Kind.BOOLEAN, true),
  literal(Kind.ENUM, "NOWHERE"),
  { kind: Kind.NULL },
  { kind: Kind.LIST, values: [literal(Kind.INT, "99999999999")] },
  { kind: Kind.OBJECT, fields: [{ kind: Kind.OBJECT_FIELD, name: name("nothing"), value: literal(Kind.INT, "1") }] },
  { kind: Kind.VARIABLE, name: name("nowhere") },
];
const directive = (word) => ({ kind: Kind.DIRECTIVE, name: name(word), arguments: [] });
const leaf = { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: name("__typename") }] };

/** What can become of a node of a document; each is one difference. */
const CHANGES = {
  [Kind.FIELD]: (node) => [
    { ...node, name: name(`${node.name.value}x`) },
    { ...node, alias: name("same") },
    { ...node, selectionSet: node.selectionSet ? undefined : leaf },
    { ...node, arguments: [] },
    { ...node, arguments: [...node.arguments, ...node.arguments] },
    { ...node, arguments: [...node.arguments, { kind: Kind.ARGUMENT, name: name("nothing"), value: VALUES[0] }] },
    { ...node, directives: [...node.directives, directive("nowhere")] },
    { ...node, directives: [...node.directives, directive("include")] },
    null,
  ],
  [Kind.ARGUMENT]: (node) => VALUES.map((value) => ({ ...node, value })),
  [Kind.OBJECT_FIELD]: (node) => [...VALUES.map((value) => ({ ...node, value })), { ...node, name: name("nothing") }],
  [Kind.VARIABLE_DEFINITION]: (node) => [
    { ...node, type: { kind: Kind.NAMED_TYPE, name: name("Boolean") } },
    { ...node, type: { kind: Kind.NAMED_TYPE, name: name("Query") } },
    { ...node, type: { kind: Kind.LIST_TYPE, type: node.type } },
    { ...node, variable: { ...node.variable, name: name("unused") } },
    ...VALUES.slice(0, 6).map((value) => ({ ...node, defaultValue: value })),
    null,
  ],
  [Kind.INLINE_FRAGMENT]: (node) => [{ ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: name("Project") } }, { ...node, typeCondition: undefined }],
  [Kind.FRAGMENT_SPREAD]: (node) => [{ ...node, name: name("Nowhere") }, null],
  [Kind.FRAGMENT_DEFINITION]: (node) => [{ ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: name("String") } }, { ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: name("Project") } }, null],
  // Not to a mutation: the reference says nothing of a kind of operation that the schema lacks.
  [Kind.OPERATION_DEFINITION]: (node) => [{ ...node, operation: "subscription" }, { ...node, directives: [directive("skip")] }],
};

/** The same document with its node of this number changed in the n-th way. */
function changed(document, at, way) {
  let number = 0;
  return visit(document, {
    enter(node) {
      if (!CHANGES[node.kind] || number++ !== at) return undefined;
      return CHANGES[node.kind](node)[way];
    },
  });
}

/** Every document that differs from this one in one place. */
function* neighbours(document) {
  const ways = [];
  visit(document, {
    enter(node) {
      if (CHANGES[node.kind]) ways.push(CHANGES[node.kind](node).length);
    },
  });
  for (const [at, count] of ways.entries()) for (let way = 0; way < count; way++) yield print(changed(document, at, way));
}

/** What the reference says of a text: nothing, or the first fault. */
function fault(text) {
  try {
    return validate(served, parse(text))[0]?.message;
  } catch (error) {
    return error.message;
  }
}

/**
 * What the server says of it; values of variables are not given, which is no fault of the document.
 * What a value of one of our own scalars must look like, the reference does not know.
 */
async function refusal(text) {
  const { answer } = await post({ query: text });
  const isFault = ({ message, extensions: { code } }) => code === "GRAPHQL_PARSE_FAILED" || (code === "GRAPHQL_VALIDATION_FAILED" && !message.startsWith("Failed to parse "));
  return (answer.errors ?? []).find(isFault)?.message;
}

for (const file of operations) {
  test(`${file}, and what differs from it in one place`, async () => {
    const document = parse(readFileSync(new URL(file, folder), "utf8"));
    const all = [...new Set([print(document), ...neighbours(document)])];
    const step = Math.ceil(all.length / MOST);
    const texts = all.filter((_, number) => number % step === 0);
    const different = [];
    const left = texts.values();
    const work = async () => {
      for (const text of left) {
        const [here, there] = [await refusal(text), fault(text)];
        if (Boolean(here) !== Boolean(there)) different.push({ text, here, there });
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
    assert.deepEqual(different.slice(0, 3), []);
    assert.ok(texts.length > 20, `${texts.length}`);
  });
}
