/** Who reads: a viewer's token shows more than is public, for as long as the reader wants. */

import assert from "node:assert/strict";
import { at, onPage, open, take, withBrowser } from "./support.mjs";

withBrowser();

/** What only partners see, and a token of theirs: the server under test was given both. */
const [KEY, TOKEN] = [process.env.STAKEGRAPH_CLOSED_KEY, process.env.STAKEGRAPH_PARTNER_TOKEN];

/** Signs in by the form in the bar. */
async function signIn(page, token) {
  await page.getByRole("button", { name: "Sign in" }).first().click();
  await page.getByLabel("Viewer token").fill(token);
  await page.keyboard.press("Enter");
}

onPage("a token shows what is not public, tells who reads, and is forgotten by signing out", async (page) => {
  const sent = [];
  page.on("request", (request) => { if (request.url().endsWith("/graphql")) sent.push(request.headers().authorization ?? null); });
  await open(page, `e/${KEY}`);
  await page.getByText("There is no such entry").waitFor();
  assert.ok(sent.length > 0 && sent.every((header) => header === null), "the public shows no token");
  await signIn(page, TOKEN);
  await page.getByRole("heading", { level: 1, name: "Closed list" }).waitFor();
  const button = page.locator(".viewer-button");
  assert.equal(await button.innerText(), "partner");
  assert.match(await button.getAttribute("title"), /the ministry \(partner\)/);
  assert.equal(sent.at(-1), `Bearer ${TOKEN}`);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Closed list" }).waitFor();
  await button.click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("There is no such entry").waitFor();
  assert.equal(sent.at(-1), null);
  assert.equal(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage])).then((kept) => kept.includes("token")), false);
}, { allowed: /404/ });

onPage("a token stays in its tab, out of addresses and files", async (page, context) => {
  await open(page, "about");
  await signIn(page, TOKEN);
  await page.locator(".viewer-button.on").waitFor();
  await open(page, `e/${KEY}`);
  await page.getByRole("heading", { level: 1, name: "Closed list" }).waitFor();
  const { bytes } = await take(page, "json");
  assert.equal(bytes.toString("utf8").includes(TOKEN) || page.url().includes(TOKEN), false);
  const other = await context.newPage();
  await open(other, `e/${KEY}`);
  await other.getByText("There is no such entry").waitFor();
}, { allowed: /404/ });

onPage("a token that is not known is told at once, and nothing is taken for public silently", async (page) => {
  await open(page, "about");
  await signIn(page, "nobody-has-this-one");
  await page.getByText("This token is not known here.").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  // One that was withdrawn while its tab was open.
  await page.evaluate(() => sessionStorage.setItem("stakegraph.token", "withdrawn"));
  await page.getByRole("link", { name: "Matrix", exact: true }).click();
  await page.locator(".state.failed.stranger").waitFor();
  assert.match(await page.locator(".state.failed").innerText(), /Sign out above/);
  await page.reload();
  await page.locator(".viewer-button.on").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await at(page, /matrix/);
  await page.locator(".matrix").waitFor();
}, { allowed: /401/ });
