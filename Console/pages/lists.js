// Warning lists: values that are often met and rarely bad. Which there are, one more, one less, what they say of a
// value; and the party's own rules by which the worth of indicators falls.

import * as api from "../api.js";
import { decay } from "../decay.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { t, word } from "../i18n.js";
import { hitList } from "../listed.js";
import { acting, ask, empty, field, input, rowButton, section, sends, table, told } from "../parts.js";

export async function show(view) {
  const page = new Lists(view);
  await page.draw();
  fill(view.body, page.parts(), await decay(view));
}

class Lists {
  #view;
  #act;
  #list = h("div", {});
  #errors = h("div", { "aria-live": "assertive" });

  constructor(view) {
    this.#view = view;
    this.#act = acting(view, this.#errors, () => this.draw());
  }

  async draw() {
    const { items, unread } = await api.get("warning-lists", { signal: this.#view.signal });
    const remove = (one) => this.#remove(one);
    fill(
      this.#list,
      items.length ? table(t("page.lists"), columns(remove), items) : empty(t("lists.none")),
      unread.length ? section(t("lists.unread"), table(t("lists.unread"), unreadColumns(remove), unread)) : "",
    );
  }

  parts() {
    return [
      h("p", { class: "help" }, t("lists.help")),
      this.#errors,
      section(t("page.lists"), this.#list),
      section(t("lists.add"), this.#adding()),
      section(t("lists.test"), testing()),
    ];
  }

  #adding() {
    const file = h("input", { type: "file", name: "file", accept: ".json,application/json", multiple: true });
    const errors = h("div", { "aria-live": "assertive" });
    const form = h(
      "form",
      { class: "card", id: "add-list" },
      field(t("import.file"), file, t("lists.file-help")),
      errors,
      h("div", { class: "buttons" }, h("button", { class: "primary" }, t("lists.keep"))),
    );
    sends(form, errors, async () => {
      for (const one of file.files) {
        const kept = await api.post("warning-lists", { list: parsed(await one.text()) });
        this.#view.say(t("lists.kept", { name: kept.name, count: number(kept.entries) }));
      }
      form.reset();
      await this.draw();
    });
    return form;
  }

  #remove({ id, name, file }) {
    ask(
      t("lists.remove"),
      h("p", {}, t("lists.remove-text", { name: name ?? file })),
      t("lists.remove"),
      () => this.#act(() => api.remove(`warning-lists/${api.segment(id)}`), t("lists.removed")),
      "danger",
    );
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new api.Problem(0, { title: t("import.no-json") });
  }
}

/** What lists say of one value; nobody notes what is asked. */
function testing() {
  const [errors, out] = [h("div", { "aria-live": "assertive" }), h("div", { "aria-live": "polite" })];
  const value = input("value", { required: true, spellcheck: "false" });
  const form = h(
    "form",
    { class: "card", id: "test-value" },
    field(t("correlation.value"), value, t("lists.test-help")),
    errors,
    h("div", { class: "buttons" }, h("button", {}, t("lists.test-now"))),
  );
  sends(form, errors, async () => {
    fill(out);
    const { listed, kind } = await api.post("warning-lists/test", { value: value.value });
    fill(out, listed.length ? hitList(listed) : empty(t(kind ? "lists.on-none" : "correlation.no-values")));
  });
  return [form, out];
}

const columns = (remove) => [
  {
    title: t("property.name"),
    style: "wide",
    cell: (one) => [h("bdi", {}, one.name), one.about ? h("p", { class: "help" }, h("bdi", {}, one.about)) : ""],
  },
  { title: t("column.version"), cell: (one) => String(one.version) },
  { title: t("lists.entries"), cell: (one) => number(one.entries) },
  { title: t("lists.matching"), cell: (one) => word("list-type", one.type) },
  {
    title: t("lists.attributes"),
    cell: (one) =>
      one.attributes.length
        ? h(
            "details",
            {},
            h("summary", {}, number(one.attributes.length)),
            h("p", { class: "help" }, one.attributes.join(", ")),
          )
        : t("lists.all-attributes"),
  },
  {
    title: t("column.act"),
    hidden: true,
    cell: (one) => rowButton(t("lists.remove"), one.name, () => remove(one)),
  },
];

const unreadColumns = (remove) => [
  { title: t("indicator.file"), cell: (one) => h("code", {}, one.file) },
  { title: t("cyber.problem"), style: "wide", cell: (one) => told(one.problem) },
  {
    title: t("column.act"),
    hidden: true,
    cell: (one) => rowButton(t("lists.remove"), one.file, () => remove(one)),
  },
];
