/**
 * What this is, how to read it, what others made of it: libraries with versions and licences.
 * @module
 */

import { BASE } from "../core/address.js";
import { Failure } from "../core/client.js";
import { h } from "../core/dom.js";
import { chooseSingleKeys, hasSingleKeys } from "../core/settings.js";
import { t } from "../core/words.js";
import { isAbort } from "../parts/states.js";
import { legend } from "../parts/legend.js";
import { table } from "../parts/table.js";

/** The worked examples that open in GraphiQL. */
const EXAMPLES = ["visit-municipalities", "discrepancies", "quoted", "mediators", "planned", "search"];

/** @typedef {{ name: string, version: string, license: string }} Library */

/** @param {import("../core/address.js").Address} _address @param {AbortSignal} signal */
export async function show(_address, signal) {
  const libraries = await listed(signal);
  const at = (/** @type {string} */ path) => new URL(path, BASE).pathname;
  const content = h(
    "article",
    { class: "about prose" },
    h("h1", { tabindex: "-1" }, t("about.title")),
    h("p", { class: "lead" }, t("about.lead")),
    h("p", null, t("about.apart")),
    h("h2", null, t("about.signs")), legend(),
    h("h2", null, t("about.time")), h("p", null, t("about.time.text")),
    h("h2", null, t("about.keys")), keys(),
    h("h2", { id: "privacy" }, t("about.privacy")), h("p", null, t("about.privacy.text")), h("p", null, t("about.privacy.rights")),
    h("h2", null, t("about.programs")), h("p", null, t("about.programs.text")),
    h("ul", null,
      h("li", null, h("a", { href: at("graphiql"), target: "_blank" }, "GraphiQL")),
      h("li", null, h("a", { href: at("schema.graphql"), target: "_blank" }, "schema.graphql"))),
    h("p", null, t("about.examples")),
    h("ul", null, EXAMPLES.map((name) => h("li", null, h("a", { href: at(`graphiql?example=${name}`), target: "_blank" }, t(`about.example.${name}`))))),
    h("h2", null, t("about.libraries")), h("p", null, t("about.libraries.text")),
    libraries.length > 0 ? libraryTable(libraries) : h("p", null, t("about.libraries.none")),
    libraries.length > 0 ? h("p", null, h("a", { href: at("assets/licences.txt"), target: "_blank" }, t("about.licences"))) : null,
    h("p", null, t("about.own")),
  );
  return { title: t("about.title"), content };
}

/** @param {AbortSignal} signal @returns {Promise<Library[]>} */
async function listed(signal) {
  try {
    const reply = await fetch(new URL("../lib/libraries.json", import.meta.url), { signal });
    // A build without npm has none of them, and says so below.
    return reply.ok ? await reply.json() : [];
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Failure("offline", String(error));
  }
}

/** @param {Library[]} libraries */
function libraryTable(libraries) {
  /** @type {import("../parts/table.js").Column<Library>[]} */
  const columns = [
    { key: "name", label: t("about.library"), cell: (row) => row.name, text: (row) => row.name },
    { key: "version", label: t("about.version"), cell: (row) => row.version, text: (row) => row.version },
    { key: "license", label: t("about.licence"), cell: (row) => row.license, text: (row) => row.license },
  ];
  return table({ caption: t("about.libraries"), columns, rows: libraries });
}

/** All keys, and whether those of one sign work. */
function keys() {
  const pairs = ["/", "T", "Tab", "Enter", "Arrows", "N", "E", "Space", "P", "Delete", "PlusMinus", "Zero", "CtrlZ", "Esc"];
  const single = h("button", { type: "button", class: "chip", "aria-pressed": String(hasSingleKeys()), on: { click: () => {
    chooseSingleKeys(!hasSingleKeys());
    single.setAttribute("aria-pressed", String(hasSingleKeys()));
  } } }, t("about.keys.single"));
  return h("div", null, keyTable(pairs), h("p", null, single), h("p", { class: "hint" }, t("about.keys.hint")));
}

/** @param {string[]} pairs */
function keyTable(pairs) {
  return h("dl", { class: "pairs" }, pairs.flatMap((key) => [h("dt", null, h("kbd", null, t(`key.${key}`))), h("dd", null, t(`key.${key}.does`))]));
}
