// Everything that the node keeps, found as one types.

import * as api from "../api.js";
import { Choosing } from "../choosing.js";
import { dayField } from "../day-field.js";
import { add, debounced, fill, h, hidden } from "../dom.js";
import { exporting, importing } from "../files.js";
import { number } from "../format.js";
import { t } from "../i18n.js";
import { ListForm, orderName, orders } from "../list-form.js";
import {
  ask as dialog,
  empty,
  errorText,
  field,
  given,
  input,
  latest,
  select,
  sourceName,
  table,
  tableRow,
  typeName,
} from "../parts.js";
import { together } from "../together.js";

const pageSize = 50;

/** What can be asked for, by the names of the API, the address and the fields. */
const asked = ["q", "type", "source", "marking", "label", "since", "until"];

/** What the address tells beside it. */
const told = [...asked, "order", "columns"];

/** The banner of what bears no marking, as it is asked for. */
const unmarked = "-";

export async function show(view) {
  const holdings = new Holdings(view);
  holdings.draw();
  // How the list looks is kept with the searches, so these come first.
  await holdings.drawSaved();
  await holdings.load();
}

/** The address of what is asked for, which is what a search that is kept stands for. */
function address(wanted, form = {}) {
  const values = { ...wanted, order: form.order, columns: form.columns?.join() };
  const query = new URLSearchParams(given(Object.fromEntries(told.map((name) => [name, values[name]])))).toString();
  return `#/holdings${query ? `?${query}` : ""}`;
}

/** The choices of a filter, with how many there are where that is known; what is asked for stands there in any case. */
function choices(every, counts, areMore, wanted, name) {
  const known = wanted && !(wanted in counts) ? { ...counts, [wanted]: 0 } : counts;
  const label = (value, count) => (areMore ? name(value) : `${name(value)} (${number(count)})`);
  const labels = Object.entries(known).map(([value, count]) => [value, label(value, count)]);
  return [
    h("option", { value: "" }, every),
    labels
      .sort(([, one], [, other]) => one.localeCompare(other))
      .map(([value, label]) => h("option", { value, selected: value === wanted }, label)),
  ];
}

/** What is asked for, and the pages of what is found so far. */
class Holdings {
  #view;
  #wanted;
  #banners = [];
  #search;
  #types = h("select", { name: "type" });
  #sources = h("select", { name: "source" });
  #markings = h("select", { name: "marking" });
  #labels = h("datalist", { id: "holdings-labels" });
  #label;
  #since;
  #until;
  #known = new Set();
  #order;
  #form = null;
  #choosing;
  #count = h("p", { class: "count-line", role: "status", "aria-live": "polite" });
  #saved = h("div", { class: "saved" });
  #list = h("div", { class: "results" });
  #more = h("div", { class: "buttons" });
  #ask;

  constructor(view) {
    const wanted = Object.fromEntries(asked.map((name) => [name, view.query.get(name) ?? ""]));
    [this.#view, this.#wanted, this.#ask] = [view, wanted, latest(view.signal)];
    this.#search = input("q", { type: "search", value: wanted.q, spellcheck: "false" });
    this.#label = input("label", { value: wanted.label, spellcheck: "false", list: this.#labels.id });
    this.#since = dayField("since", { value: wanted.since });
    this.#until = dayField("until", { value: wanted.until });
    this.#order = select(
      "order",
      orders.map((order) => [order, orderName(order)]),
      orders[0],
      { onchange: () => this.#takes(this.#form.with({ order: this.#order.value })) },
    );
    this.#choosing = new Choosing(
      () => this.#list.querySelector("table"),
      () => this.#acts(),
    );
    view.keys(this.#choosing.keys(), this.#choosing.keyWords());
    this.#drawFilters({ types: {}, sources: {}, markings: {}, counts_more: false });
    const typed = debounced(120, () => this.#again());
    view.signal.addEventListener("abort", () => typed.cancel());
    this.#search.addEventListener("input", typed);
    for (const one of [this.#label, this.#since.control, this.#until.control])
      one.addEventListener("change", () => this.#again());
    for (const one of [this.#types, this.#sources, this.#markings]) one.addEventListener("change", () => this.#again());
  }

  draw() {
    const search = (event) => {
      event.preventDefault();
      this.#again();
    };
    fill(
      this.#view.body,
      h(
        "form",
        { class: "filters", role: "search", onsubmit: search },
        field(t("holdings.search"), this.#search, t("holdings.search-help")),
        field(t("column.type"), this.#types),
        field(t("column.source"), this.#sources),
        field(t("column.marking"), this.#markings),
        field(t("holdings.label"), this.#label),
        field(t("holdings.since"), this.#since),
        field(t("holdings.until"), this.#until),
        field(t("list.order"), this.#order),
        this.#labels,
      ),
      this.#files(),
      this.#saved,
      this.#count,
      this.#choosing.bar,
      this.#list,
      this.#more,
    );
    this.#search.focus();
  }

  #files() {
    const button = (id, label, action) => h("button", { type: "button", class: "small", id, onclick: action }, label);
    return h(
      "div",
      { class: "buttons" },
      button("columns", t("list.columns"), () => this.#form?.choose((form) => this.#takes(form))),
      button("export", t("export.title"), () => this.#exports(this.#wanted)),
      this.#view.may("write")
        ? button("import", t("import.title"), () => importing(this.#view, () => this.load()))
        : "",
    );
  }

  #exports(wanted, isChosen) {
    exporting(this.#view, wanted, isChosen).catch((problem) => this.#view.say(problem.message));
  }

  /** What the person may do with several objects. */
  #acts() {
    const done = () => {
      this.#choosing.none();
      return this.load();
    };
    const act = (name, label) => ({
      name: `together-${name}`,
      label,
      run: (rows) => together(this.#view, name, rows, done).catch((problem) => this.#view.say(problem.message)),
    });
    const exports = (rows) => this.#exports({ ids: rows.map(({ id }) => id).join() }, true);
    return [
      this.#view.may("queue") ? act("release", t("together.release")) : null,
      this.#view.may("papers") ? act("submit", t("paper.submit")) : null,
      { name: "together-export", label: t("export.title"), run: exports },
    ].filter(Boolean);
  }

  async load(next) {
    try {
      const query = { ...this.#wanted, order: this.#form.order, limit: pageSize, next };
      const found = await api.get("holdings", { query, signal: this.#ask() });
      if (!next) this.#banners = [];
      this.#banners.push(...found.items.map((item) => item.banner));
      this.#view.mark(this.#banners);
      this.#drawFound(found, Boolean(next));
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.#list, errorText(problem));
    }
  }

  #drawFound(found, isAppended) {
    const columns = [
      this.#choosing.column(),
      ...this.#form.tableColumns(found.order, (order) => this.#takes(this.#form.with({ order }))),
    ];
    const words = found.count_more ? "holdings.count-more" : "holdings.count";
    const isOther = found.order !== this.#form.order;
    fill(
      this.#count,
      t(words, { count: number(found.count) }),
      isOther ? ` ${t("list.too-many", { order: orderName(this.#form.order) })}` : "",
    );
    if (isAppended)
      add(
        this.#list.querySelector("tbody"),
        found.items.map((item) => tableRow(columns, item)),
      );
    else
      fill(
        this.#list,
        found.items.length ? table(t("page.holdings"), columns, found.items) : empty(t("holdings.none")),
      );
    if (isAppended) this.#choosing.showsMore(found.items);
    else this.#choosing.shows(found.items);
    const go = () => this.#goOn(found.next);
    fill(this.#more, found.next ? h("button", { type: "button", id: "more", onclick: go }, t("holdings.more")) : "");
    this.#drawFilters(found);
  }

  /** Shows the next page, and leads to where it begins. */
  async #goOn(next) {
    const place = this.#list.querySelectorAll("tbody tr").length;
    await this.load(next);
    this.#list.querySelectorAll("tbody tr")[place]?.querySelector("a")?.focus();
  }

  #drawFilters({ items = [], types, sources, markings, counts_more: areMore }) {
    const { type, source, marking } = this.#wanted;
    const banners = Object.fromEntries(Object.entries(markings).map(([name, count]) => [name || unmarked, count]));
    const banner = (name) => (name === unmarked ? t("holdings.no-marking") : name);
    fill(this.#markings, choices(t("holdings.every-marking"), banners, areMore, marking, banner));
    for (const one of items) for (const label of one.labels ?? []) this.#known.add(label);
    fill(
      this.#labels,
      [...this.#known].sort().map((value) => h("option", { value })),
    );
    fill(this.#types, choices(t("holdings.every-type"), types, areMore, type, typeName));
    fill(this.#sources, choices(t("holdings.every-source"), sources, areMore, source, sourceName));
  }

  /** The day in a field; none while it is none. */
  #dayOf(one) {
    return one.control.checkValidity() ? one.value : "";
  }

  /** Asks for what the form says now; the address says it too. */
  #again() {
    Object.assign(this.#wanted, {
      q: this.#search.value.trim(),
      type: this.#types.value,
      source: this.#sources.value,
      marking: this.#markings.value,
      label: this.#label.value.trim(),
      since: this.#dayOf(this.#since),
      until: this.#dayOf(this.#until),
    });
    history.replaceState(null, "", address(this.#wanted, this.#form?.values));
    return this.load();
  }

  /** Shows the list in another way, and keeps that for the next time. */
  async #takes(form) {
    const head = document.activeElement?.closest("th");
    const place = head ? [...head.parentElement.children].indexOf(head) : -1;
    this.#form = form;
    this.#order.value = form.order;
    await Promise.all([this.#again(), form.keep()]);
    if (place >= 0) this.#list.querySelectorAll("thead th")[place]?.querySelector("button")?.focus();
  }

  /** The searches that the person keeps: each leads there, and can be forgotten. */
  async drawSaved() {
    const { items, list } = await api.get("searches", { signal: this.#view.signal });
    if (!this.#form) {
      const [order, columns] = ["order", "columns"].map((name) => this.#view.query.get(name));
      this.#form = new ListForm({ ...list, ...given({ order, columns: columns?.split(",") }) });
      this.#order.value = this.#form.order;
    }
    const keep = () => this.#keep();
    fill(
      this.#saved,
      items.length
        ? h(
            "ul",
            { "aria-label": t("search.saved") },
            items.map((one) => this.#savedSearch(one)),
          )
        : "",
      h("button", { type: "button", class: "small keep-search", onclick: keep }, t("search.keep")),
    );
  }

  #savedSearch(one) {
    const forget = async () => {
      await api.remove(`searches/${api.segment(one.name)}`);
      this.#view.say(t("search.forgotten", { name: one.name }));
      await this.drawSaved();
      this.#saved.querySelector(".keep-search").focus();
    };
    return h(
      "li",
      {},
      h("a", { href: address(one, one) }, one.name),
      h(
        "button",
        { type: "button", class: "small forget", onclick: forget },
        h("span", { "aria-hidden": "true" }, "×"),
        hidden(`${t("search.forget")} ${one.name}`),
      ),
    );
  }

  #keep() {
    const named = input("name", { required: true, maxlength: 100, value: this.#search.value.trim() });
    dialog(t("search.keep"), [field(t("property.name"), named)], t("search.keep"), async ({ name }) => {
      await api.post("searches", { name, ...given(this.#wanted), ...this.#form.values });
      this.#view.say(t("search.kept", { name }));
      await this.drawSaved();
    });
  }
}
