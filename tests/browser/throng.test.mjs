/** An entity with very many relations, imported for real: it opens at once with its first page. */

import assert from "node:assert/strict";
import { onPage, ready, rows, withBrowser } from "./support.mjs";

withBrowser();

const [RELATIONS, BODIES] = ["RELATIONS", "BODIES"].map((what) => Number(process.env[`STAKEGRAPH_THRONG_${what}`]));
/**
 * How long its page may take to be seen, in milliseconds, of a build for tests on a busy machine. Were
 * all its relations read, it would take many times as long; what it took is printed.
 */
const AT_ONCE = 5_000;

/** The server that holds it. */
const THERE = process.env.STAKEGRAPH_THRONG;

/** How long something takes until the first fact is seen, in milliseconds. */
async function until(page, act, seen) {
  const began = performance.now();
  await act();
  await seen();
  return performance.now() - began;
}

onPage(`an entity with ${RELATIONS.toLocaleString("en")} relations opens with its first page`, async (page) => {
  await page.goto(`${THERE}about`);
  await ready(page);
  const first = () => page.locator("#facts tbody tr").first().waitFor();
  // What the scripts of the view weigh is another's test: they are here before it is opened.
  await page.goto(`${THERE}e/body-1`);
  await first();
  const asked = [];
  page.on("request", (request) => { if (request.url().endsWith("/graphql")) asked.push(request.postDataJSON()); });
  const times = [];
  // Each time under another lens, since the server keeps answers that it gave.
  for (const year of [2100, 2101, 2102, 2103]) {
    await page.goto(`${THERE}about`);
    await ready(page);
    await page.evaluate((year) => {
      const link = document.createElement("a");
      link.id = "throng";
      link.href = new URL(`e/throng?valid=2015/${year}`, document.baseURI).href;
      link.textContent = "throng";
      document.querySelector("main").append(link);
    }, year);
    times.push(await until(page, () => page.locator("#throng").click(), first));
  }
  console.log(`opened in ${times.map((time) => Math.round(time)).join(", ")} ms`);
  assert.ok(asked.every(({ variables }) => (variables.first ?? 0) <= 100), "no more is asked for than a page");
  assert.equal(await page.locator("#facts tbody tr").count(), 50);
  assert.match(await page.locator("#facts .pager").innerText(), new RegExp(`50 of ${RELATIONS.toLocaleString("en-GB")}`));
  assert.match(await page.locator("#facts .chip").first().innerText(), new RegExp(RELATIONS.toLocaleString("en-GB")));
  assert.ok(Math.min(...times) <= AT_ONCE, `${times}`);
}, { allowed: /another host: http:\/\/127/ });

onPage("its next page and another order come as quickly, and the order is that of all", async (page) => {
  await page.goto(`${THERE}e/throng`);
  const first = async () => (await rows(page, "#facts table"))[0].join(" | ");
  const before = await first();
  const changed = (from) => page.waitForFunction((text) => {
    const row = document.querySelector("#facts tbody tr");
    return row && [...row.children].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()).join(" | ") !== text;
  }, from);
  const times = [await until(page, () => page.locator("#facts .pager [rel=next]").click(), () => changed(before))];
  const second = await first();
  const when = page.locator("#facts thead").getByRole("button", { name: "When" });
  times.push(await until(page, () => when.click(), () => page.locator("#facts th[aria-sort=ascending]").waitFor()));
  assert.match(await first(), /1 January 2015/);
  times.push(await until(page, () => when.click(), () => page.locator("#facts th[aria-sort=descending]").waitFor()));
  const last = new Date(Date.UTC(2015, 0, RELATIONS / BODIES)).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  assert.match(await first(), new RegExp(last), `the latest of all, not of the page: ${second}`);
  console.log(`next page, by date, the other way: ${times.map((time) => Math.round(time)).join(", ")} ms`);
  assert.match(page.url(), /sort=PERIOD_DESC/);
}, { allowed: /another host: http:\/\/127/ });

/** How many relations a neighbourhood shows for each entity that it may: the server's own bound. */
const EACH = 20;
const [GUESTS, DAYS] = ["GUESTS", "DAYS"].map((what) => Number(process.env[`STAKEGRAPH_THRONG_${what}`]));

onPage("a hub that few others join by very much shows so many relations, and says how many it hides", async (page) => {
  const [all, least] = [GUESTS * DAYS, 60];
  const most = least * EACH;
  assert.ok(all > most && all < 150 * EACH, `${all}: more than the first budget shows, less than the second`);
  const lines = page.locator(".graph-body tbody tr");
  await page.goto(`${THERE}graph?of=hub&most=${least}&as=table`);
  await ready(page);
  assert.equal(await lines.count(), most);
  const told = new RegExp(`^${(all - most).toLocaleString("en-GB")} relations between them are hidden\\.`);
  assert.match(await page.locator(".notice").innerText(), told);
  assert.match(await page.locator(".counts").innerText(), new RegExp(`${most.toLocaleString("en-GB")} relations`));
  // Those that come first in time are shown.
  const day = new Date(Date.UTC(2015, 0, most / GUESTS)).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  assert.ok((await lines.last().innerText()).includes(day), `the last is of ${day}`);
  await page.getByRole("button", { name: "Picture" }).click();
  await page.waitForSelector(".stage[data-settled=true]");
  assert.match(await page.locator(".notice").innerText(), told, "the picture says so as well");
  await page.getByRole("button", { name: "Table" }).click();
  await page.getByRole("button", { name: "Show up to 150" }).click();
  await page.waitForFunction((rows) => document.querySelectorAll(".graph-body tbody tr").length === rows, all);
  assert.equal(await page.locator(".notice").count(), 0);
}, { allowed: /another host: http:\/\/127/ });
