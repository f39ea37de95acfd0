// What another set of agreements would do: what opens and closes, and what would change for what is held.

import { h } from "./dom.js";
import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { party } from "./names.js";
import { empty, objectLink, outcomeChip, table } from "./parts.js";

const way = (one) => (one ? [one.level.level, " · ", word("channel", one.channel)] : t("draft.nothing"));

/** What opens and closes between two sets of agreements. */
export function levelChanges(list) {
  if (!list.length) return empty(t("draft.no-difference"));
  const kind = (one) => (one.old ? (one.new ? "changes" : "closes") : "opens");
  return table(
    t("draft.difference"),
    [
      {
        title: t("column.state"),
        cell: (one) =>
          h(
            "span",
            { class: `state-chip ${{ opens: "good", closes: "bad", changes: "open" }[kind(one)]}` },
            word("difference", kind(one)),
          ),
      },
      { title: t("property.source_ref"), cell: (one) => one.from },
      { title: t("property.target_ref"), cell: (one) => one.to },
      { title: t("reach.level"), cell: (one) => one.level.level },
      { title: t("object.before"), cell: (one) => way(one.old) },
      { title: t("object.after"), cell: (one) => way(one.new) },
      {
        title: t("agreements.articles"),
        style: "wide",
        cell: (one) => h("span", { lang: "en" }, (one.new ?? one.old).articles.join("; ")),
      },
    ],
    list,
  );
}

const outcomes = ["release", "rendition", "refer", "refuse"];
/** `refuse -> release`, `rendition-changed`, `withheld: refuse -> refer`. */
const step = (text) =>
  text
    .split(/(->|: )/)
    .map((part) =>
      part === "->"
        ? "→"
        : outcomes.includes(part.trim())
          ? ` ${word("outcome", part.trim())} `
          : part === ": "
            ? ":"
            : word("change", part.trim()),
    );

/** What a set would change for what is held. */
export function previewed(answer) {
  const counts = Object.entries(answer.counts).flatMap(([name, changes]) =>
    Object.entries(changes).map(([change, count]) => ({ party: name, change, count })),
  );
  return [
    h("h3", { tabindex: "-1" }, t("draft.looked", { count: number(answer.total) })),
    answer.complete ? "" : h("p", { class: "error", role: "alert" }, t("draft.incomplete")),
    counts.length
      ? table(
          t("draft.counts"),
          [
            { title: t("column.party"), cell: (one) => party(one.party) },
            { title: t("draft.change"), cell: (one) => step(one.change) },
            { title: t("draft.count"), cell: (one) => number(one.count) },
          ],
          counts,
        )
      : empty(t("draft.no-change")),
    answer.items.length
      ? table(
          t("draft.objects"),
          [
            { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one) },
            { title: t("column.marking"), cell: (one) => chip(one.banner) },
            { title: t("column.party"), cell: (one) => party(one.party) },
            { title: t("object.before"), cell: (one) => outcomeChip(one.old) },
            { title: t("object.after"), cell: (one) => outcomeChip(one.new) },
            {
              title: t("property.details"),
              cell: (one) => [
                one.step.includes("->") && !one.step.startsWith("withheld") ? "" : step(one.step),
                portions("draft.opened", one.opened),
                portions("draft.closed", one.closed),
              ],
            },
          ],
          answer.items,
        )
      : "",
  ];
}

const portions = (key, list) =>
  list
    ? h(
        "p",
        {},
        t(key),
        " ",
        list.map((one) => [h("code", {}, one), " "]),
      )
    : "";
