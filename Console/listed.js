// What warning lists say of values: often met and rarely bad. It is shown beside them and takes nothing away.

import { h } from "./dom.js";
import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { table } from "./parts.js";

const columns = () => [
  { title: t("correlation.value"), style: "wide", cell: (one) => h("span", { class: "value" }, one.value) },
  { title: t("lists.list"), style: "wide", cell: listName },
  { title: t("correlation.kind"), cell: (one) => word("list-hit", one.hit) },
];

const listName = ({ list, version }) => [
  h("bdi", {}, list),
  " ",
  h("span", { class: "help" }, t("lists.of-version", { version })),
];

/** The values that are on lists, each with how. */
export const hitList = (listed) => table(t("lists.hits"), columns(), listed);

/** A remark with the values that are on lists; nothing where none is. */
export function warned(listed, isOpen = false) {
  if (!listed?.length) return "";
  const count = new Set(listed.map((one) => one.value)).size;
  return h(
    "details",
    { class: "listed", open: isOpen },
    h("summary", { class: "warning" }, t("lists.warned", { count: number(count) })),
    h("p", { class: "help" }, t("lists.warned-help")),
    hitList(listed),
  );
}

/** The same in a cell: the names of the lists. */
export function listTag(listed) {
  if (!listed?.length) return "";
  const names = [...new Set(listed.map((one) => one.list))];
  return h(
    "details",
    { class: "listed" },
    h("summary", {}, h("span", { class: "tag warn" }, t("lists.tag", { count: number(names.length) }))),
    h(
      "ul",
      {},
      listed.map((one) =>
        h("li", {}, h("bdi", {}, one.list), ` – ${word("list-hit", one.hit)}: `, h("bdi", {}, one.value)),
      ),
    ),
  );
}
