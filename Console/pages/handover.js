// What a successor has to know of a dialogue, on one page that prints with its marking.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { dated, period, time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { empty, objectLink, section, table } from "../parts.js";
import { rowName } from "../agreed-table.js";
import { progress, roundLink, textLink } from "./talks.js";

export async function show(view) {
  const query = { series: view.argument, lang: language() };
  const { handover: found } = await api.get("talks/handover", { query, signal: view.signal });
  if (!found) throw new api.Problem(404, { code: "not-found" });
  const records = found.last.flatMap((round) => [round, ...round.records]);
  view.title(t("talks.handover-of", { name: found.name }));
  view.mark([found, ...records, ...found.rows, ...found.actions].map((one) => one.banner));
  const names = found.names;
  fill(
    view.body,
    h(
      "div",
      { class: "card" },
      h("p", {}, objectLink(found.id, found), " ", chip(found.banner)),
      h(
        "p",
        { class: "help" },
        [Object.values(names).join(" · "), found.level, period(found.cadence)].filter(Boolean).join(" — "),
      ),
      found.commitment
        ? h("p", {}, t("property.commitment_ref"), ": ", objectLink(found.commitment_ref, found.commitment))
        : "",
      found.next
        ? h(
            "p",
            {},
            t("talks.next-is"),
            " ",
            roundLink(found.next),
            " ",
            found.next.starts ? time(found.next.starts, undefined, found.next.zone) : "",
          )
        : "",
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "print", onclick: () => window.print() }, t("command.print")),
      ),
    ),
    section(t("talks.open-rows"), found.rows.length ? rows(found.rows, names) : empty(t("talks.no-open-rows"))),
    section(t("talks.open-actions"), found.actions.length ? owed(found.actions, names) : empty(t("talks.no-actions"))),
    section(
      t("talks.last-records"),
      found.last.length ? found.last.map((round) => record(round)) : empty(t("talks.no-records")),
    ),
  );
}

const rows = (items, names) =>
  table(
    t("talks.open-rows"),
    [
      { title: t("property.text_ref"), style: "wide", cell: (one) => textLink({ ...one, id: one.text }) },
      { title: t("property.row"), style: "wide", cell: (one) => rowName(one, one) },
      { title: t("column.state"), cell: (one) => progress(one.state) },
      {
        title: t("talks.said"),
        cell: (one) =>
          one.acts.map((act) =>
            h(
              "div",
              {},
              `${names[act.party] ?? ""}: `,
              act.reservation ? word("reservation", act.reservation) : word("acting", act.verb),
            ),
          ),
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ],
    items,
  );

const owed = (items, names) =>
  table(
    t("talks.open-actions"),
    [
      { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one) },
      { title: t("property.owner"), cell: (one) => [one.owner, names[one.owner_ref]].filter(Boolean).join(", ") },
      { title: t("column.due"), style: "when", cell: (one) => dated(one.due) },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ],
    items,
  );

const record = (round) =>
  h(
    "article",
    { class: "card" },
    h("header", {}, h("h3", {}, roundLink(round)), round.starts ? time(round.starts, undefined, round.zone) : ""),
    round.records.map((one) => [
      h("p", { class: "help" }, objectLink(one.id, one), " ", chip(one.banner)),
      one.body.split("\n").map((line) => h("p", {}, line)),
    ]),
  );
