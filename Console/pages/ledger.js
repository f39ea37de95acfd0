// The log of this node: what stands in it, its checkpoint, its witnesses; receipts are verified here, in the browser.

import * as api from "../api.js";
import { add, fill, h, unique } from "../dom.js";
import { number, short, time } from "../format.js";
import { t, word } from "../i18n.js";
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
  const filters = h(
    "form",
    { class: "filters" },
    field(
      t("property.kind"),
      select("kind", [["", t("ledger.every-kind")], ...kinds.map((kind) => [kind, word("entry", kind)])]),
    ),
    field(t("column.party"), input("party")),
    field(t("page.object"), input("object")),
    field(t("column.officer"), input("officer")),
    field(t("ledger.agreement"), input("agreement")),
    field(t("ledger.article"), input("article")),
    field(t("ledger.from"), input("from", { type: "date" }), t("form.utc-day")),
    field(t("ledger.until"), input("until", { type: "date" }), t("form.utc-day")),
    h(
      "div",
      { class: "buttons" },
      h("button", { class: "primary" }, t("ledger.show")),
      h("button", { type: "button", id: "make-report", onclick: report }, t("ledger.report")),
    ),
  );
  async function report() {
    try {
      download(await api.postText("reports", given(values(filters))), "entente-report.txt", "text/plain");
      view.say(t("ledger.report-made"));
    } catch (problem) {
      view.say(explain(problem));
    }
  }
  const head = h("div", {}),
    list = h("div", {}),
    more = h("div", { class: "buttons" });
  const verifier = receiptPanel();
  let log = {};

  async function load(next) {
    const query = { ...given(values(filters)), limit: 50, next };
    log = await api.get("log", { query, signal: view.signal });
    verifier.knows(log.key);
    if (!next) {
      fill(head, facts(log, view));
      fill(list, log.items.length ? table(t("ledger.entries"), columns(), log.items) : nothing(log));
    } else
      add(
        list.querySelector("tbody"),
        log.items.map((item) => tableRow(columns(), item)),
      );
    fill(more, log.next ? h("button", { type: "button", onclick: () => load(log.next) }, t("holdings.more")) : "");
  }

  const fetchReceipt = (item) => api.text(`log/${item.place}/receipt`, { signal: view.signal });
  const columns = () => [
    { title: t("ledger.place"), cell: (item) => number(item.place) },
    { title: t("property.kind"), cell: (item) => word("entry", item.kind) },
    { title: t("column.made"), style: "when", cell: (item) => time(item.made) },
    { title: t("column.party"), cell: (item) => item.party ?? "" },
    {
      title: t("ledger.subject"),
      cell: (item) =>
        item.subject ? (isIdentifier(item.subject) ? objectLink(item.subject, short(item.subject)) : item.subject) : "",
    },
    { title: t("column.officer"), cell: (item) => item.officer ?? "" },
    { title: t("property.details"), style: "wide", cell: (item) => details(item) },
  ];

  function details(item) {
    const code = (label, content) =>
      content === undefined
        ? ""
        : [
            h("p", { class: "label" }, label),
            h("pre", { tabindex: "0", "aria-label": label }, JSON.stringify(content, null, 2)),
          ];
    const act = (name, label, action) =>
      h(
        "button",
        {
          type: "button",
          class: `small ${name}`,
          "aria-label": `${label} ${item.place}`,
          onclick: async () => {
            try {
              action(await fetchReceipt(item));
            } catch (problem) {
              view.say(explain(problem));
            }
          },
        },
        label,
      );
    return h(
      "details",
      {},
      h("summary", {}, t("ledger.open")),
      code(t("ledger.entry"), item.entry),
      code(t("ledger.inside"), item.inside),
      h(
        "div",
        { class: "buttons" },
        act("verify", t("proof.verify"), (text) => verifier.take(text)),
        act("download", t("proof.download"), (text) => download(text, `receipt-${item.place}.tlog-proof`, receiptType)),
      ),
    );
  }

  sends(filters, list, () => load());
  fill(
    view.body,
    section(t("ledger.checkpoint"), head),
    verifier.element,
    section(t("ledger.entries"), filters, list, more),
  );
  await load();
}

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
