// The registry: what bears a registered level, with its number; what a person holds, musters, destructions.

import * as api from "../api.js";
import { add, fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { t, word } from "../i18n.js";
import {
  acting,
  ask,
  empty,
  field,
  given,
  input,
  rowButton,
  section,
  select,
  sends,
  table,
  tableRow,
  values,
} from "../parts.js";
import {
  banners,
  copyText,
  destructionText,
  entryColumns,
  levelOf,
  numberLink,
  sourceOf,
  titleOf,
} from "../registry.js";
import { showMuster } from "../registry-muster.js";
import { showRecord } from "../registry-record.js";

export async function show(view) {
  const [first, second] = view.argument.split("/");
  if (first === "muster") return showMuster(view, second);
  if (first) return showRecord(view, first);
  const errors = h("div", { "aria-live": "assertive" });
  const lists = [new Entries(view), new Holders(view), new Destructions(view, errors), new Musters(view, errors)];
  fill(
    view.body,
    errors,
    lists.map((one) => one.element),
  );
  await Promise.all(lists.map((one) => one.load()));
}

const more = (next, action) => (next ? h("button", { type: "button", onclick: action }, t("holdings.more")) : "");

const listColumns = () => [
  { title: t("registry.number"), cell: (one) => numberLink(one.number) },
  { title: t("registry.level"), cell: levelOf },
  { title: t("registry.title"), style: "wide", cell: titleOf },
  { title: t("column.source"), cell: sourceOf },
  { title: t("registry.entered"), style: "when", cell: (one) => time(one.made) },
  {
    title: t("registry.copies"),
    cell: (one) => (one.destroyed ? h("span", { class: "tag" }, t("registry.destroyed")) : number(one.copies)),
  },
];

/** The entries, page after page. */
class Entries {
  #view;
  #list = h("div", {});
  #more = h("div", { class: "buttons" });
  #note = h("p", { class: "help" });
  #level = select("level", [["", t("registry.every-level")]]);
  #form;
  #banners = [];

  constructor(view) {
    this.#view = view;
    const state = [
      ["", t("registry.every-state")],
      ["held", t("registry.held")],
      ["destroyed", t("registry.destroyed")],
    ];
    const ask = () => this.load();
    this.#form = h(
      "form",
      { class: "filters" },
      field(t("registry.number"), input("number", { maxlength: 24 }), t("registry.number-help")),
      field(t("registry.level"), this.#level),
      field(t("registry.state"), select("state", state, "", { onchange: ask })),
      h("div", { class: "buttons" }, h("button", { class: "primary" }, t("registry.show"))),
    );
    this.#level.addEventListener("change", ask);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.load();
    });
  }

  get element() {
    return section(t("registry.entries"), this.#note, this.#form, this.#list, this.#more);
  }

  async load(next) {
    const { number: wanted, ...rest } = given(values(this.#form));
    const query = { ...rest, number: wanted?.replace("/", "-"), object: this.#view.query.get("object"), next };
    const found = await api.get("registry", { query, signal: this.#view.signal });
    this.#takeLevels(found.levels);
    this.#banners = [...(next ? this.#banners : []), ...banners(found.items)];
    this.#view.mark(this.#banners);
    const body = next && this.#list.querySelector("tbody");
    if (body)
      add(
        body,
        found.items.map((one) => tableRow(listColumns(), one)),
      );
    else {
      const { items } = found;
      fill(this.#list, items.length ? table(t("registry.entries"), listColumns(), items) : empty(t("registry.none")));
    }
    fill(
      this.#more,
      more(found.next, () => this.load(found.next)),
    );
  }

  #takeLevels(levels) {
    const names = [...new Set(levels.map((one) => one.level))];
    const said = names.length ? t("registry.levels", { levels: names.join(", ") }) : t("registry.no-levels");
    fill(this.#note, said);
    if (this.#level.options.length > 1) return;
    add(
      this.#level,
      names.map((name) => h("option", { value: name }, name)),
    );
  }
}

/** What one person holds, and has opened. */
class Holders {
  #view;
  #persons = select("holder", [["", t("registry.choose")]]);
  #found = h("div", { "aria-live": "polite" });

  constructor(view) {
    this.#view = view;
    this.#persons.addEventListener("change", () => this.#show());
  }

  get element() {
    return section(
      t("registry.holds"),
      h("div", { class: "filters" }, field(t("registry.person"), this.#persons)),
      this.#found,
    );
  }

  async load() {
    const { persons } = await api.get("holders", { signal: this.#view.signal });
    add(
      this.#persons,
      persons.map((one) => h("option", { value: JSON.stringify([one.account, one.title]) }, one.title)),
    );
  }

  async #show() {
    if (!this.#persons.value) return fill(this.#found);
    const [account, title] = JSON.parse(this.#persons.value);
    const who = account ? { account } : { person: title };
    const heldList = h("div", {});
    const openedList = h("div", {});
    const load = async (cursors = {}) => {
      const answer = await api.get("holders", { query: { ...who, ...cursors }, signal: this.#view.signal });
      const isFirst = !cursors.held && !cursors.opened;
      if (isFirst || cursors.held) page(heldList, answer.held, "held", answer.held_next, load);
      if (account && (isFirst || cursors.opened)) page(openedList, answer.opened, "opened", answer.opened_next, load);
    };
    await load();
    fill(
      this.#found,
      h("h3", {}, t("registry.copies")),
      heldList,
      account ? [h("h3", {}, t("registry.opened")), openedList] : "",
    );
  }
}

const heldColumns = () => [
  ...entryColumns(),
  { title: t("registry.copy"), cell: (one) => copyText(one.copy) },
  { title: t("registry.place"), cell: (one) => one.place },
  { title: t("registry.since"), style: "when", cell: (one) => time(one.since) },
];

const openedColumns = () => [
  ...entryColumns(),
  { title: t("registry.way"), cell: (one) => word("registry-way", one.way) },
  { title: t("registry.when"), style: "when", cell: (one) => time(one.made) },
];

/** A page of what a person holds or has opened, behind those before it. */
function page(list, items, part, next, load) {
  const columns = part === "held" ? heldColumns() : openedColumns();
  const nothing = t(part === "held" ? "registry.holds-nothing" : "registry.opened-nothing");
  const caption = t(part === "held" ? "registry.copies" : "registry.opened");
  const body = list.querySelector("tbody");
  list.querySelector(".buttons.more")?.remove();
  if (body)
    add(
      body,
      items.map((one) => tableRow(columns, one)),
    );
  else fill(list, items.length ? table(caption, columns, items) : empty(nothing));
  if (next)
    add(
      list,
      h(
        "div",
        { class: "buttons more" },
        more(next, () => load({ [part]: next })),
      ),
    );
}

/** What waits for a second person. */
class Destructions {
  #view;
  #list = h("div", {});
  #act;

  constructor(view, errors) {
    this.#view = view;
    this.#act = acting(view, errors, () => this.load());
  }

  get element() {
    return section(t("registry.waiting"), this.#list);
  }

  async load() {
    const { items } = await api.get("destructions", { signal: this.#view.signal });
    const columns = [
      ...entryColumns(),
      { title: t("registry.what"), style: "wide", cell: ({ destruction }) => destructionText(destruction) },
      { title: t("registry.reason"), style: "wide", cell: ({ destruction }) => destruction.reason },
      { title: t("column.act"), hidden: true, cell: (one) => this.#acts(one) },
    ];
    fill(this.#list, items.length ? table(t("registry.waiting"), columns, items) : empty(t("registry.none-waiting")));
  }

  #acts({ destruction: one, entry }) {
    const path = `destructions/${api.segment(one.id)}`;
    const name = `${entry.number}, ${copyText(one.copy)}`;
    const confirm = () =>
      ask(
        t("registry.confirm"),
        [
          h("p", {}, numberLink(entry.number), " · ", destructionText(one)),
          h("p", { class: "help" }, t("registry.confirm-help", { name: one.officer })),
        ],
        t("registry.confirm"),
        async () => {
          await api.post(path, { act: "confirm" });
          this.#view.say(t("registry.confirmed"));
          await this.load();
        },
        "danger",
      );
    const takeBack = () => this.#act(() => api.post(path, { act: "withdraw" }), t("registry.taken-back"));
    return h(
      "span",
      { class: "buttons" },
      one.own ? "" : rowButton(t("registry.confirm"), name, confirm),
      rowButton(t("registry.take-back"), name, takeBack),
    );
  }
}

/** The musters, and a new one. */
class Musters {
  #view;
  #list = h("div", {});
  #form = h("form", {}, h("div", { class: "buttons" }, h("button", { id: "begin-muster" }, t("registry.begin"))));

  constructor(view, errors) {
    this.#view = view;
    sends(this.#form, errors, async () => {
      await api.post("musters", {});
      view.say(t("registry.begun"));
      await this.load();
    });
  }

  get element() {
    return section(t("registry.musters"), this.#list, this.#form);
  }

  async load() {
    const { items } = await api.get("musters", { signal: this.#view.signal });
    this.#form.hidden = items.some((one) => !one.closed);
    const name = (one) => h("a", { href: `#/registry/muster/${one.id}` }, t("registry.muster", { year: one.year }));
    const columns = [
      { title: t("registry.musters"), cell: name },
      { title: t("registry.state"), cell: (one) => t(one.closed ? "registry.closed" : "registry.open") },
      {
        title: t("registry.copies"),
        cell: (one) => t("registry.expected", { looked: number(one.looked), expected: number(one.expected) }),
      },
      { title: t("registry.differences"), cell: (one) => number(one.differing) },
      { title: t("column.made"), style: "when", cell: (one) => [time(one.opened), h("br"), one.officer] },
    ];
    fill(this.#list, items.length ? table(t("registry.musters"), columns, items) : empty(t("registry.no-musters")));
  }
}
