// Which live indicators are met by what was observed: each with the observations, and every line with its marking.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { empty, objectLink, section, sourceName, table, typeName } from "../parts.js";
import { newest, of, press } from "../sightings.js";
import { Tabs } from "../tabs.js";

export async function show(view) {
  const shown = [];
  // What one tab shows stays on the page when another one is opened.
  const mark = (banners) => {
    shown.push(...banners);
    view.mark(shown);
  };
  const part = { ...view, mark };
  const list = [
    ["hits", t("cyber.hits"), await hits(part)],
    ["sightings", t("sightings.title"), view.can("GET sightings") && (() => newest(part))],
  ];
  fill(view.body, new Tabs(view, t("page.cyber"), list, "#/cyber").element);
}

/** What is met, or what is met of one indicator or by one observation. */
async function hits(view) {
  const query = { lang: language() };
  for (const name of ["indicator", "object"]) {
    const wanted = view.query.get(name);
    if (wanted) query[name] = wanted;
  }
  const found = await api.get("cyber", { query, signal: view.signal });
  const { items, wrong } = found;
  view.mark([...items, ...items.flatMap((one) => one.observations), ...wrong].map((one) => one.banner));
  return [
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
    section(t("cyber.hits"), items.length ? table(t("cyber.hits"), columns(view), items) : empty(t("cyber.none"))),
    wrong.length ? section(t("cyber.wrong"), table(t("cyber.wrong"), wrongColumns(), wrong)) : "",
    query.indicator && view.can("GET sightings") ? await of(view, query.indicator) : "",
  ];
}

const columns = (view) => [
  {
    title: t("type.indicator"),
    style: "wide",
    cell: (one) => [
      objectLink(one.id, one.name),
      asked(one.asks),
      h("details", {}, h("summary", {}, t("cyber.as-written")), h("code", { class: "pattern" }, one.pattern)),
      one.live ? "" : h("span", { class: "tag warn" }, t("cyber.not-live")),
      one.decided ? "" : h("span", { class: "tag warn" }, t("cyber.not-decided")),
      one.decided ? press(view, one) : "",
    ],
  },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
  { title: t("cyber.observations"), style: "wide", cell: observations },
];

/** What a pattern asks for, in words: the lines come from the outside in, each with its level. */
function asked(lines) {
  const root = h("ul", { class: "asks" });
  const open = [root];
  for (const line of lines) {
    open.length = Math.min(line.level + 1, open.length);
    const inner = h("ul", {});
    const item = h("li", {}, line.kind === "test" ? test(line) : t(`pattern-part.${line.kind}`), qualified(line));
    item.append(inner);
    open.at(-1).append(item);
    open.push(inner);
  }
  root.querySelectorAll("ul:empty").forEach((one) => one.remove());
  return root;
}

/** One comparison: of what, and which value it is to have. */
function test({ type, path, operation, negated, values }) {
  const property = path.map((name) => word("property", name.replace(/_refs?$/, ""))).join(" › ");
  const what = t(`pattern-test.${operation}`, {
    what: `${typeName(type)}: ${property}`,
    value: values.map(quoted).join(", "),
  });
  return negated ? t("cyber.not", { what }) : what;
}

const quoted = (value) => t("cyber.quoted", { value });

/** How often, within which time, from when on. */
const qualified = ({ within, times, from, until }) =>
  [
    times > 1 ? t("cyber.times", { count: number(times) }) : "",
    within ? t("cyber.within", { count: number(within) }) : "",
    from ? [t("cyber.between"), " ", time(from), " – ", time(until)] : "",
  ]
    .filter(Boolean)
    .map((one) => h("span", { class: "qualifier" }, " (", one, ")"));

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
  {
    title: t("cyber.problem"),
    style: "wide",
    cell: (one) => h("details", {}, h("summary", {}, t("cyber.is-wrong")), h("code", {}, one.problem)),
  },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];
