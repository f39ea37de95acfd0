// What an object is tied to, as a drawing: the object in the middle, what refers to it on the left,
// what it refers to on the right.

import { s } from "./dom.js";
import { t, word } from "./i18n.js";
import { object } from "./names.js";

/** So many neighbours of each side are drawn; the list beside the drawing has all. */
export const sideLimit = 10;

const box = { width: 230, height: 40, gap: 10 };
const width = 760;

/** One neighbour for each object, with all that ties it. */
export function neighbours(relations) {
  const found = new Map();
  for (const one of relations) {
    const known = found.get(one.id) ?? { ...one, words: [] };
    const said = tie(one);
    if (!known.words.includes(said)) known.words.push(said);
    found.set(one.id, known);
  }
  return [...found.values()];
}

/** The word for what ties two objects. */
export const tie = (one) => (one.via ? word("tie", one.property) : word("property", one.property));

/** Letters of East Asian scripts take the place of two. */
const fit = (text, room) => {
  let used = 0;
  for (let place = 0; place < text.length; place++) {
    used += text.charCodeAt(place) > 0x2e7f ? 2 : 1;
    if (used > room) return `${text.slice(0, place)}…`;
  }
  return text;
};

export function graph(name, relations) {
  const all = neighbours(relations);
  const sides = ["from", "to"].map((direction) => all.filter((one) => one.direction === direction).slice(0, sideLimit));
  const rows = Math.max(1, ...sides.map((side) => side.length));
  const height = rows * (box.height + box.gap) + box.gap;
  const middle = { x: width / 2, y: height / 2 };
  const top = (side, place) =>
    (height - side.length * (box.height + box.gap) + box.gap) / 2 + place * (box.height + box.gap);
  const node = (one, x, y) => {
    const kind = `${one.words.join(", ")} · ${word("type", one.type)}`;
    return s(
      "a",
      {
        href: `#/object/${encodeURIComponent(one.id)}`,
        "aria-label": `${word("direction", one.direction)} ${object(one)}: ${kind}, ${one.banner || t("marking.none")}`,
      },
      s("rect", { x, y, width: box.width, height: box.height, rx: 6 }),
      s("text", { x: x + box.width / 2, y: y + 17 }, fit(object(one), 34)),
      s("text", { class: "of-tie", x: x + box.width / 2, y: y + 32 }, fit(kind, 40)),
    );
  };
  const edge = (place, side, x) => {
    const y = top(sides[side], place) + box.height / 2;
    const [from, to] = [x, side ? middle.x + 60 : middle.x - 60];
    return s("path", {
      class: "edge",
      d: `M${from} ${y}C${(from + to) / 2} ${y} ${(from + to) / 2} ${middle.y} ${to} ${middle.y}`,
    });
  };
  return s(
    "svg",
    { class: "drawing graph", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t("object.graph") },
    sides.map((side, which) =>
      side.map((_, place) => edge(place, which, which ? width - box.width - 4 : box.width + 4)),
    ),
    s(
      "g",
      { "aria-hidden": "true" },
      s("rect", { class: "of-self", x: middle.x - 60, y: middle.y - 20, width: 120, height: 40, rx: 20 }),
      s("text", { class: "of-self", x: middle.x, y: middle.y + 4 }, fit(name, 16)),
    ),
    sides.map((side, which) =>
      side.map((one, place) => node(one, which ? width - box.width - 4 : 4, top(side, place))),
    ),
  );
}
