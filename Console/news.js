// What is new for us: indicators that came in since the last visit, by party, what they have to do with what is here,
// and what is met since.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { age, number } from "./format.js";
import { banners, hitTable } from "./hits.js";
import { language, t } from "./i18n.js";
import { indicatorName } from "./lives.js";
import { chip } from "./marking.js";
import { empty, errorText, field, section, select, sourceName, table } from "./parts.js";

const days = [1, 7, 30, 90];
const usual = 7;

const daysAgo = (count) => new Date(Date.now() - count * 86_400_000).toISOString();

/** The board, with the choice of a moment. */
export async function news(view) {
  const { before } = await api.post("cyber/visit", {});
  const out = h("div", { class: "new-board", "aria-live": "polite" });
  const choice = select(
    "since",
    [
      ...(before ? [["visit", t("news.visit")]] : []),
      ...days.map((count) => [String(count), t("news.days", { count: number(count) })]),
    ],
    before ? "visit" : String(usual),
  );
  const load = async () => {
    try {
      const since = choice.value === "visit" ? before : daysAgo(Number(choice.value));
      const found = await api.get("cyber/new", { query: { lang: language(), since }, signal: view.signal });
      view.mark([...found.items.map((one) => one.banner), ...banners(found.hits)]);
      fill(out, board(view, found));
    } catch (error) {
      if (error.name !== "AbortError") fill(out, errorText(error));
    }
  };
  choice.addEventListener("change", load);
  await load();
  return [
    h("p", { class: "help" }, t("news.help")),
    h("div", { class: "filters" }, field(t("news.since"), choice)),
    out,
  ];
}

function board(view, { parties, items, count, hits, complete }) {
  const told = t("news.head", { count: number(count), hits: number(hits.items.length) });
  return [
    h(
      "div",
      { class: "card" },
      h("p", { class: "headline" }, told),
      complete && hits.complete ? "" : h("p", { class: "warning" }, t("cyber.incomplete")),
    ),
    section(
      t("news.parties"),
      parties.length ? table(t("news.parties"), partyColumns(), parties) : empty(t("news.none")),
    ),
    section(t("news.hits"), hits.items.length ? hitTable(view, hits.items) : empty(t("news.no-hits"))),
    items.length
      ? section(t("cyber.indicators"), table(t("cyber.indicators"), columns(), items), more(items, count))
      : "",
  ];
}

const more = (items, count) =>
  items.length < count
    ? h("p", { class: "help" }, t("detection.first", { count: number(items.length), all: number(count) }))
    : "";

const partyColumns = () => [
  { title: t("column.source"), style: "wide", cell: (one) => sourceName(one.source) },
  { title: t("news.new"), cell: (one) => number(one.indicators) },
  { title: t("news.live"), cell: (one) => number(one.live) },
  { title: t("news.met"), cell: (one) => number(one.met) },
  { title: t("news.common"), cell: (one) => number(one.common) },
];

const link = (href, text) => h("a", { href }, text);

const columns = () => [
  {
    title: t("type.indicator"),
    style: "wide",
    cell: (one) => [indicatorName(one), one.live ? "" : h("span", { class: "tag warn" }, t("cyber.not-live"))],
  },
  { title: t("news.met"), cell: (one) => met(one) },
  { title: t("news.common"), cell: (one) => common(one) },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
  { title: t("cyber.since"), style: "when", cell: (one) => age(new Date(one.kept * 1000).toISOString()) },
];

const met = (one) =>
  one.met ? link(`#/cyber?tab=hits&indicator=${one.id}`, t("news.observations", { count: number(one.met) })) : "";

/** So many are counted at most. */
const counted = 20;

const common = (one) =>
  one.common
    ? link(
        `#/object/${encodeURIComponent(one.id)}?tab=ties`,
        t(one.common < counted ? "news.objects" : "news.objects-least", { count: number(one.common) }),
      )
    : "";
