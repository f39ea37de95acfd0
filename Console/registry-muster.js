// One muster: the copies that are still to be looked for, and what differs.

import * as api from "./api.js";
import { add, fill, h } from "./dom.js";
import { number, time } from "./format.js";
import { t, word } from "./i18n.js";
import { acting, area, ask, empty, field, rowButton, section, select, table, tableRow } from "./parts.js";
import { banners, choices, copyText, entryColumns, holderText } from "./registry.js";

export async function showMuster(view, id) {
  const path = `musters/${api.segment(id ?? "")}`;
  const errors = h("div", { "aria-live": "assertive" });
  const unseen = new Part(view, path, "unseen", errors);
  const differences = new Part(view, path, "differences", errors);
  const head = h("div", { class: "card" });
  const draw = async () => {
    const { muster } = await differences.load();
    await unseen.load();
    view.title(t("registry.muster", { year: muster.year }));
    view.mark([...unseen.banners, ...differences.banners]);
    fill(head, facts(view, path, muster, draw));
    unseen.element.hidden = Boolean(muster.closed);
  };
  unseen.again = draw;
  fill(
    view.body,
    h("p", {}, h("a", { href: "#/registry" }, t("registry.back"))),
    head,
    errors,
    unseen.element,
    differences.element,
  );
  await draw();
}

function facts(view, path, muster, draw) {
  const counts = { looked: number(muster.looked), expected: number(muster.expected) };
  const close = () =>
    ask(
      t("registry.close"),
      h("p", {}, t("registry.close-help")),
      t("registry.close"),
      async () => {
        await api.post(path, { act: "close" });
        view.say(t("registry.closed"));
        await draw();
      },
      "danger",
    );
  return [
    h("p", {}, t(muster.closed ? "registry.closed" : "registry.open"), " · ", t("registry.expected", counts)),
    h("p", {}, t("registry.differing", { count: number(muster.differing) })),
    h("p", { class: "facts" }, muster.officer, " · ", time(muster.opened)),
    muster.closed
      ? h("p", { class: "facts" }, muster.closer, " · ", time(muster.closed))
      : h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", id: "close-muster", onclick: close }, t("registry.close")),
        ),
  ];
}

/** What nobody has looked for, or what differs, page after page. */
class Part {
  banners = [];
  again = () => {};
  element;
  #view;
  #path;
  #part;
  #act;
  #list = h("div", {});
  #more = h("div", { class: "buttons" });

  constructor(view, path, part, errors) {
    [this.#view, this.#path, this.#part] = [view, path, part];
    this.#act = acting(view, errors, () => this.again());
    this.element = section(t(`registry.${part}`), this.#list, this.#more);
  }

  async load(next) {
    const query = { part: this.#part, next };
    const answer = await api.get(this.#path, { query, signal: this.#view.signal });
    const { items } = answer;
    this.banners = [...(next ? this.banners : []), ...banners(items.map((one) => one.entry))];
    const body = next && this.#list.querySelector("tbody");
    const nothing = t(this.#part === "unseen" ? "registry.all-seen" : "registry.no-differences");
    if (body)
      add(
        body,
        items.map((one) => tableRow(this.#columns, one)),
      );
    else fill(this.#list, items.length ? table(t(`registry.${this.#part}`), this.#columns, items) : empty(nothing));
    const go = () => this.load(answer.next);
    fill(this.#more, answer.next ? h("button", { type: "button", onclick: go }, t("holdings.more")) : "");
    return answer;
  }

  get #columns() {
    const columns = [
      ...entryColumns(),
      { title: t("registry.copy"), cell: (one) => copyText(one.copy) },
      { title: t("registry.holder"), cell: (one) => (one.kind ? holderText(one) : "") },
      { title: t("registry.place"), cell: (one) => one.place ?? "" },
    ];
    return this.#part === "unseen"
      ? [...columns, { title: t("column.act"), hidden: true, cell: (one) => this.#acts(one) }]
      : [
          ...columns,
          {
            title: t("registry.state"),
            style: "wide",
            cell: (one) => [word("registry-finding", one.state), one.note ? [" · ", one.note] : ""],
          },
          { title: t("registry.when"), style: "when", cell: (one) => [time(one.made), h("br"), one.officer] },
        ];
  }

  #acts({ entry, copy }) {
    const name = `${entry.number}, ${copyText(copy)}`;
    const send = (state, note = "") =>
      api.post(this.#path, { act: "sight", sightings: [{ number: entry.number, copy, state, note }] });
    const differs = () =>
      ask(
        t("registry.differs"),
        [
          field(t("registry.state"), select("state", choices("registry-finding", ["elsewhere", "missing"]), "missing")),
          field(t("registry.note"), area("note", { maxlength: 2000 })),
        ],
        t("registry.differs"),
        async ({ state, note }) => {
          await send(state, note);
          this.#view.say(t("registry.written-down"));
          await this.again();
        },
      );
    return h(
      "span",
      { class: "buttons" },
      rowButton(t("registry.found"), name, () => this.#act(() => send("seen"), t("registry.written-down"))),
      rowButton(t("registry.differs"), name, differs),
    );
  }
}
