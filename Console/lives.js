// Indicators with their life: from when until when each counts, and what a model makes of it on a day.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { decay } from "./decay.js";
import { fill, h } from "./dom.js";
import { dated, dayOf, number, today } from "./format.js";
import { language, t, word } from "./i18n.js";
import { listTag } from "./listed.js";
import { chip } from "./marking.js";
import { empty, errorText, field, objectLink, select, sourceName, table, typeName } from "./parts.js";

const models = ["none", "misp", "opencti"];
/** Offered where the party has rules of its own. */
const own = "own";

/** The indicators, with the choice of a day and of a model. */
export async function lives(view) {
  const out = h("div", {});
  const day = dayField("on", { value: today() });
  const model = select(
    "score",
    models.map((one) => [one, t(`score-model.${one}`)]),
    "none",
  );
  const only = select(
    "live",
    [
      ["", t("cyber.all-indicators")],
      ["live", t("cyber.only-live")],
    ],
    "live",
  );
  let held = [];
  const draw = () => {
    const items = only.value ? held.filter((one) => one.live) : held;
    fill(
      out,
      items.length ? table(t("cyber.indicators"), columns(model.value), items) : empty(t("cyber.no-indicators")),
    );
  };
  const load = async () => {
    try {
      const query = { lang: language(), score: model.value };
      if (day.value && day.value !== today()) query.on = day.value;
      const { items, own: hasOwn } = await api.get("cyber/indicators", { query, signal: view.signal });
      if (hasOwn && model.options.length === models.length)
        model.append(h("option", { value: own }, t(`score-model.${own}`)));
      view.mark(items.map((one) => one.banner));
      held = items;
      draw();
    } catch (error) {
      fill(out, h("p", { class: "warning", role: "alert" }, errorText(error)));
    }
  };
  day.addEventListener("change", load);
  model.addEventListener("change", load);
  only.addEventListener("change", draw);
  await load();
  const filters = h(
    "div",
    { class: "filters" },
    field(t("cyber.on-day"), day),
    field(t("cyber.model"), model),
    field(t("column.state"), only),
  );
  return [h("p", { class: "help" }, t("cyber.life-help")), filters, out, await decay(view)];
}

/** An indicator, with what it asks for first, or the language of its rule. */
export const indicatorName = (one) => [
  objectLink(one.id, one.name),
  " ",
  h("span", { class: "help" }, one.kind ? typeName(one.kind) : word("pattern-language", one.language)),
];

const columns = (model) => [
  {
    title: t("type.indicator"),
    style: "wide",
    cell: (one) => [indicatorName(one), listTag(one.listed)],
  },
  { title: t("cyber.life"), style: "wide", cell: life },
  ...(model === "none" ? [] : [{ title: t("cyber.score"), cell: worth }]),
  { title: t("property.confidence"), cell: (one) => (one.confidence === undefined ? "" : number(one.confidence)) },
  { title: t("cyber.last-seen"), style: "when", cell: (one) => (one.seen ? dated(iso(one.seen)) : "") },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];

const iso = (seconds) => new Date(seconds * 1000).toISOString();

/** Its span in words, and how much of it is over as a bar. */
export function life(one) {
  if (one.revoked) return [h("span", { class: "tag warn" }, t("cyber.revoked")), " ", span(one)];
  const state = h("span", { class: one.live ? "tag" : "tag warn" }, t(one.live ? "cyber.live" : "cyber.not-live"));
  const words = [state, " ", span(one)];
  if (!one.from || !one.until || one.until <= one.from) return words;
  const part = (Date.now() / 1000 - one.from) / (one.until - one.from);
  const over = Math.round(100 * Math.min(Math.max(part, 0), 1));
  const label = t("cyber.over", { percent: number(over) });
  return [words, h("progress", { class: "life", max: 100, value: over, "aria-label": label, title: label })];
}

const span = ({ from, until }) => [
  from ? dated(iso(from)) : t("cyber.no-begin"),
  " – ",
  until ? dated(iso(until)) : t("cyber.no-end"),
];

/** What the model makes of it, and when its threshold is met. */
export function worth(one) {
  if (one.score === undefined) return t("cyber.no-score");
  const label = t("cyber.score-of", { score: number(one.score) });
  return [
    h("meter", { min: 0, max: 100, value: one.score, "aria-label": label, title: label }),
    " ",
    number(one.score),
    one.decays ? h("div", { class: "help" }, t("cyber.decays"), " ", dayOf(iso(one.decays))) : "",
  ];
}
