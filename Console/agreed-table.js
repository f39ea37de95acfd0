// A text that sides agree on, row by row: the words of each party in each language, its acts, and what is open.

import { h } from "./dom.js";
import { time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { languageName } from "./names.js";
import { area, empty, field, given, objectLink, select } from "./parts.js";
import { wordDifference } from "./phrases.js";
import { proposes } from "./row-form.js";
import { termWarnings } from "./terms.js";
import { does, partyName, sendBox } from "./work-forms.js";

const styles = { agreed: "good", "ad-referendum": "asked", reserved: "overdue", open: "open" };
const progress = (state) => h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("progress", state));

/**
 * The table of a text, with what the person may do in it. `again` draws the page anew.
 * @param merges rows whose words both sides changed, put together.
 * @param warnings words that have a term otherwise than agreed.
 */
export function agreedTable(view, text, again, merges = [], warnings = []) {
  const writes = view.can("POST texts/propose") && text.parties.some((one) => one.own);
  const table = new Table(view, text, again, writes, { merges, warnings });
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

/** A piece of what both sides' words are together, with whose it is. */
function piece({ kind, base, ours, theirs }) {
  if (kind === "keep" || ours === theirs) return kind === "keep" ? base : ours;
  const by = { ours: t("talks.by-ours"), theirs: t("talks.by-theirs") };
  const changed = (key, text) => h("ins", { class: key, title: by[key] }, text || t("talks.struck"));
  if (kind === "conflict")
    return h("mark", { class: "conflict" }, "[", changed("ours", ours), " / ", changed("theirs", theirs), "]");
  const struck = { ours: base && !ours, theirs: base && !theirs }[kind];
  return struck ? h("del", { class: kind, title: by[kind] }, base) : changed(kind, kind === "ours" ? ours : theirs);
}

class Table {
  #view;
  #text;
  #again;
  #writes;
  #parties;
  #merges;
  #warnings;

  constructor(view, text, again, writes, { merges, warnings }) {
    [this.#view, this.#text, this.#again, this.#writes] = [view, text, again, writes];
    [this.#merges, this.#warnings] = [merges, warnings];
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
      this.#merges.filter((one) => one.row === row.row).map((one) => this.#merged(row, one, name)),
      this.#acts(row.acts),
      this.#writes ? h("div", { class: "buttons" }, this.#offers(row, name)) : "",
    );
  }

  /** What both sides' words are together: nobody has proposed it yet, and with conflicts it is shown alone. */
  #merged(row, merge, name) {
    const party = partyName(this.#parties.get(merge.party));
    return h(
      "section",
      { class: "merged", "data-party": merge.party },
      h("h4", {}, t(merge.whole ? "talks.merged" : "talks.merge-conflicts", { party })),
      merge.languages.map(({ language: tag, pieces }) =>
        h(
          "div",
          { class: "words", lang: tag },
          merge.languages.length > 1 ? h("span", { class: "label" }, languageName(tag)) : "",
          h("p", {}, pieces.map(piece)),
        ),
      ),
      h("p", { class: "help" }, t(merge.whole ? "talks.merge-help" : "talks.conflict-help")),
      merge.whole
        ? this.#button(
            "propose-merged",
            t("talks.propose-merged"),
            () =>
              this.#propose(row, Object.fromEntries(merge.languages.map((one) => [one.language, one.merged ?? ""]))),
            "small",
            `${t("talks.propose-merged")}: ${name}`,
          )
        : "",
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
      termWarnings(this.#warnings.filter((one) => one.row === row.row && one.party === side.party)),
      this.#tie(side),
      side.note ? h("p", { class: "note" }, side.note) : "",
      h("p", { class: "help" }, this.#sent(side)),
    );
  }

  /** The article of a draft that the words stand for, and what it would say. */
  #tie(side) {
    if (!side.article) return "";
    const label = t("tie.stands-for", { article: side.article });
    return side.accord
      ? h(
          "details",
          { class: "tie" },
          h("summary", {}, label),
          h("pre", { class: "line", tabindex: "0", "aria-label": label }, side.accord),
        )
      : h("p", { class: "help tie" }, label);
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

  /** Writes the own words for a row; `offered` stands in the form instead of what was there before. */
  #propose(row = null, offered = null) {
    proposes(this.#view, this.#text, row, row ? this.#name(row) : t("talks.new-row"), this.#again, offered);
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
