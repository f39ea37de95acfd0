// A text that sides agree on, row by row: the words of each party in each language, its acts, and what is open.

import { h } from "./dom.js";
import { number, time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { languageName } from "./names.js";
import { area, empty, field, given, input, objectLink, select } from "./parts.js";
import { wordDifference } from "./phrases.js";
import { does, partyName, sendBox } from "./work-forms.js";

const styles = { agreed: "good", "ad-referendum": "asked", reserved: "overdue", open: "open" };
const progress = (state) => h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("progress", state));

/** The table of a text, with what the person may do in it. `again` draws the page anew. */
export function agreedTable(view, text, again) {
  const writes = view.can("POST texts/propose") && text.parties.some((one) => one.own);
  const table = new Table(view, text, again, writes);
  return h("div", { class: "agreed-table" }, table.parts());
}

/** In the reader's language where it is there, else in any. */
const read = (texts = {}) => texts[language()] ?? Object.values(texts)[0] ?? "";

/** So much of the words of a row without a heading is its name. */
const longest = 80;

/** What a row is called: its number and heading, else how its words begin. */
export function rowName(row, side) {
  const words = read(side?.heading) || read(side?.body);
  const short = words.length > longest ? `${words.slice(0, longest)}…` : words;
  return [row.number, short].filter(Boolean).join(" ") || t("talks.row", { row: row.row });
}

class Table {
  #view;
  #text;
  #again;
  #writes;
  #parties;

  constructor(view, text, again, writes) {
    [this.#view, this.#text, this.#again, this.#writes] = [view, text, again, writes];
    this.#parties = new Map(text.parties.map((one) => [one.id, one]));
  }

  parts() {
    const { rows, acts, digest, state } = this.#text;
    return [
      rows.length ? rows.map((row) => this.#row(row)) : empty(t("talks.no-rows")),
      acts.length ? h("section", { class: "whole" }, h("h3", {}, t("talks.whole")), this.#acts(acts)) : "",
      h(
        "div",
        { class: "buttons" },
        this.#button("new-row", t("talks.new-row"), () => this.#propose()),
        digest && state !== "agreed"
          ? this.#button("agree-whole", t("talks.agree-whole"), () => this.#act({ digest }), "primary")
          : "",
      ),
    ];
  }

  #button(style, label, onclick, more = "", title = label) {
    return this.#writes
      ? h("button", { type: "button", class: `${style} ${more}`, onclick, "aria-label": title }, label)
      : "";
  }

  #name(row) {
    return rowName(row, row.sides[0]);
  }

  #row(row) {
    const name = this.#name(row);
    return h(
      "article",
      { class: "card agreed-row", "data-row": row.row, "data-state": row.state },
      h(
        "header",
        {},
        h("h3", {}, name),
        progress(row.state),
        row.waits ? h("span", { class: "state-chip open" }, t("talks.not-sent")) : "",
      ),
      h(
        "div",
        { class: "sides" },
        row.sides.map((side) => this.#side(row, side)),
      ),
      this.#acts(row.acts),
      this.#writes ? h("div", { class: "buttons" }, this.#offers(row, name)) : "",
    );
  }

  /** What fits a row: to write, to agree to somebody's words, to reserve, to take back. */
  #offers(row, name) {
    const own = row.acts.find((one) => one.own && one.stands);
    const mine = row.sides.find((one) => one.own);
    return [
      this.#button(
        "edit-row",
        t(mine ? "talks.edit-row" : "talks.counter"),
        () => this.#propose(row),
        "small",
        `${t("talks.edit-row")}: ${name}`,
      ),
      row.sides
        .filter((side) => side.isSent && own?.digest !== side.digest)
        .map((side) =>
          this.#button(
            "agree-row",
            t("talks.agree-to", { party: partyName(this.#parties.get(side.party)) }),
            () => this.#act({ row: row.row, digest: side.digest }, side),
            row.acts.some((one) => !one.own && one.stands && one.digest === side.digest) ? "small primary" : "small",
          ),
        ),
      own
        ? this.#button(
            "withdraw-row",
            t("talks.withdraw"),
            () => this.#act({ row: row.row, digest: own.digest, verb: "withdraw" }),
            "small",
            `${t("talks.withdraw")}: ${name}`,
          )
        : "",
    ];
  }

  #side(row, side) {
    const other = row.sides.find((one) => one.own !== side.own);
    const changed = other && JSON.stringify(other.body) !== JSON.stringify(side.body);
    return h(
      "section",
      { class: `side ${side.own ? "own" : "theirs"}`, "data-party": side.own ? "own" : "other" },
      h(
        "h4",
        {},
        partyName(this.#parties.get(side.party)),
        " ",
        side.state === "open" ? "" : progress(side.state),
        " ",
        chip(side.banner),
      ),
      this.#text.languages
        .filter((tag) => tag in side.body)
        .map((tag) =>
          h(
            "div",
            { class: "words", lang: tag },
            this.#text.languages.length > 1 ? h("span", { class: "label" }, languageName(tag)) : "",
            side.heading[tag] ? h("strong", {}, side.heading[tag]) : "",
            h(
              "p",
              {},
              !side.own && changed
                ? wordDifference(other.body[tag] ?? "", side.body[tag], tag)
                : side.body[tag] || h("em", {}, t("talks.struck")),
            ),
          ),
        ),
      side.note ? h("p", { class: "note" }, side.note) : "",
      h("p", { class: "help" }, this.#sent(side)),
    );
  }

  /** What the others have of the own words. */
  #sent(side) {
    const at = [time(side.made)];
    if (!side.own) return [t("talks.received"), " ", at];
    if (!side.sent.length) return t("talks.unsent");
    const last = side.sent.at(-1);
    return side.isSent
      ? [t("talks.sent-at"), " ", time(last.made), " ", objectLink(side.id, t("talks.receipt"))]
      : [t("talks.sent-older"), " ", time(last.made)];
  }

  #acts(acts) {
    return acts.length
      ? h(
          "ul",
          { class: "acts" },
          acts.map((act) =>
            h(
              "li",
              { class: act.stands ? "stands" : "past" },
              partyName(this.#parties.get(act.party)),
              ": ",
              objectLink(act.id, act.reservation ? word("reservation", act.reservation) : word("acting", act.verb)),
              " ",
              time(act.made),
              act.reason ? ` — ${act.reason}` : "",
              act.own && !act.sent.length ? [" ", h("span", { class: "tag warn" }, t("talks.not-sent"))] : "",
            ),
          ),
        )
      : "";
  }

  /** Writes the own words for a row: what was there before stands beside. */
  #propose(row = null) {
    const mine = row?.sides.find((one) => one.own);
    const theirs = row?.sides.find((one) => !one.own);
    const from = mine ?? theirs;
    const count = this.#text.rows.length + 1;
    const position = row ? undefined : Math.max(0, ...this.#text.rows.map((one, place) => place + 1)) + 1;
    does(
      this.#view,
      "texts/propose",
      row ? this.#name(row) : t("talks.new-row"),
      [
        field(t("talks.number"), input("number", { value: from?.number ?? (row ? "" : number(count)) })),
        this.#text.languages.map((tag) => [
          field(
            `${t("property.heading")} (${languageName(tag)})`,
            input(`heading:${tag}`, { value: from?.heading[tag] ?? "", lang: tag }),
          ),
          field(
            `${t("talks.words")} (${languageName(tag)})`,
            area(`body:${tag}`, { value: from?.body[tag] ?? "", rows: 5, lang: tag }),
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
        field(t("property.note"), area("note", { value: mine?.note ?? "", rows: 2 }), t("talks.note-help")),
        sendBox(false),
      ],
      t("write.save"),
      (entered) => {
        const texts = (name) =>
          Object.fromEntries(
            this.#text.languages
              .map((tag) => [tag, entered[`${name}:${tag}`]])
              .filter(([tag, text]) => text || (name === "body" && from?.body[tag])),
          );
        const said = given({
          text: this.#text.id,
          row: row?.row ?? this.#fresh(),
          position,
          heading: texts("heading"),
          body: texts("body"),
          base: theirs?.body ?? (mine && Object.keys(mine.base).length ? mine.base : undefined),
          state: entered.state,
          version: mine?.version,
          send: entered.send,
        });
        // What was emptied is taken away, what is not in the form stays.
        return { ...said, number: entered.number, note: entered.note };
      },
      this.#again,
    );
  }

  /** A name for a new row, which no other has. */
  #fresh() {
    const names = new Set(this.#text.rows.map((one) => one.row));
    let count = this.#text.rows.length + 1;
    const prefix = this.#text.kind === "agreement" ? "art" : "item";
    while (names.has(`${prefix}_${count}`)) count += 1;
    return `${prefix}_${count}`;
  }

  #act(about, side = null) {
    const verbs = ["agree", "agree-ad-referendum", "reserve"];
    does(
      this.#view,
      "texts/act",
      about.verb ? t("talks.withdraw") : t("talks.act"),
      [
        side
          ? Object.entries(side.body).map(([tag, text]) => h("blockquote", { lang: tag }, text || t("talks.struck")))
          : "",
        about.verb
          ? ""
          : [
              field(
                t("talks.what"),
                select(
                  "verb",
                  verbs.map((verb) => [verb, word("acting", verb)]),
                ),
              ),
              field(
                t("property.reservation"),
                select(
                  "reservation",
                  ["scrutiny", "language", "parliamentary"].map((one) => [one, word("reservation", one)]),
                ),
                t("talks.reservation-help"),
              ),
            ],
        field(t("property.reason"), area("reason", { rows: 2 })),
        h("p", { class: "help" }, t("talks.act-help")),
        sendBox(),
      ],
      t("talks.act-yes"),
      (entered) =>
        given({
          text: this.#text.id,
          ...about,
          ...entered,
          reservation: entered.verb === "reserve" ? entered.reservation : undefined,
        }),
      this.#again,
    );
  }
}
