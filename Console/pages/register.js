// The registers of a security officer: who is cleared, where items may lie, where they are, how they were carried.

import * as api from "../api.js";
import { dayField } from "../day-field.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { t, word } from "../i18n.js";
import { objectLink, officer } from "../names.js";
import { acting, ask, check, empty, field, input, row, rowButton, section, select, table } from "../parts.js";
import { isIdentifier } from "../stix.js";

const lists = ["bodies", "cells", "clearances", "exercises", "needs"];
const flags = ["actual", "contractor", "copy", "electronic"];
const days = ["briefed", "cleared_until", "date", "until"];

export async function show(view) {
  const { kinds } = await api.get("register", { query: { kind: "none" }, signal: view.signal });
  const register = new Register(view, kinds);
  fill(
    view.body,
    h("div", { class: "filters" }, field(t("property.kind"), register.filter), register.closed),
    register.errors,
    section(t("register.all"), register.list),
    register.keeps ? section(t("register.add"), register.form()) : "",
  );
  await register.draw();
}

/** The records, and what is written of them. */
class Register {
  list = h("div", {});
  errors = h("div", { "aria-live": "assertive" });
  filter;
  closed = check("closed", t("register.closed-too"), {});
  #view;
  #kinds;
  #act;

  constructor(view, kinds) {
    [this.#view, this.#kinds] = [view, kinds];
    this.#act = acting(view, this.errors, () => this.draw());
    this.filter = select("kind", [["", t("register.every")], ...this.#named()]);
    for (const one of [this.filter, this.closed]) one.addEventListener("change", () => this.draw());
  }

  get keeps() {
    return this.#view.can("POST register");
  }

  #named() {
    return this.#kinds.map(({ name }) => [name, word("record-kind", name)]);
  }

  #kind(name) {
    return this.#kinds.find((kind) => kind.name === name);
  }

  async draw() {
    const query = { kind: this.filter.value, closed: this.closed.querySelector("input").checked ? "true" : "" };
    const { items } = await api.get("register", { query, signal: this.#view.signal });
    const acts = (one) => (this.keeps && !one.closed ? this.#acts(one) : "");
    fill(this.list, items.length ? table(t("register.all"), columns(acts), items) : empty(t("register.none")));
  }

  #acts(one) {
    const close = () => this.#act(() => api.remove(`register/${one.number}`), t("register.closed"));
    return h(
      "span",
      { class: "buttons" },
      rowButton(t("register.edit"), one.name, () => this.#edit(one)),
      rowButton(t("register.close"), one.name, close),
    );
  }

  #edit({ kind: name, record, number }) {
    const kind = this.#kind(name);
    ask(t("register.change"), fields(kind, record), t("write.save"), (entered) => this.#send(kind, entered, number));
  }

  /** A form that asks for a new record of a kind. */
  form() {
    const chosen = select("new", this.#named(), "person");
    const add = (event) => {
      event.preventDefault();
      const kind = this.#kind(chosen.value);
      ask(word("record-kind", kind.name), fields(kind), t("register.add"), (entered) => this.#send(kind, entered));
    };
    return h(
      "form",
      { class: "card", onsubmit: add },
      field(t("property.kind"), chosen),
      h("div", { class: "buttons" }, h("button", { class: "primary", id: "add-record" }, t("register.add"))),
    );
  }

  async #send(kind, { new: isNew, ...entered }, replaced) {
    await api.post("register", {
      kind: kind.name,
      record: members(kind, entered),
      ...(isNew ? { new: true } : {}),
      ...(replaced ? { replaces: replaced } : {}),
    });
    this.#view.say(t("register.kept"));
    await this.draw();
  }
}

const columns = (acts) => [
  { title: t("property.kind"), cell: (one) => word("record-kind", one.kind) },
  {
    title: t("property.name"),
    style: "wide",
    cell: (one) =>
      h(
        "dl",
        { class: "pairs" },
        Object.entries(one.record).map(([name, value]) => row(word("record", name), read(value, name))),
      ),
  },
  {
    title: t("register.by"),
    style: "when",
    cell: (one) => [
      time(one.recorded),
      h("br"),
      officer(one.officer),
      one.closed ? [h("br"), h("span", { class: "tag" }, t("register.closed")), " ", time(one.closed)] : "",
    ],
  },
  { title: t("column.act"), hidden: true, cell: acts },
];

/** The fields of a record; which notice it is about is the node's to say. */
function fields(kind, record = {}) {
  const names = [...kind.required, ...kind.optional.filter((name) => name !== "notice")];
  const controls = names.map((name) => control(name, kind.required.includes(name), record[name]));
  return kind.name === "person"
    ? [
        h("p", { class: "help" }, t("register.once-help")),
        controls,
        check("new", t("register.new-need"), {}),
        h("p", { class: "help" }, t("register.new-need-help")),
      ]
    : controls;
}

/** What a record says of something; an object by its name, with the identifier behind it. */
const read = (value, name) =>
  [value].flat().some(isIdentifier)
    ? [value].flat().map((one) => [isIdentifier(one) ? objectLink(one, { id: one }, { details: true }) : one, " "])
    : shown(value, name);

function shown(value, name) {
  if (name === "portions") return t("register.portions-ignored");
  if (value === true || value === false) return t(value ? "form.yes" : "form.no");
  const text = (one) =>
    one?.level
      ? one.level + (one.until ? ` (${one.until})` : "")
      : one?.cell
        ? `${one.exercise} (${one.cell})`
        : typeof one === "object"
          ? JSON.stringify(one)
          : String(one);
  return Array.isArray(value) ? value.map(text).join(", ") : text(value);
}

function control(name, required, value) {
  if (flags.includes(name)) return check(name, word("record", name), { checked: value === true });
  if (name === "portions")
    return field(
      word("record", name),
      select(
        name,
        [
          ["", "—"],
          ["ignored", t("register.portions-ignored")],
        ],
        value,
      ),
    );
  const help = ["clearances", "exercises"].includes(name)
    ? t(`register.${name}-help`)
    : lists.includes(name)
      ? t("register.list-help")
      : undefined;
  const attributes = {
    required: required && !lists.includes(name),
    value: value === undefined ? "" : shown(value),
  };
  return field(
    word("record", name),
    days.includes(name)
      ? dayField(name, { ...attributes, "data-ahead": ["until", "cleared_until"].includes(name) })
      : input(name, attributes),
    help,
  );
}

/** The members of a record: lists and truth values as such, nothing for what is empty. */
function members(kind, entered) {
  const found = {};
  for (const [name, value] of Object.entries(entered)) {
    if (lists.includes(name)) {
      const parts = value
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean)
        .map((part) => {
          const seat = name === "exercises" && part.match(/^(\S+)\s*\(([^)]+)\)$/);
          if (seat) return { exercise: seat[1], cell: seat[2].trim() };
          const dated = name === "clearances" && part.match(/^(.*\S)\s*\((\d{4}-\d\d-\d\d)\)$/);
          return dated ? { level: dated[1], until: dated[2] } : part;
        });
      if (parts.length || kind.required.includes(name)) found[name] = parts;
    } else if (typeof value === "boolean") {
      if (value || kind.required.includes(name)) found[name] = value;
    } else if (value) found[name] = value;
  }
  return found;
}
