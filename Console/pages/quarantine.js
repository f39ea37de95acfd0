// What was refused or set apart: counts and reasons for administrators, the objects for officers who may see them.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number, short, time } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { details, object } from "../names.js";
import {
  ask,
  empty,
  field,
  objectLink,
  rowButton,
  section,
  select,
  sourceName,
  table,
  told,
  typeName,
} from "../parts.js";

export async function show(view) {
  const { counts, items, refused, ...unknown } = await api.get("quarantine", { signal: view.signal });
  view.mark((items ?? []).map((item) => item.banner));
  fill(
    view.body,
    h("p", { class: "help" }, t(items ? "quarantine.help" : "quarantine.counts-help")),
    listed(t("quarantine.reasons"), reasonColumns(), counts, t("quarantine.none")),
    unknown.markings?.length ? markingPart(view, unknown) : "",
    items?.length ? listed(t("quarantine.objects"), objectColumns(), items) : "",
    refused ? listed(t("quarantine.refused"), refusalColumns(), refused, t("quarantine.none-refused")) : "",
  );
}

const listed = (title, columns, rows, none) => section(title, rows.length ? table(title, columns, rows) : empty(none));

const reasonColumns = () => [
  { title: t("property.reason"), style: "wide", cell: (one) => word("set-apart", one.reason) },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("draft.count"), cell: (one) => number(one.count) },
];

const objectColumns = () => [
  {
    title: t("property.name"),
    style: "wide",
    cell: (one) =>
      one.kept ? objectLink(one.id, one, { details: true }) : h("span", { class: "named" }, object(one), details(one)),
  },
  { title: t("column.type"), cell: (one) => typeName(one.type) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.version"), style: "when", cell: (one) => time(one.version) },
  { title: t("property.reason"), cell: (one) => reason(one.reason) },
  { title: t("column.kept"), style: "when", cell: (one) => time(one.since) },
];

const refusalColumns = () => [
  { title: t("quarantine.root"), cell: (one) => h("code", {}, one.root) },
  { title: t("quarantine.requests"), cell: (one) => number(one.requests) },
  { title: t("quarantine.failures"), cell: (one) => number(one.objects) },
];

/** The markings that nobody has said the meaning of, and what they may mean. */
function markingPart(view, { markings, meanings, schemes }) {
  const columns = [
    {
      title: t("quarantine.words"),
      style: "wide",
      cell: (one) => [one.words ?? t("quarantine.no-definition"), " ", h("code", {}, short(one.id))],
    },
    { title: t("draft.count"), cell: (one) => number(one.objects) },
    {
      title: t("column.act"),
      hidden: true,
      cell: (one) =>
        rowButton(t("quarantine.explain"), one.words ?? one.id, () => explain(view, one, meanings, schemes)),
    },
  ];
  return section(
    t("quarantine.markings"),
    h("p", { class: "help" }, t("quarantine.markings-help")),
    table(t("quarantine.markings"), columns, markings),
  );
}

/** Why something was set apart, in words; which markings are meant stands in the table above. */
function reason(text) {
  const [code] = text.split(":");
  const known = word("set-apart", code);
  return known === code ? told(text) : known;
}

/** What a marking means, said once: nothing, a level of TLP or PAP, or a level of a scheme. */
function explain(view, marking, meanings, schemes) {
  const levels = schemes.flatMap(({ name, levels }) =>
    levels.map((level) => [JSON.stringify([name, level]), `${name}: ${level}`]),
  );
  const options = [...meanings.map((one) => [one, one === "informs" ? t("quarantine.informs") : one]), ...levels];
  ask(
    t("quarantine.explain"),
    [
      h("p", {}, marking.words ?? t("quarantine.no-definition")),
      h("p", {}, h("code", {}, marking.id)),
      field(t("quarantine.meaning"), select("meaning", [["", ""], ...options], "", { required: true })),
    ],
    t("quarantine.explain"),
    async ({ meaning }) => {
      const [scheme, level] = meaning.startsWith("[") ? JSON.parse(meaning) : [];
      await api.post("register", {
        kind: "marking",
        record: { marking: marking.id, ...(scheme ? { meaning: "level", scheme, level } : { meaning }) },
      });
      view.say(t("quarantine.explained"));
      await show(view);
    },
  );
}
