/**
 * Taking away what is seen: a link, rows, a graph, a picture, a citation, the question behind
 * it. Each file says where it comes from, under which lens and when. The formats are made in
 * `files`; they are loaded when one is asked for.
 * @module
 */

import { BASE, read } from "../core/address.js";
import { operation, question } from "../core/client.js";
import { h, icon, newId } from "../core/dom.js";
import { day } from "../core/format.js";
import { language } from "../core/settings.js";
import { t } from "../core/words.js";

/** @typedef {{ name: string, variables: Record<string, any> }} Asked a named operation, as it was asked */

/**
 * What a view gives to be taken away; whatever is missing is not offered.
 * @typedef {{
 *   title: string,
 *   asked?: Asked | Asked[],
 *   table?: () => { columns: string[], rows: (string | number | null)[][] },
 *   data?: () => any,
 *   graph?: () => import("./files.js").Graph,
 *   picture?: Picture | Promise<Picture | null>,
 * }} Takeaway
 * @typedef {() => SVGSVGElement} Picture one that is drawn later is offered once it is there
 */

/** The address of this very state, language included. */
export function permalink() {
  const url = new URL(location.href);
  url.searchParams.set("lang", language());
  return url.href;
}

/** @param {Takeaway} what */
function citationText(what) {
  const { params } = read();
  const [valid, known] = [params.get("valid"), params.get("known")];
  const lens = [
    valid ? t("take.cite.valid", { valid }) : "",
    valid && params.get("certainty") === "certain" ? ` (${t("lens.certain")})` : "",
    known ? `, ${t("lens.knownOn", { date: day(known) })}` : "",
  ].join("");
  const today = day(new Date().toISOString());
  return t("take.cite", { title: what.title, lens, address: permalink(), date: today }).replace(/ {2,}/g, " ");
}

/** Where a question behind a view opens. @param {Asked} asked */
async function graphiqlAddress(asked) {
  const url = new URL("graphiql", BASE);
  const { query, variables } = await question(asked.name, asked.variables);
  url.hash = new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) }).toString();
  return url.href;
}

/** The menu. @param {Takeaway} what */
export function takeaway(what) {
  const id = newId("take");
  const said = h("p", { class: "said", role: "status" });
  /** @param {string} label @param {string} name @param {() => any} act */
  const item = (label, name, act) => h("li", null, h("button", { type: "button", data: { take: name }, on: { click: async () => {
    try {
      said.textContent = (await act()) ?? "";
    } catch (error) {
      said.textContent = t("take.failed", { why: error instanceof Error ? error.message : String(error) });
    }
  } } }, label));
  const files = () => import("./files.js");
  /** @param {string} ending @param {(made: typeof import("./files.js")) => string | Blob | Promise<Blob>} make */
  const save = (ending, make) => async () => {
    const made = await files();
    const name = made.save(what.title, ending, await make(made));
    return t("take.saved", { name });
  };
  const origin = () => ({ title: what.title, address: permalink(), made: new Date().toISOString() });
  const { table, graph } = what;
  const pictures = (/** @type {Picture} */ picture) => [
    item("SVG", "svg", save("svg", (made) => made.svgText(picture(), origin()))),
    item("PNG", "png", save("png", (made) => made.png(picture(), origin()))),
  ];
  const asked = what.asked ? [what.asked].flat() : [];
  const items = [
    item(t("take.link"), "link", () => copy(permalink())),
    item(t("take.citation"), "citation", () => copy(citationText(what))),
    table ? item("CSV", "csv", save("csv", (made) => made.csv(table(), origin()))) : null,
    what.data || table ? item("JSON", "json", save("json", (made) => made.json(what.data ? what.data() : table?.(), origin()))) : null,
    graph ? item("GEXF", "gexf", save("gexf", (made) => made.gexf(graph(), origin()))) : null,
    ...(what.picture instanceof Function ? pictures(what.picture) : []),
  ];
  const questions = asked.map((one) => item(asked.length > 1 ? `${t("take.graphiql")}: ${one.name}` : t("take.graphiql"), "graphiql", async () => { open(await graphiqlAddress(one), "_blank", "noopener"); }));
  const menu = h("ul", null, items, questions);
  const list = h("div", { class: "menu", id, hidden: true }, menu, said);
  const [first = null] = questions;
  // Why it could not be drawn is told where it would have been.
  if (what.picture instanceof Promise) what.picture.then((picture) => { if (picture) for (const one of pictures(picture)) menu.insertBefore(one, first); }, () => {});
  const button = h("button", { type: "button", class: "button", "aria-expanded": "false", "aria-controls": id, on: { click: () => toggle(list.hidden === true) } }, icon("take"), t("take.title"));
  const toggle = (/** @type {boolean} */ shown) => {
    list.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    said.textContent = "";
    for (const { name } of asked) void operation(name);
  };
  const element = h("div", { class: "take", on: {
    keydown: (event) => { if (event.key === "Escape" && !list.hidden) { event.preventDefault(); toggle(false); button.focus(); } },
    focusout: (event) => { if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) toggle(false); },
  } }, button, list);
  return element;
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return t("take.copied");
  } catch {
    // The clipboard may be closed to pages: then the text is shown, to be copied by hand.
    return text;
  }
}

/** A heading of a view with its menu. @param {string} title @param {Takeaway | null} what @param {import("../core/dom.js").Child} [more] */
export function heading(title, what, more = null) {
  return h("div", { class: "view-head" }, h("h1", { tabindex: "-1" }, title), h("div", { class: "view-tools" }, more, what ? takeaway(what) : null));
}

