// Standing instructions: an officer's dated authority for a class of objects.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { fill, h, hidden } from "./dom.js";
import { dated, dayOf } from "./format.js";
import { t } from "./i18n.js";
import { officer, party } from "./names.js";
import { tlp } from "./marking.js";
import { ask, boxes, empty, field, given, input, section, select, table, typeName } from "./parts.js";
import { writable } from "./stix.js";
import { types } from "./types.js";

/** The section with those in force; an officer gives and ends them. */
export async function instructions(view) {
  await types(view.signal);
  const body = h("div", {});
  const asked = await api.get("instructions", { signal: view.signal });
  const draw = ({ items, ...choices }) => {
    const again = async () => draw(await api.get("instructions", { signal: view.signal }));
    const add = h(
      "button",
      { type: "button", class: "new-instruction", onclick: () => give(view, choices, again) },
      t("instruction.new"),
    );
    fill(
      body,
      h("p", { class: "help" }, t("instruction.help")),
      items.length ? table(t("instruction.title"), columns(view, again, add), items) : empty(t("instruction.none")),
      h("div", { class: "buttons" }, add),
    );
  };
  draw(asked);
  return section(t("instruction.title"), body);
}

const columns = (view, again, add) => [
  { title: t("property.name"), cell: (one) => one.name },
  { title: t("column.party"), cell: (one) => party(one.to) },
  {
    title: t("instruction.covers"),
    style: "wide",
    cell: (one) => [
      [one.tlp ? t("instruction.up-to", { level: one.tlp }) : "", ...one.levels].filter(Boolean).join(", "),
      one.types.length ? h("p", { class: "rule" }, one.types.map(typeName).join(", ")) : "",
    ],
  },
  {
    title: t("consent.until"),
    style: "when",
    cell: (one) => [one.from ? [dayOf(one.from), " – "] : "", dated(one.until)],
  },
  { title: t("column.officer"), cell: (one) => officer(one.officer) },
  {
    title: t("column.act"),
    hidden: true,
    cell: (one) =>
      h(
        "button",
        {
          type: "button",
          class: "end",
          onclick: () =>
            ask(
              t("instruction.end-title", { name: one.name }),
              [h("p", {}, t("instruction.end-help"))],
              t("instruction.end"),
              async () => {
                await api.post(`instructions/${one.number}`, {});
                view.say(t("instruction.ended", { name: one.name }));
                await again();
                add.focus();
              },
              "danger",
            ),
        },
        t("instruction.end"),
        hidden(" ", one.name),
      ),
  },
];

function give(view, { partners, levels }, again) {
  return ask(
    t("instruction.new"),
    [
      field(t("property.name"), input("name", { required: true }), t("instruction.name-help")),
      field(
        t("column.party"),
        select(
          "to",
          partners.map((one) => [one.name, party(one.name, one.title)]),
          partners[0]?.name,
        ),
      ),
      field(
        t("instruction.tlp"),
        select("tlp", [["", t("instruction.no-tlp")], ...tlp.map((one) => [one.name, one.name])]),
      ),
      boxes(
        "levels",
        t("instruction.levels"),
        levels.map((one) => [one, one]),
      ),
      boxes(
        "types",
        t("instruction.types"),
        [...writable(), "indicator", "identity", "location"].map((one) => [one, typeName(one)]),
      ),
      h(
        "div",
        { class: "pair" },
        field(t("ledger.from"), dayField("from")),
        field(t("consent.until"), dayField("until", { required: true, "data-ahead": true })),
      ),
    ],
    t("instruction.give"),
    async (entered) => {
      await api.post("instructions", given(entered));
      view.say(t("instruction.given", { name: entered.name }));
      await again();
    },
  );
}
