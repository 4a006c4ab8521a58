/** Honest states: what is left out, what cannot be read, what could not be loaded, each said. */

import assert from "node:assert/strict";
import { at, onPage, open, ready, withBrowser } from "./support.mjs";

withBrowser();

/** Changes the answers of an operation on their way. */
function answering(page, operation, change) {
  return page.route("**/graphql", async (route) => {
    if (!route.request().postData()?.includes(`query ${operation}`)) return route.continue();
    const reply = await route.fetch();
    const answer = await reply.json();
    change(answer.data.at);
    return route.fulfill({ json: answer });
  });
}

onPage("the first page says how many contradictions and events it leaves out, and shows them", async (page) => {
  await answering(page, "Start", (data) => {
    data.discrepancies = Array.from({ length: 9 }, () => data.discrepancies[0]);
    data.events.totalCount = data.events.nodes.length + 3;
  });
  await open(page);
  const found = page.locator("section[aria-labelledby=contradictions]");
  assert.equal(await found.locator("li").count(), 7);
  await found.getByRole("button", { name: "2 more" }).click();
  assert.equal(await found.locator("li").count(), 9);
  assert.match(await page.getByRole("link", { name: "3 more" }).getAttribute("href"), /search\?kind=EVENT/);
  const questions = page.locator("main [data-take=graphiql]");
  assert.equal(await questions.count(), 1, "the first page has its question, too");
});

/** So many municipalities, each found once. */
const municipalities = (most) => Array.from({ length: most }, (_, index) => ({ keys: [`place-${index}`], count: 1, entity: { name: `Place ${String(index).padStart(4, "0")}` } }));

onPage("a facet says how many more it has until it shows them all, and when not all were counted", async (page) => {
  let most = 150;
  await answering(page, "Facets", (data) => { data.places = municipalities(most); });
  await open(page, "search");
  const places = page.getByRole("list", { name: "Filter by municipality" });
  const chips = places.locator("[data-facet]");
  assert.equal(await chips.count(), 8);
  await places.getByRole("button", { name: "142 more" }).click();
  assert.equal(await chips.count(), 108);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.facet), "place-8", "one goes on from there by keyboard");
  await places.getByRole("button", { name: "42 more" }).click();
  assert.equal(await chips.count(), 150);
  assert.equal(await places.locator(".more").count(), 0);
  assert.equal(await page.getByText("are counted; there may be more").count(), 0);
  most = 1000;
  await page.reload();
  await ready(page);
  await page.getByText("Only the first 1,000 are counted; there may be more").waitFor();
});

onPage("more ways than are shown at most are told", async (page) => {
  await answering(page, "Paths", (data) => { data.paths.hasNextPage = true; });
  await open(page, "paths?from=liesma-ose&to=d-kretalovs&first=50");
  await page.getByText("There are more than the 50 that are shown").waitFor();
});

onPage("a pattern and a day that cannot be read are told as they are", async (page) => {
  await open(page, "trace?p={%22from");
  await page.getByText("This pattern cannot be read").waitFor();
  await open(page, "trace?pattern=support");
  assert.equal(await page.getByText("This pattern cannot be read").count(), 0);
  await open(page, "about?valid=2019-99&known=never");
  const told = await page.locator(".lens-button").innerText();
  assert.match(told, /2019-99[^]*never/);
});

for (const [state, answer, told] of [["gone", { status: 404, body: "" }, /older version/], ["offline", null, /cannot be reached/]]) {
  onPage(`a view whose script is ${state} says so, and not that the server failed`, async (page) => {
    await open(page, "about");
    const refuse = (route) => (answer === null ? route.abort() : route.fulfill(answer));
    await page.route("**/views/matrix.js", refuse);
    await page.route("**/app.js", refuse);
    await page.getByRole("link", { name: "Matrix", exact: true }).click();
    await page.locator(".state.failed").waitFor();
    assert.match(await page.locator(".state.failed").innerText(), told);
    assert.equal(await page.title(), "stakegraph");
  }, { allowed: /ERR_FAILED|404/ });
}

onPage("a step of the graph that is not answered says so, and is not taken for one under way", async (page) => {
  await open(page, "graph?of=seminar-2020&as=table");
  await page.route("**/graphql", (route) => route.abort());
  await page.locator(".chips.shown .chip").first().click();
  await page.locator(".graph-view .state.failed").waitFor();
  await page.waitForSelector(".graph-view:not([aria-busy])");
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".counts").waitFor();
}, { allowed: /ERR_FAILED/ });

onPage("who turns back before the next view is there finds the graph again", async (page) => {
  await open(page, "graph?of=seminar-2020");
  await page.waitForSelector(".stage[data-settled=true]");
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("query Presence")) await new Promise((done) => { setTimeout(done, 3_000); });
    return route.continue().catch(() => {});
  });
  await page.getByRole("link", { name: "Matrix", exact: true }).click();
  await page.locator("main .loading").waitFor();
  await page.goBack();
  await page.locator(".graph-view canvas").waitFor();
  await ready(page);
  assert.equal(await page.locator("main .loading").count(), 0);
});

onPage("a citation and the questions of the map say under which lens they were asked", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, `e/seminar-2020?valid=2020&known=${new Date().toISOString()}`);
  await page.locator("main .take > button").click();
  await page.locator("[data-take=citation]").click();
  await page.getByText("Copied.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /, as of 2020, as known on \d+ \w+ \d{4}\. http/);
  await open(page, "map?valid=2019");
  const questions = await page.locator("[data-take=graphiql]").allTextContents();
  assert.deepEqual(questions.map((text) => text.split(": ").at(-1)), ["Places", "Standing"]);
  await page.getByRole("link", { name: "About" }).click();
  await at(page, /about\?valid=2019/);
});
