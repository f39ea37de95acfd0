// How what partners ask is answered: each in one sheet that shows what it is about before it asks for a word.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { add, fill, h } from "./dom.js";
import { dated } from "./format.js";
import { human } from "./human.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { party } from "./names.js";
import {
  area,
  ask,
  check,
  decisionBody,
  empty,
  errorText,
  field,
  given,
  input,
  objectLink,
  objectName,
  outcomeChip,
  row,
  select,
} from "./parts.js";

/** What a holder can answer to each action (Documentation/officers.md). */
const outcomes = {
  withdraw: ["withdrawn", "destroyed", "kept", "not-held"],
  destroy: ["destroyed", "kept", "not-held"],
  reclassify: ["reclassified", "destroyed", "kept", "not-held"],
  correct: ["corrected", "destroyed", "kept", "not-held"],
};

/** The whole of a request that the inbox names. */
const whole = async (list, item) => (await api.get(list)).items.find((one) => one.id === item.key);

/** Answers from the inbox, by the kind of what waits. */
export const answers = {
  consent: async (view, item, done) => answerConsent(view, await whole("consents", item), done),
  recall: async (view, item, done) => answerRecall(view, await whole("recalls", item), done),
  loss: async (view, item, done) => reportLoss(view, await whole("losses", item), done),
};

/** What a request is about: the object as it is held here, and, for a third party, what that one would get. */
function subject(item, recipient) {
  const out = h("div", { class: "subject", "aria-live": "polite" });
  const draw = async () => {
    const path = `objects/${api.segment(item.item)}`;
    const found = await api.get(path);
    const [newest] = found.versions;
    fill(
      out,
      h("h3", {}, t("sheet.what")),
      h("p", { class: "facts" }, chip(newest.banner), " ", objectLink(found.id, found, { details: true })),
      h("details", {}, h("summary", {}, t("object.content")), human(newest.object, {}, found.markings)),
    );
    if (!recipient) return;
    const { decisions } = await api.get(`${path}/decisions`, { query: { version: newest.version, lang: language() } });
    // The agreements and the links may write a party's name in letters of another size.
    const called = recipient.toLowerCase();
    const theirs = decisions.find(({ party: short, title }) =>
      [short, title].some((name) => name?.toLowerCase() === called),
    );
    add(
      out,
      h("h3", {}, t("sheet.third", { party: party(recipient) })),
      theirs
        ? [h("p", {}, outcomeChip(theirs.outcome)), decisionBody(theirs)]
        : empty(t("sheet.third-unknown", { party: party(recipient) })),
    );
  };
  draw().catch((problem) => fill(out, errorText(problem)));
  return out;
}

export function reportLoss(view, item, done) {
  ask(
    t("loss.report"),
    [
      h("p", {}, objectName(item)),
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

export function answerConsent(view, item, done) {
  const choice = (value, label) => check("granted", label, { type: "radio", value, required: true });
  ask(
    t("consent.answer"),
    [
      h(
        "p",
        {},
        t("consent.answer-text", {
          partner: party(item.partner),
          name: objectName(item),
          party: party(item.recipient),
        }),
      ),
      h(
        "dl",
        { class: "pairs" },
        row(t("property.purpose"), item.purpose ?? t("sheet.no-purpose")),
        row(t("column.due"), item.due ? dated(item.due) : ""),
        row(t("consent.until"), item.until ? dated(item.until) : ""),
      ),
      subject(item, item.recipient),
      h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, t("consent.decision")),
        choice("yes", t("consent.yes")),
        choice("no", t("consent.no")),
      ),
      field(t("consent.reference"), input("reference"), t("consent.reference-help")),
      field(t("consent.until"), dayField("until", { "data-ahead": true })),
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

const shownCertificate = (certificate) => [
  h("p", {}, t("recall.certificate")),
  h("pre", { tabindex: "0" }, typeof certificate === "string" ? certificate : JSON.stringify(certificate, null, 2)),
];

export function answerRecall(view, item, done) {
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
          partner: party(item.partner),
          name: objectName(item),
          action: word("action", item.action),
        }),
      ),
      h(
        "dl",
        { class: "pairs" },
        row(t("property.reason"), item.reason ?? ""),
        row(t("column.due"), item.due ? dated(item.due) : ""),
      ),
      subject(item),
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
      return certificate ? shownCertificate(certificate) : null;
    },
  );
}
