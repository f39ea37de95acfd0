// Consents, recalls and losses: what partners ask of us, what we asked of them.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { dated } from "../format.js";
import { t, word } from "../i18n.js";
import { party, partyList } from "../names.js";
import { empty, objectLink, section, table } from "../parts.js";
import { tellLoss } from "../acts.js";
import { answerConsent, answerRecall, reportLoss } from "../requests.js";

const waits = (item) => ["asked", "overdue"].includes(item.state);
const byNeed = (one, other) =>
  waits(other) - waits(one) || String(one.due ?? "~").localeCompare(String(other.due ?? "~"));

export async function show(view) {
  const [consents, recalls, losses, partners] = await Promise.all(
    ["consents", "recalls", "losses", "partners"].map((path) => api.get(path, { signal: view.signal })),
  );
  const items = [...consents.items, ...recalls.items, ...losses.items];
  view.mark(items.filter((item) => item.name).map((item) => item.banner));
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

/** The item of a request, as names are made of it. */
const named = ({ item: id, name, translated }) => ({ id, name, translated });

const state = (item) => h("span", { class: `state-chip ${item.state}` }, word("state", item.state));
const action = (item, answer) =>
  waits(item)
    ? h("button", { type: "button", class: "answer-button", onclick: () => answer(item) }, t("requests.answer"))
    : "";
const last = (answer) =>
  answer ? [{ title: t("column.act"), hidden: true, cell: (item) => action(item, answer) }] : [];

const columns = (own, more, answer) => [
  { title: t("property.item"), style: "wide", cell: (item) => objectLink(item.item, named(item), { details: true }) },
  { title: t("column.partner"), cell: (item) => party(item.partner) },
  ...own,
  { title: t("column.due"), style: "when", cell: (item) => dated(item.due) },
  { title: t("column.state"), cell: (item) => [state(item), more(item)] },
  ...last(answer),
];

const consentColumns = (answer) =>
  columns(
    [
      { title: t("property.recipient"), cell: (item) => (item.recipient ? party(item.recipient) : "") },
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
        ? h("span", { class: "rule" }, ` ${t("recall.passed-on", { parties: partyList(item.passed_on) })}`)
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
