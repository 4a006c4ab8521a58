/**
 * Takes the pictures of docs/screenshots, each view light and dark, from a running server that
 * holds no texts of documents, since their words may not stand in the repository:
 *
 *     cargo run --release &
 *     STAKEGRAPH_URL=http://127.0.0.1:8080 node tests/browser/screenshots.mjs
 */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";

const home = `${(process.env.STAKEGRAPH_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "")}/`;
const folder = join(import.meta.dirname, "../../docs/screenshots");
const size = { width: 1200, height: 780 };
const VIEWS = {
  home: "",
  search: "search?q=Ventspils",
  entity: "e/ventspils-visit-2019",
  graph: "graph",
  paths: "paths?from=liesma-ose&to=d-kretalovs&lang=lv",
  trace: "trace?pattern=support",
  network: "network",
  map: "map",
  matrix: "matrix",
  about: "about",
};

const browser = await chromium.launch({
  executablePath: process.env.STAKEGRAPH_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
await mkdir(folder, { recursive: true });
const painter = await browser.newPage();
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: size, colorScheme, locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  for (const [name, path] of Object.entries(VIEWS)) {
    await page.goto(new URL(path, home).href);
    await page.waitForSelector("main:not([aria-busy]):not(:has([data-later])) h1");
    if (await page.locator(".stage").count()) await page.waitForSelector(".stage[data-settled=true]", { timeout: 120_000 });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    if (await page.locator("blockquote").count()) throw new Error("this server holds texts of documents: take the pictures from another");
    const picture = await page.screenshot();
    await writeFile(join(folder, `${name}-${colorScheme}.webp`), await compressed(picture));
    process.stdout.write(`${name}-${colorScheme}.webp\n`);
  }
  await context.close();
}
await browser.close();

/** The picture as WebP, which the browser itself makes. */
async function compressed(png) {
  const encoded = await painter.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: image.width, height: image.height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", 0.55).split(",")[1];
  }, png.toString("base64"));
  return Buffer.from(encoded, "base64");
}
