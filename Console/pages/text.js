// A text that sides agree on, as a table.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { languageName } from "../names.js";
import { objectLink, section } from "../parts.js";
import { agreedTable, rowName } from "../agreed-table.js";
import { fileButton } from "../text-file.js";
import { EffectSection, draftSection } from "../text-draft.js";
import { partyName } from "../work-forms.js";
import { counts, progress } from "./talks.js";

export async function show(view) {
  const query = { text: view.argument, lang: language() };
  const [{ text }, { draft }, { merge }, { warnings }] = await Promise.all(
    ["texts/table", "texts/draft", "texts/merge", "texts/terms"].map((path) =>
      api.get(path, { query, signal: view.signal }),
    ),
  );
  if (!text) throw new api.Problem(404, { code: "not-found" });
  const again = () => show(view);
  const name = (row) => rowName(row, row.sides[0]);
  const told = [...text.rows.flatMap((row) => [...row.sides, ...row.acts]), ...text.acts, ...(draft?.told ?? [])];
  const marks = [text.banner, ...told.map((one) => one.banner)];
  const effect = draft && view.can("GET texts/effect") ? new EffectSection(view, text, draft, name, marks) : null;
  view.title(text.name);
  view.mark(marks);
  fill(
    view.body,
    h(
      "div",
      { class: "card" },
      h("p", {}, objectLink(text.id, word("kind", text.kind)), " ", progress(text.state), " ", chip(text.banner)),
      h(
        "p",
        { class: "help" },
        [text.parties.map(partyName).join(" · "), text.languages.map(languageName).join(", ")].join(" — "),
      ),
      h("p", { class: "help", role: "status" }, counts(text)),
      text.description ? h("p", {}, text.description) : "",
      text.about_ref?.startsWith("entente-round--")
        ? h("p", {}, h("a", { href: `#/round/${encodeURIComponent(text.about_ref)}` }, t("talks.to-round")))
        : "",
      fileButton(view, text),
    ),
    section(t("talks.rows"), agreedTable(view, text, again, merge.rows, warnings)),
    draft ? draftSection(view, text, draft, name, again) : "",
    effect?.element ?? "",
  );
  await effect?.draw();
}
