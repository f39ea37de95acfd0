// The log of this node: what stands in it, its checkpoint, its witnesses; receipts are verified here, in the browser.

import * as api from "../api.js";
import { dayField } from "../day-field.js";
import { add, fill, h, unique } from "../dom.js";
import { number, time } from "../format.js";
import { t, word } from "../i18n.js";
import { officer, party } from "../names.js";
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

const kinds = [
  "release",
  "rendition",
  "withdrawal",
  "refusal",
  "delivery",
  "receipt",
  "agreements",
  "link",
  "key",
  "record",
  "export",
  "recall",
  "erasure",
  "person",
  "session",
  "log",
];

export async function show(view) {
  const ledger = new Ledger(view);
  fill(
    view.body,
    section(t("ledger.checkpoint"), ledger.head),
    ledger.verifier.element,
    section(t("ledger.entries"), ledger.filters, ledger.list, ledger.more),
  );
  // The page before an entry's own ended one behind it.
  const entry = view.query.get("entry");
  await ledger.load(entry === null ? undefined : Number(entry) + 1);
}

function filterForm(report) {
  const everyKind = [["", t("ledger.every-kind")], ...kinds.map((kind) => [kind, word("entry", kind)])];
  return h(
    "form",
    { class: "filters" },
    field(t("property.kind"), select("kind", everyKind)),
    field(t("column.party"), input("party")),
    field(t("page.object"), input("object")),
    field(t("column.officer"), input("officer")),
    field(t("ledger.agreement"), input("agreement")),
    field(t("ledger.article"), input("article")),
    field(t("ledger.from"), dayField("from"), t("form.utc-day")),
    field(t("ledger.until"), dayField("until"), t("form.utc-day")),
    h(
      "div",
      { class: "buttons" },
      h("button", { class: "primary" }, t("ledger.show")),
      h("button", { type: "button", id: "make-report", onclick: report }, t("ledger.report")),
    ),
  );
}

/** The entries that are asked for, page after page. */
class Ledger {
  head = h("div", {});
  list = h("div", {});
  more = h("div", { class: "buttons" });
  verifier = receiptPanel();
  filters = filterForm(() => this.#report());
  #view;

  constructor(view) {
    this.#view = view;
    sends(this.filters, this.list, () => this.load());
  }

  async load(next) {
    const query = { ...given(values(this.filters)), limit: 50, next };
    const log = await api.get("log", { query, signal: this.#view.signal });
    const columns = entryColumns((item) => this.#details(item));
    this.verifier.knows(log.key);
    if (!this.list.querySelector("tbody") || !next) {
      fill(this.head, facts(log, this.#view));
      fill(this.list, log.items.length ? table(t("ledger.entries"), columns, log.items) : nothing(log));
    } else
      add(
        this.list.querySelector("tbody"),
        log.items.map((item) => tableRow(columns, item)),
      );
    const go = () => this.load(log.next);
    fill(this.more, log.next ? h("button", { type: "button", onclick: go }, t("holdings.more")) : "");
  }

  async #report() {
    try {
      download(await api.postText("reports", given(values(this.filters))), "entente-report.txt", "text/plain");
      this.#view.say(t("ledger.report-made"));
    } catch (problem) {
      this.#view.say(explain(problem));
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
      h(
        "div",
        { class: "buttons" },
        act("verify", t("proof.verify"), (text) => this.verifier.take(text)),
        act("download", t("proof.download"), (text) => download(text, `receipt-${item.place}.tlog-proof`, receiptType)),
      ),
    );
  }

  /** Does something with the receipt of an entry. */
  #receiptButton({ place }, name, label, action) {
    const act = async () => {
      try {
        action(await api.text(`log/${place}/receipt`, { signal: this.#view.signal }));
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

const subject = (text) => (isIdentifier(text) ? objectLink(text, "", { details: true }) : party(text));

const entryColumns = (details) => [
  { title: t("ledger.place"), cell: (item) => number(item.place) },
  { title: t("property.kind"), cell: (item) => word("entry", item.kind) },
  { title: t("column.made"), style: "when", cell: (item) => time(item.made, "second") },
  { title: t("column.party"), cell: (item) => (item.party ? party(item.party) : "") },
  { title: t("ledger.subject"), cell: (item) => (item.subject ? subject(item.subject) : "") },
  { title: t("column.officer"), cell: (item) => officer(item.officer) },
  { title: t("property.details"), style: "wide", cell: details },
];

/** That no entry fits; and where no agreement in use has the article that was asked for, which there are. */
function nothing(log) {
  const known = log.articles?.length
    ? t("ledger.articles", { articles: log.articles.join(", ") })
    : t("ledger.no-articles");
  return log.articles
    ? h("div", {}, empty(t("ledger.none")), h("p", { class: "help" }, known))
    : empty(t("ledger.none"));
}

function facts(log, view) {
  return h(
    "div",
    { class: "card" },
    h(
      "dl",
      { class: "pairs" },
      h("dt", {}, t("ledger.origin")),
      h("dd", {}, h("code", {}, log.origin)),
      h("dt", {}, t("ledger.size")),
      h("dd", {}, number(log.size)),
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
