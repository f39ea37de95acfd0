// An object as people read it.

import { measureName } from "./claims.js";
import { h, unique } from "./dom.js";
import { isTime, period, timeOf } from "./format.js";
import { t, word } from "./i18n.js";
import { markingNames, portionChip } from "./marking.js";
import { held as heldBlocks, marks, marksOf, textSelector } from "./paragraphs.js";
import { objectLink } from "./parts.js";
import { isIdentifier, tearLines } from "./stix.js";

const first = ["description", "abstract", "content", "name", "kind"];
const last = ["created_by_ref", "confidence", "labels", "lang", "created", "modified", "external_references"];
const left = ["type", "id", "spec_version", "extensions", "object_marking_refs", "granular_markings", "payload_bin"];

/**
 * Names and values of an object's properties, each with the markings of its portions and what stands in a portion's
 * place for others; `known` has names of other objects, `markings` the words of what it is marked with.
 */
export function human(object, known = {}, markings = []) {
  const place = (name) =>
    first.includes(name) ? first.indexOf(name) - 10 : last.includes(name) ? last.indexOf(name) + 10 : 0;
  const shown = Object.keys(object)
    .filter((name) => !left.includes(name))
    .sort((one, other) => place(one) - place(other));
  const names = markingNames(markings);
  const blocks = heldBlocks(object);
  const content = (name) =>
    name === blocks?.property ? inBlocks(object, blocks.blocks, known, names) : value(object[name], name, known);
  return h(
    "dl",
    { class: "properties" },
    shown.map((name) => [
      h("dt", {}, word("property", name), portion(object, name, names)),
      h("dd", {}, content(name), tears(object, name, names)),
    ]),
  );
}

/** A text in blocks: each paragraph with its marking before it, what it quotes, and its tear line below. */
export function inBlocks(object, blocks, known, names) {
  const all = marks(object);
  const shown = blocks.map(({ text, source_refs: sources = [] }, place) =>
    h(
      "div",
      { class: "read-block" },
      h(
        "p",
        {},
        marksOf(object, place, all).map((id) => [portionChip(id, names), " "]),
        text,
      ),
      sources.length
        ? h(
            "p",
            { class: "rule" },
            t("blocks.quotes"),
            ": ",
            sources.map((id, at) => [at ? ", " : "", value(id, "", known)]),
          )
        : "",
      tears(object, textSelector(place), names),
    ),
  );
  const letters = blocks.reduce((sum, { text }) => sum + text.length, 0);
  return letters > longest ? folded(shown) : shown;
}

const within = (selector, name) => selector === name || selector.startsWith(`${name}.`);
const rest = (selector, name) => (selector === name ? "" : h("code", {}, ` ${selector.slice(name.length + 1)}`));

/** The markings that an author gave to a part alone. */
function portion(object, name, names) {
  return (object.granular_markings ?? []).flatMap((marking) =>
    marking.selectors
      .filter((selector) => within(selector, name))
      .map((selector) => [
        " ",
        marking.marking_ref ? portionChip(marking.marking_ref, names) : h("span", { class: "tag" }, marking.lang ?? ""),
        rest(selector, name),
      ]),
  );
}

/** What those read who may not see a portion. */
function tears(object, name, names) {
  return (object.extensions?.[tearLines]?.tear_lines ?? [])
    .filter(({ selector }) => within(selector, name))
    .map(({ selector, text, object_marking_refs: own = [] }) =>
      h(
        "div",
        { class: "tear-note" },
        h(
          "p",
          { class: "label" },
          t("write.tear"),
          rest(selector, name),
          own.map((id) => [" ", portionChip(id, names)]),
        ),
        h("p", {}, text),
      ),
    );
}

function value(content, name, known) {
  if (Array.isArray(content)) {
    if (name === "external_references")
      return h(
        "ul",
        {},
        content.map((one) => h("li", {}, reference(one))),
      );
    if (content.length <= 1 && typeof content[0] !== "object") return value(content[0], "", known);
    const list = h(
      "ul",
      {},
      content.map((one) => h("li", {}, value(one, "", known))),
    );
    return content.length > mostItems ? folded(list) : list;
  }
  if (content !== null && typeof content === "object") {
    return h(
      "dl",
      { class: "inner" },
      Object.entries(content).map(([key, inner]) => [
        h("dt", {}, word("property", key)),
        h("dd", {}, value(inner, key, known)),
      ]),
    );
  }
  if (isIdentifier(content)) return objectLink(content, known[content] ?? "", { details: !known[content] });
  if (isTime(content)) return timeOf(name, content);
  const term = words[name]?.(content);
  if (term) return term;
  if (typeof content === "boolean") return t(content ? "form.yes" : "form.no");
  if (name === "pattern") return h("code", { class: "block" }, content);
  const paragraphs = String(content)
    .split(/\n\s*\n/)
    .map((paragraph, place, all) => (all.length > 1 ? h("p", {}, paragraph) : paragraph));
  return content.length > longest ? folded(paragraphs) : paragraphs;
}

/** So many letters stand on the page at once; what is longer opens. */
const longest = 2000;
/** And so many items of a list. */
const mostItems = 20;

function folded(content) {
  const text = h("div", { class: "folded", id: unique("l") }, content);
  const button = h(
    "button",
    {
      type: "button",
      class: "small",
      "aria-expanded": "false",
      "aria-controls": text.id,
      onclick: () => {
        const isOpen = text.classList.toggle("open");
        button.setAttribute("aria-expanded", String(isOpen));
        button.textContent = t(isOpen ? "object.show-less" : "object.show-all");
      },
    },
    t("object.show-all"),
  );
  return [text, button];
}

/** Terms and lengths of time have words, on every page the same. */
const words = {
  area: (value) => word("area", value),
  verb: (value) => word("verb", value),
  force: (value) => word("force", value),
  measure: (value) => measureName(value),
  stance: (value) => word("stance", value),
  occurred_precision: (value) => word("precision", value),
  source_reliability: (value) => word("reliability", value),
  cadence: (value) => period(value),
  pattern_type: (value) => word("pattern-language", value),
  scope: (value) => word("flow-scope", value),
  operator: (value) => word("flow-operator", value),
};

/** A source. Only web addresses become links, and those say where they lead. */
function reference(one) {
  const web = /^https?:\/\//.test(one.url ?? "");
  return [
    h("strong", {}, one.source_name),
    one.external_id ? ` ${one.external_id}` : "",
    one.description ? ` ${one.description}` : "",
    " ",
    one.url ? (web ? h("a", { href: one.url, rel: "noopener noreferrer", target: "_blank" }, one.url) : one.url) : "",
  ];
}
