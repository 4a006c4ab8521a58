/** Going about: the graph's steps, back and forward, languages, keys, small screens, bad days. */

import assert from "node:assert/strict";
import { VIEWS, at, onPage, open, ready, rows, visit, withBrowser } from "./support.mjs";

withBrowser();

const counts = (page) => page.locator(".counts").innerText();

/** Waits until the counts are others, and gives them. */
async function otherThan(page, before) {
  await page.waitForFunction((text) => document.querySelector(".counts") && !document.querySelector(".counts").innerText.startsWith(text), before);
  return (await counts(page)).trim();
}

onPage("the graph expands and collapses, takes steps back and forth, and so does the browser", async (page) => {
  await open(page, "graph?of=ventspils-visit-2019&as=table");
  const first = (await counts(page)).trim();
  await page.getByRole("combobox", { name: "Add an entity" }).fill("seminar on the work of Roma mediators");
  await page.locator(".proposals [role=option]").first().click();
  await at(page, /seminar-2020/);
  const second = await otherThan(page, first);
  await page.getByRole("button", { name: "Undo" }).click();
  assert.equal(await otherThan(page, second), first);
  await page.getByRole("button", { name: "Redo" }).click();
  assert.equal(await otherThan(page, first), second);
  await page.locator(".chips.shown .chip").first().click();
  const third = await otherThan(page, second);
  assert.match(page.url(), /without=ATTENDED/);
  await page.goBack();
  assert.equal(await otherThan(page, third), second);
  await page.goForward();
  assert.equal(await otherThan(page, second), third);
});

onPage("what a limit leaves out is said with its number, and can be had", async (page) => {
  await open(page, "graph?of=ventspils-visit-2019,seminar-2020&depth=2&most=60&as=table");
  const hidden = Number(/(\d+) entities as near are hidden/.exec(await page.locator(".notice").first().innerText())[1]);
  assert.ok(hidden > 0);
  const before = (await counts(page)).trim();
  await page.getByRole("button", { name: "Show up to 150" }).click();
  await otherThan(page, before);
  assert.match(page.url(), /most=150|graph\?/);
});

onPage("a pin is part of the address, and the same address gives the same picture", async (page) => {
  const places = async () => {
    await open(page, "graph?of=seminar-2020&pin=seminar-2020:10:20");
    await page.waitForSelector(".stage[data-settled=true]");
    return page.evaluate(async () => {
      const { drawing } = await import(new URL("graph/drawing.js", document.querySelector("script[type=module]").src).href);
      return typeof drawing;
    }).then(() => page.locator("canvas").evaluate((canvas) => canvas.toDataURL().length));
  };
  assert.equal(await places(), await places());
});

onPage("back and forward go through the views", async (page) => {
  await open(page);
  await page.getByRole("link", { name: "Matrix", exact: true }).click();
  await at(page, /matrix/);
  await page.getByRole("link", { name: "About" }).click();
  await at(page, /about/);
  await page.goBack();
  await at(page, /matrix/);
  assert.equal(await page.locator("h1").innerText(), "Municipalities and events");
  await page.goBack();
  await at(page, (url) => url.pathname === "/");
  await page.goForward();
  await at(page, /matrix/);
});

for (const [tag, search, none, date, share] of [
  ["lv", "Meklēt", "0 ierakstu", "2019. gada 17.–18. oktobris", "66%"],
  ["en", "Search", "0 entries", "17–18 October 2019", "66%"],
  ["et", "Otsi", "0 kirjet", "17.–18. oktoober 2019", "66%"],
  ["lt", "Paieška", "0 įrašų", "2019 m. spalio 17–18 d.", "66\u00a0%"],
]) {
  onPage(`speaks ${tag}: sentences, plurals of nothing, dates, numbers, names in their language`, async (page) => {
    await open(page);
    await page.locator(".tools select").selectOption(tag);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, tag);
    assert.equal(await page.locator("nav.views a").first().innerText(), search);
    await open(page, `search?q=qqxxyyzz&lang=${tag}`);
    assert.equal(await page.locator("[role=status].hint").innerText(), none);
    for (const view of ["home", "event", "municipality", "graph", "trace", "network", "map", "matrix", "about"]) {
      const path = VIEWS[view];
      await visit(page, `${path}${path.includes("?") ? "&" : "?"}lang=${tag}`);
      const text = await page.locator("body").innerText();
      const bare = text.match(/\b(nav|home|fact|graph|entity|state|lens|kind|type|map|matrix|network|trace|paths|figure|evidence|take|about)\.[a-zA-Z]+\b/g);
      assert.deepEqual(bare ?? [], [], path);
    }
    await open(page, `e/ventspils-visit-2019?lang=${tag}`);
    const named = page.locator(".names [lang=lv]").first();
    assert.match(await named.innerText(), /Reģionālo ekspertu/);
    assert.match(await page.locator(".entity-title .kind-line").innerText(), new RegExp(date));
    await open(page, `e/kraslavas-novads-2021?lang=${tag}`);
    assert.ok((await page.locator("#succession").innerText()).includes(share));
    // A name that has no form in this language stands in its own, and says which.
    const foreign = page.locator("#succession .entity", { hasText: "Aglonas novads" });
    assert.deepEqual([await foreign.locator("[lang=lv]").count(), await foreign.locator(".tongue").count()], tag === "lv" ? [1, 0] : [1, 1]);
    });
}

onPage("by keyboard alone: search, an entity, its evidence, and back to where the focus was", async (page) => {
  await open(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("/");
  await page.keyboard.type("Malda Avramenko");
  await page.locator(".proposals [role=option]").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await at(page, /malda-avramenko/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the new page has the focus");
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches("#facts .open-row"))) break;
  }
  await page.keyboard.press("Enter");
  await page.locator("aside.panel .citation").first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.matches("#facts .open-row")), true);
});

onPage("by keyboard alone: every node and line of the graph, and its table", async (page) => {
  await open(page, "graph?of=valga-meeting-2020");
  await page.waitForSelector(".stage[data-settled=true]");
  await page.locator("canvas").focus();
  const reached = new Set();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press(["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"][Math.floor(presses / 3) % 4]);
    reached.add(await page.locator(".graph-card h2").innerText());
  }
  assert.ok(reached.size > 5, [...reached].join(", "));
  assert.match(await page.locator(".stage > [role=status]").innerText(), /relation/);
  await page.keyboard.press("e");
  await page.keyboard.press("Space");
  await page.locator("aside.panel .citation").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("canvas").focus();
  for (let presses = 0; presses < 8 && (await page.getByRole("button", { name: "Expand" }).count()) === 0; presses += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  // Whatever it is tied to may be in the picture already, so its state is what tells.
  await at(page, /of=valga-meeting-2020,./);
  await page.getByRole("button", { name: "Collapse" }).waitFor();
  await page.locator("canvas").focus();
  await page.keyboard.press("t");
  assert.ok((await rows(page)).length > 10);
});

for (const width of [360, 320]) {
  onPage(`${width} points wide${width === 320 ? ", as 1280 are at 400 %" : ""}, nothing runs over the side`, async (page) => {
    for (const [name, path] of Object.entries(VIEWS)) {
      await visit(page, path);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${name}: ${over} too wide`);
    }
    await open(page, "e/malda-avramenko");
    await page.locator("#facts .open-row").first().click();
    await page.locator("aside.panel .citation").first().waitFor();
  }, { context: { viewport: { width, height: 640 }, hasTouch: true }, allowed: /404/ });
}

onPage("search, tables, evidence and the graph work without any library", async (page) => {
  await page.route("**/lib/**", (route) => route.abort());
  await open(page, "search?q=Ventspils");
  assert.ok((await page.locator(".result").count()) > 5);
  await open(page, "graph?of=seminar-2020");
  await page.locator("canvas").waitFor();
  await page.getByRole("button", { name: "Table" }).click();
  assert.ok((await rows(page)).length > 10);
  await page.locator(".open-row").first().click();
  await page.locator("aside.panel .citation").first().waitFor();
}, { allowed: /ERR_FAILED/ });

for (const [state, answer, told] of [
  ["offline", null, /cannot be reached/],
  ["timed out", { status: 504, code: "TIMEOUT" }, /took too long[^]*not an empty answer/],
  ["too much", { status: 200, code: "QUERY_TOO_COMPLEX" }, /too much at once/],
  ["busy", { status: 503, code: "UNAVAILABLE" }, /busy/],
  ["refused", { status: 200, code: "BAD_USER_INPUT" }, /refused/],
]) {
  onPage(`a question that is ${state} says so, and can be asked again`, async (page) => {
    await open(page, "about");
    await page.route("**/graphql", (route) => (answer === null
      ? route.abort()
      : route.fulfill({ status: answer.status, json: { errors: [{ message: "no", extensions: { code: answer.code, requestId: "r1" } }] } })));
    await page.getByRole("link", { name: "Matrix", exact: true }).click();
    await page.locator(".state.failed").waitFor();
    assert.match(await page.locator(".state.failed").innerText(), told);
    await page.unroute("**/graphql");
    await page.getByRole("button", { name: "Try again" }).click();
    await at(page, /matrix/);
    await page.locator(".matrix").waitFor();
    await ready(page);
  }, { allowed: /ERR_FAILED|50[34]/ });
}
