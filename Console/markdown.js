// The project's documents as elements: what of Markdown (CommonMark 0.31) they use, and nothing of HTML.

import { h } from "./dom.js";

const inlines = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|!?\[([^\]]*)\]\(([^)\s]+)\)/g;

/** Letters, code, emphasis and links of a line; links lead to documents that are served here, others are their text. */
function inline(text, known) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(inlines)) {
    const [whole, code, strong, weak, label, target] = found;
    parts.push(text.slice(end, found.index));
    end = found.index + whole.length;
    if (code !== undefined) parts.push(h("code", {}, code));
    else if (strong !== undefined) parts.push(h("strong", {}, inline(strong, known)));
    else if (weak !== undefined) parts.push(h("em", {}, inline(weak, known)));
    else parts.push(linked(inline(label, known), target, known));
  }
  parts.push(text.slice(end));
  return parts;
}

function linked(label, target, known) {
  const name = /^(?:\.\/)?([a-z-]+)\.md(?:#.*)?$/.exec(target)?.[1];
  return known.includes(name) ? h("a", { href: `#/help/${name}` }, label) : h("span", {}, label);
}

const cells = (line) =>
  line
    .replace(/^\s*\|?|\|?\s*$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, "|"));

/** One kind of block: how its first line looks, and what is made of the lines from there on. */
const blocks = [
  {
    begins: /^```/,
    take: (lines) => {
      const end = lines.findIndex((line, place) => place && line.startsWith("```"));
      const last = end < 0 ? lines.length : end;
      return [h("pre", { tabindex: "0" }, lines.slice(1, last).join("\n")), last + 1];
    },
  },
  {
    begins: /^#{1,6} /,
    take: ([line], known) => {
      const [, signs, text] = /^(#+) (.*)$/.exec(line);
      // The page has a heading of its own.
      return [signs.length === 1 ? "" : h(`h${Math.min(signs.length, 4)}`, {}, inline(text, known)), 1];
    },
  },
  {
    begins: /^\|/,
    take: (lines, known) => {
      const count = runs(lines, (line) => line.startsWith("|"));
      const [head, , ...rows] = lines.slice(0, count).map(cells);
      const row = (tag, one) =>
        h(
          "tr",
          {},
          one.map((cell) => h(tag, tag === "th" ? { scope: "col" } : {}, inline(cell, known))),
        );
      return [
        h(
          "div",
          { class: "scroll", tabindex: "0" },
          h(
            "table",
            { class: "plain" },
            h("thead", {}, row("th", head)),
            h(
              "tbody",
              {},
              rows.map((one) => row("td", one)),
            ),
          ),
        ),
        count,
      ];
    },
  },
  { begins: /^\s*[-*] /, take: (lines, known) => list("ul", /^\s*[-*] /, lines, known) },
  { begins: /^\s*\d+\. /, take: (lines, known) => list("ol", /^\s*\d+\. /, lines, known) },
  {
    begins: /^> ?/,
    take: (lines, known) => {
      const count = runs(lines, (line) => line.startsWith(">"));
      const inner = lines.slice(0, count).map((line) => line.replace(/^> ?/, ""));
      return [h("blockquote", {}, drawn(inner, known)), count];
    },
  },
];

/** How many lines from the first on are of a kind. */
function runs(lines, isOne) {
  const end = lines.findIndex((line) => !isOne(line));
  return end < 0 ? lines.length : end;
}

function list(tag, sign, lines, known) {
  const count = runs(lines, (line) => sign.test(line) || /^\s+\S/.test(line));
  const items = [];
  for (const line of lines.slice(0, count)) {
    if (sign.test(line)) items.push(line.replace(sign, ""));
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return [
    h(
      tag,
      { class: "document-list" },
      items.map((item) => h("li", {}, inline(item, known))),
    ),
    count,
  ];
}

function drawn(lines, known) {
  const made = [];
  let rest = lines;
  while (rest.length) {
    if (!rest[0].trim()) {
      rest = rest.slice(1);
      continue;
    }
    const kind = blocks.find(({ begins }) => begins.test(rest[0]));
    const [element, count] = kind ? kind.take(rest, known) : paragraph(rest, known);
    made.push(element);
    rest = rest.slice(count);
  }
  return made;
}

function paragraph(lines, known) {
  const count = Math.max(
    1,
    runs(lines, (line) => line.trim() !== "" && !blocks.some(({ begins }) => begins.test(line))),
  );
  return [h("p", {}, inline(lines.slice(0, count).join(" "), known)), count];
}

/** The elements of a document; `known` are the documents that links may lead to. */
export const markdown = (text, known = []) => drawn(text.split("\n"), known);
