/** The keyboard: the focus stays where one works, and single keys are the reader's to choose. */

import assert from "node:assert/strict";
import { at, onPage, open, withBrowser } from "./support.mjs";

withBrowser();

/** Waits until what has the focus is this. */
const focused = (page, selector) => page.waitForFunction((one) => document.activeElement?.matches(one), selector);

onPage("who presses a chip or chooses in a list goes on from there", async (page) => {
  await open(page, "search");
  await page.locator("[data-facet=ORGANISATION]").press("Enter");
  await at(page, /kind=ORGANISATION/);
  await focused(page, "[data-facet=ORGANISATION][aria-pressed=true]");
  await open(page, "e/ventspils-visit-2019");
  await page.locator(".fact-kinds .chip").first().press("Enter");
  await at(page, /rel=/);
  await focused(page, ".fact-kinds .chip[aria-pressed=true]");
  await open(page, "graph?of=valga-meeting-2020");
  await page.waitForSelector(".stage[data-settled=true]");
  const canvas = page.locator("canvas");
  await canvas.press("ArrowRight");
  await canvas.press("p");
  await at(page, /pin=/);
  await page.getByRole("button", { name: "Undo", disabled: false }).waitFor();
  await focused(page, "canvas");
  await page.keyboard.press("Control+z");
  await at(page, (url) => !url.searchParams.has("pin"));
  await focused(page, "canvas");
  await page.locator(".chips.shown .chip").first().press("Enter");
  await at(page, /without=/);
  await focused(page, ".chips.shown .chip[aria-pressed=false]");
});

onPage("evidence closes from wherever the focus is, and who went on stays there", async (page) => {
  await open(page, "e/malda-avramenko");
  await page.locator("#facts .open-row").first().click();
  await page.locator("aside.panel .citation").first().waitFor();
  await page.locator("main .take > button").focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("aside.panel").count(), 0);
  await focused(page, ".take > button");
});

onPage("T shows the table of a picture from anywhere in the page, and single keys can be switched off", async (page) => {
  for (const view of ["graph?of=seminar-2020", "network", "map", "matrix"]) {
    await open(page, view);
    await page.keyboard.press("t");
    await at(page, /as=table/);
    await page.locator("main .table-frame").first().waitFor();
  }
  await open(page, "about");
  const keys = page.getByRole("button", { name: "Keys of one sign" });
  assert.equal(await keys.getAttribute("aria-pressed"), "true");
  await keys.click();
  assert.equal(await keys.getAttribute("aria-pressed"), "false");
  await open(page, "matrix");
  await page.keyboard.press("t");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  assert.equal(new URL(page.url()).searchParams.has("as"), false);
  await open(page, "about");
  await keys.click();
  await page.keyboard.press("/");
  await focused(page, "[role=combobox]");
});

onPage("where nothing was found or answered the proposals say so, and Enter asks again", async (page) => {
  await open(page, "graph?of=seminar-2020&as=table");
  const box = page.getByRole("combobox", { name: "Add an entity" });
  const nothing = page.locator(".proposals .nothing");
  await box.fill("qqxxyyzz");
  await nothing.waitFor();
  const before = page.url();
  await box.press("ArrowDown");
  await box.press("Enter");
  assert.equal(page.url(), before);
  await page.route("**/graphql", (route) => route.abort());
  await box.fill("Ventspils");
  await page.waitForFunction(() => /not answered/.test(document.querySelector(".proposals .nothing")?.textContent ?? ""));
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.unroute("**/graphql");
  await box.press("Enter");
  await page.locator(".proposals [role=option]:not(.nothing)").first().waitFor();
}, { allowed: /ERR_FAILED/ });

onPage("what is tabbed to on the map comes into sight, and a double click goes nearer without dragging", async (page) => {
  await open(page, "map");
  const map = page.locator("svg.map");
  const seen = async () => {
    const [x, y, width, height] = (await map.getAttribute("viewBox")).split(" ").map(Number);
    return { x, y, width, height };
  };
  for (let times = 0; times < 7; times += 1) await page.getByRole("button", { name: "Nearer" }).click();
  const near = await seen();
  const outside = await page.$$eval(".spot", (all, box) => all.findIndex((one) => {
    const [x, y] = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(one.querySelector("path").getAttribute("transform")).slice(1).map(Number);
    return x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height;
  }), near);
  assert.ok(outside >= 0, "something lies where nobody looks");
  const before = outside === 0 ? map : page.locator(".spot").nth(outside - 1);
  await before.focus();
  const from = await map.getAttribute("viewBox");
  await page.keyboard.press("Tab");
  await focused(page, `.spot:nth-of-type(${outside + 1})`);
  assert.notEqual(await map.getAttribute("viewBox"), from);
  await page.getByRole("button", { name: "See all" }).click();
  const box = await map.boundingBox();
  await page.mouse.dblclick(box.x + 8, box.y + 8);
  assert.ok((await seen()).width < 1_000);
  await open(page, "network");
  await page.waitForSelector(".stage[data-settled=true]");
  await page.getByRole("button", { name: "Nearer" }).click();
  await at(page, /eye=/);
});

onPage("N goes through every entity of the graph, and back", async (page) => {
  await open(page, "graph?of=valga-meeting-2020");
  await page.waitForSelector(".stage[data-settled=true]");
  const most = Number(/^\d+/.exec((await page.locator(".counts").innerText()).trim())[0]);
  const chosen = () => page.evaluate(() => new URL(location.href).searchParams.get("at"));
  const reached = [];
  for (let presses = 0; presses < most; presses += 1) {
    await page.locator("canvas").press("n");
    reached.push(await chosen());
  }
  assert.equal(new Set(reached).size, most);
  await page.locator("canvas").press("Shift+N");
  assert.equal(await chosen(), reached.at(-2));
});

onPage("on a small screen chips stand behind one button, which says how many are on and stays open", async (page) => {
  for (const [view, chip, pressed] of [["graph?of=seminar-2020", ".chips.shown .chip", /without=/], ["e/ventspils-visit-2019", ".fact-kinds .chip", /rel=/], ["search", ".facets .chip", /kind=/]]) {
    await open(page, view);
    const button = page.locator(".fold-button");
    const chips = page.locator(chip).first();
    const told = await button.innerText();
    assert.deepEqual([await button.getAttribute("aria-expanded"), await chips.isVisible()], ["false", false], view);
    assert.ok((await button.boundingBox()).height >= 24, view);
    await button.press("Enter");
    assert.equal(await button.getAttribute("aria-expanded"), "true", view);
    assert.equal(await page.locator(`#${await button.getAttribute("aria-controls")}`).locator(".chip").first().isVisible(), true, view);
    await page.keyboard.press("Tab");
    await focused(page, ".fold .chip");
    await page.keyboard.press("Enter");
    await at(page, pressed);
    await page.waitForFunction((before) => document.querySelector(".fold-button")?.innerText !== before, told);
    assert.equal(await button.getAttribute("aria-expanded"), "true", `${view}: it stays open`);
    await button.click();
    assert.equal(await chips.isVisible(), false, view);
  }
}, { context: { viewport: { width: 360, height: 640 } } });

onPage("where there is room chips stand open, without a button", async (page) => {
  await open(page, "graph?of=seminar-2020");
  assert.deepEqual([await page.locator(".fold-button").isVisible(), await page.locator(".chips.shown .chip").first().isVisible()], [false, true]);
});

onPage("what a filter leaves is said, and a table stays one on a small screen", async (page) => {
  await open(page, "search");
  await page.locator(".fold-button").click();
  await page.locator("[data-facet=ORGANISATION]").click();
  await at(page, /kind=ORGANISATION/);
  const told = await page.locator(".search-view p[role=status].hint").textContent();
  assert.equal(await page.locator("body > [role=status]").textContent(), told);
  await open(page, "e/malda-avramenko");
  const table = page.locator("#facts").getByRole("table", { name: "Facts" });
  assert.ok((await table.getByRole("row").count()) > 1);
  assert.ok((await table.getByRole("rowheader").count()) > 0);
}, { context: { viewport: { width: 360, height: 640 } } });
