// One link: what went and came, files by courier, what was recalled and lost, and evidence against the partner.

import * as api from "../api.js";
import { countersigned } from "../countersign.js";
import { fill, h } from "../dom.js";
import { dated, dayOf, number, size, time } from "../format.js";
import { t, word } from "../i18n.js";
import { forget, party } from "../names.js";
import { area, ask, empty, errorText, field, input, objectLink, section, table, told } from "../parts.js";
import { facts, stateChip } from "./partners.js";

export async function show(view) {
  const path = `partners/${api.segment(view.argument)}`;
  const found = await api.get(path, { signal: view.signal });
  const decides = view.can("POST partners/{name} confirm");
  const errors = h("div", { "aria-live": "assertive" });
  view.title(party(found.name, found.title));
  view.mark([...(found.recalls ?? []), ...(found.losses ?? [])].filter((one) => one.name).map((one) => one.banner));
  fill(
    view.body,
    h(
      "div",
      { class: "card" },
      h("p", {}, stateChip(found)),
      facts(found),
      view.can("POST partners/{name}") ? linkActs(view, path, found, errors, decides) : "",
    ),
    errors,
    found.evidence.length ? section(t("partner.evidence"), evidence(found.evidence)) : "",
    found.received ? section(t("compare.title"), agreements(found.agreements)) : "",
    found.deliveries ? section(t("partner.deliveries"), deliveries(found.deliveries)) : "",
    found.received ? section(t("partner.received"), received(found.received)) : "",
    section(t("partner.courier"), courier(found.files)),
    found.recalls ? section(t("partner.recalls"), recalls(found.recalls, decides)) : "",
    found.losses ? section(t("partner.losses"), losses(found.losses)) : "",
  );
}

/** What may be done with a link as it stands; what decides is for those who may confirm one. */
function linkActs(view, path, found, errors, decides) {
  const isOpen = !found.confirmed && !found.ended;
  const button = (id, label, action, style = null) =>
    h("button", { type: "button", id, class: style, onclick: action }, label);
  const fetchNow = async () => {
    try {
      await api.post(path, { act: "pull" });
      view.say(t("partner.fetching"));
      const { problem } = await fetched(view, path);
      if (problem) return fill(errors, h("p", { class: "error", role: "alert" }, told(problem)));
      view.say(t("partner.fetched"));
      await show(view);
    } catch (problem) {
      fill(errors, errorText(problem));
    }
  };
  const hasEvidence = found.evidence.some((one) => !one.settled);
  return h(
    "div",
    { class: "buttons" },
    decides && (found.waiting || isOpen) ? button("confirm", t("partner.confirm"), () => confirm(view, path)) : "",
    found.waiting || isOpen ? button("discard", t("partner.discard"), () => discard(view, path, isOpen)) : "",
    found.confirmed ? button("fetch-now", t("partner.fetch"), fetchNow) : "",
    hasEvidence && decides ? button("settle", t("partner.settle"), () => settle(view, path)) : "",
    decides && found.confirmed ? button("end", t("partner.end"), () => end(view, path, found), "danger") : "",
  );
}

/** The link as it is once what was asked for is here, or could not be had. */
async function fetched(view, path) {
  for (;;) {
    const link = await api.get(path, { signal: view.signal });
    if (!link.fetching) return link;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Asks, acts, and shows the link as it is then. */
const act = (view, title, fields, send) =>
  ask(title, fields, title, async (entered) => {
    await send(entered);
    forget();
    view.say(t("people.changed"));
    await show(view);
  });

const confirm = (view, path) =>
  act(
    view,
    t("partner.confirm"),
    [
      h("p", {}, t("partner.confirm-text")),
      field(t("partner.fingerprint"), input("fingerprint", { required: true, spellcheck: "false" })),
    ],
    (entered) => api.post(path, { act: "confirm", ...entered }),
  );

/** A link that was not confirmed yet goes with its invitation. */
const discard = (view, path, isOpen) =>
  act(view, t("partner.discard"), h("p", {}, t("partner.discard-text")), async () => {
    await api.post(path, { act: "discard" });
    if (isOpen) location.hash = "#/partners";
  });

const settle = (view, path) =>
  act(
    view,
    t("partner.settle"),
    [h("p", {}, t("partner.settle-text")), field(t("property.reason"), area("reason", { required: true }))],
    (entered) => api.post(path, { act: "settle", ...entered }),
  );

const end = (view, path, found) =>
  ask(
    t("partner.end"),
    [
      h("p", {}, t("partner.end-text", { title: party(found.name, found.title) })),
      field(t("property.reason"), area("reason", { required: true })),
    ],
    t("partner.end"),
    async ({ reason }) => {
      const { news } = await countersigned((second) => api.post(path, { act: "end", reason, second }));
      await show(view);
      return h("p", {}, t(`end-news.${news}`));
    },
    "danger",
  );

const comparison = (one) =>
  h("span", { class: `state-chip ${one.comparison === "same" ? "good" : "bad"}` }, word("comparison", one.comparison));
const digest = (text) => (text ? h("code", { title: text }, text.slice(0, 16)) : "");

const agreements = (list) =>
  list
    ? [
        h("p", { class: "help" }, t("compare.help")),
        shown(
          t("compare.title"),
          list,
          [
            { title: t("compare.agreement"), style: "wide", cell: (one) => h("code", {}, one.name) },
            { title: t("compare.result"), cell: comparison },
            { title: t("compare.ours"), cell: (one) => digest(one.ours) },
            { title: t("compare.theirs"), cell: (one) => digest(one.theirs) },
          ],
          t("compare.none"),
        ),
      ]
    : empty(t("compare.not-told"));

const state = (one) => h("span", { class: `state-chip ${one}` }, word("state", one));
const way = (one) => t(one.incoming ? "partner.theirs" : "partner.ours");
const item = (one) => objectLink(one.item, { ...one, id: one.item }, { details: true });
const shown = (caption, list, columns, none) => (list.length ? table(caption, columns, list) : empty(none));

const evidence = (list) =>
  table(
    t("partner.evidence"),
    [
      { title: t("partner.seen"), style: "when", cell: (one) => time(one.seen) },
      { title: t("property.kind"), cell: (one) => h("code", {}, one.code) },
      { title: t("property.details"), style: "wide", cell: (one) => told(one.message) },
      {
        title: t("column.state"),
        cell: (one) =>
          one.settled
            ? [t("partner.settled"), " ", time(one.settled)]
            : h("span", { class: "state-chip bad" }, t("partner.stands-still")),
      },
    ],
    list,
  );

const deliveries = (list) =>
  shown(
    t("partner.deliveries"),
    list,
    [
      { title: t("partner.when"), style: "when", cell: (one) => time(one.made) },
      { title: t("partner.objects"), cell: (one) => number(one.objects) },
      {
        title: t("preview.channel"),
        cell: (one) => (one.courier ? `${word("channel", "courier")} ${one.courier}` : word("channel", "electronic")),
      },
    ],
    t("partner.no-deliveries"),
  );

const received = (list) =>
  shown(
    t("partner.received"),
    list,
    [
      { title: t("partner.when"), style: "when", cell: (one) => time(one.made) },
      { title: t("ledger.origin"), cell: (one) => h("code", {}, one.log) },
      { title: t("ledger.size"), cell: (one) => number(one.size) },
    ],
    t("partner.no-received"),
  );

function courier(files) {
  const columns = [
    { title: t("partner.number"), cell: (one) => number(one.number) },
    { title: t("column.state"), cell: (one) => word("volume", one.state) },
    { title: t("column.made"), style: "when", cell: (one) => time(one.made) },
    { title: t("node.size"), cell: (one) => size(one.bytes) },
  ];
  if (!files.outgoing.length && !files.incoming.length) return empty(t("partner.no-files"));
  return [
    files.open ? h("p", {}, t("partner.open-files", { count: files.open })) : "",
    files.missing.length ? h("p", { class: "error" }, t("partner.missing", { numbers: files.missing.join(", ") })) : "",
    files.skipped.length ? h("p", {}, t("partner.skipped", { numbers: files.skipped.join(", ") })) : "",
    h(
      "div",
      { class: "columns" },
      [
        ["partner.written", files.outgoing],
        ["partner.read", files.incoming],
      ].map(([key, list]) => h("div", {}, h("h3", {}, t(key)), shown(t(key), list, columns, t("requests.none")))),
    ),
  ];
}

const recalls = (list, decides) => [
  shown(
    t("partner.recalls"),
    list,
    [
      { title: t("property.item"), style: "wide", cell: item },
      { title: t("partner.who"), cell: way },
      { title: t("property.action"), cell: (one) => word("action", one.action) },
      { title: t("column.due"), style: "when", cell: (one) => dated(one.due) },
      { title: t("column.state"), cell: (one) => state(one.state) },
      { title: t("column.outcome"), cell: (one) => (one.outcome ? word("recall-outcome", one.outcome) : "") },
    ],
    t("requests.none"),
  ),
  list.length && decides ? h("p", {}, h("a", { href: "#/requests" }, word("page", "requests"))) : "",
];

const losses = (list) =>
  shown(
    t("partner.losses"),
    list,
    [
      { title: t("property.item"), style: "wide", cell: item },
      { title: t("partner.who"), cell: way },
      { title: t("partner.certain"), cell: (one) => t(one.actual ? "partner.lost" : "partner.maybe-lost") },
      { title: t("partner.noticed"), style: "when", cell: (one) => (one.noticed ? dayOf(one.noticed) : "") },
      { title: t("column.due"), style: "when", cell: (one) => dated(one.due) },
      { title: t("column.state"), cell: (one) => state(one.state) },
      { title: t("partner.report"), cell: (one) => [one.report ?? "", one.measures ? [" ", one.measures] : ""] },
    ],
    t("requests.none"),
  );
