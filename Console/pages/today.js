// What waits for the person, what is due, what came, how the partners are.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { language, t } from "../i18n.js";
import { empty, holdingColumns, section, table, told } from "../parts.js";

export async function show(view) {
  const today = await api.get("today", { query: { lang: language() }, signal: view.signal });
  const waits = [
    ["queue", t("today.queue"), "queue"],
    ["consents", t("today.consents"), "requests"],
    ["recalls", t("today.recalls"), "requests"],
    ["losses", t("today.losses"), "requests"],
  ].filter(() => view.may("queue"));
  const due = [["commitments", t("today.commitments"), "commitments"]];
  const tile =
    (counts) =>
    ([key, label, page]) => {
      const count = counts[key] ?? 0;
      const inside = [h("span", { class: "count" }, number(count)), h("span", {}, label)];
      return h(
        "li",
        { class: count ? "tile waiting" : "tile" },
        page && view.may(page) ? h("a", { href: `#/${page}` }, inside) : h("div", {}, inside),
      );
    };
  fill(
    view.body,
    section(t("today.waiting"), h("ul", { class: "tiles" }, waits.map(tile(today)), due.map(tile(today.dues)))),
    h(
      "div",
      { class: "columns" },
      section(
        t("today.duties"),
        today.duties?.length
          ? h(
              "ul",
              { class: "duties" },
              today.duties.map((duty) => h("li", {}, h("span", { class: "rule" }, duty.rule), " ", told(duty.text))),
            )
          : empty(t("today.no-duties")),
      ),
      section(
        t("page.partners"),
        today.partners?.length
          ? h("ul", { class: "links" }, today.partners.map(partner))
          : empty(t("today.no-partners")),
      ),
    ),
    section(
      t("today.recent"),
      today.recent?.length ? table(t("today.recent"), holdingColumns(), today.recent) : empty(t("today.no-recent")),
    ),
  );
  view.mark((today.recent ?? []).map((holding) => holding.banner));
}

function partner(one) {
  const style = one.problem ? "bad" : one.confirmed ? "good" : "open";
  const text = one.problem ? told(one.problem) : one.confirmed ? t("partner.confirmed") : t("partner.unconfirmed");
  return h(
    "li",
    { class: style },
    h("span", { class: "dot", "aria-hidden": "true" }),
    h("strong", {}, one.title || one.name),
    h("span", { class: "state" }, text),
    one.pulled ? h("span", { class: "when" }, t("partner.pulled"), " ", time(one.pulled)) : "",
  );
}
