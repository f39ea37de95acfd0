// What was promised and what shows that it was kept. Where nothing does, that is said, and no more.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { dated, period } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { around, empty, objectLink, row, section, sourceName } from "../parts.js";

export async function show(view) {
  const { items } = await api.get("commitments", { signal: view.signal });
  view.mark(items.flatMap((item) => [item, ...item.events]).map((one) => one.banner));
  const groups = new Map();
  for (const item of items) groups.set(item.instrument, [...(groups.get(item.instrument) ?? []), item]);
  for (const group of groups.values()) group.sort((one, other) => one.clause.localeCompare(other.clause));
  fill(
    view.body,
    items.length
      ? [...groups].map(([instrument, group]) =>
          section(
            instrument,
            h(
              "ul",
              { class: "events" },
              group.map((item) => h("li", {}, card(item))),
            ),
          ),
        )
      : empty(t("holdings.none")),
  );
}

const styles = { evidence: "good", due: "open" };

function state({ state, due, events: [newest], last_evidence: last }) {
  const evidence = (key) => around(key, dated(last, newest?.occurred_precision));
  if (state === "evidence") return evidence("commitments.kept");
  return [
    state === "due" ? [around("commitments.due", dated(due)), " · "] : "",
    last ? evidence("commitments.since") : t("commitments.none"),
  ];
}

function card(item) {
  return h(
    "article",
    { class: "card", "data-state": item.state },
    h(
      "header",
      {},
      h("h3", {}, objectLink(item.id, item)),
      h("span", { class: `state-chip ${styles[item.state] ?? ""}` }, state(item)),
      chip(item.banner),
    ),
    h("p", {}, item.description),
    h(
      "dl",
      { class: "pairs" },
      row(t("property.clause"), item.clause),
      row(t("property.area"), word("area", item.area)),
      row(t("property.verb"), word("verb", item.verb)),
      row(t("property.force"), word("force", item.force)),
      row(t("property.cadence"), period(item.cadence)),
      row(t("property.due"), item.due && dated(item.due)),
      row(t("property.status_note"), item.status_note),
      row(t("commitments.shows"), item.evidence),
      row(t("column.source"), sourceName(item.source)),
      item.events.length
        ? row(
            t("property.evidence"),
            h(
              "ul",
              {},
              item.events.map((event) =>
                h(
                  "li",
                  {},
                  objectLink(event.id, event),
                  " ",
                  dated(event.occurred_from, event.occurred_precision),
                  " ",
                  chip(event.banner),
                ),
              ),
            ),
          )
        : "",
    ),
  );
}
