// Incidents that several sides work on: who takes part, and what the own side has to do next.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { dated, number, time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { area, empty, field, given, input, sourceName, table } from "../parts.js";
import { does, markingField, partyBoxes, partyName, sendBox } from "../work-forms.js";

export const caseLink = (one) => h("a", { href: `#/case/${encodeURIComponent(one.id)}` }, one.name);

const styles = { open: "open", joint: "good", closing: "asked", closed: "" };
export const caseState = (state) =>
  h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("case-state", state));

/** Who takes part, each with how it stands to the case. */
export const takesPart = (parties) =>
  parties.map((one) => h("div", {}, partyName(one), " – ", word("case-part", one.part)));

export async function show(view) {
  const found = await api.get("cases", { query: { lang: language() }, signal: view.signal });
  view.mark(found.items.map((one) => one.banner));
  fill(
    view.body,
    view.can("POST cases/open")
      ? h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", id: "new-case", onclick: () => begin(view, found) }, t("cases.new")),
        )
      : "",
    h("p", { class: "help" }, t("cases.help")),
    found.items.length ? table(t("page.cases"), columns(), found.items) : empty(t("cases.none")),
  );
}

const columns = () => [
  { title: t("property.name"), style: "wide", cell: caseLink },
  { title: t("column.state"), cell: (one) => caseState(one.state) },
  { title: t("cases.parties"), cell: (one) => takesPart(one.parties) },
  { title: t("cases.opened"), style: "when", cell: (one) => time(one.opened) },
  { title: t("cases.lines"), cell: (one) => number(one.lines) },
  { title: t("cases.open-tasks"), cell: (one) => (one.tasks ? number(one.tasks) : "") },
  {
    title: t("cases.our-next"),
    style: "when",
    cell: (one) =>
      one.due ? [dated(one.due), one.overdue ? [" ", h("span", { class: "tag warn" }, t("cases.overdue"))] : ""] : "",
  },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];

async function begin(view, { parties }) {
  const marking = await markingField(view.signal);
  does(
    view,
    "cases/open",
    t("cases.new"),
    [
      h("p", { class: "help" }, t("cases.new-help")),
      field(t("property.name"), input("name", { required: true })),
      field(t("property.description"), area("description")),
      partyBoxes(parties),
      marking,
      sendBox(),
    ],
    t("cases.begin"),
    ({ marking: chosen, ...entered }) => given({ ...entered, markings: [chosen] }),
    () => show(view),
  );
}
