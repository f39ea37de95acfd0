// Consents, recalls and losses: what partners ask of us, what we asked of them.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { dated } from "../format.js";
import { t, word } from "../i18n.js";
import { area, ask, check, empty, field, given, input, objectLink, section, select, table } from "../parts.js";
import { tellLoss } from "../acts.js";

/** What a holder can answer to each action (Documentation/officers.md). */
const outcomes = {
  withdraw: ["withdrawn", "destroyed", "kept", "not-held"],
  destroy: ["destroyed", "kept", "not-held"],
  reclassify: ["reclassified", "destroyed", "kept", "not-held"],
  correct: ["corrected", "destroyed", "kept", "not-held"],
};
const waits = (item) => ["asked", "overdue"].includes(item.state);
const byNeed = (one, other) =>
  waits(other) - waits(one) || String(one.due ?? "~").localeCompare(String(other.due ?? "~"));

export async function show(view) {
  const [consents, recalls, losses, partners] = await Promise.all(
    ["consents", "recalls", "losses", "partners"].map((path) => api.get(path, { signal: view.signal })),
  );
  const items = [...consents.items, ...recalls.items, ...losses.items];
  view.mark(await banners(items, view.signal));
  const again = async () => {
    await show(view);
    view.heading.focus();
  };
  const split = ({ items }) =>
    [true, false].map((incoming) => items.filter((item) => item.incoming === incoming).sort(byNeed));
  const [asked, asking] = split(consents);
  const [recalled, recalling] = split(recalls);
  const [lostThere, lostHere] = split(losses);
  const list = (title, columns, rows) =>
    section(title, rows.length ? table(title, columns, rows) : empty(t("requests.none")));
  fill(
    view.body,
    list(
      t("requests.consents-in"),
      consentColumns((item) => answerConsent(view, item, again)),
      asked,
    ),
    list(
      t("requests.recalls-in"),
      recallColumns((item) => answerRecall(view, item, again)),
      recalled,
    ),
    list(t("loss.in"), lossColumns(), lostThere),
    list(t("requests.consents-out"), consentColumns(), asking),
    list(t("requests.recalls-out"), recallColumns(), recalling),
    list(
      t("loss.out"),
      lossColumns((item) => reportLoss(view, item, again)),
      lostHere,
    ),
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "tell-loss", onclick: () => tellLoss(view, partners.items, null, again) },
        t("loss.tell"),
      ),
    ),
  );
}

/** The markings of what is named here; the list itself does not tell them. */
async function banners(items, signal) {
  const named = [...new Set(items.filter((item) => item.name).map((item) => item.item))];
  const found = await Promise.all(
    named.map((id) => api.get(`objects/${api.segment(id)}`, { signal }).catch(() => null)),
  );
  if (signal.aborted) throw new DOMException("left", "AbortError");
  return found.filter(Boolean).map((object) => object.versions[0].banner);
}

const state = (item) => h("span", { class: `state-chip ${item.state}` }, word("state", item.state));
const action = (item, answer) =>
  waits(item)
    ? h("button", { type: "button", class: "answer-button", onclick: () => answer(item) }, t("requests.answer"))
    : "";
const last = (answer) =>
  answer ? [{ title: t("column.act"), hidden: true, cell: (item) => action(item, answer) }] : [];

const columns = (own, more, answer) => [
  { title: t("property.item"), style: "wide", cell: (item) => objectLink(item.item, item.name) },
  { title: t("column.partner"), cell: (item) => item.partner },
  ...own,
  { title: t("column.due"), style: "when", cell: (item) => dated(item.due) },
  { title: t("column.state"), cell: (item) => [state(item), more(item)] },
  ...last(answer),
];

const consentColumns = (answer) =>
  columns(
    [
      { title: t("property.recipient"), cell: (item) => item.recipient },
      { title: t("property.purpose"), cell: (item) => item.purpose ?? "" },
    ],
    (item) => [
      item.reference ? ` ${item.reference}` : "",
      item.until ? [` ${t("consent.until")} `, dated(item.until)] : "",
    ],
    answer,
  );

const recallColumns = (answer) =>
  columns(
    [
      {
        title: t("property.action"),
        cell: (item) => [word("action", item.action), item.level ? ` → ${item.level}` : ""],
      },
      { title: t("property.reason"), cell: (item) => item.reason ?? "" },
    ],
    (item) => [
      item.outcome ? ` ${word("recall-outcome", item.outcome)}` : "",
      item.article ? ` (${item.article})` : "",
      item.passed_on?.length
        ? h("span", { class: "rule" }, ` ${t("recall.passed-on", { parties: item.passed_on.join(", ") })}`)
        : "",
    ],
    answer,
  );

const lossColumns = (answer) =>
  columns(
    [
      {
        title: t("loss.noticed"),
        style: "when",
        cell: (item) => [
          dated(item.noticed),
          " ",
          h("span", { class: "tag warn" }, t(item.certain ? "loss.certain" : "loss.possible")),
        ],
      },
      { title: t("property.reason"), cell: (item) => item.reason ?? "" },
    ],
    (item) => [
      item.report ? ` ${item.report}` : "",
      item.measures ? h("p", { class: "rule" }, `${t("loss.measures")}: ${item.measures}`) : "",
    ],
    answer,
  );

function reportLoss(view, item, done) {
  ask(
    t("loss.report"),
    [
      h("p", {}, item.name || item.item),
      field(t("loss.found"), area("found", { required: true })),
      field(t("loss.measures"), area("measures"), t("loss.measures-help")),
      field(t("consent.reference"), input("reference")),
    ],
    t("loss.send-report"),
    async (entered) => {
      await api.post(`losses/${api.segment(item.id)}`, given(entered));
      view.say(t("loss.reported"));
      await done();
    },
  );
}

function answerConsent(view, item, done) {
  const choice = (value, label) => check("granted", label, { type: "radio", value, required: true });
  ask(
    t("consent.answer"),
    [
      h(
        "p",
        {},
        t("consent.answer-text", { partner: item.partner, name: item.name || item.item, party: item.recipient }),
      ),
      h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, t("consent.decision")),
        choice("yes", t("consent.yes")),
        choice("no", t("consent.no")),
      ),
      field(t("consent.reference"), input("reference"), t("consent.reference-help")),
      field(t("consent.until"), input("until", { type: "date", "data-ahead": true })),
      field(t("property.reason"), area("reason")),
    ],
    t("requests.send"),
    async ({ granted, ...rest }) => {
      await api.post(`consents/${api.segment(item.id)}`, { granted: granted === "yes", ...given(rest) });
      view.say(t("requests.sent"));
      await done();
    },
  );
}

function answerRecall(view, item, done) {
  const article = input("article");
  const outcome = select(
    "outcome",
    outcomes[item.action].map((one) => [one, word("recall-outcome", one)]),
    outcomes[item.action][0],
    {
      onchange: () => {
        article.required = outcome.value === "kept";
      },
    },
  );
  const sure = check("sure", t("recall.destroy-sure"));
  const needed = () => {
    sure.hidden = outcome.value !== "destroyed";
    sure.firstChild.required = !sure.hidden;
  };
  outcome.addEventListener("change", needed);
  needed();
  ask(
    t("recall.answer"),
    [
      h(
        "p",
        {},
        t("recall.answer-text", {
          partner: item.partner,
          name: item.name || item.item,
          action: word("action", item.action),
        }),
      ),
      field(t("recall.outcome"), outcome),
      sure,
      field(t("recall.article"), article, t("recall.article-help")),
      field(t("consent.reference"), input("reference")),
    ],
    t("requests.send"),
    async ({ outcome: chosen, article: named, reference }) => {
      const { certificate } = await api.post(
        `recalls/${api.segment(item.id)}`,
        given({ outcome: chosen, article: named, reference }),
      );
      view.say(t("requests.sent"));
      await done();
      return certificate
        ? [
            h("p", {}, t("recall.certificate")),
            h(
              "pre",
              { tabindex: "0" },
              typeof certificate === "string" ? certificate : JSON.stringify(certificate, null, 2),
            ),
          ]
        : null;
    },
  );
}
