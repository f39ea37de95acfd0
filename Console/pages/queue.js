// What waits for an officer's yes or no. One key does each; the item goes when it is done.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { language, t } from "../i18n.js";
import { keyHelp } from "../keys.js";
import { chip } from "../marking.js";
import { asksOriginator, decisionBody, empty, objectLink, outcomeChip, prose, typeName } from "../parts.js";
import { askOriginator, refuse, release } from "../acts.js";

export async function show(view) {
  let { items } = await api.get("queue", { query: { lang: language() }, signal: view.signal });
  const count = h("p", { class: "count-line" });
  const list = h("ol", { class: "queue-list" });
  let current = 0;

  const rows = () => [...list.children];
  const marked = () => items[current];
  function move(to) {
    if (!items.length) return;
    current = Math.max(0, Math.min(items.length - 1, to));
    rows().forEach((row, place) => row.classList.toggle("current", place === current));
    const article = rows()[current].firstElementChild;
    article.focus();
    article.scrollIntoView({ block: "nearest" });
  }
  function tell() {
    fill(count, t("queue.count", { count: items.length }));
    view.mark(items.map((item) => item.banner));
    if (!items.length) fill(list.parentElement, empty(t("queue.empty")));
  }
  const gone = (item) => () => {
    const place = items.indexOf(item);
    rows()[place].remove();
    items = items.filter((one) => one !== item);
    tell();
    if (items.length) requestAnimationFrame(() => move(Math.min(place, items.length - 1)));
    else view.heading.focus();
  };
  const yes = (item) => item && release(view, item, {}, gone(item));
  const no = (item) => item && refuse(view, item, gone(item));
  const originator = (item) => item && asksOriginator(item.decision) && askOriginator(view, item);

  function row(item) {
    const button = (name, label, action, style = "") => h("button", { type: "button", class: `${name} ${style}`, onclick: () => action(item) }, label);
    return h("li", {}, h("article", { class: `card item ${item.decision.outcome}`, tabindex: "-1", "aria-label": `${item.name || typeName(item.type)} → ${item.title || item.party}`,
      onfocusin: () => {
        current = items.indexOf(item);
        rows().forEach((one, place) => one.classList.toggle("current", place === current));
      } },
    h("header", {},
      h("h2", {}, objectLink(item.id, item.name), h("span", { class: "arrow", "aria-hidden": "true" }, " → "), h("span", {}, item.title || item.party)), outcomeChip(item.decision.outcome)),
    h("p", { class: "facts" }, chip(item.banner), " ", typeName(item.type), " · ", t("queue.since"), " ", time(item.since)),
    h("p", {}, prose(item.reason)),
    decisionBody(item.decision),
    h("div", { class: "buttons" },
      button("yes", t("queue.yes"), yes, "primary"), button("no", t("queue.no"), no),
      asksOriginator(item.decision) ? button("originator", t("consent.ask"), originator) : "")));
  }

  fill(view.body,
    keyHelp([["j", t("queue.key-next")], ["k", t("queue.key-back")], ["y", t("queue.key-yes")], ["n", t("queue.key-no")], ["o", t("queue.key-originator")]]),
    count, h("div", {}, list));
  fill(list, items.map(row));
  tell();
  view.keys({
    j: () => move(list.querySelector(".current") ? current + 1 : 0),
    k: () => move(list.querySelector(".current") ? current - 1 : 0),
    y: () => yes(marked()), n: () => no(marked()), o: () => originator(marked()),
  });
}
