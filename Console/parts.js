// Parts that several pages use: tables, decisions, dialogs, forms, errors.

import { add, fill, h, hidden, unique } from "./dom.js";
import { entered, isOurs } from "./day-field.js";
import { dayOf, isPast, time } from "./format.js";
import { said, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { objectLink, objectName, party, sourceName, spoken, typeName } from "./names.js";
import { blockPart } from "./paragraphs.js";

export { objectLink, objectName, sourceName, typeName };

/** Text of the node, in which backticks mark what is named. */
export const prose = (text, named = (part) => h("code", {}, part)) =>
  String(text ?? "")
    .split("`")
    .map((part, place) => (place % 2 ? named(part) : part));

/**
 * A sentence of the node in the reader's language, with names in place of what machines call things; one without words
 * is shown as it is. `items` are objects that the reader knows, by identifier; `isPlain` means no room for links.
 */
export function told(text, items, isPlain) {
  const known = said(String(text ?? ""));
  const named = (part) => spoken(part, items, isPlain);
  return known === undefined ? h("span", { lang: "en" }, prose(text, named)) : prose(known, named);
}

/** What went wrong: the console's word for it, then what the node says of it. */
export function explain(problem) {
  if (problem.status === undefined) throw problem;
  const known = word("error", problem.code);
  // Why it was refused says enough.
  if (["refused", "invalid"].includes(problem.code) && problem.detail) return [told(problem.detail)];
  const what = !problem.code ? problem.message : known === problem.code ? told(problem.message) : known;
  return [what, problem.detail && problem.detail !== problem.message ? [" — ", told(problem.detail)] : ""];
}

export const errorText = (problem) => h("p", { class: "error", role: "alert" }, explain(problem));

/** A table that becomes cards on narrow screens. Roles are given since `display` takes them away there. */
export function table(caption, columns, rows) {
  return h(
    "table",
    { role: "table" },
    h("caption", { class: "hidden" }, caption),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        columns.map((column) =>
          h(
            "th",
            { scope: "col", role: "columnheader", "aria-sort": column.sorted },
            column.hidden ? hidden(column.title) : (column.head ?? column.title),
          ),
        ),
      ),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      rows.map((row) => tableRow(columns, row)),
    ),
  );
}

export function tableRow(columns, row) {
  return h(
    "tr",
    { role: "row" },
    columns.map((column) => {
      const label = h("span", { class: "cell-label", "aria-hidden": "true" }, column.hidden ? "" : column.title);
      return h("td", { role: "cell", class: column.style }, label, h("span", { class: "cell" }, column.cell(row)));
    }),
  );
}

export const holdingColumns = () => [
  {
    title: t("property.name"),
    style: "wide",
    cell: (row) => [
      objectLink(row.id, row, { details: true }),
      row.quarantine ? h("span", { class: "tag warn" }, t("object.quarantine")) : "",
    ],
  },
  { title: t("column.type"), cell: (row) => typeName(row.type) },
  { title: t("column.marking"), cell: (row) => chip(row.banner) },
  { title: t("column.source"), cell: (row) => sourceName(row.source) },
  { title: t("column.kept"), style: "when", cell: (row) => time(row.kept) },
];

export const outcomeChip = (outcome) => h("span", { class: `outcome ${outcome}` }, word("outcome", outcome));

const signs = { permits: "✓", refers: "?", refuses: "✕" };

/** What the article of a ground says in its own words. */
export function articleWords(words) {
  return words ? h("blockquote", { class: "words", lang: words.language }, words.text) : "";
}

/** The grounds of a decision, folded. */
export function grounds(list, open = false) {
  return h(
    "details",
    { class: "grounds", open },
    h("summary", {}, t("decision.grounds", { count: list.length })),
    h(
      "ul",
      {},
      list.map((ground) =>
        h(
          "li",
          { class: ground.verdict },
          h("span", { class: "sign", "aria-hidden": "true" }, signs[ground.verdict] ?? "·"),
          h(
            "span",
            {},
            hidden(`${word("verdict", ground.verdict)}: `),
            prose(ground.text),
            " ",
            h("span", { class: "rule" }, [...new Set([ground.rule, ground.source].filter(Boolean))].join(" · ")),
          ),
          articleWords(ground.words),
        ),
      ),
    ),
  );
}

/** What an officer is told of what may go, though it keeps nothing back. */
export const warnings = (decision) =>
  decision?.warnings?.length
    ? h(
        "ul",
        { class: "findings" },
        decision.warnings.map((one) =>
          h(
            "li",
            { class: "warning", "data-code": one.code },
            h("strong", {}, word("severity", "warning")),
            " ",
            prose(one.text),
          ),
        ),
      )
    : "";

/** `object_refs.[1]` as "About › 2". */
const placeName = (selector) =>
  selector
    .split(".")
    .filter((step) => step !== "extensions" && !step.startsWith("extension-definition--"))
    .map((step) => (/^\[\d+\]$/.test(step) ? Number(step.slice(1, -1)) + 1 : word("property", step)))
    .join(" › ");

/** A portion as people call it: a paragraph by its number, what it quotes, anything else by its property and place. */
function portionName(selector) {
  const part = blockPart(selector);
  if (!part) return h("strong", {}, placeName(selector));
  const place = part.place + 1;
  return h("strong", {}, t(part.part === "source_refs" ? "blocks.quote-of" : "blocks.paragraph", { place }));
}

/** What one party would get and why. */
export function decisionBody(decision) {
  return [
    warnings(decision),
    decision.equivalents?.length
      ? h(
          "p",
          { class: "equivalents" },
          t("decision.equivalents"),
          " ",
          decision.equivalents.map((one) => h("strong", {}, one, " ")),
        )
      : "",
    decision.withheld?.length
      ? [
          h("p", { class: "label" }, t("decision.withheld")),
          h(
            "ul",
            { class: "withheld" },
            decision.withheld.map((part) => h("li", {}, portionName(part.selector), " ", prose(part.text))),
          ),
        ]
      : "",
    decision.remedies?.length
      ? [
          h("p", { class: "label" }, t("decision.remedies")),
          h(
            "ul",
            { class: "remedies" },
            decision.remedies.map((remedy) => h("li", {}, prose(remedy))),
          ),
        ]
      : "",
    grounds(decision.grounds ?? []),
  ];
}

export function decisionCard(decision, heading = "h3", ...more) {
  return h(
    "article",
    { class: `decision ${decision.outcome}`, "data-party": decision.party },
    h("header", {}, h(heading, {}, party(decision.party, decision.title)), outcomeChip(decision.outcome)),
    decisionBody(decision),
    more,
  );
}

export const asksOriginator = (decision) =>
  (decision.grounds ?? []).some((ground) => ground.code === "consent-missing");
export const asksName = (decision) =>
  (decision.grounds ?? []).some((ground) => ["tlp-not-named", "tlp-named"].includes(ground.code));

/** A labelled field with its help. */
export function field(label, element, help) {
  // A field for a day has the field itself inside.
  const control = element.control ?? element;
  control.id ||= unique("f");
  const note = help ? h("p", { class: "help", id: `${control.id}-help` }, help) : null;
  const told = [note?.id, element.control && element.querySelector("output").id].filter(Boolean);
  if (told.length) control.setAttribute("aria-describedby", told.join(" "));
  return h(
    "div",
    { class: "field" },
    h(
      "label",
      { for: control.id },
      label,
      control.required ? h("span", { class: "required" }, ` (${t("form.required")})`) : "",
    ),
    element,
    note,
  );
}

export const input = (name, attributes = {}) => h("input", { type: "text", name, autocomplete: "off", ...attributes });
export const area = (name, attributes = {}) => h("textarea", { name, rows: 3, ...attributes });

export function select(name, options, value = "", attributes = {}) {
  return h(
    "select",
    { name, ...attributes },
    options.map(([key, label]) => h("option", { value: key, selected: key === value }, label)),
  );
}

export function check(name, label, attributes = {}) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", name, ...attributes }), h("span", {}, label));
}

/** The days in fields of a form for days to come that have passed. */
function pastDays(form) {
  const days = [...form.elements].filter((one) => "ahead" in one.dataset).map(entered);
  return [...new Set(days.filter(isPast))];
}

const pastQuestion = (days) => {
  const named = days.map((day) => [dayOf(day), " "]);
  return h("p", { class: "past", role: "alert" }, around("form.past", named, "days"));
};

/** What a dialog shows instead of its form, once that was sent. */
const answer = (heading, shown, close) =>
  h(
    "div",
    { class: "answer" },
    heading,
    shown,
    h("div", { class: "buttons" }, h("button", { class: "primary", onclick: close, autofocus: true }, t("form.close"))),
  );

/** Choices of which several can be made, folded; nothing where there are none. */
export function boxes(name, label, options) {
  if (!options.length) return "";
  return h(
    "details",
    {},
    h("summary", {}, label),
    h(
      "fieldset",
      { class: "inline" },
      h("legend", { class: "hidden" }, label),
      options.map(([value, title]) => check(`${name}[]`, title, { value })),
    ),
  );
}

/** A form in a dialog. `send(values)` may give content to show instead of closing. */
export function ask(title, fields, action, send, style = "") {
  const errors = h("div", { "aria-live": "assertive" });
  const heading = h("h2", { id: unique("d") }, title);
  const submit = h("button", { class: `primary ${style}` }, action);
  const dialog = h("dialog", { "aria-labelledby": heading.id });
  const close = () => dialog.close();
  const form = h(
    "form",
    { method: "dialog" },
    heading,
    fields,
    errors,
    h("div", { class: "buttons" }, submit, h("button", { type: "button", onclick: close }, t("form.cancel"))),
  );
  let agreed = "";
  /** A day that has passed is asked about once. */
  function isAgreed() {
    const past = pastDays(form);
    if (past.join() === agreed) return true;
    agreed = past.join();
    fill(submit, past.length ? t("form.past-yes") : action);
    fill(errors, past.length ? pastQuestion(past) : "");
    return !past.length;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!isAgreed()) return;
    submit.disabled = true;
    try {
      const shown = await send(values(form));
      if (!shown) return close();
      fill(dialog, answer(heading, shown, close));
      dialog.querySelector("button").focus();
    } catch (problem) {
      fill(errors, errorText(problem));
    } finally {
      submit.disabled = false;
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  add(dialog, form);
  document.body.append(dialog);
  dialog.showModal();
  (form.querySelector("textarea, input, select") ?? submit).focus();
  return dialog;
}

/** The fields of a form: text, booleans of single boxes, lists of boxes that share a name in brackets (`roles[]`). */
export function values(form) {
  const found = {};
  for (const control of form.elements) {
    if (!control.name) continue;
    if (control.name.endsWith("[]")) {
      const name = control.name.slice(0, -2);
      found[name] ??= [];
      if (control.checked) found[name].push(control.value);
    } else if (control.type === "radio") {
      if (control.checked) found[control.name] = control.value;
    } else if (control.type === "checkbox") found[control.name] = control.checked;
    else if (isOurs(control)) found[control.name] = entered(control);
    else found[control.name] = control.value.trim();
  }
  return found;
}

/** What sending a form does; what goes wrong is told at its place. */
export function sends(form, errors, action) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fill(errors);
    try {
      await action();
    } catch (problem) {
      fill(errors, errorText(problem));
    }
  });
}

/** What a button beside a list does: it acts, says so, draws the list anew; what goes wrong is told at its place. */
export const acting = (view, errors, again) => async (action, said) => {
  fill(errors);
  try {
    await action();
    view.say(said);
    await again();
  } catch (problem) {
    fill(errors, errorText(problem));
    errors.scrollIntoView({ block: "nearest" });
  }
};

/** A small button in the row of a list, named by its row. */
export const rowButton = (label, name, action) =>
  h("button", { type: "button", class: "small", "aria-label": `${label}: ${name}`, onclick: action }, label);

/** Signals of questions of which the latest alone counts. */
export function latest(leaving) {
  let asked = new AbortController();
  leaving.addEventListener("abort", () => asked.abort());
  return () => {
    asked.abort();
    asked = new AbortController();
    return asked.signal;
  };
}

/** Leaves out empty values. */
export const given = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== "" && value !== undefined && value !== null),
  );

/** A button that copies text and says so. */
export function copyButton(content, say) {
  return h(
    "button",
    {
      type: "button",
      class: "small",
      onclick: async () => {
        await navigator.clipboard?.writeText(content);
        say(t("form.copied"));
      },
    },
    t("form.copy"),
  );
}

/** The field in which a number is said once more, so that no more is done than is meant. */
export const countField = (count) =>
  field(
    t("bulk.count"),
    input("count", { type: "number", required: true, min: count, max: count, inputmode: "numeric" }),
    t("bulk.count-help"),
  );

export const channels = () =>
  select(
    "channel",
    ["electronic", "courier"].map((one) => [one, word("channel", one)]),
    "electronic",
  );

export const empty = (text) => h("p", { class: "nothing" }, text);

export const section = (title, ...content) => {
  const heading = h("h2", { id: unique("s") }, title);
  return h("section", { "aria-labelledby": heading.id }, heading, content);
};

/** A name and what stands behind it, where there is something. */
export const row = (label, content) =>
  content === "" || content === null || content === undefined ? "" : [h("dt", {}, label), h("dd", {}, content)];

/** A text with elements at the places of their names. */
export const woven = (key, elements) =>
  t(key)
    .split(/(\{\w+\})/)
    .map((part) => (/^\{\w+\}$/.test(part) ? (elements[part.slice(1, -1)] ?? part) : part));

/** A text with an element at the place of `{date}`, or of another name. */
export const around = (key, element, name = "date") => woven(key, { [name]: element });
