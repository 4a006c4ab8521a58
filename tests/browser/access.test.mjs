/** Whether everybody can use it: axe-core on every view, light and dark, and in forced colours. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { VIEWS, onPage, open, visit, withBrowser } from "./support.mjs";

withBrowser();

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the page as it is now, each with the places. */
async function found(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
  return violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 4).map((node) => `${node.target} ${node.failureSummary?.split("\n")[1] ?? ""}`).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  onPage(`axe finds nothing on any view, ${colorScheme}`, async (page) => {
    const all = [];
    for (const [name, path] of Object.entries(VIEWS)) {
      await visit(page, path);
      all.push(...(await found(page)).map((one) => `${name}: ${one}`));
    }
    assert.deepEqual(all, []);
  }, { context: { colorScheme, bypassCSP: true }, allowed: /404/ });

  onPage(`axe finds nothing on what opens: proposals, evidence, the lens, the menu, the card, ${colorScheme}`, async (page) => {
    const all = [];
    const look = async (name) => all.push(...(await found(page)).map((one) => `${name}: ${one}`));
    await open(page);
    await page.getByRole("combobox").first().fill("Ventspils");
    await page.locator(".proposals [role=option]").first().waitFor();
    await look("proposals");
    await page.getByRole("combobox").first().fill("qqxxyyzz");
    await page.locator(".proposals .nothing").first().waitFor();
    await look("no proposals");
    await open(page, "e/malda-avramenko");
    await page.locator("#facts .open-row").first().click();
    await page.locator("aside.panel .citation").first().waitFor();
    await look("evidence");
    await page.keyboard.press("Escape");
    await page.locator(".lens-button").click();
    await page.locator("main .take > button").click();
    await look("lens and menu");
    await page.getByRole("button", { name: "Sign in" }).first().click();
    await page.getByLabel("Viewer token").waitFor();
    await look("signing in");
    await open(page, "graph?of=seminar-2020");
    await page.locator("canvas").focus();
    await page.keyboard.press("ArrowRight");
    await page.locator(".graph-card").waitFor();
    await look("card");
    await page.setViewportSize({ width: 360, height: 640 });
    await open(page, "graph?of=seminar-2020");
    await look("chips behind a button");
    await page.locator(".fold-button").click();
    await look("chips of a small screen");
  }, { context: { colorScheme, bypassCSP: true } });
}

onPage("in forced colours what is on, where one is and what is certain are still told apart", async (page) => {
  await open(page, "graph?of=seminar-2020");
  const colours = (selector, property) => page.$$eval(selector, (all, name) => all.map((one) => getComputedStyle(one)[name]), property);
  const [on, off] = await colours(".view-tools .buttons .button", "backgroundColor");
  assert.ok(on && off, "two buttons are there");
  assert.notEqual(on, off);
  const borders = await colours(".views a", "borderBottomColor");
  assert.equal(new Set(borders).size, 2, String(borders));
  assert.notEqual(borders[1], borders[0], "the graph's is another");
  await open(page, "e/malda-avramenko");
  const [[sure], [possible]] = [await colours(".timeline .sure", "backgroundColor"), await colours(".timeline .possible", "backgroundColor")];
  assert.ok(sure && possible, "both are there");
  assert.notEqual(sure, possible);
}, { context: { forcedColors: "active" } });

onPage("in forced colours pictures are in the colours of the system, on the page and in files", async (page) => {
  await open(page, "map");
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("span"));
    return ["CanvasText", "Canvas"].map((word) => {
      probe.style.color = word;
      return getComputedStyle(probe).color;
    });
  });
  assert.notEqual(system[0], system[1]);
  const fill = (selector) => page.$eval(selector, (one) => getComputedStyle(one).fill);
  assert.deepEqual([await fill(".map-labels text"), await fill(".spot:not(.ended) path"), await fill(".spot.ended path")], [system[0], system[0], system[1]]);
  await open(page, "graph?of=seminar-2020");
  const painted = await page.evaluate(async () => {
    const app = document.querySelector("script[type=module]").src;
    const { colours } = await import(new URL("graph/painter.js", app).href);
    const { ink, ground, kinds } = colours();
    return [ink, ground, ...Object.values(kinds)];
  });
  assert.deepEqual(painted, [...system, ...Array(6).fill(system[0])]);
}, { context: { forcedColors: "active" } });

onPage("in forced colours signs and buttons keep their outlines", async (page) => {
  await open(page, "e/ventspils-visit-2019");
  const outlined = await page.$$eval(".button, .chip, .tag", (all) => all.filter((one) => one.offsetParent).every((one) => getComputedStyle(one).borderStyle !== "none"));
  assert.equal(outlined, true);
}, { context: { forcedColors: "active" } });

onPage("with motion spared nothing is animated", async (page) => {
  await open(page, "graph?of=seminar-2020");
  assert.equal(await page.evaluate(() => document.getAnimations().filter((one) => Number(one.effect?.getTiming().duration) > 50).length), 0);
});

onPage("each view has one main heading, a title of its own, and the page a language", async (page) => {
  const titles = new Set();
  for (const path of Object.values(VIEWS)) {
    await visit(page, path);
    assert.equal(await page.locator("h1").count(), 1, path);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    titles.add(await page.title());
  }
  assert.ok(titles.size > 10, [...titles].join(", "));
}, { allowed: /404/ });
