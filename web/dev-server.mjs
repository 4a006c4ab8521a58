/**
 * Serves the explorer from this folder, and everything else from a running server, so that a
 * change is seen by loading the page again, without a build.
 *
 *     cargo run &
 *     node web/dev-server.mjs [http://127.0.0.1:8080] [8081]
 */

import { createServer, request } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const [upstream = "http://127.0.0.1:8080", port = "8081"] = process.argv.slice(2);
const here = import.meta.dirname;
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".html": "text/html" };
const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types stakegraph";
const OF_FILES = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";
const SHELLS = /^\/(search|graph|paths|trace|network|map|matrix|about|e\/[^/]+)?$/;

async function operations() {
  const folder = join(here, "operations");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".graphql"));
  const pairs = names.map(async (name) => [name.slice(0, -8), await readFile(join(folder, name), "utf8")]);
  return JSON.stringify(Object.fromEntries(await Promise.all(pairs)));
}

async function ours(path) {
  if (SHELLS.test(path)) {
    const up = path.startsWith("/e/") ? "../" : "";
    const page = await readFile(join(here, "pages/explorer.html"), "utf8");
    return { type: "text/html", body: page.replaceAll('"/explorer/', '"/explorer/dev/').replaceAll('"/', `"${up}`) };
  }
  const file = path.startsWith("/explorer/dev/") ? normalize(path.slice(14)) : null;
  if (file === null || file.startsWith("..")) return null;
  if (file === "operations.json") return { type: "application/json", body: await operations() };
  try {
    return { type: TYPES[extname(file)] ?? "application/octet-stream", body: await readFile(join(here, "explorer", file)) };
  } catch {
    return null;
  }
}

/** The address of a file that the build fetched: under the hash of the running server. */
async function embedded(path) {
  const page = await (await fetch(upstream)).text();
  const hash = /explorer\/([0-9a-f]+)\//.exec(page)?.[1];
  return path.replace("/explorer/dev/", `/explorer/${hash}/`);
}

createServer(async (asked, reply) => {
  const path = new URL(asked.url ?? "/", "http://x").pathname;
  const found = asked.method === "GET" ? await ours(path) : null;
  if (found) {
    reply.writeHead(200, { "content-type": `${found.type}; charset=utf-8`, "content-security-policy": path.startsWith("/explorer/") ? OF_FILES : POLICY, "cache-control": "no-store" });
    return reply.end(found.body);
  }
  const target = path.startsWith("/explorer/dev/") ? await embedded(path) : asked.url;
  const forward = request(`${upstream}${target}`, { method: asked.method, headers: { ...asked.headers, host: new URL(upstream).host } }, (answer) => {
    reply.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(reply);
  });
  forward.on("error", () => reply.writeHead(502).end());
  asked.pipe(forward);
}).listen(Number(port), "127.0.0.1", () => process.stderr.write(`http://127.0.0.1:${port} over ${upstream}\n`));
