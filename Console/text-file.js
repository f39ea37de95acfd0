// A text that sides agree on as a file: it leaves the node, and the log has it.

import * as api from "./api.js";
import { h } from "./dom.js";
import { download } from "./files.js";
import { t } from "./i18n.js";
import { languageName } from "./names.js";
import { ask, check, field, given, input, select } from "./parts.js";

/** The button that saves a text as a file, for those who may. */
export const fileButton = (view, text) =>
  view.can("POST texts/file")
    ? h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "save-text", onclick: () => saves(view, text) }, t("textfile.save")),
      )
    : "";

function saves(view, text) {
  const choices = (names) => names.map((name) => [name, t(`textfile.${name}`)]);
  ask(
    t("textfile.save"),
    [
      field(t("textfile.format"), select("format", choices(["docx", "akn", "csv"]))),
      field(t("textfile.what"), select("what", choices(["table", "agreed"]))),
      field(
        t("textfile.language"),
        select("language", [
          ["", t("textfile.all-languages")],
          ...text.languages.map((tag) => [tag, languageName(tag)]),
        ]),
      ),
      text.kind === "agreement" ? field(t("textfile.work"), input("work"), t("textfile.work-help")) : "",
      text.parties.some((one) => one.own) ? check("unsent", t("textfile.unsent"), {}) : "",
      h("p", { class: "help" }, t("textfile.help")),
    ],
    t("textfile.save-yes"),
    async ({ what, ...entered }) => {
      const found = await api.post("texts/file", given({ text: text.id, agreed: what === "agreed", ...entered }));
      const bytes = Uint8Array.from(atob(found.file), (letter) => letter.charCodeAt(0));
      download(bytes, found.name, found.mime_type);
      view.say(found.left ? t("textfile.left", { count: found.left }) : t("textfile.saved"));
    },
  );
}
