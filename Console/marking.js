// The marking banner above and below each page.

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** TLP 2.0 markings (FIRST; OASIS common objects), lowest first. */
export const tlp = [
  { name: "TLP:CLEAR", id: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", style: "clear" },
  { name: "TLP:GREEN", id: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", style: "green" },
  { name: "TLP:AMBER", id: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", style: "amber" },
  { name: "TLP:AMBER+STRICT", id: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", style: "amber" },
  { name: "TLP:RED", id: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", style: "red" },
];

const level = (banner) => tlp.findIndex((one) => one.name === banner);

/** The exercises that a banner names, which stand before its level, and the level. */
function parts(banner) {
  const all = (banner ?? "").split(" // ");
  const end = all.findIndex((one) => !/^EXERCISE( |$)/.test(one));
  const count = end < 0 ? all.length : end;
  return { exercises: all.slice(0, count), level: all.slice(count).join(" // ") };
}

/**
 * The highest of some banners. Levels of different schemes have no order here, so that all of them are shown;
 * what has no marking ranks above TLP, since nobody has said who may have it. What is invented for an exercise is said
 * first, and of a page that has it in part, that it does.
 */
export function highest(banners) {
  const split = banners.map(parts);
  const exercises = [...new Set(split.flatMap((one) => one.exercises))].sort();
  const top = highestLevel(split.map((one) => one.level));
  if (!exercises.length) return top;
  const mixed = split.some((one) => !one.exercises.length) ? ` ${t("marking.in-part")}` : "";
  return { text: `${exercises.join(" · ")}${mixed} // ${top.text}`, style: `${top.style} exercise` };
}

function highestLevel(levels) {
  const all = [...new Set(levels)];
  const classified = all.filter((banner) => banner && level(banner) < 0).sort();
  if (classified.length) return { text: classified.join(" · "), style: "classified" };
  if (all.includes("")) return { text: t("marking.none"), style: "unmarked" };
  if (!all.length) return { text: t("marking.empty"), style: "empty" };
  const top = tlp[Math.max(...all.map(level))];
  return { text: top.name, style: top.style };
}

/** A small label for lists. */
export function chip(banner) {
  const { text, style } = highest([banner]);
  return h("span", { class: `marking ${style}` }, text);
}

/** What markings are called by identifier: those of TLP, and `list` as the node gives it with an object. */
export const markingNames = (list = []) =>
  new Map([...tlp.map(({ id, name }) => [id, { text: name, kind: "tlp" }]), ...list.map((one) => [one.id, one])]);

/** The marking of a portion in its own words; one whose definition is not here has none. */
export function portionChip(id, names) {
  const { text, kind } = names.get(id) ?? { text: t("marking.other"), kind: "unknown" };
  if (kind === "tlp") return chip(text);
  return h(
    "span",
    {
      class: `marking ${["label", "unknown"].includes(kind) ? "classified" : "empty"}`,
      title: names.has(id) ? null : id,
    },
    text,
  );
}
