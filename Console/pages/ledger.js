// The log of this node: what was given to whom, reports of it, its checkpoint and witnesses; receipts are verified in
// the browser. Whoever decides sees the own decisions in the same form.

import * as api from "../api.js";
import { dayField } from "../day-field.js";
import { add, fill, h, unique } from "../dom.js";
import { number, time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { officer, party, typeName } from "../names.js";
import {
  area,
  copyButton,
  empty,
  explain,
  field,
  given,
  input,
  objectLink,
  section,
  select,
  sends,
  table,
  tableRow,
  values,
} from "../parts.js";
import { download } from "../files.js";
import { verify } from "../proof.js";
import { receiptType, verdict } from "../receipts.js";
import { isIdentifier } from "../stix.js";

export async function show(view) {
  const isOwn = view.name === "decisions";
  const choices = await api.get("log/choices", { query: { lang: language() }, signal: view.signal });
  const ledger = new Ledger(view, choices, isOwn);
  fill(
    view.body,
    section(t("ledger.entries"), ledger.filters, ledger.note, ledger.list, ledger.more),
    isOwn ? "" : [ledger.verifier.element, section(t("ledger.checkpoint"), ledger.head)],
  );
  // The page before an entry's own ended one behind it.
  const entry = view.query.get("entry");
  await ledger.load(entry === null ? undefined : Number(entry) + 1);
}

/** The days up to today, as fields for days in UTC take them. */
function lastDays(count) {
  const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  return { from: day(count - 1), until: day(0) };
}

/** What is asked for: everything is chosen from what there is. */
function filterForm(choices, isOwn, ask, report) {
  const chosen = (name, every, options) => select(name, [["", every], ...options], "", { onchange: ask });
  const kinds = chosen(
    "kind",
    t("ledger.every-kind"),
    choices.kinds.map((kind) => [kind, word("entry", kind)]),
  );
  const parties = chosen(
    "party",
    t("ledger.every-party"),
    choices.parties.map((one) => [one.name, party(one.name, one.title)]),
  );
  const days = ["from", "until"].map((name) => dayField(name));
  const range = (name, count) =>
    h(
      "button",
      {
        type: "button",
        id: `last-${name}`,
        onclick: () => {
          const { from, until } = lastDays(count);
          for (const [place, day] of [from, until].entries()) {
            days[place].control.value = day;
            days[place].control.dispatchEvent(new Event("change", { bubbles: true }));
          }
          ask();
        },
      },
      t(`ledger.${name}`),
    );
  const make = (id, label, order) =>
    h("button", { type: "button", id, onclick: (event) => report(event.currentTarget, order) }, label);
  return h(
    "form",
    { class: "filters" },
    field(t("property.kind"), kinds),
    field(t("column.party"), parties),
    field(t("ledger.from"), days[0], t("form.utc-day")),
    field(t("ledger.until"), days[1], t("form.utc-day")),
    h(
      "div",
      { class: "buttons" },
      range("week", 7),
      range("month", 30),
      h("button", { class: "primary" }, t("ledger.show")),
    ),
    isOwn ? "" : moreFilters(choices, chosen),
    isOwn
      ? ""
      : h(
          "div",
          { class: "buttons whole" },
          make("make-paper", t("ledger.paper"), { format: "pdf" }),
          make("make-table", t("ledger.table"), { format: "csv" }),
          make("make-report", t("ledger.signed"), {}),
          make("make-accessible", t("ledger.accessible"), { format: "pdf", accessible: true }),
        ),
  );
}

/** What is asked for seldom; the articles are those of the agreement that is chosen, or of all. */
function moreFilters(choices, chosen) {
  const officers = chosen(
    "officer",
    t("ledger.every-officer"),
    choices.officers.map((one) => [one, officer(one)]),
  );
  const agreements = chosen(
    "agreement",
    t("ledger.every-agreement"),
    choices.agreements.map((one) => [one.name, one.title]),
  );
  const articles = chosen("article", t("ledger.every-article"), []);
  const write = () => {
    const known = choices.agreements.filter((one) => !agreements.value || one.name === agreements.value);
    const names = [...new Set(known.flatMap((one) => one.articles))];
    fill(
      articles,
      h("option", { value: "" }, t("ledger.every-article")),
      names.map((one) => h("option", { value: one }, one)),
    );
  };
  write();
  // Before what is asked anew: an article of another agreement is none.
  agreements.addEventListener("change", write, { capture: true });
  return h(
    "details",
    { class: "whole" },
    h("summary", {}, t("ledger.more")),
    h(
      "div",
      { class: "filters" },
      field(t("column.officer"), officers),
      field(t("ledger.agreement"), agreements),
      field(t("ledger.article"), articles),
      field(t("page.object"), input("object"), t("ledger.object-help")),
    ),
  );
}

const forms = {
  pdf: ["entente-report.pdf", "application/pdf"],
  csv: ["entente-report.csv", "text/csv"],
  signed: ["entente-report.txt", "text/plain"],
};

/** The entries that are asked for, page after page. */
class Ledger {
  head = h("div", {});
  note = h("div", {});
  list = h("div", {});
  more = h("div", { class: "buttons" });
  verifier = receiptPanel();
  filters;
  #view;
  #isOwn;
  #banners = [];

  constructor(view, choices, isOwn) {
    [this.#view, this.#isOwn] = [view, isOwn];
    const ask = () => this.filters.requestSubmit();
    this.filters = filterForm(choices, isOwn, ask, (button, order) => this.#report(button, order));
    sends(this.filters, this.list, () => this.load());
  }

  async load(next) {
    const query = { ...given(values(this.filters)), limit: 50, next, lang: language() };
    const log = await api.get(this.#isOwn ? "log/own" : "log", { query, signal: this.#view.signal });
    const columns = entryColumns((item) => this.#details(item), this.#isOwn);
    if (!this.#isOwn) this.verifier.knows(log.key);
    if (!next) this.#banners = [];
    this.#banners.push(...log.items.filter((item) => item.name).map((item) => item.banner));
    this.#view.mark(this.#banners);
    if (!this.list.querySelector("tbody") || !next) {
      if (!this.#isOwn) fill(this.head, facts(log, this.#view));
      fill(this.note, log.shared_title ? h("p", { class: "help" }, t("ledger.shared-title")) : "");
      fill(this.list, log.items.length ? table(t("ledger.entries"), columns, log.items) : nothing(log));
    } else
      add(
        this.list.querySelector("tbody"),
        log.items.map((item) => tableRow(columns, item)),
      );
    const go = () => this.load(log.next);
    fill(this.more, log.next ? h("button", { type: "button", onclick: go }, t("holdings.more")) : "");
  }

  async #report(button, order) {
    button.disabled = true;
    try {
      const asked = { ...given(values(this.filters)), ...order, lang: language() };
      download(await api.postFile("reports", asked), ...forms[order.format ?? "signed"]);
      this.#view.say(t("ledger.report-made"));
    } catch (problem) {
      this.#view.say(explain(problem));
    } finally {
      button.disabled = false;
    }
  }

  #details(item) {
    const act = (name, label, action) => this.#receiptButton(item, name, label, action);
    return h(
      "details",
      {},
      h("summary", {}, t("ledger.open")),
      code(t("ledger.entry"), item.entry),
      code(t("ledger.inside"), item.inside),
      this.#isOwn
        ? ""
        : h(
            "div",
            { class: "buttons" },
            act("verify", t("proof.verify"), async (path) =>
              this.verifier.take(await api.text(path, { signal: this.#view.signal })),
            ),
            // What is saved as a file leaves the node, and stands in the log.
            act("download", t("proof.download"), async (path) =>
              download((await api.post(path, {})).file, `receipt-${item.place}.tlog-proof`, receiptType),
            ),
          ),
    );
  }

  /** Does something with the receipt of an entry. */
  #receiptButton({ place }, name, label, action) {
    const act = async () => {
      try {
        await action(`log/${place}/receipt`);
      } catch (problem) {
        this.#view.say(explain(problem));
      }
    };
    return h(
      "button",
      { type: "button", class: `small ${name}`, "aria-label": `${label} ${place}`, onclick: act },
      label,
    );
  }
}

const code = (label, content) =>
  content === undefined
    ? ""
    : [
        h("p", { class: "label" }, label),
        h("pre", { tabindex: "0", "aria-label": label }, JSON.stringify(content, null, 2)),
      ];

/** What an entry is about: by its name where the reader may see it, else by its type. */
const subject = (item) =>
  isIdentifier(item.subject)
    ? objectLink(
        item.subject,
        { name: item.name ?? typeName(item.type), type: item.type, translated: item.translated },
        { details: true },
      )
    : party(item.subject);

const entryColumns = (details, isOwn) => [
  { title: t("ledger.place"), cell: (item) => number(item.place) },
  { title: t("property.kind"), cell: (item) => word("entry", item.kind) },
  { title: t("column.made"), style: "when", cell: (item) => time(item.made, "second") },
  { title: t("column.party"), cell: (item) => (item.party ? party(item.party, item.party_title) : "") },
  { title: t("ledger.subject"), style: "wide", cell: (item) => (item.subject ? subject(item) : "") },
  ...(isOwn ? [] : [{ title: t("column.officer"), cell: (item) => officer(item.officer) }]),
  { title: t("property.details"), style: "wide", cell: details },
];

/** That no entry fits; where a name or an article is not known here, that first, and which there are. */
function nothing(log) {
  if (log.unknown)
    return log.unknown.map((one) =>
      h("p", { class: "error", role: "alert" }, t("ledger.unknown", { name: one.asked, near: one.near.join(", ") })),
    );
  if (!log.articles) return empty(t("ledger.none"));
  const known = log.articles.length
    ? t("ledger.articles", { articles: log.articles.join(", ") })
    : t("ledger.no-articles");
  return h("div", {}, empty(t("ledger.none")), h("p", { class: "help" }, known));
}

function facts(log, view) {
  return h(
    "details",
    { class: "card" },
    h("summary", {}, t("ledger.size"), " ", number(log.size)),
    h(
      "dl",
      { class: "pairs" },
      h("dt", {}, t("ledger.origin")),
      h("dd", {}, h("code", {}, log.origin)),
      h("dt", {}, t("ledger.key")),
      h("dd", {}, h("code", {}, log.key), " ", copyButton(log.key, view.say)),
      h("dt", {}, t("ledger.witnesses")),
      h(
        "dd",
        {},
        log.witnesses?.length
          ? log.witnesses.map((one) => h("div", {}, one.name, " · ", t("ledger.seen", { size: number(one.size) })))
          : t("ledger.no-witness"),
      ),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("ledger.note")),
      h("pre", { tabindex: "0", "aria-label": t("ledger.note") }, log.checkpoint),
    ),
  );
}

/** Takes a receipt by paste, by file or from the list, and shows each step of its verification. */
function receiptPanel() {
  const text = area("receipt", { rows: 6, spellcheck: "false", class: "code" });
  const key = input("key", { spellcheck: "false", class: "code" });
  const file = h("input", {
    type: "file",
    onchange: async () => {
      text.value = file.files[0] ? await file.files[0].text() : "";
    },
  });
  const out = h("div", { class: "verdict", role: "status", "aria-live": "polite" });
  const form = h(
    "form",
    { class: "card" },
    h("p", { class: "help" }, t("proof.help")),
    field(t("proof.text"), text),
    field(t("proof.file"), file),
    field(t("proof.key"), key, t("proof.key-help")),
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "verify-receipt" }, t("proof.verify"))),
    out,
  );
  const box = h("details", { class: "receipt-box", id: unique("r") }, h("summary", {}, t("proof.open")), form);
  const run = async () => fill(out, verdict(await verify(text.value.replace(/\r\n/g, "\n"), key.value.trim())));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  return {
    element: section(t("proof.title"), box),
    knows: (known) => {
      key.value ||= known;
    },
    take: async (receipt) => {
      text.value = receipt;
      box.open = true;
      await run();
      box.scrollIntoView({ block: "start" });
      text.focus({ preventScroll: true });
    },
  };
}
