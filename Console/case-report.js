// The report on a case for one partner: what that partner has of it, as a file.

import * as api from "./api.js";
import { h } from "./dom.js";
import { download } from "./files.js";
import { language, t } from "./i18n.js";
import { ask, check, field, select } from "./parts.js";
import { partyName } from "./work-forms.js";

const types = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

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
      field(
        t("commitments.review-format"),
        select("format", [
          ["pdf", "PDF"],
          ["docx", "DOCX"],
        ]),
      ),
      check("accessible", t("ledger.accessible")),
    ],
    t("cases.report-make"),
    async ({ party, format, accessible }) => {
      const body = { case: one.id, party, format, lang: language(), ...(format === "pdf" ? { accessible } : {}) };
      download(await api.postFile("cases/report", body), `entente-case.${format}`, types[format]);
      view.say(t("cases.report-made"));
    },
  );
