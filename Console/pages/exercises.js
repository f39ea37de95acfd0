// Exercises: the year with each exercise as a bar and its conferences as marks, and below it the list.

import * as api from "../api.js";
import { dateText } from "../clock.js";
import { dayField } from "../day-field.js";
import { fill, h } from "../dom.js";
import { moment } from "../exercise-forms.js";
import { time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { lanes } from "../lanes.js";
import { chip } from "../marking.js";
import { area, check, empty, field, given, input, select, sourceName, table } from "../parts.js";
import { does, markingField, partyName, sendBox } from "../work-forms.js";
import { momentAt, zoneField } from "../zones.js";

export const exerciseLink = (one) => h("a", { href: `#/exercise/${encodeURIComponent(one.id)}` }, one.name);

const styles = { planned: "open", running: "good", paused: "asked", ended: "", closed: "" };
export const exerciseState = (state) =>
  h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("exercise-state", state));

export async function show(view) {
  const found = await api.get("exercises", { query: { lang: language() }, signal: view.signal });
  view.mark(found.items.flatMap((one) => [one, ...one.conferences]).map((one) => one.banner));
  view.real();
  const year = new Year(found.items);
  fill(
    view.body,
    view.can("POST exercises/open")
      ? h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", id: "new-exercise", onclick: () => begin(view, found) }, t("exercises.new")),
        )
      : "",
    found.items.length ? year.element : empty(t("exercises.none")),
    found.items.length ? table(t("page.exercises"), columns(), found.items) : "",
  );
  view.keys({ n: () => view.body.querySelector("#new-exercise")?.click() }, [["n", t("exercises.new")]]);
}

const columns = () => [
  { title: t("property.name"), style: "wide", cell: exerciseLink },
  { title: t("column.state"), cell: (one) => exerciseState(one.state) },
  { title: t("exercises.held"), cell: (one) => [word("kind", one.kind), one.place ? `, ${one.place}` : ""] },
  {
    title: t("exercises.when"),
    style: "when",
    cell: (one) => [
      h("div", {}, time(one.started ?? one.starts, undefined, one.zone), " –"),
      h("div", {}, time(one.ended ?? one.ends, undefined, one.zone)),
    ],
  },
  {
    title: t("talks.parties"),
    cell: (one) => one.parties.map((party) => h("div", {}, partyName(party), " – ", word("exercise-part", party.part))),
  },
  { title: t("exercises.next-conference"), cell: nextConference },
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("column.marking"), cell: (one) => chip(one.banner) },
];

function nextConference({ conferences, zone }) {
  const next = conferences.find((one) => one.state === "planned");
  return next
    ? [h("div", {}, word("kind", next.kind)), next.starts ? time(next.starts, undefined, next.zone ?? zone) : ""]
    : "";
}

const bounds = (year) => ({ from: Date.UTC(year, 0, 1), until: Date.UTC(year + 1, 0, 1) });
const yearOf = (text) => new Date(text).getUTCFullYear();
const isWithin = (from, until, span) => Date.parse(from) < span.until && Date.parse(until) >= span.from;

/** The calendar of a year. */
class Year {
  #items;
  #year;
  element = h("section", { class: "exercise-year" });

  constructor(items) {
    this.#items = items.toSorted((one, other) => one.starts.localeCompare(other.starts));
    const next = this.#items.find((one) => one.ends >= new Date().toISOString());
    this.#year = yearOf((next ?? this.#items.at(-1))?.starts ?? new Date());
    this.#draw();
  }

  #go(years) {
    this.#year += years;
    this.#draw();
    this.element.querySelector(years < 0 ? ".year-before" : ".year-after").focus();
  }

  #draw() {
    const span = bounds(this.#year);
    const shown = this.#items.filter((one) => this.#marks(one, span).length || isWithin(one.starts, one.ends, span));
    const step = (name, sign, years) =>
      h(
        "button",
        {
          type: "button",
          class: `small year-${name}`,
          "aria-label": t(`exercises.year-${name}`),
          onclick: () => this.#go(years),
        },
        sign,
      );
    fill(
      this.element,
      h(
        "div",
        { class: "year-head" },
        step("before", "‹", -1),
        h("h2", { "aria-live": "polite" }, String(this.#year)),
        step("after", "›", 1),
      ),
      shown.length
        ? lanes(t("exercises.calendar", { year: this.#year }), span, months(this.#year), this.#rows(shown, span))
        : empty(t("exercises.none-in-year")),
    );
  }

  #rows(shown, span) {
    return shown.map((one) => ({
      name: h("a", { href: `#/exercise/${encodeURIComponent(one.id)}` }, one.name.replace(/^EXERCISE /, "")),
      bars: [
        ...(isWithin(one.starts, one.ends, span) ? [bar(one)] : []),
        ...this.#marks(one, span).map((conference) => mark(one, conference)),
      ].sort((first, second) => first.from - second.from),
    }));
  }

  #marks({ conferences }, span) {
    return conferences.filter(({ starts, ends }) => starts && isWithin(starts, ends ?? starts, span));
  }
}

const months = (year) =>
  Array.from({ length: 12 }, (_, month) => ({
    at: Date.UTC(year, month, 1),
    text: new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), {
      month: "short",
      timeZone: "UTC",
    }).format(Date.UTC(year, month, 1)),
  }));

const days = (from, until, zone) => {
  const [first, last] = [dateText(new Date(from), zone), dateText(new Date(until), zone)];
  return first === last ? first : `${first} – ${last}`;
};

function bar(one) {
  const when = days(one.starts, one.ends, one.zone);
  return {
    from: Date.parse(one.starts),
    until: Date.parse(one.ends),
    text: "EX",
    when: [word("exercise-state", one.state), ", ", when],
    title: `${one.name}, ${word("exercise-state", one.state)}: ${when}`,
    style: `of-exercise ${one.state}`,
    href: `#/exercise/${encodeURIComponent(one.id)}`,
  };
}

function mark(exercise, one) {
  const when = days(one.starts, one.ends ?? one.starts, one.zone ?? exercise.zone);
  const name = word("kind", one.kind);
  return {
    from: Date.parse(one.starts),
    until: Date.parse(one.ends ?? one.starts),
    text: ["◆ ", /\((\w+)\)/.exec(name)?.[1] ?? name],
    when,
    title: `${one.name}, ${name}: ${when}`,
    style: `of-conference ${one.state}`,
    href: `#/exercise/${encodeURIComponent(exercise.id)}?tab=setting`,
  };
}

async function begin(view, { parties }) {
  const marking = await markingField(view.signal);
  const others = parties.filter((one) => !one.own && one.name);
  const kinds = ["sea", "table", "mixed"].map((one) => [one, word("kind", one)]);
  does(
    view,
    "exercises/open",
    t("exercises.new"),
    [
      h("p", { class: "help" }, t("exercises.new-help")),
      field(t("property.name"), input("name", { required: true }), t("exercises.name-help")),
      field(t("property.kind"), select("kind", kinds, "mixed")),
      h(
        "div",
        { class: "pair" },
        field(t("property.starts"), dayField("starts", { kind: "moment", isLocal: true, required: true })),
        field(t("property.ends"), dayField("ends", { kind: "moment", isLocal: true, required: true })),
      ),
      zoneField("Asia/Tokyo"),
      field(t("talks.place"), input("place")),
      h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, t("talks.parties")),
        others.map((one) => check("parties[]", one.name, { value: one.id, checked: others.length === 1 })),
      ),
      field(
        t("property.host_ref"),
        select("host", [["", t("form.none")], ...parties.map((one) => [one.id, partyName(one)])]),
      ),
      field(t("property.description"), area("description")),
      field(t("property.scenario"), area("scenario")),
      marking,
      sendBox(),
    ],
    t("exercises.begin"),
    ({ marking: level, zone, ...entered }) =>
      given({
        ...entered,
        zone,
        starts: entered.starts && momentAt(entered.starts, zone),
        ends: moment(entered.ends, zone),
        markings: [level],
      }),
    () => show(view),
  );
}
