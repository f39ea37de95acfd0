// What files for programs that detect would have of what one may see, and what not and why.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { empty, field, objectLink, section, select, sends, table, values } from "./parts.js";

const formats = ["suricata", "zeek", "rpz", "sigma", "yara", "csv", "hosts", "list", "stix"];

export function detection(view) {
  const [out, errors] = [h("div", { "aria-live": "polite" }), h("div", { "aria-live": "assertive" })];
  const form = h(
    "form",
    { class: "card", id: "detection-format" },
    field(
      t("detection.format"),
      select(
        "format",
        formats.map((one) => [one, word("detection-format", one)]),
      ),
    ),
    h("div", { class: "buttons" }, h("button", { class: "primary" }, t("detection.show"))),
  );
  sends(form, errors, async () => {
    const { format } = values(form);
    const found = await api.get("detection", { query: { format }, signal: view.signal });
    view.mark(found.left.map((one) => one.banner));
    fill(out, told(format, found));
  });
  return [h("p", { class: "help" }, t("detection.help")), form, errors, out];
}

const told = (format, { kept, indicators, use, left, left_count: all }) => [
  h("p", { class: "headline" }, t("detection.head", { kept: number(kept), indicators: number(indicators) })),
  h("p", { class: "help" }, `${t("consumers.use")}: ${word("detection-use", use)}`),
  section(
    t("consumers.left"),
    left.length ? table(word("detection-format", format), columns(), left) : empty(t("detection.all")),
    left.length < all
      ? h("p", { class: "help" }, t("detection.first", { count: number(left.length), all: number(all) }))
      : "",
  ),
];

/** The list that has the value, and how. */
const onList = ({ list }) =>
  list ? h("p", { class: "help" }, h("bdi", {}, list.name), ` – ${word("list-hit", list.hit)}`) : "";

const columns = () => [
  { title: t("type.indicator"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
  { title: t("detection.reason"), style: "wide", cell: (one) => [word("detection-reason", one.reason), onList(one)] },
  { title: t("detection.value"), cell: (one) => one.value ?? "" },
  { title: t("column.source"), cell: (one) => one.party },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];
