// What is new for us, which live indicators are met by what was observed, what somebody has at hand, the life of
// indicators, and sightings: every line with its marking.

import { advisories } from "../advisories.js";
import * as api from "../api.js";
import { arrived } from "../arrived.js";
import { checkAtHand } from "../at-hand.js";
import { detection } from "../detection.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { banners, hitTable, wrongPatterns } from "../hits.js";
import { language, t } from "../i18n.js";
import { lives } from "../lives.js";
import { misp } from "../misp.js";
import { news } from "../news.js";
import { check, empty, section } from "../parts.js";
import { newest, of } from "../sightings.js";
import { Tabs } from "../tabs.js";

export async function show(view) {
  const shown = [];
  // What one tab shows stays on the page when another one is opened.
  const mark = (banners) => {
    shown.push(...banners);
    view.mark(shown);
  };
  const part = { ...view, mark };
  // Who asks for hits of something wants these first.
  const isAsked = ["indicator", "object", "mode"].some((name) => view.query.get(name));
  if (isAsked && !view.query.get("tab")) view.query.set("tab", "hits");
  const list = [
    ["new", t("news.title"), () => news(part)],
    ["hits", t("cyber.hits"), () => hits(part)],
    ["arrived", t("cyber.arrived"), view.can("GET cyber/arrived") && (() => arrived(part))],
    ["check", t("cyber.check"), () => checkAtHand(part)],
    ["indicators", t("cyber.indicators"), () => lives(part)],
    ["advisories", t("advisories.title"), view.can("GET cyber/advisories") && (() => advisories(part))],
    ["sightings", t("sightings.title"), view.can("GET sightings") && (() => newest(part))],
    ["detection", t("detection.title"), view.can("GET detection") && (() => detection(part))],
    ["misp", t("misp.title"), view.can("GET misp/event") && (() => misp(part))],
  ];
  fill(view.body, new Tabs(view, t("page.cyber"), list, "#/cyber").element);
}

/** What is met, or what is met of one indicator or by one observation. */
async function hits(view) {
  const query = { lang: language() };
  for (const name of ["indicator", "object", "mode"]) {
    const wanted = view.query.get(name);
    if (wanted) query[name] = wanted;
  }
  const found = await api.get("cyber", { query, signal: view.signal });
  const { items, wrong } = found;
  view.mark(banners(found));
  const loose = check("practical", t("cyber.practical"), { checked: query.mode === "practical" });
  loose.addEventListener("change", (event) => {
    const next = new URLSearchParams(view.query);
    if (event.target.checked) next.set("mode", "practical");
    else next.delete("mode");
    location.hash = `#/cyber?${next}`;
  });
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
      loose,
      found.complete ? "" : h("p", { class: "warning" }, t("cyber.incomplete")),
    ),
    section(t("cyber.hits"), items.length ? hitTable(view, items) : empty(t("cyber.none"))),
    wrongPatterns(wrong),
    query.indicator && view.can("GET sightings") ? await of(view, query.indicator) : "",
  ];
}
