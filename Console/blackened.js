// What a party would get of an object, over what the object says: withheld portions are black,
// tear lines stand beside them.

import { h, hidden } from "./dom.js";
import { isTime, timeOf } from "./format.js";
import { t, word } from "./i18n.js";
import { held as heldBlocks, textSelector } from "./paragraphs.js";
import { objectLink } from "./names.js";
import { isIdentifier, tearLines } from "./stix.js";

const left = [
  "type",
  "spec_version",
  "extensions",
  "object_marking_refs",
  "granular_markings",
  "payload_bin",
  "id",
  "created",
  "modified",
  "created_by_ref",
];

const plain = (content, name) =>
  isTime(content)
    ? timeOf(name, content)
    : typeof content === "boolean"
      ? t(content ? "form.yes" : "form.no")
      : isIdentifier(content)
        ? objectLink(content, { id: content }, { details: true })
        : String(content);

/** The properties of an object with what is withheld of them; `withheld` is of a decision. */
export function blackened(object, withheld) {
  const why = new Map(withheld.map((one) => [one.selector, one]));
  const lines = object.extensions?.[tearLines]?.tear_lines ?? [];
  const all = (content) =>
    Array.isArray(content)
      ? content.map(all).join(", ")
      : content !== null && typeof content === "object"
        ? Object.values(content).map(all).join(", ")
        : String(content);
  function shown(content, path) {
    const portion = why.get(path);
    if (portion) {
      const line = portion.tear_line && lines.find((one) => one.selector === path);
      return [
        h("del", { class: "black" }, hidden(`${t("decision.withheld-text")}: `), all(content)),
        line ? [" ", h("ins", { class: "tear-line" }, hidden(`${t("decision.tear-text")}: `), line.text)] : "",
      ];
    }
    if (Array.isArray(content))
      return h(
        "ul",
        {},
        content.map((one, place) => h("li", {}, shown(one, `${path}.[${place}]`))),
      );
    if (content !== null && typeof content === "object") {
      return h(
        "dl",
        { class: "inner" },
        Object.entries(content).map(([name, inner]) => [
          h("dt", {}, word("property", name)),
          h("dd", {}, shown(inner, `${path}.${name}`)),
        ]),
      );
    }
    return plain(content, path.split(".").pop());
  }
  /** A text in blocks: what of it goes is what goes of them. */
  const blocks = heldBlocks(object);
  const content = (name) =>
    name === blocks?.property
      ? blocks.blocks.map(({ text }, place) => h("p", {}, shown(text, textSelector(place))))
      : shown(object[name], name);
  return [
    h("p", { class: "help" }, t("decision.whole-withheld")),
    h(
      "dl",
      { class: "properties blackened" },
      Object.keys(object)
        .filter((name) => !left.includes(name) || why.has(name))
        .map((name) => [h("dt", {}, word("property", name)), h("dd", {}, content(name))]),
    ),
  ];
}

/** The same, folded; the object may be one that is only asked for when somebody looks. */
export function blackenedPart(object, decision) {
  if (decision.outcome !== "rendition" || !decision.withheld?.length) return "";
  const out = h("div", {});
  const part = h("details", { class: "gets" }, h("summary", {}, t("decision.gets")), out);
  part.addEventListener("toggle", async () => {
    if (part.open && !out.childElementCount) {
      const found = typeof object === "function" ? await object() : object;
      out.replaceChildren(...(found ? blackened(found, decision.withheld).flat() : []));
    }
  });
  return part;
}
