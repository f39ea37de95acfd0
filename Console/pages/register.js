// The registers of a security officer: who is cleared, where items may lie, where they are, how they were carried.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { t, word } from "../i18n.js";
import { acting, ask, check, empty, field, input, row, rowButton, section, select, table } from "../parts.js";

const lists = ["bodies", "clearances", "needs"];
const flags = ["actual", "contractor", "copy", "electronic"];
const days = ["briefed", "cleared_until", "date", "until"];

export async function show(view) {
  const list = h("div", {}),
    errors = h("div", { "aria-live": "assertive" });
  const keeps = view.can("POST register");
  let { kinds } = await api.get("register", { query: { kind: "none" }, signal: view.signal });
  const filter = select("kind", [
    ["", t("register.every")],
    ...kinds.map(({ name }) => [name, word("record-kind", name)]),
  ]);
  const closed = check("closed", t("register.closed-too"), {});

  async function draw() {
    const query = { kind: filter.value, closed: closed.querySelector("input").checked ? "true" : "" };
    const { items } = await api.get("register", { query, signal: view.signal });
    fill(
      list,
      items.length
        ? table(
            t("register.all"),
            [
              { title: t("property.kind"), cell: (one) => word("record-kind", one.kind) },
              {
                title: t("property.name"),
                style: "wide",
                cell: (one) =>
                  h(
                    "dl",
                    { class: "pairs" },
                    Object.entries(one.record).map(([name, value]) => row(word("record", name), shown(value, name))),
                  ),
              },
              {
                title: t("register.by"),
                style: "when",
                cell: (one) => [
                  time(one.recorded),
                  h("br"),
                  one.officer,
                  one.closed ? [h("br"), h("span", { class: "tag" }, t("register.closed")), " ", time(one.closed)] : "",
                ],
              },
              {
                title: t("column.act"),
                hidden: true,
                cell: (one) =>
                  keeps && !one.closed
                    ? h(
                        "span",
                        { class: "buttons" },
                        rowButton(t("register.edit"), one.name, () => edit(one)),
                        rowButton(t("register.close"), one.name, () =>
                          act(() => api.remove(`register/${one.number}`), t("register.closed")),
                        ),
                      )
                    : "",
              },
            ],
            items,
          )
        : empty(t("register.none")),
    );
  }
  const act = acting(view, errors, () => draw());

  const kindOf = (name) => kinds.find((kind) => kind.name === name);
  const fields = (kind, record = {}) => [
    kind.name === "person" ? h("p", { class: "help" }, t("register.once-help")) : "",
    ...[...kind.required, ...kind.optional.filter((name) => name !== "notice")].map((name) =>
      control(name, kind.required.includes(name), record[name]),
    ),
    kind.name === "person"
      ? [check("new", t("register.new-need"), {}), h("p", { class: "help" }, t("register.new-need-help"))]
      : "",
  ];
  const send =
    (kind, number) =>
    async ({ new: isNew, ...entered }) => {
      await api.post("register", {
        kind: kind.name,
        record: members(kind, entered),
        ...(isNew ? { new: true } : {}),
        ...(number ? { replaces: number } : {}),
      });
      view.say(t("register.kept"));
      await draw();
    };
  const edit = (one) =>
    ask(
      t("register.change"),
      fields(kindOf(one.kind), one.record),
      t("write.save"),
      send(kindOf(one.kind), one.number),
    );
  const chosen = select(
    "new",
    kinds.map(({ name }) => [name, word("record-kind", name)]),
    "person",
  );
  const add = h(
    "form",
    {
      class: "card",
      onsubmit: (event) => {
        event.preventDefault();
        const kind = kindOf(chosen.value);
        ask(word("record-kind", kind.name), fields(kind), t("register.add"), send(kind));
      },
    },
    field(t("property.kind"), chosen),
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "add-record" }, t("register.add"))),
  );

  for (const one of [filter, closed]) one.addEventListener("change", draw);
  fill(
    view.body,
    h("div", { class: "filters" }, field(t("property.kind"), filter), closed),
    errors,
    section(t("register.all"), list),
    keeps ? section(t("register.add"), add) : "",
  );
  await draw();
}

function shown(value, name) {
  if (name === "portions") return t("register.portions-ignored");
  if (value === true || value === false) return t(value ? "form.yes" : "form.no");
  const text = (one) =>
    one?.level
      ? one.level + (one.until ? ` (${one.until})` : "")
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
  const help =
    name === "clearances"
      ? t("register.clearances-help")
      : lists.includes(name)
        ? t("register.list-help")
        : days.includes(name)
          ? t("register.day-help")
          : undefined;
  return field(
    word("record", name),
    input(name, {
      required: required && !lists.includes(name),
      value: value === undefined ? "" : shown(value),
      "data-ahead": ["until", "cleared_until"].includes(name),
    }),
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
