/** Where a picture is looked at: it stands in the address, and comes back with it. */

import assert from "node:assert/strict";
import { at, onPage, open, reader, ready, take, withBrowser } from "./support.mjs";

withBrowser();

const eye = (page) => new URL(page.url()).searchParams.get("eye");

/** Longer than a picture must rest before the address tells where it is looked at, in milliseconds. */
const REST = 500;

/** Waits until the address tells another sight than this one and the picture rests, and gives it as numbers. */
async function otherThan(page, before) {
  await page.waitForURL((url) => url.searchParams.get("eye") !== before);
  await page.waitForTimeout(REST);
  assert.match(eye(page) ?? "", /^-?[\d.]+,-?[\d.]+,[\d.]+(,([\w-]{6})+)?$/);
  return eye(page).split(",").slice(0, 3).map(Number);
}

/** Goes nearer by a key, and expects that it was looked from here before. */
async function nearerFrom(page, [x, y, k]) {
  const before = eye(page);
  await page.locator("canvas").press("+");
  const now = await otherThan(page, before);
  assert.deepEqual([now[0], now[1]], [x, y], "the middle stays");
  assert.ok(Math.abs(now[2] / k - 1.25) < 0.02, `${now[2]} after ${k}`);
}

/** Waits until so many kinds of relation are taken off the graph. */
const takenOff = (page, most) => page.waitForFunction((off) => document.querySelectorAll(".chips.shown .chip[aria-pressed=false]").length === off, most);

const settled = (page) => page.waitForSelector(".stage[data-settled=true]");

onPage("where the graph is looked at stands in the address, without a step back for each movement", async (page) => {
  await open(page, "graph?of=seminar-2020");
  await settled(page);
  assert.equal(eye(page), null, "the whole is seen");
  const steps = await page.evaluate(() => history.length);
  const canvas = page.locator("canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  // Where the whole is seen nothing stands so near the edge.
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 });
  await page.mouse.up();
  const moved = await otherThan(page, null);
  const written = eye(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -300);
  const near = await otherThan(page, written);
  assert.ok(near[2] > moved[2] * 1.2, `${near[2]} after ${moved[2]}`);
  assert.equal(await page.evaluate(() => history.length), steps);
  await page.reload();
  await ready(page);
  await settled(page);
  await nearerFrom(page, near);
  await page.getByRole("button", { name: "See all" }).click();
  await page.waitForURL((url) => !url.searchParams.has("eye"));
});

onPage("back and forward look again where it was looked", async (page) => {
  await open(page, "graph?of=seminar-2020");
  await settled(page);
  await page.getByRole("button", { name: "Nearer" }).click();
  const first = await otherThan(page, null);
  const written = eye(page);
  await page.locator(".chips.shown .chip").first().click();
  await at(page, /without=/);
  await takenOff(page, 1);
  assert.equal(eye(page), written, "a step keeps it");
  await page.locator("canvas").press("-");
  const second = await otherThan(page, written);
  assert.ok(second[2] < first[2]);
  await page.goBack();
  await page.waitForURL((url) => url.searchParams.get("eye") === written);
  await takenOff(page, 0);
  await nearerFrom(page, first);
  await page.goForward();
  await at(page, /without=/);
  await takenOff(page, 1);
  await nearerFrom(page, second);
});

onPage("a sight that cannot be read is told and dropped, and one of nothing shows the whole", async (page) => {
  await open(page, "graph?of=seminar-2020&eye=over,there");
  await page.getByText("names cannot be read, so all of it is shown").waitFor();
  await page.waitForURL((url) => !url.searchParams.has("eye"));
  await open(page, "graph?of=seminar-2020&eye=900000,900000,2");
  await page.waitForURL((url) => !url.searchParams.has("eye"));
  assert.equal(await page.getByText("cannot be read").count(), 0);
  await open(page, "map?eye=24,57");
  await page.getByText("names cannot be read, so all of it is shown").waitFor();
  assert.match(await page.locator("svg.map").getAttribute("viewBox"), /^0 0 /);
});

onPage("where the network is looked at, and who is chosen, comes back with the address", async (page) => {
  await open(page, "network");
  await settled(page);
  const canvas = page.locator("canvas");
  await canvas.press("ArrowRight");
  await at(page, /at=/);
  const said = await page.locator(".stage > [role=status]").innerText();
  await canvas.press("+");
  const near = await otherThan(page, null);
  await page.reload();
  await ready(page);
  await settled(page);
  assert.equal(await page.locator(".stage > [role=status]").innerText(), said);
  await nearerFrom(page, near);
});

onPage("where the map is looked at comes back on load and on the way back", async (page) => {
  await open(page, "map");
  const map = page.locator("svg.map");
  const box = async () => (await map.getAttribute("viewBox")).split(" ").map(Number);
  const [, , width] = await box();
  for (let times = 0; times < 3; times += 1) await page.getByRole("button", { name: "Nearer" }).click();
  await map.press("ArrowRight");
  const [longitude, latitude] = await otherThan(page, null);
  assert.ok(longitude > 20 && longitude < 29 && latitude > 55 && latitude < 59, `${longitude}, ${latitude}: a place in degrees`);
  const there = await box();
  assert.ok(there[2] < width / 2);
  const same = async () => (await box()).forEach((now, index) => assert.ok(Math.abs(now - there[index]) < 2, `${now} for ${there[index]}`));
  await page.reload();
  await ready(page);
  await same();
  await page.getByRole("link", { name: "Matrix", exact: true }).click();
  await at(page, /matrix/);
  assert.equal(eye(page), null, "another view has its own");
  await page.goBack();
  await at(page, /map\?/);
  await same();
  await page.getByRole("button", { name: "See all" }).click();
  await page.waitForURL((url) => !url.searchParams.has("eye"));
});

/** The signs of a drawn graph: how many there are, how many lie beside its sheet, and where the others stand, by name. */
function signs(reading, svg) {
  return reading.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "image/svg+xml");
    const [width, height] = ["width", "height"].map((side) => Number(tree.querySelector("svg svg").getAttribute(side)));
    const all = [...tree.querySelectorAll("path[transform]")].map((one) => [one.textContent, /translate\(([\d.-]+) ([\d.-]+)\)/.exec(one.getAttribute("transform")).slice(1).map(Number)]);
    const seen = all.filter(([, [x, y]]) => x >= 0 && y >= 0 && x <= width && y <= height);
    return { all: all.length, beside: all.length - seen.length, seen: Object.fromEntries(seen) };
  }, svg);
}

const drawn = async (reading, page) => signs(reading, (await take(page, "svg")).bytes.toString("utf8"));

onPage("the picture that is taken away is the one that is seen", async (page, context) => {
  const reading = await reader(context);
  await open(page, "graph?of=seminar-2020");
  await settled(page);
  const whole = await drawn(reading, page);
  assert.ok(whole.all > 5 && whole.beside === 0, JSON.stringify(whole));
  for (let times = 0; times < 8; times += 1) await page.locator("canvas").press("+");
  await otherThan(page, null);
  const near = (await take(page, "svg")).bytes.toString("utf8");
  assert.ok((await signs(reading, near)).beside > 0, "what is not seen is beside the sheet");
  assert.match(near, /eye=/);
});

onPage("after steps the address shows the same part in another window, at the same places", async (page, context) => {
  const reading = await reader(context);
  await open(page, "graph?of=ventspils-visit-2019");
  await settled(page);
  const canvas = page.locator("canvas");
  for (const steps of [1, 2]) {
    for (let presses = 0; presses < 6; presses += 1) await canvas.press("n");
    await canvas.press("Enter");
    await page.waitForFunction((most) => new URL(location.href).searchParams.get("of").split(",").length === most, steps + 1);
    await page.waitForSelector(".graph-view:not([aria-busy])");
    await page.waitForTimeout(REST);
    await settled(page);
  }
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.4);
  for (let turns = 0; turns < 3; turns += 1) await page.mouse.wheel(0, -300);
  await otherThan(page, null);
  const before = await drawn(reading, page);
  assert.ok(before.beside > 5 && Object.keys(before.seen).length > 3, JSON.stringify(before));
  assert.ok(page.url().length < 1_000, page.url());
  const other = await context.newPage();
  await open(other, page.url());
  await settled(other);
  const after = await drawn(reading, other);
  assert.deepEqual(Object.keys(after.seen).sort(), Object.keys(before.seen).sort(), "the same are seen");
  for (const [name, [x, y]] of Object.entries(before.seen)) {
    const far = Math.hypot(after.seen[name][0] - x, after.seen[name][1] - y);
    assert.ok(far < 8, `${name}: ${far} from where it stood`);
  }
  // Who goes on in the first window and turns back sees it there again, too.
  const written = eye(page);
  await page.locator(".chips.shown .chip").nth(1).click();
  await takenOff(page, 1);
  await settled(page);
  await page.waitForTimeout(REST);
  await page.goBack();
  await takenOff(page, 0);
  await page.waitForTimeout(REST);
  await settled(page);
  assert.equal(eye(page).split(",").slice(0, 3).join(), written.split(",").slice(0, 3).join());
  assert.deepEqual(Object.keys((await drawn(reading, page)).seen).sort(), Object.keys(before.seen).sort(), "seen again on the way back");
  // Another lens does not undo what was looked at just now.
  await canvas.press("+");
  await page.locator(".lens-button").click();
  const day = page.getByRole("textbox", { name: "On date" });
  await day.fill("2019-10");
  await day.press("Enter");
  await at(page, /valid=2019-10/);
  await page.waitForURL((url) => Math.abs(Number(url.searchParams.get("eye")?.split(",")[2]) / Number(written.split(",")[2]) - 1.25) < 0.02);
});
