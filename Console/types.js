// The types of objects that the workspaces bring, as the node describes them: for forms, columns and terms.

import * as api from "./api.js";
import { dated, number, period } from "./format.js";
import { t, word } from "./i18n.js";
import { objectLink } from "./parts.js";
import { learn } from "./stix.js";

let known = null;

/** The types, asked for once: they are those of the node's build. */
export async function types(signal) {
  known ??= (await api.get("types", { signal })).items;
  learn(known);
  return known;
}

/** The terms of a property of a type. */
export const terms = (list, type, property) =>
  list.find((one) => one.name === type)?.properties.find((one) => one.name === property)?.terms ?? [];

/** The words for the terms of a property. */
const words = {
  kind: (value) => word("kind", value),
  force: (value) => word("force", value),
  stance: (value) => word("stance", value),
  state: (value) => word("progress", value),
  verb: (value) => word("acting", value),
  reservation: (value) => word("reservation", value),
  status: (value) => word("budget", value),
  comparison: (value) => t(`comparison.${value}`, { value: "…" }),
  occurred_precision: (value) => word("precision", value),
  source_reliability: (value) => word("reliability", value),
  role: (value) => word("exercise-role", value),
  way: (value) => word("exercise-way", value),
  verdict: (value) => word("exercise-verdict", value),
  readiness: (value) => word("exercise-readiness", value),
  stops: (value) => word("exercise-stops", value),
};

/** A term in the reader's language. */
export const term = (property, value) => words[property]?.(value) ?? value;

/** What references lead to, by the names that the reader may know; what has none is not spoken of. */
const named = (ids, names) =>
  ids.filter((id) => id in names).map((id, place) => [place ? ", " : "", objectLink(id, names[id])]);

/** What a property says, for a cell of a table, by its kind: the value, its name, names of what is referred to. */
export const cells = {
  text: (value) => value,
  number: (value) => number(value),
  integer: (value) => number(value),
  timestamp: (value) => dated(value),
  date: (value) => value,
  currency: (value) => value,
  duration: (value) => period(value),
  flag: (value) => t(value ? "form.yes" : "form.no"),
  choice: (value, property) => term(property, value),
  texts: (value) => value.join("; "),
  reference: (value, property, names) => named([value], names),
  references: (value, property, names) => named(value, names),
  records: (value) => value.map((one) => Object.values(one).join(" ")).join("; "),
};
