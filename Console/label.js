// A classified label: chosen among those that the party has, or made of what the agreements know.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { fill, h } from "./dom.js";
import { t } from "./i18n.js";
import { ask, boxes, field, given, select } from "./parts.js";

/** Asks for the parts of a label; `done` gets its marking definition: `{ id, name }`. */
export function makeLabel(choices, done) {
  const scheme = () => choices.schemes.find((one) => one.name === policy.value) ?? choices.schemes[0];
  const policy = select(
    "policy",
    choices.schemes.map((one) => [one.name, one.title]),
    choices.schemes[0]?.name,
  );
  const level = h("select", { name: "classification", required: true });
  const levels = () =>
    fill(
      level,
      scheme().levels.map((one) => h("option", { value: one.name }, one.title)),
    );
  policy.addEventListener("change", levels);
  levels();
  return ask(
    t("label.new"),
    [
      field(t("label.policy"), policy),
      field(t("label.level"), level),
      boxes(
        "subjects",
        t("label.subjects"),
        choices.subjects.map((one) => [one, one]),
      ),
      h("p", { class: "help" }, t("label.subjects-help")),
      boxes(
        "caveats",
        t("label.caveats"),
        choices.caveats.map((one) => [one, one]),
      ),
      boxes(
        "releasable_to",
        t("label.readers"),
        choices.parties.map((one) => [one.name, one.title]),
      ),
      field(t("label.review"), dayField("review", { "data-ahead": true })),
    ],
    t("label.make"),
    async (entered) => done(await api.post("markings", given(entered))),
  );
}
