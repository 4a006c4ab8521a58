/**
 * The graph around some entities: a picture to walk through, and a table that is its equal.
 * What is shown stands in the address; how many were left out is always said.
 * @module
 */

import { changed, note, read } from "../core/address.js";
import { ask } from "../core/client.js";
import { fill, h, icon } from "../core/dom.js";
import { keepFocus } from "../core/focus.js";
import { number, when } from "../core/format.js";
import { language } from "../core/settings.js";
import { isSymmetric, kindWord, relationWord, roleWord, t } from "../core/words.js";
import { scene } from "../graph/scene.js";
import { Stage } from "../graph/stage.js";
import { BUDGETS, Steps, present, stateOf } from "../graph/state.js";
import { entity, link } from "../parts/entity.js";
import { modalityTag, openRelation } from "../parts/evidence.js";
import { fold } from "../parts/fold.js";
import { DASHES, MODALITIES, legend } from "../parts/legend.js";
import { nearness } from "../parts/nearness.js";
import { searchBox } from "../parts/search-box.js";
import { sightOf, sighting, unread } from "../parts/sight.js";
import { empty, failed, isAbort, notice } from "../parts/states.js";
import { plain, table } from "../parts/table.js";
import { heading } from "../parts/takeaway.js";
import { card } from "./graph/card.js";

/** @typedef {import("../core/address.js").Address} Address */
/** @typedef {import("../graph/state.js").State} State */
/** @typedef {{ entities: Map<string, import("../parts/entity.js").Entity>, relations: any[], hidden: number, hiddenRelations: number, variables: any }} Found */

/** To so many digits the address says where it is looked at. */
const DIGITS = 1;

/** @param {Address} address @param {AbortSignal} signal */
export async function show(address, signal) {
  const view = new GraphView();
  await view.load(stateOf(address.params), signal);
  return {
    title: t("graph.title"),
    content: view.element,
    close: () => view.close(),
    flip: () => view.flip(),
    update: (/** @type {Address} */ next) => view.update(next),
  };
}

/** The entities around which the graph is drawn when none are named: the events. @param {AbortSignal} signal */
async function beginning(signal) {
  const { events } = await ask("Start", { language: language() }, { signal });
  return events.nodes.map((/** @type {any} */ node) => node.key);
}

/** @param {State} state @param {AbortSignal} signal @returns {Promise<Found>} */
async function find(state, signal) {
  const of = state.of.length > 0 ? state.of : await beginning(signal);
  const modality = state.asserted ? ["ASSERTED"] : MODALITIES;
  const where = { modality, ...(state.without.length > 0 ? { not: { kind: state.without, modality } } : {}) };
  const variables = { of, depth: state.depth, first: state.most, where, language: language() };
  if (of.length === 0) return { entities: new Map(), relations: [], hidden: 0, hiddenRelations: 0, variables };
  const { neighbourhood } = await ask("Neighbourhood", variables, { signal });
  const entities = new Map(neighbourhood.entities.map((/** @type {any} */ raw) => [raw.key, entity(raw)]));
  for (const key of state.hidden) entities.delete(key);
  const relations = neighbourhood.relations.filter((/** @type {any} */ one) => entities.has(one.subject.key) && entities.has(one.object.key));
  return { entities, relations, hidden: neighbourhood.hidden, hiddenRelations: neighbourhood.hiddenRelations, variables };
}

class GraphView {
  constructor() {
    this.sighting = sighting(DIGITS);
    this.steps = new Steps(this.sighting.flush);
    this.stage = this.#stage();
    this.thinned = h("span", { class: "hint", hidden: true }, t("graph.thinned"));
    this.head = h("div");
    this.tools = h("div", { class: "graph-tools" });
    this.chips = h("div");
    this.status = h("div", { "aria-live": "polite" });
    this.body = h("div", { class: "graph-body" });
    this.card = h("div", { class: "graph-card", hidden: true });
    this.stage.element.append(this.card);
    this.element = h("div", { class: "graph-view", on: { keydown: (event) => this.#keys(event) } }, this.head, this.tools, this.chips, this.status, this.body);
    /** @type {State} */
    this.state = present();
    /** @type {Found} */
    this.found = { entities: new Map(), relations: [], hidden: 0, hiddenRelations: 0, variables: {} };
    this.known = "";
    /** Whether the address is ahead of what is shown. */
    this.ahead = false;
  }

  close() {
    this.asking?.abort();
    this.sighting.drop();
    this.stage.close();
  }

  /** Takes a changed address by itself, when only what is drawn differs. @param {Address} next */
  update(next) {
    const state = stateOf(next.params);
    const asking = new AbortController();
    this.asking?.abort();
    this.asking = asking;
    this.ahead = true;
    if (this.sighting.isNew(next.params)) this.sighting.drop();
    this.element.setAttribute("aria-busy", "true");
    void this.load(state, asking.signal)
      .catch((error) => { if (!isAbort(error)) fill(this.status, failed(error, () => this.update(next))); })
      .finally(() => { if (this.asking === asking) this.element.removeAttribute("aria-busy"); });
    return true;
  }

  /** @param {State} state @param {AbortSignal} signal */
  async load(state, signal) {
    const found = await find(state, signal);
    if (signal.aborted) return;
    Object.assign(this, { state, found });
    const focusAgain = keepFocus(this.element, "canvas, .table-frame");
    fill(this.head, heading(t("graph.title"), this.#takes(), this.#toggle()));
    this.#fillTools();
    fill(this.chips, this.#kinds());
    fill(this.status, this.#counts());
    this.#fillBody();
    this.ahead = false;
    focusAgain();
  }

  #fillBody() {
    const { found, state } = this;
    if (found.entities.size === 0) return fill(this.body, empty(t("graph.nothing"), t("graph.nothing.advice")));
    if (state.as === "table") return fill(this.body, this.#table());
    const of = new Set(found.variables.of);
    const dots = [...found.entities.values()].map((one) => {
      const pin = state.pins.get(one.key);
      return { id: one.key, label: one.name, kind: one.kind, x: pin?.x ?? NaN, y: pin?.y ?? NaN, pinned: pin !== undefined, open: of.has(one.key) };
    });
    const lines = found.relations.map((one) => ({
      id: one.id, source: one.subject.key, target: one.object.key, label: relationWord(one.kind), dash: DASHES[one.modality] ?? [],
      directed: !isSymmetric(one.kind), width: 1.3, crossed: one.modality === "NEGATED",
    }));
    fill(this.body, this.stage.element, legend({ kinds: [...new Set(dots.map((dot) => dot.kind))], modalities: [...new Set(found.relations.map((one) => one.modality))] }));
    const { params } = read();
    const sight = sightOf(params);
    const isNew = this.sighting.isNew(params);
    this.sighting.follow(params);
    const what = `${dots.map(({ id, pinned }) => (pinned ? `${id}*` : id)).join()}/${lines.map((line) => line.id).join()}`;
    const isPlaced = isNew && sight !== null && (sight.places !== undefined || this.stage.walked);
    if (what !== this.known || isPlaced) this.stage.show(scene(dots, lines), found.variables.of, { sight: isNew ? sight : null });
    this.known = what;
    const chosen = params.get("at");
    if (chosen !== this.stage.chosenId()) this.stage.choose(chosen, true);
    if (isNew && sight) this.stage.look(sight);
    else if (isNew) this.stage.fit(true);
    this.#show(this.stage.chosenId());
    return this.body;
  }

  #stage() {
    return new Stage({
      label: t("graph.picture"),
      hint: t("graph.hint"),
      say: (dot) => t("graph.said", { name: dot.label, kind: kindWord(dot.kind), n: dot.degree, state: t(dot.open ? "graph.open" : "graph.shut") }),
      sayLine: (line, far) => t("graph.saidLine", { what: line.label, name: far.label }),
      chosen: (id) => this.#choose(id),
      line: (id) => openRelation(id),
      act: (id) => this.toggleOpen(id),
      dragged: (id, x, y) => this.steps.take({ pins: new Map([...this.state.pins, [id, { x, y }]]) }),
      key: (event, id) => this.#stageKey(event, id),
      thinned: (on) => { this.thinned.hidden = !on; },
      looked: (sight) => { if (!this.ahead) this.sighting.moved(sight); },
    });
  }

  /** Expands an entity, or collapses it when it is. @param {string} key */
  toggleOpen(key) {
    const of = /** @type {string[]} */ (this.found.variables.of);
    const now = of.includes(key) ? of.filter((one) => one !== key) : [...of, key];
    if (now.length > 0) this.steps.take({ of: now });
  }

  /** Pins an entity where it is, or lets it go. @param {string} key */
  togglePin(key) {
    const pins = new Map(this.state.pins);
    const dot = this.stage.scene.dots[this.stage.scene.at.get(key) ?? -1];
    if (!pins.delete(key) && dot) pins.set(key, { x: dot.x, y: dot.y });
    this.steps.take({ pins });
  }

  /** @param {string} key */
  hide(key) {
    this.steps.take({ hidden: [...this.state.hidden, key] });
  }

  /** What is chosen stands in the address, and beside the picture. @param {string | null} id */
  #choose(id) {
    note(changed({ at: id }));
    this.#show(id);
  }

  /** @param {string | null} id */
  #show(id) {
    const one = id === null ? undefined : this.found.entities.get(id);
    this.card.hidden = one === undefined;
    if (!one) return;
    const beside = this.found.relations.filter((relation) => relation.subject.key === one.key || relation.object.key === one.key);
    fill(this.card, card(one, beside, this.found.entities, {
      open: this.found.variables.of.includes(one.key), pinned: this.state.pins.has(one.key),
      toggleOpen: () => this.toggleOpen(one.key), togglePin: () => this.togglePin(one.key), hide: () => this.hide(one.key),
      close: () => { this.stage.choose(null); this.stage.canvas.focus(); },
    }));
  }

  /** @param {KeyboardEvent} event @param {string | null} id */
  #stageKey(event, id) {
    if (id && (event.key === "p" || event.key === "P")) this.togglePin(id);
    else if (id && event.key === "Delete") this.hide(id);
    else return false;
    return true;
  }

  /** @param {KeyboardEvent} event */
  #keys(event) {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (typing) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "z") event.shiftKey ? this.steps.redo() : this.steps.undo();
    else if ((event.ctrlKey || event.metaKey) && key === "y") this.steps.redo();
    else return;
    event.preventDefault();
  }

  /** Shows the other of picture and table. */
  flip() {
    this.steps.take({ as: this.state.as === "table" ? "picture" : "table" });
    requestAnimationFrame(() => this.body.querySelector(this.state.as === "table" ? ".table-frame" : "canvas")?.scrollIntoView({ block: "nearest" }));
  }

  #toggle() {
    const one = (/** @type {"picture" | "table"} */ as) => h("button", { type: "button", class: "button", "aria-pressed": String(this.state.as === as), on: { click: () => this.steps.take({ as }) } }, t(`graph.as.${as}`));
    return h("div", { class: "buttons", role: "group", "aria-label": t("graph.as") }, one("picture"), one("table"));
  }

  #fillTools() {
    const { state } = this;
    const button = (/** @type {any} */ sign, /** @type {string} */ label, /** @type {() => void} */ act, /** @type {boolean} */ on) =>
      h("button", { type: "button", class: "button quiet", title: label, "aria-label": label, disabled: !on, on: { click: act } }, icon(sign));
    const most = h("select", { class: "select", on: { change: () => this.steps.take({ most: Number(most.value) }) } }, BUDGETS.map((value) => h("option", { value, selected: value === state.most }, number(value))));
    const depth = h("select", { class: "select", on: { change: () => this.steps.take({ depth: Number(depth.value) }) } }, [1, 2, 3].map((value) => h("option", { value, selected: value === state.depth }, number(value))));
    const said = h("button", { type: "button", class: "chip", "aria-pressed": String(state.asserted), on: { click: () => this.steps.take({ asserted: !state.asserted }) } }, t("fact.onlyAsserted"));
    const add = searchBox({ label: t("graph.add"), choose: (found) => this.steps.take({ of: [...new Set([...this.state.of, found.key])] }) });
    fill(this.tools,
      add.box,
      h("label", { class: "labelled" }, h("span", null, t("graph.depth")), depth),
      h("label", { class: "labelled" }, h("span", null, t("graph.most")), most),
      said,
      h("div", { class: "buttons tight" },
        button("undo", t("graph.undo"), () => this.steps.undo(), this.steps.back.length > 0),
        button("redo", t("graph.redo"), () => this.steps.redo(), this.steps.forth.length > 0)),
      nearness({ zoom: (factor) => this.stage.zoom(factor), all: () => this.stage.fit(true), on: state.as === "picture" }));
  }

  /** Chips of the kinds of relation: pressed is shown. */
  #kinds() {
    /** @type {Map<string, number>} */
    const counts = new Map(this.state.without.map((kind) => [kind, 0]));
    for (const one of this.found.relations) counts.set(one.kind, (counts.get(one.kind) ?? 0) + 1);
    const press = (/** @type {string} */ kind) => {
      const { without } = this.state;
      this.steps.take({ without: without.includes(kind) ? without.filter((one) => one !== kind) : [...without, kind] });
    };
    const kinds = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const shown = kinds.filter(([kind]) => !this.state.without.includes(kind)).length;
    const chips = h("ul", { class: "chips shown", "aria-label": t("facet.relation") }, kinds.map(([kind, count]) => h("li", null, h(
      "button", { type: "button", class: "chip", "aria-pressed": String(!this.state.without.includes(kind)), data: { keep: kind }, on: { click: () => press(kind) } },
      relationWord(kind), h("span", { class: "count" }, this.state.without.includes(kind) ? t("graph.off") : number(count))))));
    return kinds.length > 0 ? fold("graph", t("graph.kinds", { n: shown, all: kinds.length }), chips) : null;
  }

  #counts() {
    const { found, state } = this;
    const line = h("p", { class: "hint counts" }, `${t("graph.entities", { n: found.entities.size })} · ${t("graph.relations", { n: found.relations.length })} `, this.thinned);
    const more = BUDGETS.find((value) => value > state.most);
    const action = more ? h("button", { type: "button", class: "button", on: { click: () => this.steps.take({ most: more }) } }, t("graph.showMore", { n: more })) : h("span", null, t("graph.narrow"));
    return [
      line,
      unread(read().params),
      found.hidden > 0 ? notice(t("graph.hidden", { n: found.hidden }), action) : null,
      found.hiddenRelations > 0 ? notice(t("graph.hiddenRelations", { n: found.hiddenRelations }), found.hidden > 0 ? h("span", null, t("graph.narrow")) : action) : null,
      state.hidden.length > 0 ? notice(t("graph.putAway", { n: state.hidden.length }), h("button", { type: "button", class: "button", on: { click: () => this.steps.take({ hidden: [] }) } }, t("graph.bringBack"))) : null,
    ];
  }

  /** @returns {import("../parts/table.js").Column<any>[]} */
  #columns() {
    const of = (/** @type {string} */ key) => /** @type {import("../parts/entity.js").Entity} */ (this.found.entities.get(key));
    return [
      { key: "subject", label: t("graph.from"), cell: (row) => link(of(row.subject.key)), text: (row) => of(row.subject.key).name },
      { key: "relation", label: t("fact.what"), cell: (row) => [relationWord(row.kind), modalityTag(row.modality)], text: (row) => relationWord(row.kind) },
      { key: "object", label: t("graph.to"), cell: (row) => link(of(row.object.key)), text: (row) => of(row.object.key).name },
      { key: "role", label: t("fact.role"), cell: (row) => (row.role ? roleWord(row.role) : ""), text: (row) => (row.role ? roleWord(row.role) : null) },
      { key: "when", label: t("fact.when"), cell: (row) => (row.period ? when(row.period) : ""), text: (row) => row.period?.edtf ?? null },
    ];
  }

  #table() {
    const frame = table({
      caption: t("graph.table"), columns: this.#columns(), rows: this.found.relations, partial: this.found.hidden > 0 || this.found.hiddenRelations > 0, open: (row) => openRelation(row.id),
      openLabel: (row) => t("fact.openEvidence", { what: `${this.found.entities.get(row.subject.key)?.name} ${relationWord(row.kind)} ${this.found.entities.get(row.object.key)?.name}` }),
    });
    frame.classList.add("stack");
    return frame;
  }

  /** @returns {import("../parts/takeaway.js").Takeaway} */
  #takes() {
    const { found } = this;
    const extra = [{ key: "modality", label: "", cell: () => "", text: (/** @type {any} */ row) => row.modality }, { key: "id", label: "", cell: () => "", text: (/** @type {any} */ row) => row.id }];
    return {
      title: t("graph.title"),
      asked: { name: "Neighbourhood", variables: found.variables },
      table: () => plain([...this.#columns(), ...extra], found.relations),
      data: () => ({ entities: [...found.entities.values()], relations: found.relations, hidden: found.hidden }),
      graph: () => ({
        nodes: [...found.entities.values()].map((one) => ({ id: one.key, label: one.name, attributes: { kind: one.kind, type: one.type ?? null } })),
        edges: found.relations.map((one) => ({ id: one.id, source: one.subject.key, target: one.object.key, label: one.kind, attributes: { kind: one.kind, role: one.role, modality: one.modality, edtf: one.period?.edtf ?? null, basis: one.basis } })),
      }),
      ...(this.state.as === "picture" ? { picture: () => this.stage.drawing(t("graph.title")) } : {}),
    };
  }
}
