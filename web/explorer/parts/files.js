/**
 * The files that can be taken away. Each says where it comes from, under which lens, and when
 * it was made; facts bring the ids by which their evidence is found again.
 * @module
 */

import { read } from "../core/address.js";
import { s } from "../core/dom.js";
import { colours } from "../graph/painter.js";

/** @typedef {{ title: string, address: string, made: string }} Origin */
/** @typedef {{ id: string, label: string, attributes: Record<string, string | number | null> }} GraphNode */
/** @typedef {{ id: string, source: string, target: string, label: string, attributes: Record<string, string | number | null> }} GraphEdge */
/** @typedef {{ nodes: GraphNode[], edges: GraphEdge[] }} Graph */

/** How many picture points a drawing has for each of its own. */
const SHARPNESS = 2;

/** Hands a file to the browser, and gives its name. @param {string} title @param {string} ending @param {string | Blob} content */
export function save(title, ending, content) {
  const stem = title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
  const name = `stakegraph-${stem || "view"}.${ending}`;
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${TYPES[ending] ?? "text/plain"};charset=utf-8` });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return name;
}

/** @type {Record<string, string>} */
const TYPES = { csv: "text/csv", json: "application/json", gexf: "application/gexf+xml", svg: "image/svg+xml" };

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is kept from it by
 * an apostrophe. The last columns say where the row comes from.
 * @param {{ columns: string[], rows: (string | number | null)[][] } | undefined} table
 * @param {Origin} origin
 */
export function csv(table, origin) {
  const { columns, rows } = table ?? { columns: [], rows: [] };
  const lines = [[...columns, "source", "retrieved"], ...rows.map((row) => [...row, origin.address, origin.made])];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string | number | null | undefined} value */
function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What is seen as JSON, with its origin. @param {any} data @param {Origin} origin */
export function json(data, origin) {
  return `${JSON.stringify({ ...origin, lens: lensOf(), data }, null, 2)}\n`;
}

function lensOf() {
  const { params } = read();
  return { valid: params.get("valid"), certainty: params.get("certainty") ?? "possible", known: params.get("known") };
}

/** A graph as GEXF 1.3. @param {Graph} graph @param {Origin} origin */
export function gexf(graph, origin) {
  const keys = (/** @type {{ attributes: Record<string, any> }[]} */ items) => [...new Set(items.flatMap((item) => Object.keys(item.attributes)))];
  const declared = (/** @type {string} */ of, /** @type {string[]} */ names, /** @type {{ attributes: Record<string, any> }[]} */ items) =>
    [`    <attributes class="${of}">`, ...names.map((name) => `      <attribute id="${name}" title="${name}" type="${items.every((item) => typeof (item.attributes[name] ?? 0) === "number") ? "double" : "string"}"/>`), "    </attributes>"];
  const values = (/** @type {{ attributes: Record<string, any> }} */ item) =>
    Object.entries(item.attributes).filter(([, value]) => value !== null && value !== undefined && value !== "").map(([name, value]) => `<attvalue for="${name}" value="${xml(String(value))}"/>`).join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    `  <meta lastmodifieddate="${origin.made.slice(0, 10)}">`,
    "    <creator>stakegraph</creator>",
    `    <description>${xml(`${origin.title}. ${origin.address}`)}</description>`,
    "  </meta>",
    '  <graph defaultedgetype="directed" mode="static">',
    ...declared("node", keys(graph.nodes), graph.nodes),
    ...declared("edge", keys(graph.edges), graph.edges),
    "    <nodes>",
    ...graph.nodes.map((node) => `      <node id="${xml(node.id)}" label="${xml(node.label)}"><attvalues>${values(node)}</attvalues></node>`),
    "    </nodes>",
    "    <edges>",
    ...graph.edges.map((edge) => `      <edge id="${xml(edge.id)}" source="${xml(edge.source)}" target="${xml(edge.target)}" label="${xml(edge.label)}"><attvalues>${values(edge)}</attvalues></edge>`),
    "    </edges>",
    "  </graph>",
    "</gexf>",
    "",
  ].join("\n");
}

/** @param {string} text */
function xml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** How large the line is that says where a drawing comes from, and how wide its letters are at most. */
const FOOT = { line: 15, letter: 6.6 };

/** A drawing with a foot that says where it comes from. @param {SVGSVGElement} drawing @param {Origin} origin */
function signed(drawing, origin) {
  const [width, height] = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
  const most = Math.floor((width - 32) / FOOT.letter);
  const told = `stakegraph: ${origin.title}. ${origin.address} (${origin.made.slice(0, 10)})`;
  const lines = Array.from({ length: Math.ceil(told.length / most) }, (_, index) => told.slice(index * most, (index + 1) * most));
  const foot = (lines.length + 1) * FOOT.line;
  const paint = colours();
  return s(
    "svg", { width, height: height + foot, viewBox: `0 0 ${width} ${height + foot}` },
    s("desc", null, `${origin.title}. ${origin.address}. ${origin.made}`),
    drawing.cloneNode(true),
    s("rect", { y: height, width, height: foot, fill: paint.ground }),
    lines.map((line, index) => s("text", { x: 16, y: height + (index + 1) * FOOT.line, "font-size": 11, "font-family": "monospace", fill: paint.soft }, line)),
  );
}

/** A drawing as a file of its own. @param {SVGSVGElement} drawing @param {Origin} origin */
export function svgText(drawing, origin) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(signed(drawing, origin))}\n`;
}

/** A drawing as a picture of points. @param {SVGSVGElement} drawing @param {Origin} origin @returns {Promise<Blob>} */
export async function png(drawing, origin) {
  const url = URL.createObjectURL(new Blob([svgText(drawing, origin)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SHARPNESS;
    canvas.height = image.naturalHeight * SHARPNESS;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
