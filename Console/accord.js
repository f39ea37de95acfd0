// Agreement files for people: a text with its lines numbered and what was found in it underlined.

import { h } from "./dom.js";
import { language, t, word } from "./i18n.js";
import { prose } from "./parts.js";

const letters = new Intl.Segmenter("en");

/** Characters as a reader sees them: columns and lengths count these. */
const characters = (line) => [...letters.segment(line)].map((one) => one.segment);

const title = (titles) => titles?.[language()] ?? titles?.en ?? Object.values(titles ?? {})[0];

/** What a party, scheme or agreement is called in the reader's language. */
export const called = (one) => title(one?.titles) ?? one?.name ?? "";

/** A line with a stretch of it marked. */
function underlined(line, found) {
  const all = characters(line);
  const parts = [];
  let place = 0;
  for (const one of [...found].sort((a, b) => a.column - b.column)) {
    const start = Math.max(one.column - 1, place),
      end = Math.min(start + one.length, all.length);
    parts.push(
      all.slice(place, start).join(""),
      h("mark", { class: one.severity }, all.slice(start, end).join("") || " "),
    );
    place = Math.max(place, end);
  }
  return [...parts, all.slice(place).join("")];
}

/** What a text names: its parts in backticks, else a character by its number, else a list behind a colon. */
function named(text) {
  const ticked = (text ?? "").split("`").filter((_, place) => place % 2);
  return [...new Set(ticked.length ? ticked : (/U\+[0-9A-F]+|(?<=: ).+$/.exec(text ?? "") ?? []))];
}

const codes = (list) => list.map((one, place) => [place ? ", " : "", h("code", {}, one)]);

/**
 * What was found: in English in the words of the node, else in the reader's,
 * with what the node names and what is to be written.
 */
function message(one) {
  const severity = [h("strong", { class: `found ${one.severity}` }, word("severity", one.severity)), " "];
  const known = word("diagnostic", one.code);
  if (language() === "en" || known === one.code)
    return [
      severity,
      h("span", { lang: "en" }, prose(one.message)),
      one.help ? h("span", { lang: "en", class: "help" }, " → ", prose(one.help)) : "",
    ];
  const [about, written] = [named(one.message), named(one.help)];
  return [
    severity,
    known,
    about.length ? [": ", codes(about)] : "",
    written.length ? h("span", { class: "help" }, " → ", codes(written)) : "",
  ];
}

/** One finding with its line; `go` leads to its place. */
export function finding(one, text, go) {
  const place = `${one.file}:${one.line}:${one.column}`;
  const line = text?.split("\n")[one.line - 1];
  return h(
    "li",
    { class: one.severity },
    h("p", {}, message(one)),
    h(
      "p",
      {},
      go ? h("button", { type: "button", class: "small", onclick: () => go(one) }, place) : h("code", {}, place),
    ),
    line === undefined
      ? ""
      : h(
          "pre",
          { class: "line", tabindex: "0", "aria-label": t("accord.line", { line: one.line }) },
          underlined(line, [one]),
        ),
  );
}

/** A whole file; what was found stands under its line. */
export function listing(file, found) {
  const at = Map.groupBy(
    found.filter((one) => one.file === file.name),
    (one) => one.line,
  );
  return h(
    "pre",
    { class: "listing", tabindex: "0", "aria-label": file.name },
    file.text
      .replace(/\n$/, "")
      .split("\n")
      .map((line, place) => {
        const here = at.get(place + 1) ?? [];
        return [
          h(
            "span",
            { class: "row" },
            h("span", { class: "number", "aria-hidden": "true" }, String(place + 1)),
            h("span", {}, here.length ? underlined(line, here) : line, "\n"),
          ),
          here.map((one) =>
            h(
              "span",
              { class: "row note" },
              h("span", { class: "number", "aria-hidden": "true" }),
              h("span", {}, message(one), "\n"),
            ),
          ),
        ];
      }),
  );
}

/** The offset of a finding in its text, as a text field counts. */
export function stretch(text, one) {
  const lines = text.split("\n");
  const before = lines.slice(0, one.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const all = characters(lines[one.line - 1] ?? "");
  const width = (count) => all.slice(0, count).join("").length;
  return [before + width(one.column - 1), before + width(one.column - 1 + one.length)];
}

export const counted = (found) => {
  const errors = found.filter((one) => one.severity === "error").length;
  return t("accord.count", { errors, warnings: found.length - errors });
};
