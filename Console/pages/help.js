// The documents that the node serves, and the glossary of the trade's terms.

import { fill, h } from "../dom.js";
import { helpTexts } from "../help.js";
import { language, t, word } from "../i18n.js";
import { markdown } from "../markdown.js";
import { section, table } from "../parts.js";
import { pages } from "./index.js";

/** The documents of the project that people at the console read, by the name of their file. */
const documents = ["officers", "accessibility", "agreements", "decisions-explained", "labels", "operators", "security"];

export async function show(view) {
  if (view.argument === "glossary") return glossary(view);
  if (documents.includes(view.argument)) return document(view, view.argument);
  const { purpose } = await helpTexts();
  const known = pages.filter(({ name }) => view.may(name) && purpose[name]);
  fill(
    view.body,
    section(
      t("help.documents"),
      h(
        "ul",
        { class: "links" },
        h("li", {}, h("a", { href: "#/help/glossary" }, t("help.glossary"))),
        documents.map((name) => h("li", {}, h("a", { href: `#/help/${name}` }, word("document", name)))),
      ),
    ),
    section(
      t("help.pages"),
      h(
        "dl",
        { class: "properties" },
        known.map(({ name }) => [
          h("dt", {}, word("page", name)),
          h(
            "dd",
            {},
            purpose[name].map((line) => h("p", {}, line)),
          ),
        ]),
      ),
    ),
  );
}

async function document(view, name) {
  const answer = await fetch(`documents/${name}.md`, { signal: view.signal });
  if (!answer.ok) return fill(view.body, h("p", { class: "nothing" }, t("error.not-found")));
  const text = await answer.text();
  view.title(word("document", name));
  fill(view.body, h("article", { class: "document", lang: "en" }, markdown(text, documents)));
}

/** Each term in the reader's language, beside English, with what it means. */
async function glossary(view) {
  const { glossary: terms } = await helpTexts();
  const english = (await helpTexts("en")).glossary;
  view.title(t("help.glossary"));
  const columns = [
    { title: t("help.term"), cell: (row) => h("strong", {}, row.term) },
    ...(language() === "en"
      ? []
      : [{ title: "English", cell: (row) => h("span", { lang: "en" }, english[row.key].term) }]),
    { title: t("help.meaning"), style: "wide", cell: (row) => row.meaning },
  ];
  const rows = Object.entries(terms)
    .map(([key, term]) => ({ key, ...term }))
    .sort((one, other) => one.term.localeCompare(other.term, language()));
  fill(view.body, table(t("help.glossary"), columns, rows));
}
