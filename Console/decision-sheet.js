// What an officer decides about, in three parts: what goes, why it may, the act.

import * as api from "./api.js";
import { askOriginator, keepOlder, recall, refuse, release } from "./acts.js";
import { blackened } from "./blackened.js";
import { differenceOf } from "./difference.js";
import { fill, h } from "./dom.js";
import { clock, time } from "./format.js";
import { human } from "./human.js";
import { language, t } from "./i18n.js";
import { party } from "./names.js";
import { handedIn } from "./submissions.js";
import { asksOriginator, decisionBody, objectName, outcomeChip, prose, told, woven } from "./parts.js";

/** Whether what waits may go, whole or in part. */
export const goes = ({ decision }) => ["release", "rendition"].includes(decision.outcome);

/** Exactly the version that waits, with what is withheld of it, and what the party has already. */
export function what(item, found, version) {
  const { given, decision } = item;
  const name = party(item.party, item.title);
  const isPart = decision.outcome === "rendition" && decision.withheld?.length;
  return [
    h("p", { class: "fine" }, woven("release.version", { time: time(version.version) })),
    isPart
      ? h("div", { class: "gets" }, blackened(version.object, decision.withheld))
      : human(version.object, {}, found.markings),
    h(
      "p",
      { class: "given" },
      given
        ? woven("sheet.given", { party: name, time: time(given.version), banner: given.banner || "—" })
        : t("sheet.nothing-given", { party: name }),
    ),
    given ? since(given, found, version) : "",
  ];
}

/** What is another one than in the version that the party has. */
function since(given, found, version) {
  const had = found.versions.find((one) => one.version === given.version);
  if (!had) return "";
  const now = { ...version.object, modified: had.object.modified };
  return h("details", {}, h("summary", {}, t("sheet.since")), differenceOf(had.object, now, t("sheet.since")));
}

/** The same, folded, and asked for when somebody looks. */
export function whatGoes(view, item) {
  const out = h("div", {});
  const part = h("details", { class: "goes" }, h("summary", {}, t("sheet.goes")), out);
  part.addEventListener("toggle", async () => {
    if (!part.open || out.childElementCount) return;
    const found = await api.get(`objects/${api.segment(item.id)}`, {
      query: { lang: language() },
      signal: view.signal,
    });
    const version = found.versions.find((one) => one.version === item.version);
    fill(out, version ? what(item, found, version) : h("p", { class: "nothing" }, t("error.not-found")));
  });
  return part;
}

/**
 * Buttons that fit the outcome: what may not go is not offered.
 * @param on what is called: `yes`, `no`, and `kept` once the older version is let stand.
 */
export function acts(view, item, on) {
  const asks = asksOriginator(item.decision);
  const button = (name, label, action, style = "") =>
    h("button", { type: "button", class: `${name} ${style}`, onclick: action }, label);
  return h(
    "div",
    { class: "buttons" },
    goes(item) ? button("yes", t("release.to", { party: party(item.party, item.title) }), on.yes, "primary") : "",
    asks ? button("originator", t("consent.ask"), () => askOriginator(view, item), goes(item) ? "" : "primary") : "",
    button("no", t("sheet.no"), on.no, goes(item) || asks ? "" : "primary"),
    item.given
      ? [
          button("keep-older", t("queue.keep-older"), () => keepOlder(view, item, on.kept)),
          button("recall", t("queue.recall-older"), () => recall(view, item, [item.party])),
        ]
      : "",
  );
}

export class DecisionSheet {
  element = h("div", { class: "sheet", "aria-busy": "true" });
  #view;
  #item;
  #done;

  /**
   * @param item what waits: `item`, `version`, `party`, and what the party has already (`given`).
   * @param done called when it is decided.
   */
  constructor(view, item, done) {
    [this.#view, this.#done] = [view, done];
    this.#item = { ...item, id: item.item };
  }

  async draw() {
    try {
      const path = `objects/${api.segment(this.#item.id)}`;
      const query = { version: this.#item.version, lang: language() };
      const [found, { decisions }] = await Promise.all([
        api.get(path, { signal: this.#view.signal }),
        api.get(`${path}/decisions`, { query, signal: this.#view.signal }),
      ]);
      const decision = decisions.find((one) => one.party === this.#item.party);
      const version = found.versions.find((one) => one.version === this.#item.version);
      if (!decision || !version) return fill(this.element, h("p", { class: "nothing" }, t("error.not-found")));
      this.#item = { ...this.#item, name: found.name, translated: found.translated, source: version.source, decision };
      fill(
        this.element,
        await this.#author(),
        this.#part(1, t("sheet.goes"), what(this.#item, found, version)),
        this.#why(),
        this.#act(),
      );
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  #part(number, title, ...content) {
    return h("section", { class: "sheet-part" }, h("h3", {}, `${number}. ${title}`), content);
  }

  /** Who handed it in, with the words about it. */
  async #author() {
    const { submission } = this.#item;
    return submission ? handedIn(this.#view, submission, this.#done) : "";
  }

  get #party() {
    return party(this.#item.party, this.#item.title);
  }

  #why() {
    const { decision, text, first } = this.#item;
    return this.#part(
      2,
      t("sheet.why"),
      h("p", {}, outcomeChip(decision.outcome), " ", text ? told(text) : ""),
      first
        ? h(
            "p",
            { class: "first-officer" },
            woven(first.own ? "queue.first-own" : "queue.first", {
              officer: first.officer,
              time: time(first.made),
            }),
          )
        : "",
      decisionBody(decision),
    );
  }

  #act() {
    return this.#part(
      3,
      t("sheet.act"),
      acts(this.#view, this.#item, { yes: () => this.yes(), no: () => this.no(), kept: () => this.#released() }),
      goes(this.#item) ? "" : h("p", { class: "help" }, prose(t("sheet.may-not"))),
    );
  }

  yes() {
    if (!this.#item.decision || !goes(this.#item)) return;
    release(this.#view, this.#item, {}, () => this.#released());
  }

  no() {
    if (!this.#item.decision) return;
    refuse(this.#view, this.#item, () => {
      stays(
        this.#view,
        t("sheet.refused", { time: clock(new Date()), party: this.#party, name: objectName(this.#item) }),
      );
      this.#done();
    });
  }

  #released() {
    const item = this.#item;
    const again = () => recall(this.#view, item, [item.party]);
    stays(
      this.#view,
      t("sheet.released", { time: clock(new Date()), party: this.#party, name: objectName(item) }),
      " · ",
      h("a", { href: `#/object/${encodeURIComponent(item.id)}` }, t("sheet.receipt")),
      " · ",
      h("button", { type: "button", class: "small recall", onclick: again }, t("recall.new")),
    );
    this.#done();
  }
}

/** What was done stays on the page, above the list, with what can be done about it. */
function stays(view, ...content) {
  const list = view.body.querySelector(":scope > .done-lines") ?? h("div", { class: "done-lines", role: "status" });
  list.prepend(h("p", {}, content));
  if (!list.isConnected) view.body.prepend(list);
}
