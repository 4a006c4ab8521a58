/** What is taken away: each file is opened and read. */

import assert from "node:assert/strict";
import { at, HOME, VIEWS, onPage, open, reader, ready, rows, take, visit, withBrowser } from "./support.mjs";

withBrowser();

/** The lines of a CSV file, each as its cells (RFC 4180). */
function parsed(text) {
  assert.equal(text.charCodeAt(0), 0xfeff, "spreadsheets read UTF-8 by its mark");
  const lines = [[""]];
  let quoted = false;
  for (let index = 1; index < text.length; index += 1) {
    const sign = text[index];
    const line = lines.at(-1);
    if (quoted && sign === '"' && text[index + 1] === '"') line[line.length - 1] += text[(index += 1)];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") line.push("");
    else if (!quoted && sign === "\r") continue;
    else if (!quoted && sign === "\n") lines.push([""]);
    else line[line.length - 1] += sign;
  }
  return lines.filter((line) => line.length > 1);
}

onPage("CSV has a row for each row, and where it comes from", async (page) => {
  await open(page, "trace?pattern=support");
  const shown = await rows(page, ".trace-table table");
  const { name, bytes } = await take(page, "csv");
  assert.match(name, /^stakegraph-.*\.csv$/);
  const [head, ...lines] = parsed(bytes.toString("utf8"));
  assert.deepEqual(head, ["from", "relation1", "to1", "source", "retrieved"]);
  assert.deepEqual(lines.map((line) => line[0]).sort(), shown.map((row) => row[0]).sort());
  assert.match(lines[0][3], /trace\?pattern=support.*lang=en/);
});

onPage("JSON says its origin, lens and evidence", async (page) => {
  await open(page, "paths?from=liesma-ose&to=d-kretalovs&valid=2020");
  const { bytes } = await take(page, "json");
  const read = JSON.parse(bytes.toString("utf8"));
  assert.equal(read.lens.valid, "2020");
  assert.match(read.address, /^http.*paths\?/);
});

onPage("every view offers its link, a citation, rows, data and its question; graphs and pictures open and say where they come from", async (page, context) => {
  const reading = await reader(context);
  const taken = { gexf: 0, svg: 0, png: 0 };
  for (const [name, path] of Object.entries(VIEWS)) {
    if (["home", "about", "unknown"].includes(name)) continue;
    await visit(page, path);
    if (await page.locator(".stage").count()) await page.waitForSelector(".stage[data-settled=true]");
    const offered = await page.$$eval("main [data-take]", (all) => all.map((one) => one.dataset.take));
    for (const what of ["link", "citation", "csv", "json", "graphiql"]) assert.ok(offered.includes(what), `${name}: ${what} is not among ${offered}`);
    const said = `${HOME}${path.split("?")[0]}`;
    if (offered.includes("gexf")) {
      const read = await gexf(reading, (await take(page, "gexf")).bytes.toString("utf8"));
      assert.deepEqual([read.failed, read.nodes > 3, read.edges > 2, read.dangling], [false, true, true, 0], name);
      assert.ok(read.description.includes(said), `${name}: ${read.description}`);
      if (name === "graph") assert.ok(read.declared.includes("modality") && read.declared.includes("edtf"), read.declared);
      taken.gexf += 1;
    }
    // What the page of an entity draws is the next test's.
    if (!offered.includes("svg") || path.startsWith("e/")) continue;
    const svg = (await take(page, "svg")).bytes.toString("utf8");
    const read = await drawn(reading, svg);
    assert.deepEqual([read.failed, read.shapes > 8, read.labels > 5, read.scripts], [false, true, true, 0], name);
    assert.ok(svg.includes(said), `${name}: it says where it comes from`);
    if (name === "graph") assert.deepEqual(await overlapping(reading, svg), [], "no label lies over another");
    taken.svg += 1;
    if (!["graph", "map"].includes(name)) continue;
    const { bytes } = await take(page, "png");
    assert.equal(bytes.subarray(0, 8).toString("hex"), "89504e470d0a1a0a", name);
    assert.ok(bytes.readUInt32BE(16) > 1000, name);
    taken.png += 1;
  }
  assert.deepEqual(taken, { gexf: 13, svg: 8, png: 2 });
});

onPage("the drawn graph tells where each relation leads and how sure it is, as the canvas does", async (page, context) => {
  const reading = await reader(context);
  await open(page, "graph?of=ventspils-visit-2019&as=table");
  await rows(page);
  const [relations, unsure] = await Promise.all(["tbody tr", "tbody .tag[class*=modality-]"].map((each) => page.locator(`main ${each}`).count()));
  assert.ok(unsure > 0 && unsure < relations);
  await page.getByRole("button", { name: "Picture" }).click();
  await page.waitForSelector(".stage[data-settled=true]");
  const read = await reading.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "image/svg+xml");
    const lines = [...tree.querySelectorAll("g > title + path:not([transform])")];
    const ends = (path) => path.getAttribute("d").match(/-?[\d.]+ -?[\d.]+/g).map((pair) => pair.split(" ").map(Number));
    const far = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);
    const heads = lines.filter((line) => line.nextElementSibling?.matches(".marks"));
    return {
      lines: lines.length, dashed: lines.filter((line) => line.hasAttribute("stroke-dasharray")).length, heads: heads.length,
      dashedHeads: tree.querySelectorAll(".marks[stroke-dasharray]").length,
      // The tip of a head, which is its second point, lies nearer to where the line ends.
      astray: heads.filter((line) => {
        const [way, [, tip]] = [ends(line), ends(line.nextElementSibling)];
        return far(tip, way.at(-1)) > far(tip, way[0]);
      }).length,
    };
  }, (await take(page, "svg")).bytes.toString("utf8"));
  assert.deepEqual({ ...read, heads: 0 }, { lines: relations, dashed: unsure, heads: 0, dashedHeads: 0, astray: 0 });
  assert.ok(read.heads > relations * 0.7, `${read.heads} heads of ${relations}`);
});

onPage("the timeline of an entity is taken away as a picture, with a line for each dated fact", async (page, context) => {
  const reading = await reader(context);
  const offered = () => page.$$eval("main [data-take]", (all) => all.map((one) => one.dataset.take));
  for (const [path, least] of [[VIEWS.person, 1], [VIEWS.event, 4]]) {
    await open(page, path);
    const shown = await page.$$eval("#timeline li", (all) => all.map((one) => ({ word: one.querySelector("button")?.textContent ?? "", bars: one.querySelectorAll(".track span").length })));
    assert.ok(shown.length >= least, `${path}: ${shown.length}`);
    const { name, bytes } = await take(page, "svg");
    assert.match(name, /\.svg$/);
    const svg = bytes.toString("utf8");
    const lines = await drawnLines(reading, svg);
    assert.deepEqual(lines.map(({ bars }) => bars), shown.map(({ bars }) => bars), path);
    assert.ok(lines.every(({ said }, place) => said !== "" && said.startsWith(shown[place].word)), `${path}: ${lines.map(({ said }) => said)}`);
    assert.deepEqual((await drawn(reading, svg)).failed, false);
    assert.ok(svg.includes(`${HOME}${path}`), `${path}: it says where it comes from`);
    const png = (await take(page, "png")).bytes;
    assert.equal(png.subarray(0, 8).toString("hex"), "89504e470d0a1a0a", path);
    assert.ok(png.readUInt32BE(16) > 1000, path);
    const all = await offered();
    assert.ok(all.lastIndexOf("png") < all.indexOf("graphiql"), `the files before the questions: ${all}`);
    const questions = await page.locator("[data-take=graphiql]").allTextContents();
    assert.ok(["EntityPage", "EntityFacts", "EntityTimeline", "Discrepancies"].every((one) => questions.some((text) => text.endsWith(one))), String(questions));
  }
  await open(page, "e/report-ventspils-visit-2019");
  assert.equal((await offered()).includes("svg"), (await page.locator("#timeline").count()) > 0, "nothing is offered that is not drawn");
});

/** The lines of a drawn timeline: how many bars, and what is said. */
function drawnLines(reading, file) {
  return reading.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "image/svg+xml");
    return [...tree.querySelectorAll("[data-line]")].map((one) => ({ bars: one.querySelectorAll("rect").length, said: one.lastElementChild.querySelector("title").textContent }));
  }, file);
}

/** What a GEXF file holds. */
function gexf(reading, file) {
  return reading.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "application/xml");
    const ids = new Set([...tree.querySelectorAll("node")].map((node) => node.id));
    const edges = [...tree.querySelectorAll("edge")];
    return {
      failed: tree.querySelector("parsererror") !== null, nodes: ids.size, edges: edges.length, description: tree.querySelector("description")?.textContent,
      dangling: edges.filter((edge) => !ids.has(edge.getAttribute("source")) || !ids.has(edge.getAttribute("target"))).length,
      declared: [...tree.querySelectorAll("attributes[class=edge] attribute")].map((one) => one.id),
    };
  }, file);
}

/** What a drawing holds. */
function drawn(reading, file) {
  return reading.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "image/svg+xml");
    return { failed: tree.querySelector("parsererror") !== null, shapes: tree.querySelectorAll("path, rect").length, labels: tree.querySelectorAll("text").length, scripts: tree.querySelectorAll("script, foreignObject").length };
  }, file);
}

/** The labels of a drawing that lie over one another. */
function overlapping(reading, file) {
  return reading.evaluate((text) => {
    document.body.replaceChildren(document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true));
    const boxes = [...document.querySelectorAll("svg svg > g:last-of-type > text")].map((one) => ({ name: one.textContent, ...JSON.parse(JSON.stringify(one.getBoundingClientRect())) }));
    if (boxes.length < 10) return [`only ${boxes.length} labels`];
    const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3;
    return boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => over(a, b)).map((b) => `${a.name} / ${b.name}`));
  }, file);
}

onPage("the link to a state shows the same state again, in its language", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "graph?of=seminar-2020&without=ATTENDED&as=table&lang=lt");
  const shown = await rows(page);
  await page.locator("main .take > button").click();
  await page.locator("[data-take=link]").click();
  await page.getByText("Nukopijuota.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(HOME) && link.includes("lang=lt"), link);
  const other = await context.newPage();
  await other.goto(link);
  assert.deepEqual(await rows(other), shown);
});

onPage("what is open, chosen and sorted stands in the address, and comes back with it", async (page) => {
  await open(page, "e/malda-avramenko");
  await page.locator("#facts .open-row").first().click();
  await page.locator("aside.panel .citation").first().waitFor();
  const evidence = await page.locator("aside.panel .sentence").innerText();
  await page.reload();
  await page.locator("aside.panel .citation").first().waitFor();
  assert.equal(await page.locator("aside.panel .sentence").innerText(), evidence);
  await page.keyboard.press("Escape");
  assert.equal(new URL(page.url()).searchParams.has("fact"), false);
  await open(page, "graph?of=seminar-2020");
  await page.waitForSelector(".stage[data-settled=true]");
  await page.locator("canvas").focus();
  await page.keyboard.press("ArrowRight");
  const chosen = await page.locator(".graph-card h2").innerText();
  await page.reload();
  await page.locator(".graph-card h2").waitFor();
  assert.equal(await page.locator(".graph-card h2").innerText(), chosen);
  await open(page, "network?as=table");
  await page.getByRole("button", { name: "PageRank" }).click();
  const first = (await rows(page))[0];
  await page.reload();
  await ready(page);
  assert.deepEqual((await rows(page))[0], first);
  assert.match(page.url(), /sort=-pagerank/);
});

onPage("whatever opens beside the page of an entity comes back with its address", async (page) => {
  const panel = page.locator("aside.panel");
  for (const [path, button] of [["e/ventspils-visit-2019", ".figure-value"], ["e/ventspils-visit-2019", "#discrepancies .open-row"], ["e/malda-avramenko", ".names .open-row"]]) {
    await open(page, path);
    await page.locator(button).first().click();
    await panel.locator(".citation").first().waitFor();
    const told = await panel.innerText();
    await page.waitForURL((url) => url.searchParams.get("fact")?.startsWith("~"));
    await page.reload();
    await panel.locator(".citation").first().waitFor();
    assert.equal(await panel.innerText(), told, button);
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("fact"));
  }
});

onPage("what opens beside the network comes back with its address, and what is not tied is told", async (page) => {
  const panel = page.locator("aside.panel");
  const network = async (path) => {
    await open(page, path);
    await page.waitForSelector(".stage[data-settled=true]");
  };
  for (const keys of [["ArrowRight", "e", "Space"], ["ArrowRight", "Enter"]]) {
    await network("network");
    for (const key of keys) await page.locator("canvas").press(key);
    await panel.locator("li").first().waitFor();
    const told = await panel.innerText();
    await page.waitForURL((url) => url.searchParams.get("fact")?.startsWith("~"));
    await page.reload();
    await panel.locator("li").first().waitFor();
    assert.equal(await panel.innerText(), told, String(keys));
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("fact"));
  }
  await network("network?fact=~nobody,nobody-else");
  await panel.getByText("They are not tied so under this lens").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.searchParams.has("fact"));
});

onPage("what is open beside the network is told anew under another lens, and takes the focus from nobody", async (page) => {
  await open(page, "network");
  await page.waitForSelector(".stage[data-settled=true]");
  for (const key of ["ArrowRight", "Enter"]) await page.locator("canvas").press(key);
  const panel = page.locator("aside.panel");
  await panel.locator("li").first().waitFor();
  const members = page.locator(".graph-tools .chip").first();
  await members.focus();
  await page.keyboard.press("Enter");
  await at(page, /kind=PERSON.*fact=|fact=.*kind=PERSON/);
  await panel.waitFor();
  await page.waitForFunction(() => document.activeElement?.matches(".graph-tools .chip[aria-pressed=true]"));
});

onPage("a citation names the view, the address and the day", async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "e/seminar-2020?valid=2020");
  await page.locator("main .take > button").click();
  await page.locator("[data-take=citation]").click();
  await page.getByText("Copied.").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^stakegraph: .+, as of 2020\. http.+ \(read on \d+ \w+ \d{4}\)\.$/);
});

onPage("the question behind a view opens in GraphiQL with its variables, and runs", async (page, context) => {
  await open(page, "paths?from=liesma-ose&to=d-kretalovs");
  await page.locator("main .take > button").click();
  const [editor] = await Promise.all([context.waitForEvent("page"), page.locator("[data-take=graphiql]").click()]);
  await editor.waitForLoadState();
  const asked = new URLSearchParams(new URL(editor.url()).hash.slice(1));
  assert.match(asked.get("query"), /query Paths/);
  assert.equal(JSON.parse(asked.get("variables")).from, "liesma-ose");
  const reply = await editor.request.post(new URL("graphql", HOME).href, { data: { query: asked.get("query"), variables: JSON.parse(asked.get("variables")) } });
  const { data, errors } = await reply.json();
  assert.equal(errors, undefined);
  assert.ok(data.at.paths.chains.length > 0);
}, { allowed: /./ });

onPage("a cell that a spreadsheet would run is kept from it", async (page) => {
  await open(page, "about");
  const made = await page.evaluate(async () => {
    const app = document.querySelector("script[type=module]").src;
    const { csv } = await import(new URL("parts/files.js", app).href);
    return csv({ columns: ["name"], rows: [["=1+1"], ["a,\"b\""], [null], [-3]] }, { title: "", address: "x", made: "y" });
  });
  assert.deepEqual(parsed(made), [["name", "source", "retrieved"], ["'=1+1", "x", "y"], ['a,"b"', "x", "y"], ["", "x", "y"], ["-3", "x", "y"]]);
  await at(page, /about/);
});
