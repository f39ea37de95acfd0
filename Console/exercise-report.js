// The after-action report of an exercise for one partner: what that partner has of it, as a file.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { ask, field, select } from "./parts.js";
import { reportFields, saveReport } from "./report-form.js";
import { partyName } from "./work-forms.js";

/** Asks for the report, and saves it. */
export const exerciseReport = (view, exercise, parties) =>
  ask(
    t("after.report"),
    [
      h("p", { class: "help" }, t("after.report-help")),
      field(
        t("after.for"),
        select(
          "party",
          parties.filter((party) => !party.own).map((party) => [party.id, partyName(party)]),
        ),
      ),
      ...reportFields(),
    ],
    t("after.make"),
    async (wanted) => {
      await saveReport("exercises/report", "EXERCISE-entente-after-action", { exercise, ...wanted });
      view.say(t("after.made"));
    },
  );
