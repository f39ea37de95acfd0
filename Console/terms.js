// Terms that the parties use in several languages: whose they are, and with whom they are agreed.

import { h } from "./dom.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { languageName } from "./names.js";
import { area, check, empty, field, given, input, objectLink, section, table } from "./parts.js";
import { does, markingField, partyName } from "./work-forms.js";

const languages = ["en", "ja", "fr", "de"];

/** The list of terms, with what the person may do. */
export function termsSection(view, found, again) {
  const parties = new Map(found.parties.map((one) => [one.id, partyName(one)]));
  const writes = view.can("POST texts/term");
  const columns = [
    { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
    { title: t("property.terms"), style: "wide", cell: spelled },
    { title: t("property.party_ref"), cell: (one) => parties.get(one.party) ?? t("talks.other") },
    { title: t("column.state"), cell: (one) => state(one, parties) },
    { title: t("property.source"), cell: (one) => one.source ?? "" },
    { title: t("column.marking"), cell: (one) => chip(one.banner) },
  ];
  if (writes) columns.push({ title: t("terms.acts"), cell: (one) => offers(view, one, found, again) });
  return section(
    t("terms.title"),
    h("p", { class: "help" }, t("terms.help")),
    found.items.length ? table(t("terms.title"), columns, found.items) : empty(t("terms.none")),
    writes
      ? h(
          "div",
          { class: "buttons" },
          h(
            "button",
            { type: "button", id: "new-term", onclick: () => writesTerm(view, found, again) },
            t("terms.new"),
          ),
        )
      : "",
  );
}

const spelled = (one) =>
  Object.entries(one.terms).map(([tag, text]) =>
    h("div", {}, h("span", { class: "help" }, languageName(tag)), " ", h("span", { lang: tag }, text)),
  );

const state = (one, parties) =>
  one.agreed.length
    ? h(
        "span",
        { class: "state-chip good" },
        t("terms.agreed-with", {
          parties: one.agreed.map((id) => (one.own ? parties.get(id) : t("talks.us"))).join(", "),
        }),
      )
    : [
        h("span", { class: "state-chip open" }, word("progress", one.state)),
        one.own && !one.isSent ? [" ", h("span", { class: "tag warn" }, t("talks.not-sent"))] : "",
      ];

/** Own terms are changed, those of others agreed to, by an own one with the same words. */
function offers(view, one, found, again) {
  const button = (style, label, onclick) =>
    h("button", { type: "button", class: `small ${style}`, onclick, "aria-label": `${label}: ${one.name}` }, label);
  if (one.own) return button("edit-term", t("terms.edit"), () => writesTerm(view, found, again, one, one));
  if (one.agreed.length) return "";
  const same = found.items.find((other) => other.own && JSON.stringify(other.terms) === JSON.stringify(one.terms));
  return button("agree-term", t("terms.agree"), () =>
    writesTerm(view, found, again, { ...one, ...same, party: one.party, state: "agreed" }, same),
  );
}

/** Writes an own term; `from` stands in the form, `own` is the one that it takes the place of. */
async function writesTerm(view, found, again, from = { terms: {} }, own = null) {
  const marking = own ? "" : await markingField(view.signal);
  const others = found.parties.filter((one) => !one.own && one.name);
  does(
    view,
    "texts/term",
    own ? own.name : t("terms.new"),
    [
      languages.map((tag) =>
        field(languageName(tag), input(`terms:${tag}`, { value: from.terms[tag] ?? "", lang: tag })),
      ),
      field(t("property.source"), input("source", { value: from.source ?? "" }), t("terms.source-help")),
      field(t("property.description"), area("description", { value: from.description ?? "", rows: 2 })),
      check("agrees", t("terms.agrees"), { checked: from.state === "agreed" }),
      marking,
      h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, t("terms.send-to")),
        others.map((one) => check("parties[]", one.name, { value: one.id, checked: one.id === from.party })),
      ),
    ],
    t("write.save"),
    ({ marking: chosen, agrees, ...entered }) => {
      const terms = Object.fromEntries(
        Object.keys({ ...from.terms, ...Object.fromEntries(languages.map((tag) => [tag, 1])) })
          .map((tag) => [tag, entered[`terms:${tag}`] ?? from.terms[tag]])
          .filter(([, text]) => text),
      );
      const { source, description, parties } = entered;
      return {
        ...given({
          term: own?.id,
          terms,
          state: agrees ? "agreed" : "proposed",
          markings: chosen && [chosen],
          parties,
        }),
        source,
        description,
      };
    },
    again,
  );
}

/** What a side's words have otherwise than agreed. */
export const termWarnings = (list) =>
  list.length
    ? h(
        "ul",
        { class: "findings term-warnings" },
        list.map((one) =>
          h(
            "li",
            { class: "warning" },
            t("terms.otherwise", {
              language: languageName(one.language),
              term: one.term,
              other: languageName(one.other),
              pair: one.pair,
            }),
          ),
        ),
      )
    : "";
