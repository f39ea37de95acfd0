// What was refused or set apart: counts and reasons for administrators, the objects for officers who may see them.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number, short, time } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { empty, objectLink, section, sourceName, table, told, typeName } from "../parts.js";

export async function show(view) {
  const { counts, items, refused } = await api.get("quarantine", { signal: view.signal });
  view.mark((items ?? []).map((item) => item.banner));
  fill(view.body, h("p", { class: "help" }, t(items ? "quarantine.help" : "quarantine.counts-help")),
    section(t("quarantine.reasons"), counts.length ? table(t("quarantine.reasons"), [
      { title: t("property.reason"), style: "wide", cell: (one) => word("set-apart", one.reason) }, { title: t("column.source"), cell: (one) => sourceName(one.source) }, { title: t("draft.count"), cell: (one) => number(one.count) },
    ], counts) : empty(t("quarantine.none"))),
    items?.length ? section(t("quarantine.objects"), table(t("quarantine.objects"), [
      { title: t("property.name"), style: "wide", cell: (one) => (one.kept ? objectLink(one.id, one.name) : [one.name, " ", h("code", {}, short(one.id))]) }, { title: t("column.type"), cell: (one) => typeName(one.type) },
      { title: t("column.marking"), cell: (one) => chip(one.banner) }, { title: t("column.source"), cell: (one) => sourceName(one.source) }, { title: t("column.version"), style: "when", cell: (one) => time(one.version) },
      { title: t("property.reason"), cell: (one) => (word("set-apart", one.reason) === one.reason ? told(one.reason) : word("set-apart", one.reason)) },
      { title: t("column.kept"), style: "when", cell: (one) => time(one.since) },
    ], items)) : "",
    refused ? section(t("quarantine.refused"), refused.length ? table(t("quarantine.refused"), [
      { title: t("quarantine.root"), cell: (one) => h("code", {}, one.root) }, { title: t("quarantine.requests"), cell: (one) => number(one.requests) }, { title: t("quarantine.failures"), cell: (one) => number(one.objects) },
    ], refused) : empty(t("quarantine.none-refused"))) : "");
}
