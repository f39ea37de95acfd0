// Who is away from one day to another, and who does the work meanwhile: on one's own page, and for officers and
// administrators for everybody with a queue.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { fill, h } from "./dom.js";
import { dayOf } from "./format.js";
import { t } from "./i18n.js";
import { ask, empty, errorText, field, rowButton, section, select, table, woven } from "./parts.js";

/** The section; empty for somebody who has no queue and may enter nobody's absence. */
export async function absencePart(view) {
  const out = h("div", { class: "absences" });
  const draw = async () => {
    const { people, for: others } = await api.get("absences", { signal: view.signal });
    fill(out, people.length || others.length ? part(people, others) : "");
  };
  const act = async (action) => {
    try {
      await action();
      await draw();
    } catch (problem) {
      fill(out, errorText(problem));
    }
  };
  const part = (people, others) =>
    section(
      t("absence.title"),
      h("p", { class: "help" }, t("absence.help")),
      others.map((one) =>
        h("p", { class: "stands-in" }, woven("absence.for", { name: one.title, until: dayOf(one.until) })),
      ),
      people.length ? list(people) : empty(t("absence.none")),
    );
  const list = (people) =>
    table(
      t("absence.title"),
      [
        { title: t("absence.who"), cell: (one) => one.title },
        {
          title: t("absence.away"),
          cell: ({ absence }) => (absence ? [dayOf(absence.from), " – ", dayOf(absence.until)] : t("absence.here")),
        },
        { title: t("absence.deputy"), cell: ({ absence }) => absence?.title ?? "" },
        { title: t("column.act"), hidden: true, cell: buttons },
      ],
      people,
    );
  const buttons = (one) =>
    h(
      "span",
      { class: "buttons" },
      rowButton(t("absence.enter"), one.title, () => enter(one, draw)),
      one.absence
        ? rowButton(t("absence.end"), one.title, () => act(() => api.remove(`absences/${api.segment(one.name)}`)))
        : "",
    );
  await draw();
  return out;
}

const enter = (one, done) =>
  ask(
    t("absence.enter"),
    one.deputies.length
      ? [
          h("p", {}, one.title),
          field(
            t("absence.deputy"),
            select(
              "deputy",
              one.deputies.map(({ name, title }) => [name, title]),
              one.absence?.deputy,
            ),
            t("absence.deputy-help"),
          ),
          field(t("absence.from"), dayField("from", { required: true })),
          field(t("absence.until"), dayField("until", { required: true, "data-ahead": true }), t("form.utc-day")),
        ]
      : h("p", {}, t("absence.nobody")),
    t("absence.enter"),
    async ({ deputy, from, until }) => {
      if (!deputy) return;
      await api.post("absences", { name: one.name, deputy, from, until });
      await done();
    },
  );
