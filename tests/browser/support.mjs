/**
 * A browser on the explorer of a running server. Every page that a test opens is watched: a
 * script that fails, a request to another host or a refused one fails the test, whatever it is
 * about.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

/** The explorer under test, ending with a slash. */
export const HOME = `${process.env.STAKEGRAPH_URL.replace(/\/$/, "")}/`;
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-precise-memory-info"];

let browser;

/** Starts the browser for the tests of a file. */
export function withBrowser() {
  before(async () => {
    browser = await chromium.launch({ executablePath: process.env.STAKEGRAPH_CHROMIUM, args: FLAGS });
  });
  after(() => browser.close());
}

export function theBrowser() {
  return browser;
}

/**
 * A test on a page of its own. `allowed` tells problems that the test brings about itself.
 * @param {string} name
 * @param {(page: import("playwright-core").Page, context: import("playwright-core").BrowserContext) => Promise<void>} body
 * @param {{ context?: object, allowed?: RegExp }} [options]
 */
export function onPage(name, body, options = {}) {
  test(name, { timeout: 300_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", reducedMotion: "reduce", acceptDownloads: true, ...options.context });
    context.setDefaultTimeout(20_000);
    const problems = [];
    context.on("page", (page) => watch(page, problems));
    const page = await context.newPage();
    try {
      await body(page, context);
      const unexpected = problems.filter((problem) => !options.allowed?.test(problem));
      assert.deepEqual(unexpected, []);
    } finally {
      await context.close();
    }
  });
}

function watch(page, problems) {
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (["http:", "https:", "ws:", "wss:"].includes(url.protocol) && url.origin !== new URL(HOME).origin) problems.push(`another host: ${url.href}`);
  });
}

/** Opens an address of the explorer and waits until its view is there. */
export async function open(page, path = "") {
  const reply = await page.goto(new URL(path, HOME).href);
  await ready(page);
  return reply;
}

/** Goes to a view from the one that is open, as a link within the page does, which loads no more than it needs. */
export async function visit(page, path) {
  const url = new URL(path, HOME);
  const here = page.url();
  if (!here.startsWith(HOME) || new URL(here).pathname === url.pathname) return open(page, path);
  await page.evaluate((target) => {
    for (const shown of document.querySelector("main").children) shown.setAttribute("data-before", "");
    const link = document.createElement("a");
    link.href = target;
    document.querySelector("main").append(link);
    link.click();
  }, url.href);
  await page.waitForSelector("main:not([aria-busy]) > :not([data-before], a)");
  await ready(page);
}

/** Waits until the view of the present address is shown. */
export async function ready(page) {
  await page.waitForSelector("main:not([aria-busy]):not(:has([data-later])) :is(h1, .state)");
}

/** Waits until the address fulfils a condition, and its view is shown. */
export async function at(page, condition) {
  await page.waitForURL(condition);
  await ready(page);
}

/** The rows of the first table of the view, each as the text of its cells. */
export async function rows(page, table = "main table") {
  await page.waitForSelector(`${table} tbody tr`);
  return page.$$eval(`${table} tbody tr`, (lines) => lines.map((line) => [...line.children].map((cell) => cell.innerText.replace(/\s+/g, " ").trim())));
}

/** Takes something away, and gives its name and bytes. */
export async function take(page, what) {
  const menu = page.locator("main .take > button");
  if ((await menu.getAttribute("aria-expanded")) !== "true") await menu.click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-take=${what}]`).click()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

/** An empty page, on which no policy of ours holds, to read files with. */
export async function reader(context) {
  return context.newPage();
}

/** Every view, by an address that shows something. */
export const VIEWS = {
  home: "",
  search: "search?q=Ventspils",
  browse: "search?kind=ORGANISATION",
  person: "e/malda-avramenko",
  event: "e/ventspils-visit-2019",
  municipality: "e/tukuma-novads-2021",
  graph: "graph?of=ventspils-visit-2019",
  "graph-table": "graph?of=ventspils-visit-2019&as=table",
  paths: "paths?from=liesma-ose&to=d-kretalovs",
  trace: "trace?pattern=support",
  network: "network",
  "network-table": "network?as=table",
  map: "map",
  "map-table": "map?as=table",
  matrix: "matrix",
  about: "about",
  lens: "e/mediation-ventspils?valid=2019-10",
  unknown: "e/nobody-at-all",
};
