// Which live indicators are met by what was observed: each with the observations, and every line with its marking.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { language, t } from "../i18n.js";
import { chip } from "../marking.js";
import { empty, objectLink, section, sourceName, table, typeName } from "../parts.js";

export async function show(view) {
  const query = { lang: language() };
  for (const name of ["indicator", "object"]) {
    const wanted = view.query.get(name);
    if (wanted) query[name] = wanted;
  }
  const found = await api.get("cyber", { query, signal: view.signal });
  const { items, wrong } = found;
  view.mark([...items, ...items.flatMap((one) => one.observations), ...wrong].map((one) => one.banner));
  fill(
    view.body,
    h(
      "div",
      { class: "card" },
      h(
        "p",
        { class: "headline" },
        t("cyber.head", {
          count: number(items.length),
          indicators: number(found.indicators),
          observations: number(found.observations),
        }),
      ),
      h("p", { class: "help" }, t("cyber.help")),
      found.complete ? "" : h("p", { class: "warning" }, t("cyber.incomplete")),
    ),
    section(t("cyber.hits"), items.length ? table(t("cyber.hits"), columns(), items) : empty(t("cyber.none"))),
    wrong.length ? section(t("cyber.wrong"), table(t("cyber.wrong"), wrongColumns(), wrong)) : "",
  );
}

const columns = () => [
  {
    title: t("type.indicator"),
    style: "wide",
    cell: (one) => [
      objectLink(one.id, one.name),
      h("div", {}, h("code", { class: "pattern" }, one.pattern)),
      one.live ? "" : h("span", { class: "tag warn" }, t("cyber.not-live")),
      one.decided ? "" : h("span", { class: "tag warn" }, t("cyber.not-decided")),
    ],
  },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
  { title: t("cyber.observations"), style: "wide", cell: observations },
];

const observations = (one) =>
  h(
    "ul",
    {},
    one.observations.map((seen) =>
      h(
        "li",
        {},
        // An observation has no name of its own: it is called by what it is.
        objectLink(seen.id, seen.name === seen.id ? typeName(seen.type) : seen.name),
        " ",
        chip(seen.banner),
        " ",
        sourceName(seen.source),
      ),
    ),
  );

const wrongColumns = () => [
  { title: t("type.indicator"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
  { title: t("cyber.problem"), style: "wide", cell: (one) => h("code", {}, one.problem) },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];
