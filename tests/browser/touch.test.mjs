/** Fingers: one pushes a picture, two draw it nearer, and beside it the page scrolls. */

import assert from "node:assert/strict";
import { at, onPage, open, withBrowser } from "./support.mjs";

withBrowser();

const PHONE = { context: { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true } };
/** In how many steps fingers go their way. */
const STEPS = 6;

/** Fingers that go from here to there at once, each [from, to]. */
async function fingers(page, ways) {
  const session = await page.context().newCDPSession(page);
  const points = (share) => ways.map(([from, to], id) => ({ id, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }));
  const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", points(0));
  for (let step = 1; step <= STEPS; step += 1) await send("touchMove", points(step / STEPS));
  await send("touchEnd", []);
  await session.detach();
}

/** The middle of a picture that is wholly on the screen. */
async function middle(page, picture) {
  await picture.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const box = await picture.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const beside = ({ x, y }, dx, dy) => ({ x: x + dx, y: y + dy });
const scrolled = (page) => page.evaluate(() => scrollY);
const eye = (page) => new URL(page.url()).searchParams.get("eye")?.split(",").map(Number) ?? null;

/** Waits until the address tells another sight, and gives it. */
async function lookedFrom(page, before) {
  await page.waitForURL((url) => (url.searchParams.get("eye") ?? "") !== (before?.slice(0, 3).join(",") ?? ""));
  await page.waitForTimeout(500);
  return eye(page);
}

for (const [name, path, selector, settled] of [
  ["graph", "graph?of=seminar-2020", "canvas", ".stage[data-settled=true]"],
  ["network", "network", "canvas", ".stage[data-settled=true]"],
  ["map", "map", "svg.map", "svg.map"],
]) {
  onPage(`on the ${name} two fingers go nearer and farther, one pushes it, and the page stays where it is`, async (page) => {
    await open(page, path);
    await page.waitForSelector(settled);
    const picture = page.locator(selector);
    const here = await middle(page, picture);
    const top = await scrolled(page);
    await fingers(page, [[beside(here, -20, 0), beside(here, -90, 10)], [beside(here, 20, 0), beside(here, 90, -10)]]);
    const near = await lookedFrom(page, null);
    // From its corner, where nothing stands that a finger would take along.
    const box = await picture.boundingBox();
    const corner = { x: box.x + 8, y: box.y + 8 };
    await fingers(page, [[corner, beside(corner, 70, 40)]]);
    const pushed = await lookedFrom(page, near);
    assert.equal(pushed[2], near[2], "one finger goes no nearer");
    assert.ok(pushed[0] < near[0], `pushed to the right, one looks farther left: ${pushed[0]} after ${near[0]}`);
    await fingers(page, [[beside(here, -90, 0), beside(here, -45, 0)], [beside(here, 90, 0), beside(here, 45, 0)]]);
    const far = await lookedFrom(page, pushed);
    assert.ok(Math.abs(far[2] / pushed[2] - 0.5) < 0.1, `half as near: ${far[2]} after ${pushed[2]}`);
    assert.equal(await scrolled(page), top, "the page has not moved");
    assert.equal(await page.evaluate(() => visualViewport.scale), 1, "nor has it come nearer");
    assert.equal(new URL(page.url()).pathname, new URL(path, page.url()).pathname, "no link was followed");
  }, PHONE);

  onPage(`beside the ${name} a finger scrolls the page, also where the screen is low`, async (page) => {
    await open(page, path);
    await page.waitForSelector(settled);
    const picture = page.locator(selector);
    for (const size of [PHONE.context.viewport, { width: 640, height: 360 }]) {
      await page.setViewportSize(size);
      await middle(page, picture);
      const { height } = await picture.boundingBox();
      assert.ok(height < size.height * 0.9, `${height} of ${size.height}: some page is left`);
      const top = await scrolled(page);
      await fingers(page, [[{ x: 6, y: size.height * 0.7 }, { x: 6, y: size.height * 0.3 }]]);
      await page.waitForFunction((before) => scrollY > before, top);
    }
  }, PHONE);
}

onPage("a finger that presses and does not stray chooses, or follows the link of a sign", async (page) => {
  await open(page, "graph?of=seminar-2020&pin=seminar-2020:0:0");
  await page.waitForSelector(".stage[data-settled=true]");
  await page.getByRole("button", { name: "Nearer" }).tap();
  await page.locator("canvas").evaluate((one) => one.focus());
  await page.keyboard.press("n");
  await at(page, /at=/);
  await page.locator(".graph-card").waitFor();
  await open(page, "map");
  const sign = page.locator(".spot").first();
  const box = await sign.boundingBox();
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  await at(page, /\/e\//);
}, PHONE);
