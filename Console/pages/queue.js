// What waits for an officer's yes or no. One key does each; the item goes when it is done.

import * as api from "../api.js";
import { blackenedPart } from "../blackened.js";
import { add, fill, h } from "../dom.js";
import { time } from "../format.js";
import { language, t } from "../i18n.js";
import { keyHelp } from "../keys.js";
import { chip } from "../marking.js";
import { asksOriginator, check, decisionBody, empty, objectLink, outcomeChip, told, typeName } from "../parts.js";
import { askOriginator, decideTogether, keepOlder, recall, refuse, release } from "../acts.js";
import { instructions } from "../instructions.js";

/** The version that waits, as far as the officer may see it. */
async function held(item) {
  const { versions } = await api.get(`objects/${api.segment(item.id)}`);
  return versions.find((one) => one.version === item.version)?.object;
}

export async function show(view) {
  let { items } = await api.get("queue", { query: { lang: language() }, signal: view.signal });
  const count = h("p", { class: "count-line" });
  const list = h("ol", { class: "queue-list" });
  const bulk = h("div", { class: "bulk", role: "group", "aria-label": t("bulk.label") });
  let chosen = [];
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
  /** Only what is alike is chosen together: of one party, with one outcome. */
  const alike = (item) =>
    !chosen.length || (item.party === chosen[0].party && item.decision.outcome === chosen[0].decision.outcome);
  const boxes = () => rows().map((row) => row.querySelector(".choose"));
  function drawBulk() {
    boxes().forEach((box, place) => {
      box.checked = chosen.includes(items[place]);
      box.disabled = !alike(items[place]);
    });
    bulk.hidden = !chosen.length;
    if (!chosen.length) return fill(bulk);
    const [{ party, title, decision }] = chosen;
    const values = { count: chosen.length, party: title || party };
    const button = (label, style, action) => h("button", { type: "button", class: style, onclick: action }, label);
    const act = (name) => () =>
      decideTogether(view, name, [...chosen], (done) => {
        for (const item of done) {
          rows()[items.indexOf(item)].remove();
          items = items.filter((one) => one !== item);
        }
        choose([]);
        tell();
        view.heading.focus();
      });
    fill(
      bulk,
      h("strong", { role: "status" }, t("bulk.chosen", values)),
      " ",
      outcomeChip(decision.outcome),
      button(t("bulk.all"), "small", () => choose(items.filter(alike).slice(0, 100))),
      button(t("bulk.none"), "small", () => {
        choose([]);
        boxes()[current]?.focus();
      }),
      ["release", "rendition"].includes(decision.outcome)
        ? button(t("bulk.release", values), "primary bulk-release", act("release"))
        : "",
      button(t("bulk.refuse", values), "bulk-refuse", act("refuse")),
    );
  }
  const choose = (some) => {
    chosen = some;
    drawBulk();
  };
  const toggle = (item) =>
    item &&
    (chosen.includes(item)
      ? choose(chosen.filter((one) => one !== item))
      : alike(item) && chosen.length < 100 && choose([...chosen, item]));
  const gone = (item) => () => {
    const place = items.indexOf(item);
    rows()[place].remove();
    items = items.filter((one) => one !== item);
    choose(chosen.filter((one) => one !== item));
    tell();
    if (items.length) requestAnimationFrame(() => move(Math.min(place, items.length - 1)));
    else view.heading.focus();
  };
  const yes = (item) => item && release(view, item, {}, gone(item));
  const no = (item) => item && refuse(view, item, gone(item));
  const originator = (item) => item && asksOriginator(item.decision) && askOriginator(view, item);

  function row(item) {
    const button = (name, label, action, style = "") =>
      h("button", { type: "button", class: `${name} ${style}`, onclick: () => action(item) }, label);
    return h(
      "li",
      {},
      h(
        "article",
        {
          class: `card item ${item.decision.outcome}`,
          tabindex: "-1",
          "aria-label": `${item.name || typeName(item.type)} → ${item.title || item.party}`,
          onfocusin: () => {
            current = items.indexOf(item);
            rows().forEach((one, place) => one.classList.toggle("current", place === current));
          },
        },
        h(
          "header",
          {},
          h(
            "h2",
            {},
            objectLink(item.id, item.name),
            h("span", { class: "arrow", "aria-hidden": "true" }, " → "),
            h("span", {}, item.title || item.party),
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
        item.first
          ? h(
              "p",
              { class: "first-officer" },
              t(item.first.own ? "queue.first-own" : "queue.first", {
                officer: item.first.officer,
                time: time(item.first.made).textContent,
              }),
            )
          : "",
        item.given
          ? h(
              "p",
              { class: "given" },
              t("queue.older", { time: time(item.given.version).textContent, banner: item.banner || "—" }),
            )
          : "",
        decisionBody(item.decision),
        blackenedPart(() => held(item), item.decision),
        h(
          "div",
          { class: "buttons" },
          check("", [t("bulk.choose"), h("span", { class: "hidden" }, ` ${item.name}`)], {
            class: "choose",
            onchange: () => toggle(item),
          }),
          button("yes", t("queue.yes"), yes, "primary"),
          button("no", t("queue.no"), no),
          item.given
            ? [
                button("keep-older", t("queue.keep-older"), () => keepOlder(view, item, gone(item))),
                button("recall", t("queue.recall-older"), () => recall(view, item, [item.party])),
              ]
            : "",
          asksOriginator(item.decision) ? button("originator", t("consent.ask"), originator) : "",
        ),
      ),
    );
  }

  fill(
    view.body,
    keyHelp([
      ["j", t("queue.key-next")],
      ["k", t("queue.key-back")],
      ["y", t("queue.key-yes")],
      ["n", t("queue.key-no")],
      ["o", t("queue.key-originator")],
      ["x", t("queue.key-choose")],
    ]),
    count,
    bulk,
    h("div", {}, list),
  );
  fill(list, items.map(row));
  tell();
  drawBulk();
  add(view.body, await instructions(view));
  view.keys({
    j: () => move(list.querySelector(".current") ? current + 1 : 0),
    k: () => move(list.querySelector(".current") ? current - 1 : 0),
    y: () => yes(marked()),
    n: () => no(marked()),
    o: () => originator(marked()),
    x: () => toggle(marked()),
  });
}
