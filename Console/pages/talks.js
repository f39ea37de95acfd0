// Dialogues that are held regularly: their rounds, and how far each is.

import * as api from "../api.js";
import { dayField } from "../day-field.js";
import { fill, h } from "../dom.js";
import { number, period, time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { area, empty, field, given, input, objectLink, section, select, table } from "../parts.js";
import { termsSection } from "../terms.js";
import { does, languageBoxes, lines, markingField, partyBoxes, sendBox } from "../work-forms.js";
import { momentAt, zoneField } from "../zones.js";

export const roundLink = (round) => h("a", { href: `#/round/${encodeURIComponent(round.id)}` }, round.name);
/** A link to a text; an agenda is called by what it is, since it is named as its round. */
export const textLink = (text) =>
  h(
    "a",
    { href: `#/text/${encodeURIComponent(text.id)}` },
    text.kind === "agenda" ? word("kind", text.kind) : text.name,
  );

const styles = {
  agreed: "good",
  held: "good",
  done: "good",
  "ad-referendum": "asked",
  planned: "open",
  open: "open",
  cancelled: "bad",
  reserved: "overdue",
};
export const progress = (state) => h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("progress", state));

/** Whether each row of a text is agreed. */
const isAgreed = ({ counts }) => Object.keys(counts).join() === "agreed";

/** How far a round is: an agenda that is agreed is told. */
const roundState = (round) =>
  round.state === "planned" && round.texts.some((one) => one.kind === "agenda" && isAgreed(one))
    ? h("span", { class: "state-chip good" }, t("talks.agenda-agreed"))
    : progress(round.state);

export async function show(view) {
  const query = { lang: language() };
  const [found, texts, terms] = await Promise.all(
    ["talks", "texts", "texts/terms"].map((path) => api.get(path, { query, signal: view.signal })),
  );
  const shown = [...found.items, ...found.items.flatMap((one) => one.rounds), ...texts.items, ...terms.items];
  view.mark(shown.map((one) => one.banner));
  const again = () => show(view);
  const writes = view.can("POST talks/open");
  const loose = texts.items.filter((one) => !one.about_ref);
  fill(
    view.body,
    writes
      ? h(
          "div",
          { class: "buttons" },
          button("new-dialogue", t("talks.new"), () => begin(view, found, again)),
          button("new-text", t("talks.new-text"), () => beginText(view, found.parties, undefined, again)),
        )
      : "",
    found.items.length ? found.items.map((one) => series(view, one, writes, again)) : empty(t("talks.none")),
    loose.length ? section(t("talks.texts"), textTable(t("talks.texts"), loose)) : "",
    termsSection(view, terms, again),
  );
}

const button = (id, label, onclick) => h("button", { type: "button", id, onclick }, label);

export const textTable = (title, items) =>
  table(
    title,
    [
      { title: t("property.name"), style: "wide", cell: textLink },
      { title: t("property.kind"), cell: (one) => word("kind", one.kind) },
      { title: t("column.state"), cell: (one) => counts(one) },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ],
    items,
  );

/** How many rows stand how; once all are agreed as one, that alone. */
export const counts = (text) =>
  ["agreed", "ad-referendum"].includes(text.state)
    ? progress(text.state)
    : Object.entries(text.counts).map(([state, count], place) => [
        place ? ", " : "",
        `${number(count)} ${word("progress", state)}`,
      ]);

function series(view, one, writes, again) {
  const names = one.party_refs?.map((id) => one.names[id]).filter(Boolean) ?? [];
  const columns = [
    { title: t("property.name"), style: "wide", cell: roundLink },
    { title: t("property.starts"), style: "when", cell: (round) => time(round.starts, undefined, round.zone) },
    { title: t("talks.place"), cell: (round) => round.place ?? "" },
    { title: t("property.host_ref"), cell: (round) => one.names[round.host_ref] ?? "" },
    { title: t("column.state"), cell: roundState },
    {
      title: t("talks.texts"),
      cell: (round) => round.texts.map((text) => h("div", {}, textLink(text), " ", counts(text))),
    },
    { title: t("talks.open-actions"), cell: (round) => (round.actions ? number(round.actions) : "") },
  ];
  return h(
    "section",
    { class: "card series" },
    h("header", {}, h("h2", {}, objectLink(one.id, one)), chip(one.banner)),
    h(
      "p",
      { class: "help" },
      [names.join(" · "), one.level, period(one.cadence), one.commitment].filter(Boolean).join(" — "),
    ),
    one.description ? h("p", {}, one.description) : "",
    one.rounds.length ? table(one.name, columns, one.rounds) : empty(t("talks.no-round")),
    h(
      "div",
      { class: "buttons" },
      writes
        ? h("button", { type: "button", class: "next-round", onclick: () => next(view, one, again) }, t("talks.next"))
        : "",
      h("a", { href: `#/handover/${encodeURIComponent(one.id)}`, class: "button handover" }, t("page.handover")),
    ),
  );
}

async function begin(view, { parties }, again) {
  const marking = await markingField(view.signal);
  does(
    view,
    "talks/open",
    t("talks.new"),
    [
      field(t("property.name"), input("name", { required: true })),
      partyBoxes(parties),
      field(t("talks.level"), input("level", { required: true }), t("talks.level-help")),
      field(
        t("property.cadence"),
        select(
          "cadence",
          ["", "P1M", "P3M", "P6M", "P1Y", "P2Y"].map((one) => [one, one ? period(one) : "–"]),
        ),
      ),
      field(t("property.description"), area("description")),
      marking,
      sendBox(),
    ],
    t("talks.begin"),
    ({ marking: chosen, ...entered }) => given({ ...entered, markings: [chosen] }),
    again,
  );
}

/** Begins a text about something, or about nothing in particular. */
export async function beginText(view, parties, about, again) {
  const marking = await markingField(view.signal);
  const kinds = ["agreement", "summary", "statement", "plan"];
  does(
    view,
    "texts/open",
    t("talks.new-text"),
    [
      field(t("property.name"), input("name", { required: true })),
      field(
        t("property.kind"),
        select(
          "kind",
          kinds.map((kind) => [kind, word("kind", kind)]),
        ),
      ),
      field(t("property.agreement"), input("agreement"), t("tie.agreement-help")),
      partyBoxes(parties),
      languageBoxes(["en", "ja"]),
      marking,
      sendBox(),
    ],
    t("talks.begin"),
    ({ marking: chosen, ...entered }) => given({ ...entered, about, markings: [chosen] }),
    again,
  );
}

/** The fields for when and where a round is held. */
export const placeFields = (round = {}, shown = {}) => [
  field(
    t("property.starts"),
    dayField("starts", { kind: "moment", isLocal: true, value: shown.starts ?? "" }),
    t("talks.clock-help"),
  ),
  field(t("property.ends"), dayField("ends", { kind: "moment", isLocal: true, value: shown.ends ?? "" })),
  field(t("talks.place"), input("place", { value: round.place ?? "" })),
  zoneField(round.zone),
];

/** What the fields say, as the node takes it. */
export const placeOf = ({ starts, ends, zone, ...entered }) => ({
  ...entered,
  zone: starts ? zone : "",
  starts: starts && momentAt(starts, zone),
  ends: ends && momentAt(ends, zone),
});

function next(view, one, again) {
  does(
    view,
    "talks/next",
    t("talks.next"),
    [
      h("p", { class: "help" }, t("talks.next-help")),
      field(t("property.name"), input("name", { required: true })),
      placeFields(),
      languageBoxes(["en"]),
      field(t("talks.items"), area("items"), t("talks.items-help")),
      sendBox(),
    ],
    t("talks.begin"),
    (entered) => given({ ...placeOf(entered), series: one.id, items: lines(entered.items) }),
    again,
  );
}
