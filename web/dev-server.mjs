/**
 * Serves the explorer's files from this folder, and everything else from a running server, so
 * that a change is seen by loading the page again, without a build.
 *
 *     cargo run &
 *     node web/dev-server.mjs [http://127.0.0.1:8080] [8081]
 */

import { createServer, request } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const [upstream = "http://127.0.0.1:8080", port = "8081"] = process.argv.slice(2);
const here = import.meta.dirname;
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };
const POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";
const FILE = /^\/explorer\/[0-9a-f]{16}\/(.+)$/;

async function operations() {
  const folder = join(here, "operations");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".graphql"));
  const pairs = names.map(async (name) => [name.slice(0, -8), await readFile(join(folder, name), "utf8")]);
  return JSON.stringify(Object.fromEntries(await Promise.all(pairs)));
}

/** A file of the explorer as it is on disk; null when it is none, or one that the build fetched. */
async function ours(path) {
  const file = normalize(FILE.exec(path)?.[1] ?? "..");
  if (file.startsWith("..")) return null;
  if (file === "operations.json") return { type: TYPES[".json"], body: await operations() };
  try {
    return { type: TYPES[extname(file)], body: await readFile(join(here, "explorer", file)) };
  } catch {
    return null;
  }
}

createServer(async (asked, reply) => {
  const found = await ours(new URL(asked.url ?? "/", "http://x").pathname);
  if (found) {
    reply.writeHead(200, { "content-type": `${found.type}; charset=utf-8`, "content-security-policy": POLICY, "cache-control": "no-store" });
    return reply.end(found.body);
  }
  const forward = request(`${upstream}${asked.url}`, { method: asked.method, headers: { ...asked.headers, host: new URL(upstream).host } }, (answer) => {
    reply.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(reply);
  });
  forward.on("error", () => reply.writeHead(502).end());
  asked.pipe(forward);
}).listen(Number(port), "127.0.0.1", () => process.stderr.write(`http://127.0.0.1:${port} over ${upstream}\n`));
