/**
 * What came before a municipality and what after it, with the share of its land that went there.
 * @module
 */

import { ask } from "../../core/client.js";
import { h } from "../../core/dom.js";
import { number, when } from "../../core/format.js";
import { language } from "../../core/settings.js";
import { t } from "../../core/words.js";
import { entity, link } from "../../parts/entity.js";
import { openRelation } from "../../parts/evidence.js";
import { notice } from "../../parts/states.js";

/** @param {any} one @param {AbortSignal} signal */
export async function succession(one, signal) {
  if (one.kind !== "MUNICIPALITY" && one.kind !== "ORGANISATION") return null;
  const where = { kind: ["SUCCEEDED_BY"] };
  const { entity: found } = await ask("EntityFacts", { key: one.key, language: language(), where, first: 100 }, { signal });
  const rows = found?.relations.nodes ?? [];
  const rest = (found?.relations.totalCount ?? 0) - rows.length;
  if (rows.length === 0) return null;
  const after = rows.filter((/** @type {any} */ row) => row.subject.key === one.key);
  const before = rows.filter((/** @type {any} */ row) => row.object.key === one.key);
  return h("div", { class: "succession" }, column(t("succession.before"), before, "subject"), column(t("succession.after"), after, "object"),
    rest > 0 ? notice(t("timeline.more", { n: rest })) : null);
}

/** @param {string} title @param {any[]} rows @param {"subject" | "object"} end */
function column(title, rows, end) {
  if (rows.length === 0) return null;
  return h("div", null, h("h3", null, title), h("ul", { class: "plain" }, rows.map((row) => h(
    "li", null, link(entity(row[end])),
    row.share !== null && row.share < 1 ? h("span", { class: "tag" }, t("succession.share", { share: number(row.share, { style: "percent" }) })) : null,
    row.confidence && row.confidence !== "CONFIRMED" ? h("span", { class: "tag" }, t(`confidence.${row.confidence}`)) : null,
    " ", h("button", { type: "button", class: "open-row", on: { click: () => openRelation(row.id) } }, row.period ? when(row.period) : t("table.evidence")),
  ))));
}
