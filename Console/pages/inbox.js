// Everything that waits for the person, in one list; beside it the one that is looked at, with its acts.

import * as api from "../api.js";
import { fill, h, hidden } from "../dom.js";
import { age, dated, isPast, number } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { details, party } from "../names.js";
import { empty, errorText, holdingColumns, objectLink, objectName, section, table, told } from "../parts.js";
import { DecisionSheet } from "../decision-sheet.js";
import { answers } from "../requests.js";

/** So many of what came stand below. */
const recent = 12;

export async function show(view) {
  const inbox = new Inbox(view);
  const came = h("div", {});
  const load = async () => {
    const [{ items }, newest] = await Promise.all([
      api.get("inbox", { query: { lang: language() }, signal: view.signal }),
      view.may("holdings")
        ? api.get("holdings", { query: { limit: recent, lang: language() }, signal: view.signal })
        : { items: [] },
    ]);
    if (view.may("holdings")) fill(came, arrived(newest.items));
    view.mark([...items, ...newest.items].filter((one) => one.name).map((one) => one.banner));
    inbox.take(items);
  };
  fill(view.body, inbox.element, came);
  await load();
  view.keys(inbox.keys(), [
    ["j", t("queue.key-next")],
    ["k", t("queue.key-back")],
    ["e", t("inbox.key-open")],
    ["y", t("queue.key-yes")],
    ["n", t("queue.key-no")],
  ]);
  // What others do comes in under the hands of whoever works here: the item that is looked at stays.
  view.renews(() => load().catch((problem) => problem.name === "AbortError" || view.say(problem.message)));
}

const arrived = (items) =>
  section(
    t("inbox.came"),
    items.length ? table(t("inbox.came"), holdingColumns(), items) : empty(t("inbox.nothing-came")),
  );

const partyOf = (item) => (item.party ? party(item.party, item.title) : item.title);

/** What one line says: what is wanted, of what. */
function line(item, isPlain = false) {
  const name = item.item ? objectName(item) : "";
  const known = item.item ? { [item.item]: { ...item, id: item.item } } : {};
  if (item.kind === "duty") return told(item.text, known, isPlain);
  if (item.kind === "markings") return t("inbox.markings", { count: number(item.count) });
  if (item.kind === "hits") return t("inbox.hits");
  if (item.kind === "hit") {
    return t("inbox.hit", { name, count: number(item.count), mode: word("hit-mode", item.mode) });
  }
  if (item.kind === "paper") return t("inbox.paper", { name, state: word("paper-state", item.state) });
  if (item.author) return t("inbox.handed-in", { name, party: partyOf(item), author: item.author });
  return t(`inbox.${item.kind}`, { name, party: partyOf(item) ?? "" });
}

/** The page on which an item is done. */
const pageOf = (item) =>
  ({
    hit: `cyber?tab=arrived&indicator=${encodeURIComponent(item.item)}`,
    hits: "cyber?tab=arrived",
    paper: "papers",
    markings: "quarantine",
    duty: "register",
    link: `partner/${item.party}`,
    due: item.page,
  })[item.kind] ?? "requests";

class Inbox {
  element = h("div", { class: "inbox-split" });
  #view;
  #items = [];
  #kind = "";
  #current = 0;
  #chips = h("div", { class: "chips", role: "group", "aria-label": t("inbox.kinds") });
  #list = h("ol", { class: "inbox-list" });
  #detail = h("section", { class: "inbox-detail", "aria-label": t("inbox.detail"), tabindex: "-1" });
  #sheet = null;

  constructor(view) {
    this.#view = view;
  }

  /** Shows what waits; what was looked at stays as it is, as long as it waits. */
  take(items, takesFocus = this.#list.contains(document.activeElement)) {
    const before = this.#shown()[this.#current];
    const isFirst = !this.#list.isConnected;
    this.#items = items;
    if (!items.length) return void fill(this.element, section(t("inbox.waiting"), empty(t("inbox.nothing"))));
    if (isFirst) fill(this.element, section(t("inbox.waiting"), this.#chips, this.#list), this.#detail);
    if (!this.#shown().length) this.#kind = "";
    this.#drawChips();
    this.#drawList();
    const place = this.#shown().findIndex((one) => one.key === before?.key && one.kind === before?.kind);
    if (place < 0) return this.#open(Math.min(this.#current, this.#shown().length - 1), takesFocus);
    this.#current = place;
    this.#markRow(takesFocus);
  }

  keys() {
    const sheet = (act) => () => this.#sheet?.[act]?.();
    return {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      e: () => this.#detail.focus(),
      y: sheet("yes"),
      n: sheet("no"),
    };
  }

  #shown() {
    return this.#items.filter((one) => !this.#kind || one.kind === this.#kind);
  }

  #drawChips() {
    const kinds = [...new Set(this.#items.map((one) => one.kind))];
    const choose = (kind) => () => {
      this.#kind = kind;
      this.#drawChips();
      this.#drawList();
      this.#open(0, false);
    };
    const choice = (kind, label, count) =>
      h(
        "button",
        { type: "button", class: "small chip", "aria-pressed": String(kind === this.#kind), onclick: choose(kind) },
        `${label} (${count})`,
      );
    fill(
      this.#chips,
      choice("", t("inbox.every"), this.#items.length),
      kinds.map((kind) => choice(kind, word("errand", kind), this.#items.filter((one) => one.kind === kind).length)),
    );
  }

  #drawList() {
    fill(
      this.#list,
      this.#shown().map((item, place) => {
        const open = () => this.#open(place, true);
        return h("li", {}, h("button", { type: "button", class: "errand", onclick: open }, this.#words(item)));
      }),
    );
  }

  #words(item) {
    const isLate = item.due && (item.state === "overdue" || isPast(item.due.slice(0, 10)));
    return [
      h("span", { class: "errand-kind" }, word("errand", item.kind)),
      h(
        "span",
        { class: "errand-text" },
        line(item, true),
        item.for ? h("span", { class: "tag" }, t("absence.acts-for", { name: item.for })) : "",
      ),
      h(
        "span",
        { class: "errand-end" },
        item.name ? [chip(item.banner), " "] : "",
        item.due
          ? h("span", { class: isLate ? "late" : "" }, t(isLate ? "inbox.overdue" : "inbox.by"), " ", dated(item.due))
          : item.since
            ? [hidden(`${t("queue.since")} `), age(item.since)]
            : "",
      ),
    ];
  }

  #step(by) {
    const last = this.#shown().length - 1;
    if (last >= 0) this.#open(Math.max(0, Math.min(last, this.#current + by)), true);
  }

  #open(place, takesFocus) {
    this.#current = place;
    const item = this.#shown()[place];
    if (!item) return fill(this.#detail);
    this.#markRow(takesFocus);
    this.#sheet = null;
    this.#drawDetail(item).catch((problem) => {
      if (problem.name !== "AbortError") fill(this.#detail, errorText(problem));
    });
  }

  /** Shows which row is looked at. */
  #markRow(takesFocus) {
    const rows = [...this.#list.children].map((row) => row.firstElementChild);
    rows.forEach((row, at) => row.setAttribute("aria-current", at === this.#current ? "true" : "false"));
    if (!takesFocus) return;
    rows[this.#current].focus();
    rows[this.#current].scrollIntoView({ block: "nearest" });
  }

  /** What is done: it goes from the list, and the next one is shown. */
  #done(item) {
    return () => {
      this.take(
        this.#items.filter((one) => one !== item),
        true,
      );
      if (!this.#items.length) this.#view.heading.focus();
    };
  }

  async #drawDetail(item) {
    const head = [
      h("h2", {}, item.item ? objectLink(item.item, { ...item, id: item.item }) : word("errand", item.kind)),
      h(
        "p",
        { class: "facts" },
        item.name ? [chip(item.banner), " "] : "",
        word("errand", item.kind),
        item.party ? ` · ${partyOf(item)}` : "",
        item.for ? ` · ${t("absence.acts-for", { name: item.for })}` : "",
        item.rule ? ` · ${item.rule}` : "",
        item.due ? [" · ", t("inbox.by"), " ", dated(item.due)] : "",
        item.item ? details({ ...item, id: item.item }, { inList: false }) : "",
      ),
    ];
    if (item.kind === "decision") {
      this.#sheet = new DecisionSheet(this.#view, item, this.#done(item));
      fill(this.#detail, head, this.#sheet.element);
      return this.#sheet.draw();
    }
    const act = answers[item.kind];
    const page = pageOf(item);
    // One key leads to the hit.
    if (item.kind === "hit") this.#sheet = { yes: () => (location.hash = `#/${page}`) };
    fill(
      this.#detail,
      head,
      h("p", {}, line(item)),
      item.text && item.kind !== "duty" ? h("p", {}, told(item.text)) : "",
      h(
        "div",
        { class: "buttons" },
        act
          ? h(
              "button",
              {
                type: "button",
                class: "primary answer-button",
                onclick: () => act(this.#view, item, this.#done(item)),
              },
              t("requests.answer"),
            )
          : "",
        this.#view.may(page.split(/[/?]/)[0])
          ? h(
              "a",
              { class: "button", href: `#/${page}` },
              t("inbox.to-page", { page: word("page", page.split(/[/?]/)[0]) }),
            )
          : "",
      ),
    );
  }
}
