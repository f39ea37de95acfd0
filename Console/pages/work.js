// A workspace without a page of its own: its objects by type, each with what it says that fits into a table.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { empty, objectLink, section, sourceName, table, typeName } from "../parts.js";
import { cells, types } from "../types.js";

export async function show(view) {
  const [known, { items }] = await Promise.all([types(view.signal), api.get(view.name, { signal: view.signal })]);
  view.mark(items.map((one) => one.banner));
  const shown = known.filter((type) => items.some((one) => one.type === type.name));
  fill(
    view.body,
    h("p", { class: "count-line", role: "status" }, t("holdings.count", { count: number(items.length) })),
    shown.length
      ? shown.map((type) =>
          ofType(
            type,
            items.filter((one) => one.type === type.name),
          ),
        )
      : empty(t("holdings.none")),
  );
}

function ofType(type, items) {
  const title = typeName(type.name);
  const told = type.properties.filter((one) => one.name !== "name" && cells[one.kind]);
  const columns = [
    { title: t("property.name"), style: "wide", cell: (row) => objectLink(row.id, row) },
    ...told.map(({ name, kind }) => ({
      title: word("property", name),
      cell: ({ values, names }) => (name in values ? cells[kind](values[name], name, names) : ""),
    })),
    { title: t("column.marking"), cell: (row) => chip(row.banner) },
    { title: t("column.source"), cell: (row) => sourceName(row.source) },
  ];
  return section(
    title,
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": title }, table(title, columns, items)),
  );
}
