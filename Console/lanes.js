// Lanes of time: a name, and beside it bars from when until when; above them the days. Where there is no room for that
// they are lists.

import { add, h, hidden } from "./dom.js";

/** So many parts has the width; what is shorter than `least` of them is drawn so long that it can be hit. */
const [parts, least] = [240, 12];

/**
 * Lanes.
 * @param label what they show.
 * @param span `{ from, until }` in milliseconds.
 * @param ticks `{ at, text, title, isGreat }` of each line, in order.
 * @param rows `{ name, bars: [{ from, until, text, when, style, title, href, onclick }] }` of each lane.
 */
export function lanes(label, span, ticks, rows) {
  const place = (at) => Math.min(Math.max((at - span.from) / (span.until - span.from), 0), 1);
  const lines = () => ticks.map((tick) => put(h("i", { class: tick.isGreat ? "great" : null }), place(tick.at)));
  return h(
    "div",
    { class: "lanes" },
    h(
      "div",
      { class: "lane-axis", "aria-hidden": "true" },
      h("span", {}),
      h(
        "div",
        {},
        labelled(ticks, place).map((tick) =>
          put(h("span", { title: tick.title, class: tick.isGreat ? "great" : null }, tick.text), place(tick.at)),
        ),
      ),
    ),
    h(
      "ul",
      { "aria-label": label },
      rows.map((row) => lane(row, place, lines())),
    ),
  );
}

/** The lines that bear a label: none beyond the end, none into which the label of a day runs. */
const labelled = (ticks, place) =>
  ticks.filter((tick, at) => {
    const before = ticks[at - 1];
    const room = before?.isGreat && !tick.isGreat ? place(tick.at) - place(before.at) : 1;
    return place(tick.at) < 0.97 && room > 0.07;
  });

function put(element, share) {
  element.style.insetInlineStart = `${share * 100}%`;
  return element;
}

const lane = ({ name, bars }, place, lines) =>
  h(
    "li",
    {},
    h("div", { class: "lane-name" }, name),
    h(
      "div",
      { class: "lane-bars" },
      h("div", { class: "lane-lines", "aria-hidden": "true" }, lines),
      h(
        "ul",
        {},
        bars.map((bar) => barOf(bar, place)),
      ),
    ),
  );

function barOf({ from, until, text, when, style, title, href, onclick }, place) {
  const inside = [h("span", { class: "bar-text" }, text), h("span", { class: "bar-when" }, when)];
  const attributes = { class: `lane-bar ${style ?? ""}`, title };
  const content = href
    ? h("a", { ...attributes, href }, inside)
    : onclick
      ? h("button", { ...attributes, type: "button", onclick }, inside)
      : h("span", attributes, inside);
  const item = h("li", {}, content);
  const length = Math.max(least, Math.ceil(place(until) * parts) - Math.floor(place(from) * parts));
  const start = Math.min(Math.floor(place(from) * parts), parts - length);
  item.style.gridColumn = `${start + 1} / span ${length}`;
  return add(item, title ? hidden(` ${title}`) : "");
}
