// What an indicator's page says beside its text: what it asks for in words, its life as a bar, what models make of it,
// warning lists, sightings by party, and whose files have it. Of what was observed, warning lists alone.

import * as api from "./api.js";
import { types } from "./correlations.js";
import { fill, h } from "./dom.js";
import { dated, number, time } from "./format.js";
import { asked } from "./hits.js";
import { language, t } from "./i18n.js";
import { warned } from "./listed.js";
import { life, worth } from "./lives.js";
import { errorText, row, section, table } from "./parts.js";
import { of } from "./sightings.js";

/** The part of an object's page; nothing for an object without values. */
export function indicatorPart(view, id) {
  if (!types.includes(id.split("--")[0]) || !view.can("GET cyber/object")) return "";
  const out = h("div", { class: "indicator" });
  draw(view, id, out);
  return out;
}

async function draw(view, id, out) {
  try {
    const query = { object: id, lang: language() };
    const { indicator, listed } = await api.get("cyber/object", { query, signal: view.signal });
    if (!indicator) return fill(out, warned(listed));
    const [seen, given] = await Promise.all([
      view.can("GET sightings") ? of(view, id) : "",
      view.can("GET detection/given") ? exported(view, id) : "",
    ]);
    fill(out, section(t("type.indicator"), facts(indicator), warned(listed)), seen, given);
  } catch (error) {
    if (error.name !== "AbortError") fill(out, errorText(error));
  }
}

const iso = (seconds) => new Date(seconds * 1000).toISOString();

const facts = (one) =>
  h(
    "dl",
    { class: "pairs" },
    row(t("indicator.asks"), one.asks.length ? asked(one.asks) : ""),
    row(t("cyber.life"), life(one)),
    row(
      t("cyber.score"),
      h(
        "ul",
        { class: "worth" },
        one.worth.map((of) => h("li", {}, t(`score-model.${of.model}`), ": ", worth(of))),
      ),
    ),
    row(t("property.confidence"), one.confidence === undefined ? "" : number(one.confidence)),
    row(t("cyber.last-seen"), one.seen ? dated(iso(one.seen)) : ""),
  );

/** Whose files have it, for those who may know. */
async function exported(view, id) {
  const { items } = await api.get("detection/given", { query: { object: id }, signal: view.signal });
  const columns = [
    {
      title: t("page.consumers"),
      cell: (one) => [one.consumer, one.ended ? h("span", { class: "tag warn" }, t("node.revoked")) : ""],
    },
    { title: t("indicator.file"), style: "wide", cell: (one) => h("code", {}, one.file) },
    { title: t("consumers.given"), style: "when", cell: (one) => time(one.made) },
  ];
  return section(
    t("indicator.exported"),
    items.length
      ? table(t("indicator.exported"), columns, items)
      : h("p", { class: "nothing" }, t("indicator.not-exported")),
  );
}
