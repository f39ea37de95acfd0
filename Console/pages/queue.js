// What waits for an officer's yes or no. One key does each; the item goes when it is done.

import * as api from "../api.js";
import { acts, goes, whatGoes } from "../decision-sheet.js";
import { add, fill, h, hidden } from "../dom.js";
import { time } from "../format.js";
import { language, t } from "../i18n.js";
import { keyHelp } from "../keys.js";
import { chip } from "../marking.js";
import { object, party } from "../names.js";
import {
  asksOriginator,
  check,
  decisionBody,
  empty,
  objectLink,
  outcomeChip,
  told,
  typeName,
  woven,
} from "../parts.js";
import { askOriginator, decideTogether, refuse, release } from "../acts.js";
import { instructions } from "../instructions.js";

export async function show(view) {
  const { items } = await api.get("queue", { query: { lang: language() }, signal: view.signal });
  const queue = new Queue(view, items);
  queue.draw();
  add(view.body, await instructions(view));
  view.keys(queue.keys(), keyWords());
}

const keyWords = () => [
  ["j", t("queue.key-next")],
  ["k", t("queue.key-back")],
  ["y", t("queue.key-yes")],
  ["n", t("queue.key-no")],
  ["o", t("queue.key-originator")],
  ["x", t("queue.key-choose")],
];

/** So many items are decided about together at most. */
const mostTogether = 100;

/** The items that wait, the one that keys act on, and those chosen for one decision. */
class Queue {
  #view;
  #items;
  #current = 0;
  #chosen = [];
  #count = h("p", { class: "count-line" });
  #list = h("ol", { class: "queue-list" });
  #bulk = h("div", { class: "bulk", role: "group", "aria-label": t("bulk.label") });

  constructor(view, items) {
    [this.#view, this.#items] = [view, items];
  }

  draw() {
    fill(this.#view.body, keyHelp(keyWords()), this.#count, this.#bulk, h("div", {}, this.#list));
    fill(
      this.#list,
      this.#items.map((item) => h("li", {}, this.#article(item))),
    );
    this.#tell();
    this.#drawBulk();
  }

  keys() {
    const step = (by) => () => this.#move(this.#list.querySelector(".current") ? this.#current + by : 0);
    const onMarked = (act) => () => {
      const item = this.#items[this.#current];
      if (item) act(item);
    };
    return {
      j: step(1),
      k: step(-1),
      y: onMarked((item) => this.#yes(item)),
      n: onMarked((item) => this.#no(item)),
      o: onMarked((item) => asksOriginator(item.decision) && askOriginator(this.#view, item)),
      x: onMarked((item) => this.#toggle(item)),
    };
  }

  #rows() {
    return [...this.#list.children];
  }

  #boxes() {
    return this.#rows().map((row) => row.querySelector(".choose"));
  }

  #mark(place) {
    this.#current = place;
    this.#rows().forEach((row, at) => row.classList.toggle("current", at === place));
  }

  #move(to) {
    if (!this.#items.length) return;
    this.#mark(Math.max(0, Math.min(this.#items.length - 1, to)));
    const article = this.#rows()[this.#current].firstElementChild;
    article.focus();
    article.scrollIntoView({ block: "nearest" });
  }

  #tell() {
    fill(this.#count, t("queue.count", { count: this.#items.length }));
    this.#view.mark(this.#items.map((item) => item.banner));
    if (!this.#items.length) fill(this.#list.parentElement, empty(t("queue.empty")));
  }

  /** Takes items that were decided about out of the list. */
  #remove(gone) {
    const rows = this.#rows();
    for (const item of gone) rows[this.#items.indexOf(item)].remove();
    this.#items = this.#items.filter((item) => !gone.includes(item));
    this.#choose(this.#chosen.filter((item) => !gone.includes(item)));
    this.#tell();
  }

  #gone(item) {
    return () => {
      const place = this.#items.indexOf(item);
      this.#remove([item]);
      if (this.#items.length) requestAnimationFrame(() => this.#move(Math.min(place, this.#items.length - 1)));
      else this.#view.heading.focus();
    };
  }

  #yes(item) {
    if (goes(item)) release(this.#view, item, {}, this.#gone(item));
  }

  #no(item) {
    refuse(this.#view, item, this.#gone(item));
  }

  /** Only what is alike is chosen together: of one party, with one outcome. */
  #isAlike(item) {
    const [first] = this.#chosen;
    return !first || (item.party === first.party && item.decision.outcome === first.decision.outcome);
  }

  #choose(some) {
    this.#chosen = some;
    this.#drawBulk();
  }

  #toggle(item) {
    if (this.#chosen.includes(item)) this.#choose(this.#chosen.filter((one) => one !== item));
    else if (this.#isAlike(item) && this.#chosen.length < mostTogether) this.#choose([...this.#chosen, item]);
  }

  /** What can be done with what is chosen. */
  #drawBulk() {
    this.#boxes().forEach((box, place) => {
      box.checked = this.#chosen.includes(this.#items[place]);
      box.disabled = !this.#isAlike(this.#items[place]);
    });
    this.#bulk.hidden = !this.#chosen.length;
    if (!this.#chosen.length) return fill(this.#bulk);
    const [{ party: name, title, decision }] = this.#chosen;
    const said = { count: this.#chosen.length, party: party(name, title) };
    const button = (label, style, action) => h("button", { type: "button", class: style, onclick: action }, label);
    const all = () => this.#choose(this.#items.filter((item) => this.#isAlike(item)).slice(0, mostTogether));
    const none = () => {
      this.#choose([]);
      this.#boxes()[this.#current]?.focus();
    };
    fill(
      this.#bulk,
      h("strong", { role: "status" }, t("bulk.chosen", said)),
      " ",
      outcomeChip(decision.outcome),
      button(t("bulk.all"), "small", all),
      button(t("bulk.none"), "small", none),
      ["release", "rendition"].includes(decision.outcome)
        ? button(t("bulk.release", said), "primary bulk-release", () => this.#together("release"))
        : "",
      button(t("bulk.refuse", said), "bulk-refuse", () => this.#together("refuse")),
    );
  }

  #together(act) {
    decideTogether(this.#view, act, [...this.#chosen], (done) => {
      this.#remove(done);
      this.#choose([]);
      this.#view.heading.focus();
    });
  }

  #article(item) {
    const label = `${object(item)} → ${party(item.party, item.title)}`;
    const mark = () => this.#mark(this.#items.indexOf(item));
    return h(
      "article",
      { class: `card item ${item.decision.outcome}`, tabindex: "-1", "aria-label": label, onfocusin: mark },
      about(item),
      decisionBody(item.decision),
      whatGoes(this.#view, item),
      this.#acts(item),
    );
  }

  #acts(item) {
    const buttons = acts(this.#view, item, {
      yes: () => this.#yes(item),
      no: () => this.#no(item),
      kept: this.#gone(item),
    });
    const choose = { class: "choose", onchange: () => this.#toggle(item) };
    buttons.prepend(check("", [t("bulk.choose"), hidden(` ${object(item)}`)], choose));
    return buttons;
  }
}

/** What waits, for whom, since when and why; who of two officers agreed, and what the party has of it already. */
const about = (item) => [
  h(
    "header",
    {},
    h(
      "h2",
      {},
      objectLink(item.id, item, { details: true }),
      h("span", { class: "arrow", "aria-hidden": "true" }, " → "),
      h("span", {}, party(item.party, item.title)),
    ),
    outcomeChip(item.decision.outcome),
  ),
  h(
    "p",
    { class: "facts" },
    chip(item.banner),
    " ",
    typeName(item.type),
    " · ",
    t("queue.since"),
    " ",
    time(item.since),
  ),
  h("p", {}, told(item.reason)),
  item.first ? h("p", { class: "first-officer" }, firstOfficer(item.first)) : "",
  item.given ? h("p", { class: "given" }, older(item)) : "",
];

const firstOfficer = ({ own, officer, made }) =>
  woven(own ? "queue.first-own" : "queue.first", { officer, time: time(made) });

const older = ({ given, banner }) => woven("queue.older", { time: time(given.version), banner: banner || "—" });
