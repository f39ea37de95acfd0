// The form in which a side writes its words for a row of a text.

import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { languageName } from "./names.js";
import { area, field, given, input, select } from "./parts.js";
import { does, sendBox } from "./work-forms.js";

/**
 * Writes the own words for a row, or for a new one: what was there before stands in the form.
 * @param offered words by language that stand there instead, as those of the others and the own ones together.
 */
export function proposes(view, text, row, title, again, offered = null) {
  const mine = row?.sides.find((one) => one.own);
  const theirs = row?.sides.find((one) => !one.own);
  const sides = { mine, theirs, from: mine ?? theirs, offered };
  does(view, "texts/propose", title, fields(text, row, sides), t("write.save"), said(text, row, sides), again);
}

function fields(text, row, { mine, theirs, from, offered }) {
  const count = text.rows.length + 1;
  return [
    field(t("talks.number"), input("number", { value: from?.number ?? (row ? "" : number(count)) })),
    text.languages.map((tag) => [
      field(
        `${t("property.heading")} (${languageName(tag)})`,
        input(`heading:${tag}`, { value: from?.heading[tag] ?? "", lang: tag }),
      ),
      field(
        `${t("talks.words")} (${languageName(tag)})`,
        area(`body:${tag}`, { value: offered?.[tag] ?? from?.body[tag] ?? "", rows: 5, lang: tag }),
        theirs && mine ? t("talks.theirs-is", { words: theirs.body[tag] ?? "" }) : undefined,
      ),
    ]),
    field(
      t("column.state"),
      select(
        "state",
        ["open", "bracketed", "alternative"].map((state) => [state, word("progress", state)]),
        mine?.state ?? "open",
      ),
    ),
    text.kind === "agreement" || text.agreement ? tie(text, from, mine) : "",
    field(t("property.note"), area("note", { value: mine?.note ?? "", rows: 2 }), t("talks.note-help")),
    sendBox(false),
  ];
}

/** The article of a draft that the words stand for, and what it would say. */
const tie = (text, from, mine) => [
  field(
    t("tie.article-of"),
    input("article", { value: from?.article ?? "" }),
    t("tie.article-help", { name: text.agreement ?? text.name }),
  ),
  field(
    t("tie.accord"),
    area("accord", { value: mine?.accord ?? "", rows: 4, class: "code", spellcheck: "false" }),
    t("tie.accord-help"),
  ),
];

/** What is entered as the node takes it. */
const said =
  (text, row, { mine, theirs, from, offered }) =>
  (entered) => {
    const texts = (name) =>
      Object.fromEntries(
        text.languages
          .map((tag) => [tag, entered[`${name}:${tag}`]])
          .filter(([tag, words]) => words || (name === "body" && from?.body[tag])),
      );
    const words = given({
      text: text.id,
      row: row?.row ?? fresh(text),
      position: row ? undefined : text.rows.length + 1,
      heading: texts("heading"),
      body: texts("body"),
      base: base(mine, theirs, offered),
      state: entered.state,
      version: mine?.version,
      send: entered.send,
    });
    // What was emptied is taken away, what is not in the form stays.
    const { number: shown, note, article, accord } = entered;
    return { ...words, number: shown, note, ...(article === undefined ? {} : { article, accord }) };
  };

/**
 * What the words depart from: those of the others where they were begun with, or taken in; of an edit what the own ones
 * departed from, else the own ones as the others have them. So both sides' words have one base to be compared with.
 */
function base(mine, theirs, offered) {
  if (offered || !mine) return theirs?.body;
  if (Object.keys(mine.base).length) return mine.base;
  return mine.isSent ? mine.body : undefined;
}

/** A name for a new row, which no other has. */
function fresh(text) {
  const names = new Set(text.rows.map((one) => one.row));
  let count = text.rows.length + 1;
  const prefix = text.kind === "agreement" ? "art" : "item";
  while (names.has(`${prefix}_${count}`)) count += 1;
  return `${prefix}_${count}`;
}
