/** What an analyst comes for: the questions of the mission, ways, evidence, dates. */

import assert from "node:assert/strict";
import { at, onPage, open, ready, rows, withBrowser } from "./support.mjs";

withBrowser();

onPage("Which experts attended which regional visits? – by clicking from the start page", async (page) => {
  await open(page);
  await page.getByRole("link", { name: "Which experts attended which regional visits?" }).click();
  await at(page, /trace\?pattern=experts/);
  const found = await rows(page, ".trace-table table");
  assert.equal(found.length, 16, "fourteen municipalities, the network and the ministry");
  const names = found.map((row) => row[2]);
  assert.ok(names.includes("Jelgava City") && names.includes("Regional expert network on Roma integration"), String(names));
  assert.ok(found.every((row) => row[0].includes("good-practice visit in Ventspils") && row[1].includes("17–18 October 2019")));
  await page.locator(".hop").first().click();
  const panel = page.locator("aside.panel");
  await panel.locator(".citation").first().waitFor();
  assert.match(await panel.innerText(), /characters \d/);
});

onPage("Which municipalities went on supporting mediators? – and support is not called funding", async (page) => {
  await open(page);
  await page.getByRole("link", { name: /^Which municipalities went on supporting mediators/ }).click();
  await at(page, /trace\?pattern=support/);
  const found = await rows(page, ".trace-table table");
  assert.deepEqual(found.map((row) => row[0]).sort(), ["Jelgava City", "Ventspils City", "Viļaka Municipality"]);
  assert.ok(found.every((row) => row[1].includes("support, form not stated")), String(found));
});

onPage("a way between two, named by typing, with the evidence of each hop", async (page) => {
  await open(page, "paths");
  for (const [label, typed, key] of [["From", "Liesmas Oses", "liesma-ose"], ["To", "Kretalovs", "d-kretalovs"]]) {
    await page.getByRole("combobox", { name: label, exact: true }).fill(typed);
    await page.locator(".proposals [role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await at(page, new RegExp(`=${key}`));
  }
  const first = page.locator(".chain").first();
  await first.waitFor();
  const entities = await first.locator(".chain-entity").allInnerTexts();
  assert.equal(entities[0], "Liesma Ose");
  assert.equal(entities.at(-1), "D. Kretalovs");
  const hops = await first.locator(".hop").count();
  assert.equal(hops, entities.length - 1);
  for (let hop = 0; hop < hops; hop += 1) {
    await first.locator(".hop").nth(hop).click();
    await page.locator("aside.panel .citation").first().waitFor();
    await page.keyboard.press("Escape");
  }
});

onPage("another pattern can be built, and a step taken off", async (page) => {
  await open(page, "trace?pattern=support");
  await page.getByRole("button", { name: "Take off: continued" }).click();
  await at(page, /trace\?p=/);
  assert.equal((await rows(page, ".trace-table table")).length, 4, "the support since 2018 as well");
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".builder-row").length === 3);
});

onPage("the date slider changes an answer, and certain differs from possible", async (page) => {
  await open(page, "trace?pattern=support");
  assert.equal((await rows(page, ".trace-table table")).length, 3);
  await page.getByRole("button", { name: "All times" }).click();
  const slider = page.getByRole("slider");
  await slider.focus();
  await page.keyboard.press("Home");
  await at(page, /valid=2014-01/);
  assert.equal((await rows(page, ".trace-table table")).length, 3, "what held in June 2020 may have held before");
  await page.getByText("certain", { exact: true }).click();
  await at(page, /certainty=certain/);
  await page.locator("#main").getByText("No chain follows this pattern").waitFor();
  await page.getByRole("textbox", { name: "On date" }).fill("2020-06-11");
  await page.keyboard.press("Enter");
  await at(page, /valid=2020-06-11/);
  assert.equal((await rows(page, ".trace-table table")).length, 3, "then it is certain");
  await page.getByRole("button", { name: "Show all times" }).click();
  await at(page, (url) => !url.searchParams.has("valid"));
});

onPage("a graph that was not yet recorded is not known", async (page) => {
  await open(page, "e/malda-avramenko");
  await page.locator(".lens-button").click();
  await page.getByLabel("As known on").fill("2020-01-01");
  await at(page, /known=2020-01-01T23/);
  await page.getByText("There is no such entry").waitFor();
  assert.match(await page.locator(".lens-button").innerText(), /as known on 1 Jan 2020/);
});

onPage("time plays, the view with it, until it is paused", async (page) => {
  await open(page, "graph?of=seminar-2020&as=table&valid=2014-01");
  const shown = async () => (await page.locator(".counts").innerText()).trim();
  await page.getByRole("button", { name: "Play" }).click();
  const before = await shown();
  await page.waitForFunction((text) => document.querySelector(".counts")?.textContent.trim() !== text, before);
  await page.getByRole("button", { name: "Pause" }).click();
  const stopped = page.url();
  assert.notEqual(new URL(stopped).searchParams.get("valid"), "2014-01");
  await page.waitForTimeout(1_500);
  assert.equal(page.url(), stopped);
});

onPage("the map tells before and after the reform apart, in words as well", async (page) => {
  await open(page, "map");
  const of = (key) => page.locator(`.spot[data-key=${key}]`);
  assert.match(await of("aglonas-novads").getAttribute("aria-label"), /until 30 June 2021.*drawn beside/);
  assert.match(await of("aglonas-novads").getAttribute("class"), /ended/);
  assert.doesNotMatch(await of("kraslavas-novads-2021").getAttribute("class"), /ended/);
  await page.getByRole("button", { name: "From July 2021" }).click();
  await at(page, /reform=now/);
  assert.deepEqual([await of("aglonas-novads").count(), await of("kraslavas-novads-2021").count()], [0, 1]);
  await page.getByRole("button", { name: "Until June 2021" }).click();
  await at(page, /reform=then/);
  assert.deepEqual([await of("aglonas-novads").count(), await of("kraslavas-novads-2021").count()], [1, 0]);
});

onPage("a cell of the matrix and a row of its list open the same evidence", async (page) => {
  await open(page, "matrix");
  await page.getByRole("button", { name: /^Riga City, Exchange-of-experience/ }).click();
  const sentence = page.locator("aside.panel .sentence");
  await sentence.waitFor();
  const told = await sentence.innerText();
  await page.keyboard.press("Escape");
  await page.locator(".matrix").press("t");
  await page.getByRole("button", { name: /Riga City .*Exchange-of-experience/ }).click();
  await sentence.waitFor();
  assert.equal(await sentence.innerText(), told);
});

onPage("a click on a line of the graph opens its evidence, and one on an entity what can be done with it", async (page) => {
  await open(page, "graph?of=valga-meeting-2020");
  await page.waitForSelector(".stage[data-settled=true]");
  const canvas = page.locator("canvas");
  const { width, height } = await canvas.boundingBox();
  const [line, dot] = [page.locator("aside.panel .sentence"), page.locator(".graph-card h2")];
  let [lines, dots] = [0, 0];
  for (let place = 0; place < 900 && (lines === 0 || dots === 0); place += 1) {
    const position = { x: width * (0.25 + 0.5 * ((place * 0.618) % 1)), y: height * (0.1 + 0.8 * (place / 900)) };
    await canvas.hover({ position });
    if (!(await canvas.evaluate((one) => one.classList.contains("over")))) continue;
    await canvas.click({ position });
    await page.waitForFunction(() => document.querySelector("aside.panel .sentence") ?? document.querySelector(".graph-card:not([hidden]) h2"));
    if (await line.count()) lines += 1;
    else dots += 1;
    await page.keyboard.press("Escape");
    if (await dot.isVisible()) await canvas.press("Escape");
  }
  assert.ok(lines > 0 && dots > 0, `${lines} lines, ${dots} entities`);
});

onPage("the search understands a case and a typo, and says why it found something", async (page) => {
  await open(page);
  const search = page.getByRole("combobox").first();
  await search.fill("Maldas Avramenkas");
  const first = page.locator(".proposals [role=option]").first();
  await first.waitFor();
  assert.match(await first.innerText(), /Malda Avramenko/);
  assert.match(await first.locator(".why").innerText(), /form|spelling|written/);
  await page.keyboard.press("Enter");
  await at(page, /search\?q=Maldas/);
  await page.locator(".result a").first().click();
  await at(page, /e\/malda-avramenko/);
});

onPage("facets with counts are chips that are put on and taken off, and the list pages", async (page) => {
  await open(page, "search");
  const chip = page.locator("[data-facet=ORGANISATION]");
  const count = Number(await chip.locator(".count").innerText());
  await chip.click();
  await at(page, /kind=ORGANISATION/);
  assert.equal(await chip.getAttribute("aria-pressed"), "true");
  assert.match(await page.locator(".search-view [role=status].hint").innerText(), new RegExp(`^${count} `));
  const before = await page.locator(".result").first().innerText();
  await page.locator(".pager [rel=next]").click();
  await at(page, /after=/);
  assert.notEqual(await page.locator(".result").first().innerText(), before);
  await page.locator(".pager [rel=prev]").click();
  await at(page, /before=/);
  assert.equal(await page.locator(".result").first().innerText(), before);
  await chip.click();
  await at(page, (url) => !url.searchParams.has("kind"));
});

/** How many the search says that it found. */
async function howMany(page) {
  return Number(/^\d+/.exec(await page.locator(".search-view [role=status].hint").innerText())[0]);
}

onPage("what a text finds has facets by kind, type, country and municipality, each with its count", async (page) => {
  const total = () => howMany(page);
  const count = async (chip) => Number(await chip.locator(".count").innerText());
  for (const [text, facet, value] of [["Ventspils", "kind", "ORGANISATION"], ["Ventspils", "type", "UNIT"], ["Valka", "country", "LV"], ["Ventspils", "place", "ventspils-pilseta"]]) {
    await open(page, `search?q=${text}`);
    const all = await total();
    const chip = page.locator(`[data-facet="${value}"]`);
    const expected = await count(chip);
    assert.ok(expected > 0 && expected < all, `${facet}: ${expected} of ${all}`);
    await chip.click();
    await at(page, (url) => url.searchParams.get(facet) === value);
    assert.equal(await total(), expected, `${facet}: as many as the chip said`);
    assert.equal(await chip.getAttribute("aria-pressed"), "true");
    await chip.click();
    await at(page, (url) => !url.searchParams.has(facet));
    assert.equal(await total(), all);
  }
});

onPage("facets of a text count under one another's filters, and those of a list do", async (page) => {
  for (const path of ["search?q=Ventspils&kind=ORGANISATION&type=UNIT", "search?kind=ORGANISATION&type=UNIT"]) {
    await open(page, path);
    const total = await howMany(page);
    const others = page.locator("[data-facet=COUNCIL], [data-facet=SCHOOL]");
    assert.ok((await others.count()) > 0, "other types are still offered");
    const inMunicipalities = await page.locator('ul[aria-label="Filter by municipality"] .chip[data-facet] .count').allInnerTexts();
    assert.ok(inMunicipalities.every((text) => !/^\d+$/.test(text) || Number(text) <= total), `${path}: ${inMunicipalities}`);
  }
});

onPage("a column of facts sorts by the order of the server, which the address keeps", async (page) => {
  await open(page, "e/ventspils-visit-2019");
  const dates = async () => (await rows(page, "#facts table")).map((row) => row[1]);
  const before = await dates();
  await page.locator("#facts thead").getByRole("button", { name: "With whom or what" }).click();
  await at(page, /sort=OTHER_NAME_ASC/);
  await page.locator("#facts th[aria-sort=ascending]").waitFor();
  const after = await dates();
  assert.notDeepEqual(after, before);
  assert.deepEqual([...after].sort(), [...before].sort());
  assert.equal(await page.locator("#facts thead").getByRole("button", { name: "More" }).count(), 0, "what the server cannot order has no button");
  await page.reload();
  await ready(page);
  assert.deepEqual(await dates(), after);
});

onPage("the page of an event has its figures side by side, and both sides of what contradicts", async (page) => {
  await open(page, "e/ventspils-visit-2019");
  assert.equal(await page.title(), "Regional experts' meeting and good-practice visit in Ventspils – stakegraph");
  assert.deepEqual(await page.$$eval(".figures thead th", (cells) => cells.map((cell) => cell.textContent)), ["Measure", "Stated", "Target", "Counted"]);
  const sides = await page.locator("#discrepancies .card").first().locator(".side-value").allInnerTexts();
  assert.deepEqual(sides.length >= 2, true, String(sides));
  assert.ok((await page.locator("#timeline li").count()) > 3);
});

onPage("the page of a person says what they may ask for, and is not to be listed", async (page) => {
  const reply = await open(page, "e/malda-avramenko");
  assert.equal(reply.headers()["x-robots-tag"], "noindex");
  assert.match(await page.locator(".rights").innerText(), /correct[^]*erase/);
});

onPage("the page of a municipality tells what it came from, with shares", async (page) => {
  await open(page, "e/kraslavas-novads-2021");
  const before = await page.locator("#succession").innerText();
  assert.match(before, /Before[^]*Aglonas novads[^]*66% of its area/);
});

onPage("an unknown entity is not found, in words and in the status", async (page) => {
  const reply = await open(page, "e/nobody-at-all");
  assert.equal(reply.status(), 404);
  await page.getByText("There is no such entry").waitFor();
}, { allowed: /404/ });

onPage("a quote is shown where the text is held", async (page) => {
  if (!process.env.STAKEGRAPH_TEXTS) return;
  await open(page, "e/report-ventspils-visit-2019");
  await open(page, "e/malda-avramenko");
  await page.locator("#facts .open-row").first().click();
  const quote = page.locator("aside.panel blockquote").first();
  await quote.waitFor();
  assert.equal(await quote.getAttribute("lang"), "lv");
  await page.locator("aside.panel .tag.ok").first().waitFor();
  await ready(page);
});
