// Indicators with the observations that meet them, what each asks for in words, and by which rules it is met.

import { h } from "./dom.js";
import { age, number, time } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { objectLink, section, sourceName, table, typeName } from "./parts.js";
import { press } from "./sightings.js";

/** The banners of an answer, for the page. */
export const banners = ({ items, wrong }) =>
  [...items, ...items.flatMap((one) => one.observations), ...wrong].map((one) => one.banner).filter(Boolean);

/** The indicators that are met. */
export const hitTable = (view, items, acts = press) => table(t("cyber.hits"), columns(view, acts), items);

/** Those whose pattern is none; nothing if there are none. */
export const wrongPatterns = (wrong) =>
  wrong.length ? section(t("cyber.wrong"), table(t("cyber.wrong"), wrongColumns(), wrong)) : "";

/** What is here has a page; what somebody has at hand is called by its name. */
const named = ({ id, name, type, source }) => {
  const title = name === id ? typeName(type) : name;
  if (source) return objectLink(id, title);
  return h("span", {}, type ? `${typeName(type)}: ` : "", h("bdi", {}, title));
};

const columns = (view, acts) => [
  {
    title: t("type.indicator"),
    style: "wide",
    cell: (one) => [
      named({ ...one, type: one.source ? "indicator" : "" }),
      one.rules.map((rule) => h("span", { class: "tag" }, t(`pattern-rule.${rule}`))),
      asked(one.asks),
      h("details", {}, h("summary", {}, t("cyber.as-written")), h("code", { class: "pattern" }, one.pattern)),
      one.live ? "" : h("span", { class: "tag warn" }, t("cyber.not-live")),
      one.decided ? "" : h("span", { class: "tag warn" }, t("cyber.not-decided")),
      isHere(one) ? acts(view, one) : "",
    ],
  },
  { title: t("column.source"), cell: (one) => (one.source ? sourceName(one.source) : t("cyber.at-hand")) },
  { title: t("column.marking"), cell: (one) => (one.source ? chip(one.banner) : "") },
  { title: t("cyber.observations"), style: "wide", cell: observations },
  {
    title: t("cyber.since"),
    style: "when",
    cell: (one) => (one.since ? age(new Date(one.since * 1000).toISOString()) : ""),
  },
];

/** Whether both the warning and what meets it are held, so that a sighting can name them. */
const isHere = (one) => one.decided && one.source && one.observations.every((seen) => seen.source);

/** What a pattern asks for, in words: the lines come from the outside in, each with its level. */
export function asked(lines) {
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
        named(seen),
        " ",
        seen.source ? [chip(seen.banner), " ", sourceName(seen.source)] : "",
      ),
    ),
  );

const wrongColumns = () => [
  { title: t("type.indicator"), style: "wide", cell: (one) => named({ ...one, type: one.source ? "indicator" : "" }) },
  {
    title: t("cyber.problem"),
    style: "wide",
    cell: (one) => h("details", {}, h("summary", {}, t("cyber.is-wrong")), h("code", {}, one.problem)),
  },
  { title: t("column.source"), cell: (one) => (one.source ? sourceName(one.source) : t("cyber.at-hand")) },
  { title: t("column.marking"), cell: (one) => (one.source ? chip(one.banner) : "") },
];
