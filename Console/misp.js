// An event of MISP: looked at with its markings and for whom it was meant before anything is kept, then taken in; and
// reports that leave as such events.

import * as api from "./api.js";
import { canonical, download } from "./files.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { language, t, word } from "./i18n.js";
import { warned } from "./listed.js";
import { chip } from "./marking.js";
import { party } from "./names.js";
import {
  area,
  empty,
  errorText,
  field,
  objectLink,
  row,
  section,
  sends,
  sourceName,
  table,
  told,
  typeName,
} from "./parts.js";

/** The tab: what comes in, and what may go out. */
export async function misp(view) {
  return [
    view.can("POST misp/review") ? section(t("misp.in"), await incoming(view)) : "",
    section(t("misp.out"), await outgoing(view)),
  ];
}

/** A file or what is pasted, then what it comes to. */
function incoming(view) {
  const file = h("input", { type: "file", name: "file", accept: ".json,application/json" });
  const text = area("event", { rows: 6, spellcheck: false });
  const [errors, out] = [h("div", {}), h("div", { "aria-live": "polite", class: "misp-review" })];
  const form = h(
    "form",
    { class: "card" },
    h("p", { class: "help" }, t("misp.help")),
    field(t("import.file"), file),
    field(t("misp.paste"), text),
    errors,
    h("div", { class: "buttons" }, h("button", { type: "submit" }, t("misp.look"))),
  );
  sends(form, errors, async () => {
    fill(out);
    const event = parsed(file.files[0] ? await file.files[0].text() : text.value);
    const found = await api.post("misp/review", { event, lang: language() });
    view.mark(Object.keys(found.banners));
    fill(out, review(view, event, found, out));
    out.querySelector("h3")?.focus();
  });
  return [form, out];
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new api.Problem(0, { title: t("import.no-json") });
  }
}

const counted = (counts, name) =>
  h(
    "ul",
    { class: "counts" },
    Object.entries(counts).map(([key, count]) => h("li", {}, name(key), " ", number(count))),
  );

/** What an event comes to; nothing is kept yet. */
function review(view, event, found, out) {
  const keep = h("button", { type: "button", id: "misp-keep" }, t("misp.keep"));
  const errors = h("div", {});
  keep.onclick = () => keeping(view, { event, known: "versions" }, out, errors, keep);
  return h(
    "div",
    { class: "card" },
    h("h3", { tabindex: -1 }, found.name || t("misp.unnamed")),
    h("p", { class: "headline" }, t("misp.total", { count: number(found.total) })),
    h(
      "dl",
      { class: "pairs" },
      row(t("misp.markings"), counted(found.banners, chip)),
      row(t("misp.meant"), meant(found)),
      row(t("misp.recipients"), recipients(found)),
      row(t("misp.lost"), lost(found.lost)),
      row(t("misp.here"), here(found.counts)),
      row(t("import.refused"), found.refusals ? refused(found) : ""),
      row(
        t("misp.types"),
        Object.entries(found.types)
          .map(([type, count]) => kind(type, count))
          .join(t("misp.and")),
      ),
    ),
    warned(found.listed),
    errors,
    h("div", { class: "buttons" }, keep),
  );
}

const kind = (type, count) => t("misp.kind", { type: typeName(type), count: number(count) });

const meant = ({ distribution, group }) =>
  group ? t("misp.group", { group }) : word("misp-distribution", String(distribution));

/** To whom it may be released: agreements decide about that, when it is released. */
const recipients = ({ recipients: names, unknown, narrower }) => [
  names.length
    ? h(
        "ul",
        {},
        names.map((name) => h("li", {}, party(name))),
      )
    : t("misp.nobody"),
  unknown.length ? h("p", { class: "help" }, t("misp.unknown", { names: unknown.join(", ") })) : "",
  narrower ? h("p", { class: "warning" }, t("misp.narrower", { count: number(narrower) })) : "",
  h("p", { class: "help" }, t("misp.decides")),
];

const here = (counts) => {
  const some = Object.entries(counts).filter(([state, count]) => count && state !== "new");
  return some.length
    ? h(
        "ul",
        {},
        some.map(([state, count]) => h("li", {}, double(state, count))),
      )
    : t("misp.all-new");
};

const double = (state, count) =>
  ({
    later: t("import.double-later", { count: number(count) }),
    alike: t("import.double-alike", { count: number(count) }),
    known: t("import.double-known", { count: number(count) }),
    older: t("import.double-older", { count: number(count) }),
    conflict: t("import.double-conflict", { count: number(count) }),
  })[state];

/** What could not be carried, by the reason. */
function lost(fields) {
  if (!fields.length) return t("misp.nothing-lost");
  const counts = {};
  for (const { code } of fields) counts[code] = (counts[code] ?? 0) + 1;
  return counted(counts, (code) => `${word("misp-lost", code)}:`);
}

/** What the person could not have written, and what refers to it: each reason with how often it stands. */
function refused({ refused: list, refusals }) {
  const counts = {};
  for (const { message } of list) counts[message] = (counts[message] ?? 0) + 1;
  return [h("p", { class: "warning" }, number(refusals)), counted(counts, (message) => [told(message), ":"])];
}

async function keeping(view, body, out, errors, button) {
  button.disabled = true;
  try {
    const found = await api.post("misp/events", body);
    const report = Object.entries(found.names).find(([old]) => old.startsWith("report--"))?.[1];
    fill(
      out,
      h(
        "div",
        { class: "card", role: "status" },
        h("p", { class: "fine" }, t("import.done", { added: number(found.added), total: number(found.total) })),
        found.known ? h("p", {}, t("import.here", { known: number(found.known) })) : "",
        found.versions ? h("p", {}, t("import.as-versions", { versions: number(found.versions) })) : "",
        found.refused.length
          ? [
              h("h3", {}, t("import.refused")),
              h(
                "ul",
                {},
                found.refused.map((one) => h("li", {}, told(one.message))),
              ),
            ]
          : "",
        report ? h("p", {}, objectLink(report, t("misp.open"))) : "",
      ),
    );
  } catch (problem) {
    fill(errors, errorText(problem));
    button.disabled = false;
  }
}

/** Reports, each with a press that writes it for MISP. */
async function outgoing(view) {
  const query = { type: "report", limit: 50, lang: language() };
  const { items } = await api.get("holdings", { query, signal: view.signal });
  view.mark(items.map((one) => one.banner));
  const errors = h("div", {});
  const columns = [
    { title: t("type.report"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
    { title: t("column.source"), cell: (one) => sourceName(one.source) },
    { title: t("column.marking"), cell: (one) => chip(one.banner) },
    {
      title: t("column.act"),
      cell: (one) =>
        h(
          "button",
          {
            type: "button",
            class: "misp-write",
            "aria-label": `${t("misp.write")}: ${one.name}`,
            onclick: () => write(view, one, errors),
          },
          t("misp.write"),
        ),
    },
  ];
  return [
    h("p", { class: "help" }, t("misp.out-help")),
    errors,
    items.length ? table(t("misp.out"), columns, items) : empty(t("misp.no-report")),
  ];
}

async function write(view, one, errors) {
  fill(errors);
  try {
    const found = await api.get("misp/event", { query: { id: one.id }, signal: view.signal });
    download(canonical(found.event), `misp-${found.event.Event.uuid}.json`, "application/json", found.marking);
    const { length } = found.lost;
    view.say(
      t(length || found.left ? "misp.written-lost" : "misp.written", {
        count: number(found.count),
        lost: number(length),
        left: number(found.left),
      }),
    );
  } catch (problem) {
    fill(errors, errorText(problem));
  }
}
