// The report on a case for one partner: what that partner has of it, as a file.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { ask, field, select } from "./parts.js";
import { reportFields, saveReport } from "./report-form.js";
import { partyName } from "./work-forms.js";

/** Asks for the report, and saves it. */
export const caseReport = (view, one) =>
  ask(
    t("cases.report"),
    [
      h("p", { class: "help" }, t("cases.report-help")),
      field(
        t("cases.report-for"),
        select(
          "party",
          one.parties.filter((party) => !party.own).map((party) => [party.id, partyName(party)]),
        ),
      ),
      ...reportFields(),
    ],
    t("cases.report-make"),
    async (wanted) => {
      await saveReport("cases/report", "entente-case", { case: one.id, ...wanted });
      view.say(t("cases.report-made"));
    },
  );
