// What was promised and what shows that it was kept. Where nothing does, that is said, and no more.

import * as api from "../api.js";
import { add, fill, h, s } from "../dom.js";
import { dated, number, period, today, utc } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { around, ask, empty, field, section, select, table } from "../parts.js";
import { reportFields, saveReport } from "../report-form.js";

export const link = (item) => h("a", { href: `#/commitment/${encodeURIComponent(item.id)}` }, item.name);

export async function show(view) {
  const { items, partial } = await api.get("commitments", { query: { lang: language() }, signal: view.signal });
  view.mark(items.flatMap((item) => [item, ...item.events, ...item.views]).map((one) => one.banner));
  if (!items.length) return fill(view.body, empty(t("commitments.nothing")));
  const chosen = { area: view.query.get("area") ?? "", state: view.query.get("state") ?? "" };
  const list = h("div", { class: "register-areas" });
  const draw = () => fill(list, sections(items.filter((one) => fits(one, chosen))));
  const more = partial ? h("p", { class: "warning" }, t("commitments.partial", { count: number(items.length) })) : "";
  fill(view.body, head(view, items, chosen), more, filters(items, chosen, draw), list);
  draw();
}

const fits = (item, { area, state }) =>
  (!area || item.area === area) && (!state || (state === "differ" ? item.together === "differ" : item.state === state));

/** The number that matters, and what is made of the whole. */
function head(view, items, chosen) {
  const year = today().slice(0, 4);
  const shown = items.filter((one) => one.events.some((event) => event.occurred_from?.startsWith(year)));
  const due = items.filter((one) => one.state === "due");
  const text = t("commitments.head", { count: number(shown.length), all: number(items.length), year });
  return h(
    "div",
    { class: "card commitments-head" },
    h(
      "p",
      { class: "headline" },
      text,
      due.length ? ` · ${t("commitments.head-due", { count: number(due.length) })}` : "",
    ),
    view.can("POST commitments/review")
      ? h(
          "div",
          { class: "buttons" },
          h(
            "button",
            { type: "button", id: "review", onclick: () => review(view, items, chosen) },
            t("commitments.review"),
          ),
        )
      : "",
  );
}

const areaName = (area) => word("area", area);
const areasOf = (items) => [...new Set(items.map((one) => one.area))].sort();
const anyArea = (items) => [["", t("commitments.all-areas")], ...areasOf(items).map((one) => [one, areaName(one)])];

function filters(items, chosen, draw) {
  const choose = (name, options, label) => {
    const list = select(name, options, chosen[name]);
    list.addEventListener("change", () => {
      chosen[name] = list.value;
      const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
      history.replaceState(null, "", `#/commitments${query.size ? `?${query}` : ""}`);
      draw();
    });
    return field(label, list);
  };
  const states = ["due", "no-evidence", "evidence", "differ"].map((one) => [one, t(`commitments.is-${one}`)]);
  return h(
    "div",
    { class: "filters" },
    choose("area", anyArea(items), t("property.area")),
    choose("state", [["", t("commitments.all-states")], ...states], t("column.state")),
  );
}

function sections(items) {
  if (!items.length) return empty(t("commitments.none-fit"));
  return areasOf(items).map((area) => {
    const group = items.filter((one) => one.area === area);
    group.sort((one, other) => one.clause.localeCompare(other.clause, undefined, { numeric: true }));
    return section(areaName(area), table(areaName(area), columns(), group));
  });
}

const columns = () => [
  { title: t("property.clause"), cell: (one) => one.clause },
  { title: t("commitments.what"), style: "wide", cell: link },
  { title: t("commitments.here"), cell: (one) => one.views.find((view) => view.own)?.responsible ?? "" },
  {
    title: t("commitments.there"),
    cell: (one) =>
      one.views
        .filter((view) => !view.own && view.responsible)
        .map((view) => h("div", {}, `${view.name ?? ""}: ${view.responsible}`)),
  },
  { title: t("property.cadence"), cell: (one) => period(one.cadence) ?? "" },
  { title: t("commitments.strip"), cell: strip },
  {
    title: t("commitments.next"),
    style: "when",
    cell: (one) => ((one.missed ?? one.next) ? dated(one.missed ?? one.next) : ""),
  },
  { title: t("column.state"), cell: (one) => [standing(one), together(one)] },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];

const styles = { evidence: "good", due: "open" };

/** How it stands, in words: there is evidence, or there is none since a day. */
export const standing = (item) => h("span", { class: `state-chip ${styles[item.state] ?? ""}` }, state(item));

function state({ state: name, missed, events, last_evidence: last }) {
  const newest = events.find((one) => one.occurred_from === last);
  const evidence = (key) => around(key, dated(last, newest?.occurred_precision));
  if (name === "evidence") return evidence("commitments.kept");
  return [
    name === "due" ? [around("commitments.due", dated(missed)), " · "] : "",
    last ? evidence("commitments.since") : t("commitments.none"),
  ];
}

/** Whether the parties see it alike; nothing while one of them alone has said how. */
const together = ({ together: name }) =>
  ["same", "differ"].includes(name) ? h("div", { class: "help" }, t(`commitments.${name}`)) : "";

const day = 86_400_000;
const years = 2;

/** The evidence of two years as dots on a line, with the days on which it fell due. */
function strip(item) {
  const end = Date.parse(today());
  const start = end - years * 365 * day;
  const place = (text) => 2 + (96 * (Date.parse(text.slice(0, 10)) - start)) / (end - start);
  const within = (text) => text && place(text) >= 2 && place(text) <= 98;
  const dots = item.events.map((one) => one.occurred_from).filter(within);
  const days = item.days.filter(within);
  const told = dots.length
    ? t("commitments.strip-told", { count: number(dots.length), date: utc(new Date(dots[0])) })
    : t("commitments.strip-none");
  const drawing = s("svg", { viewBox: "0 0 100 12", class: "strip", role: "img", "aria-label": told });
  add(
    drawing,
    s("line", { x1: 0, y1: 6, x2: 100, y2: 6 }),
    days.map((one) => s("path", { d: `M${place(one)} 1V11`, class: "due" })),
    dots.map((one) => s("circle", { cx: place(one), cy: 6, r: 2.4 })),
  );
  return drawing;
}

/** Asks for the report, and saves it. */
function review(view, items, chosen) {
  ask(
    t("commitments.review"),
    [
      h("p", { class: "help" }, t("commitments.review-help")),
      field(t("property.area"), select("area", anyArea(items), chosen.area)),
      ...reportFields(),
    ],
    t("commitments.review-make"),
    async ({ area, ...wanted }) => {
      await saveReport("commitments/review", "entente-review", { ...wanted, ...(area ? { area } : {}) });
      view.say(t("commitments.review-made"));
    },
  );
}
