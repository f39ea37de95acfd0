// The agreements that the node works by: what they are, who could get what, and the files as they are written.

import * as api from "../api.js";
import { called, counted, finding, listing } from "../accord.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { party } from "../names.js";
import { articleWords, copyButton, empty, row, section, select } from "../parts.js";
import { reach } from "../reach.js";

export async function show(view) {
  const number = view.query.get("set");
  const found = await api.get("agreements", { query: { set: number }, signal: view.signal });
  if (found.set === undefined) return fill(view.body, empty(t("agreements.none")), edit(view));
  const isUsed = found.history[0].set === found.set;
  fill(
    view.body,
    facts(found, view, isUsed),
    isUsed ? edit(view) : "",
    isUsed ? reach(view, found) : "",
    section(
      t("agreements.list"),
      h(
        "div",
        { class: "instruments" },
        found.agreements.map((one) => instrument(one, found, view)),
      ),
    ),
    section(
      t("agreements.ladders"),
      h(
        "div",
        { class: "cards" },
        found.schemes.map((one) => ladder(one, found)),
      ),
    ),
    section(
      t("agreements.files"),
      h("p", { class: "help" }, counted(found.diagnostics)),
      found.diagnostics.length
        ? h(
            "details",
            {},
            h("summary", {}, t("accord.found")),
            h(
              "ul",
              { class: "findings-list" },
              found.diagnostics.map((one) => finding(one, found.files.find((file) => file.name === one.file)?.text)),
            ),
          )
        : "",
      found.files.map((file) =>
        h("details", { class: "file" }, h("summary", {}, file.name), listing(file, found.diagnostics)),
      ),
    ),
  );
}

const edit = (view) =>
  view.may("draft") ? h("p", {}, h("a", { class: "button", href: "#/draft" }, t("agreements.edit"))) : "";

function facts(found, view, isUsed) {
  const sets = select(
    "set",
    found.history.map((one) => [
      String(one.set),
      t("agreements.number", { set: one.set, date: one.applied.slice(0, 10) }),
    ]),
    String(found.set),
    {
      "aria-label": t("agreements.set"),
      onchange: (event) => {
        location.hash = `#/agreements?set=${event.target.value}`;
      },
    },
  );
  return h(
    "div",
    { class: "card" },
    isUsed ? "" : h("p", { class: "findings" }, t("agreements.earlier")),
    h(
      "dl",
      { class: "pairs" },
      row(t("agreements.set"), sets),
      row(t("agreements.applied"), time(found.applied)),
      row(t("column.officer"), found.officer),
      row(t("agreements.digest"), [h("code", {}, found.sha256), " ", copyButton(found.sha256, view.say)]),
    ),
  );
}

function instrument(one, found, view) {
  const named = (name) => called(found.parties.find((party) => party.name === name) ?? { name });
  const style = { "in force": "good", suspended: "bad", ended: "bad" }[one.state] ?? "open";
  return h(
    "details",
    { class: "card" },
    h(
      "summary",
      {},
      called(one),
      " ",
      h("span", { class: `state-chip ${style}` }, word("standing", one.draft ? "draft" : one.state)),
      one.since && !one.draft ? ` ${one.since}` : "",
    ),
    h(
      "dl",
      { class: "pairs" },
      row(t("partner.name"), h("code", {}, one.name)),
      row(t("property.kind"), word("instrument", one.kind)),
      row(
        t("property.party_refs"),
        one.parties.map(named).join(", ") + (one.with_members ? ` ${t("agreements.with-members")}` : ""),
      ),
      row(t("agreements.periods"), list({}, (one.periods ?? []).map(period))),
      row(t("property.external_references"), one.sources ? list({}, one.sources.map(source)) : ""),
      row(t("agreements.notes"), one.notes ? list({ lang: "en" }, one.notes) : ""),
      row(t("compare.title"), comparisons(one, found)),
      row(t("agreements.compare"), [h("code", {}, one.sha256), " ", copyButton(one.sha256, view.say)]),
    ),
    h(
      "ol",
      { class: "articles" },
      one.rules.map((_, place) => article(one, place, named)),
    ),
  );
}

const list = (attributes, items) =>
  h(
    "ul",
    attributes,
    items.map((item) => h("li", {}, item)),
  );

const period = ({ state, written, from, until }) => [
  word("standing", state),
  " ",
  written ?? from ?? "",
  until ? ` – ${until}` : "",
];

const source = ({ text, at }) => [text, at ? [" ", h("code", {}, at)] : ""];

/** A rule with its article's own words, which stand once for all rules of the article. */
function article(one, place, named) {
  const rule = one.rules[place];
  const isFirst = one.rules.findIndex((other) => other.article === rule.article) === place;
  return h(
    "li",
    {},
    h(
      "p",
      {},
      h("strong", { lang: "en" }, rule.article),
      " ",
      rule.sentence ?? h("span", { lang: "en" }, rule.wording),
    ),
    isFirst ? ownWords(one, rule.article) : "",
    rule.rows?.length ? equivalents(rule.rows, one.parties, named) : "",
  );
}

/** What an article says in its own words, in the reader's language where the file has it. */
function ownWords(one, article) {
  const texts = one.words?.find((words) => words.article === article)?.texts;
  const chosen = texts && (texts[language()] ? language() : texts.en ? "en" : Object.keys(texts)[0]);
  return chosen ? articleWords({ language: chosen, text: texts[chosen] }) : "";
}

/** How each partner that told its digests has the agreement. */
function comparisons(one, found) {
  const told = found.compared.flatMap((partner) =>
    partner.agreements.filter(({ name }) => name === one.name).map(({ comparison }) => ({ ...partner, comparison })),
  );
  return told.length && found.history[0].set === found.set
    ? h(
        "ul",
        {},
        told.map(({ party: name, title, comparison }) =>
          h(
            "li",
            {},
            h("a", { href: `#/partner/${encodeURIComponent(name)}` }, party(name, title)),
            " ",
            h(
              "span",
              { class: `state-chip ${comparison === "same" ? "good" : "bad"}` },
              word("comparison", comparison),
            ),
          ),
        ),
      )
    : "";
}

/** The rows of a table of levels: which level of one side answers which of the other. */
function equivalents(rows, parties, named) {
  const sides = [
    ...new Set(
      rows.flatMap((one) => [
        ...one.groups.flatMap((group) => group.map((level) => level.scheme ?? "?")),
        ...Object.keys(one.gaps ?? {}),
      ]),
    ),
  ];
  const at = (one, side) =>
    one.groups
      .find((group) => group.some((level) => (level.scheme ?? "?") === side))
      ?.map((level) => level.level ?? level)
      .join(", ") ?? ((one.gaps?.[side] ?? one.rest) ? word("gap", one.gaps?.[side] ?? one.rest) : "");
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": t("agreements.equivalents") },
    h(
      "table",
      { class: "plain" },
      h("caption", { class: "hidden" }, t("agreements.equivalents")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          sides.map((side) => h("th", { scope: "col" }, parties.includes(side) ? named(side) : side)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((one) =>
          h(
            "tr",
            {},
            sides.map((side) => h("td", {}, at(one, side))),
          ),
        ),
      ),
    ),
  );
}

const ladder = (scheme, found) =>
  h(
    "article",
    { class: "card" },
    h("h3", {}, scheme.name),
    h(
      "p",
      { class: "help" },
      called(found.parties.find((party) => party.name === scheme.party) ?? { name: scheme.party }),
    ),
    h(
      "ol",
      { class: "ladder" },
      scheme.levels.map((level) =>
        h(
          "li",
          {},
          level.name,
          level.titles && called(level) !== level.name ? h("span", { class: "help" }, ` ${called(level)}`) : "",
        ),
      ),
    ),
  );
