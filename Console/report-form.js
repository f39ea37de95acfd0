// A report of the daily work as a file: how it is wanted, and its saving.

import * as api from "./api.js";
import { download } from "./files.js";
import { language, t } from "./i18n.js";
import { check, field, select } from "./parts.js";

const types = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** The fields that say how a report is wanted. */
export const reportFields = () => [
  field(
    t("commitments.review-format"),
    select("format", [
      ["pdf", "PDF"],
      ["docx", "DOCX"],
    ]),
  ),
  check("accessible", t("ledger.accessible")),
];

/** Asks for a report about something, as these fields say, and saves it. */
export async function saveReport(path, name, { format, accessible, ...about }) {
  const body = { ...about, format, lang: language(), ...(format === "pdf" ? { accessible } : {}) };
  download(await api.postFile(path, body), `${name}.${format}`, types[format]);
}
