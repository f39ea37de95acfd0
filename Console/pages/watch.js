// What happened, in time and place, with every claimant's figures side by side: nothing is merged.

import * as api from "../api.js";
import { figure, measureName } from "../claims.js";
import { zoneOf } from "../clock.js";
import { fill, h, s, unique } from "../dom.js";
import { dated, dayOf, number, utc } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import {
  around,
  empty,
  errorText,
  field,
  latest,
  objectLink,
  row,
  section,
  select,
  sourceName,
  table,
} from "../parts.js";
import { terms, types } from "../types.js";

export async function show(view) {
  let kind = view.query.get("kind") ?? "";
  const kinds = terms(await types(view.signal), "entente-event", "kind");
  const filter = select("kind", [["", t("ledger.every-kind")], ...kinds.map((one) => [one, word("kind", one)])], kind);
  const count = h("p", { class: "count-line", role: "status" });
  const list = h("div", { class: "page" });
  fill(view.body, h("div", { class: "filters" }, field(t("property.kind"), filter)), count, list);
  const ask = latest(view.signal);

  async function load() {
    try {
      const { items } = await api.get("watch", { query: { kind }, signal: ask() });
      view.mark(items.flatMap((item) => [item, ...item.claims, ...item.statements]).map((one) => one.banner));
      fill(count, t("holdings.count", { count: number(items.length) }));
      draw(list, items);
    } catch (problem) {
      if (problem.name !== "AbortError") fill(list, errorText(problem));
    }
  }

  filter.addEventListener("change", () => {
    kind = filter.value;
    history.replaceState(null, "", `#/watch${kind ? `?kind=${kind}` : ""}`);
    return load();
  });
  await load();
}

function draw(list, items) {
  if (!items.length) return fill(list, empty(t("holdings.none")));
  const events = items.map((item, place) => ({ ...item, number: place + 1, heading: unique("w") }));
  const placed = events.filter((event) => event.position);
  fill(
    list,
    section(t("watch.timeline"), timeline(events)),
    placed.length
      ? section(
          t("watch.positions"),
          h(
            "div",
            { class: "scroll", tabindex: "0", role: "group", "aria-label": t("watch.positions") },
            chart(placed),
          ),
        )
      : "",
    section(
      t("watch.events"),
      h("p", { class: "help" }, t("watch.grades")),
      h(
        "ol",
        { class: "events" },
        events.map((event) => h("li", {}, article(event))),
      ),
    ),
  );
}

const period = (event) => [
  dated(event.occurred_from, event.occurred_precision, zoneOf(event.country)),
  event.occurred_until ? [" – ", dated(event.occurred_until, event.occurred_precision, zoneOf(event.country))] : "",
];
const degrees = ({ latitude, longitude }) => `${number(latitude)}°, ${number(longitude)}°`;

/** Of the picture of the time line, in its own units. */
const line = { width: 900, side: 45, lanes: 12, lane: 26 };

const when = (event) => Date.parse(event.occurred_from);

/** Where each event stands, oldest first; those close in time stand above each other. */
function laidOut(events, from, span) {
  const last = [];
  const points = [...events].reverse().map((event, place) => {
    const x = line.side + ((when(event) - from) / span) * (line.width - 2 * line.side);
    let lane = 0;
    while (lane < line.lanes && last[lane] > x - line.lane) lane += 1;
    if (lane === line.lanes) lane = place % line.lanes;
    last[lane] = x;
    return { event, x, y: 15 + line.lane * lane };
  });
  return { points, height: line.lane * last.length + 8 };
}

/** A point that leads to its event in the list below. */
function point({ event, x, y }) {
  const lead = (click) => {
    click.preventDefault();
    document.getElementById(event.heading).focus();
  };
  const said = [
    event.number,
    event.exercise ? t("watch.exercise") : "",
    event.name,
    h("i", {}, period(event)).textContent,
  ];
  return s(
    "a",
    {
      href: `#/object/${event.id}`,
      class: event.exercise ? "invented" : null,
      onclick: lead,
      "aria-label": said.filter(Boolean).join(" "),
    },
    s("rect", { x: x - 12.5, y: y - 12.5, width: 25, height: 25, rx: event.exercise ? 0 : 12 }),
    s("text", { x, y: y + 4 }, event.number),
  );
}

function timeline(events) {
  const from = when(events.at(-1));
  const span = when(events[0]) - from || 1;
  const { points, height } = laidOut(events, from, span);
  const precision = span > 2e10 ? "month" : "day";
  const ticks = events.length > 1 && span > 1 ? [0, 1, 2, 3, 4, 5].map((one) => one / 5) : [0];
  const size = { width: line.width, height: height + 24 };
  return h(
    "div",
    { class: "scroll" },
    s(
      "svg",
      {
        class: "drawing timeline",
        ...size,
        viewBox: `0 0 ${size.width} ${size.height}`,
        role: "group",
        "aria-label": t("watch.timeline"),
      },
      s(
        "g",
        { "aria-hidden": "true" },
        ticks.map((one) => {
          const x = line.side + one * (line.width - 2 * line.side);
          return [
            s("line", { x1: x, x2: x, y1: 0, y2: height }),
            s("text", { x, y: height + 16 }, utc(from + one * span, precision)),
          ];
        }),
      ),
      points.map(point),
    ),
  );
}

/** Coasts as lines of points, where the node has them; asked for once, after what counts is there. */
let coasts = null;

async function outlines(into, x, y) {
  coasts ??= fetch("/coasts.txt", { credentials: "same-origin" }).then(
    (response) => (response.ok ? response.text() : ""),
    () => "",
  );
  const lines = (await coasts).split(/\n\s*\n/).map((line) =>
    line
      .trim()
      .split("\n")
      .map((point) => point.trim().split(/\s+/).map(Number))
      .filter((point) => point.length === 2 && point.every(Number.isFinite)),
  );
  fill(
    into,
    lines
      .filter((line) => line.length > 1)
      .map((line) =>
        s("polyline", { points: line.map(([longitude, latitude]) => `${x(longitude)},${y(latitude)}`).join(" ") }),
      ),
  );
}

/** Positions on a map with a graticule of 30 degrees; numbers as in the list. */
function chart(events) {
  const places = new Map();
  for (const event of events)
    places.set(degrees(event.position), [...(places.get(degrees(event.position)) ?? []), event]);
  const steps = (from, to) => Array.from({ length: (to - from) / 30 + 1 }, (_, place) => from + 30 * place);
  const x = (longitude) => 2 * longitude + 400;
  const y = (latitude) => 190 - 2 * latitude;
  const land = s("g", { class: "coasts", "aria-hidden": "true" });
  const named = [...places].map(([place, [event]]) => `${event.place} (${place})`);
  outlines(land, x, y);
  return s(
    "svg",
    {
      class: "drawing",
      viewBox: "0 0 800 400",
      role: "img",
      "aria-label": `${t("watch.positions")}: ${named.join("; ")}`,
    },
    steps(-180, 180).map((one) => [
      s("line", { x1: x(one), x2: x(one), y1: y(90), y2: y(-90) }),
      s("text", { x: x(one), y: 390 }, `${one}°`),
    ]),
    steps(-90, 90).map((one) => [
      s("line", { x1: x(-180), x2: x(180), y1: y(one), y2: y(one) }),
      s("text", { x: 20, y: y(one) + 4 }, `${one}°`),
    ]),
    land,
    [...places.values()].map((group) => {
      const { latitude, longitude } = group[0].position;
      return [
        s("circle", { cx: x(longitude), cy: y(latitude), r: 5 }),
        s(
          "text",
          { class: "of-point", x: x(longitude) + 8, y: y(latitude) - 5 },
          group.map((event) => event.number).join(", "),
        ),
      ];
    }),
  );
}

function article(event) {
  return h(
    "article",
    { class: "card" },
    h(
      "header",
      {},
      h(
        "h3",
        { id: event.heading, tabindex: "-1" },
        `${event.number}. `,
        event.exercise ? [h("strong", { class: "invented" }, t("watch.exercise")), " "] : "",
        objectLink(event.id, event),
      ),
      chip(event.banner),
    ),
    h(
      "dl",
      { class: "pairs" },
      row(t("property.kind"), word("kind", event.kind)),
      row(t("property.occurred_from"), period(event)),
      row(t("property.place"), [event.place, event.position ? ` (${degrees(event.position)})` : ""]),
      row(t("property.outcome"), event.outcome),
      row(t("column.source"), sourceName(event.source)),
      event.exercise ? row(t("watch.exercise"), t("property.exercise_marker")) : "",
    ),
    event.claims.length ? claims(event.claims) : "",
    event.statements.length
      ? h(
          "ul",
          { class: "statements" },
          event.statements.map((one) =>
            h(
              "li",
              {},
              h("strong", {}, one.actor),
              ` ${word("stance", one.stance)}: `,
              one.text,
              " (",
              dated(one.made_at),
              ") ",
              chip(one.banner),
            ),
          ),
        )
      : "",
  );
}

/** One row a measure, one column a claimant; a claimant's figures stay one below the other. */
function claims(all) {
  const claimants = [...new Set(all.map((claim) => claim.claimant))];
  const measures = [...new Set(all.map((claim) => claim.measure))];
  const others = (claim) =>
    all.filter((one) => one !== claim && (claim.contradicts.includes(one.id) || one.contradicts.includes(claim.id)));
  const mark = (key, list) =>
    list.map((one) => [" ", h("span", { class: "tag warn" }, t(key, { claim: `${one.claimant}, ${figure(one)}` }))]);
  return h(
    "div",
    { class: "scroll" },
    table(
      t("watch.claims"),
      [
        { title: t("watch.measure"), cell: (measure) => h("strong", {}, measureName(measure)) },
        ...claimants.map((claimant) => ({
          title: claimant,
          cell: (measure) =>
            all
              .filter((claim) => claim.claimant === claimant && claim.measure === measure)
              .map((claim) =>
                h(
                  "p",
                  {},
                  objectLink(claim.id, figure(claim)),
                  " ",
                  h(
                    "span",
                    { class: "rule" },
                    around("watch.as-of", dayOf(claim.as_of)),
                    ` · ${claim.source_reliability}/${claim.information_credibility} `,
                  ),
                  chip(claim.banner),
                  mark(
                    "watch.revises",
                    all.filter((one) => one.id === claim.revises),
                  ),
                  mark("watch.contradicts", others(claim)),
                ),
              ),
        })),
      ],
      measures,
    ),
  );
}
