// Who saw what is warned of, on which day and how often; and the press that says that it was seen here.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { fill, h } from "./dom.js";
import { dated, number, time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import {
  area,
  empty,
  errorText,
  field,
  given,
  input,
  objectLink,
  section,
  select,
  sourceName,
  table,
} from "./parts.js";
import { typeName } from "./parts.js";
import { does, sendBox } from "./work-forms.js";

/** The newest sightings, each thing with its lines. */
export async function newest(view) {
  const { items, complete } = await asked(view, {});
  return [
    h("p", { class: "help" }, t("sightings.help")),
    complete ? "" : h("p", { class: "warning" }, t("sightings.more")),
    items.length ? items.map((one) => section(what(one), total(one), lines(one))) : empty(t("sightings.none")),
  ];
}

/** The sightings of one thing, with the form that notes one. */
export async function of(view, id) {
  const out = h("div", { class: "sightings" });
  const draw = async () => {
    const { items } = await asked(view, { of: id });
    fill(out, items.length ? items.map((one) => [total(one), lines(one)]) : empty(t("sightings.none-of")));
  };
  await draw();
  return section(
    t("sightings.title"),
    out,
    view.can("POST sightings/note")
      ? h(
          "div",
          { class: "buttons" },
          h(
            "button",
            { type: "button", id: "note-sighting", onclick: () => note(view, id, draw) },
            t("sightings.note"),
          ),
        )
      : "",
  );
}

async function asked(view, query) {
  const found = await api.get("sightings", { query: { lang: language(), ...query }, signal: view.signal });
  view.mark(found.items.flatMap((one) => [one.banner, ...one.lines.flatMap(banners)]).filter(Boolean));
  return found;
}

const banners = (line) => line.sightings.map((one) => one.banner);
const what = (one) =>
  one.name ? objectLink(one.id, one.name === one.id ? typeName(one.type) : one.name) : typeName(one.type);
const total = (one) => h("p", { class: "headline" }, t("sightings.total", { count: number(one.total) }));
const lines = (one) => table(t("sightings.title"), columns(), one.lines);

const columns = () => [
  { title: t("sightings.day"), style: "when", cell: (line) => dated(line.day) },
  { title: t("sightings.who"), style: "wide", cell: (line) => line.name ?? t("sightings.nobody") },
  { title: t("sightings.count"), cell: often },
  { title: t("sightings.seen-at"), style: "when", cell: (line) => [time(line.first), " – ", time(line.last)] },
  { title: t("column.source"), cell: (line) => sourceName(line.source) },
  {
    title: t("column.marking"),
    cell: (line) => [...new Set(banners(line))].map((banner) => chip(banner)),
  },
  {
    title: t("sightings.objects"),
    cell: (line) =>
      line.sightings.map(({ id }, place) =>
        h("div", {}, objectLink(id, t("sightings.one", { place: number(place + 1) }))),
      ),
  },
];

/** How often, in words: what is known for sure, what they saw together, and what is no sighting. */
const often = (line) =>
  [
    line.count ? t(line.at_least ? "sightings.at-least" : "sightings.times", { count: number(line.count) }) : "",
    line.shared ? t("sightings.together", { count: number(line.shared) }) : "",
    line.not_seen ? t("sightings.not-seen", { count: number(line.not_seen) }) : "",
    line.false_positives ? t("sightings.false-positives", { count: number(line.false_positives) }) : "",
    line.expired ? t("sightings.expired", { count: number(line.expired) }) : "",
  ]
    .filter(Boolean)
    .map((text) => h("div", {}, text));

const kinds = ["seen", "not-seen", "false-positive", "expired"];

/** The form that notes a sighting of something. */
function note(view, id, again) {
  does(
    view,
    "sightings/note",
    t("sightings.note"),
    [
      field(
        t("sightings.kind"),
        select(
          "kind",
          kinds.map((kind) => [kind, word("sighting-kind", kind)]),
        ),
      ),
      field(
        t("sightings.count"),
        input("count", { type: "number", min: 1, max: 999_999_999 }),
        t("sightings.count-help"),
      ),
      field(t("sightings.first"), dayField("first_seen", { kind: "moment" })),
      field(t("sightings.last"), dayField("last_seen", { kind: "moment" })),
      field(t("property.description"), area("description")),
      h("p", { class: "help" }, t("sightings.note-help")),
      sendBox(),
    ],
    t("sightings.note-yes"),
    ({ count, ...entered }) => given({ ...entered, of: id, ...(count ? { count: Number(count) } : {}) }),
    again,
  );
}

/** What was seen of what a case names, as the case has it. */
export const sightingsOfCase = (items) => items.map((one) => section(what(one), total(one), lines(one)));

/** The press beside a hit: it was seen here; an officer confirms it. */
export const press = (view, hit, after = async () => {}) =>
  view.can("POST sightings/note")
    ? h(
        "button",
        {
          type: "button",
          class: "note-sighting",
          "aria-label": `${t("sightings.press")}: ${hit.name}`,
          onclick: async (event) => {
            const button = event.currentTarget;
            button.disabled = true;
            try {
              const observed = hit.observations.map((one) => one.id);
              const done = await api.post("sightings/note", { of: hit.id, observed, send: true });
              const href = `#/object/${encodeURIComponent(done.objects[0].id)}`;
              button.replaceWith(h("a", { class: "button sighted", href }, t("sightings.noted")));
              await after();
              view.say(t(done.submissions.length ? "talks.handed-in" : "talks.kept"));
            } catch (problem) {
              button.disabled = false;
              button.after(errorText(problem));
            }
          },
        },
        t("sightings.press"),
      )
    : "";
