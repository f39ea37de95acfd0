// The nodes that this one exchanges with.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { t } from "../i18n.js";
import { empty, prose, row } from "../parts.js";

export async function show(view) {
  const { items } = await api.get("partners", { signal: view.signal });
  fill(view.body, items.length ? h("ul", { class: "cards" }, items.map((item) => h("li", {}, card(item)))) : empty(t("today.no-partners")));
}

function card(partner) {
  const style = partner.problem ? "bad" : partner.confirmed ? "good" : "open";
  const { written, acknowledged, taken } = partner.courier ?? {};
  const courier = [["courier.written", written], ["courier.acknowledged", acknowledged], ["courier.taken", taken]].filter(([, value]) => value !== undefined && value !== null);
  const confirmed = partner.confirmed === true ? t("form.yes") : partner.confirmed ? time(partner.confirmed) : t("partner.unconfirmed");
  return h("article", { class: `card partner ${style}` },
    h("header", {}, h("h2", {}, partner.title || partner.name), h("span", { class: `state-chip ${style}` }, partner.problem ? t("partner.problem") : partner.confirmed ? t("partner.confirmed") : t("partner.unconfirmed"))),
    partner.problem ? h("p", { class: "error" }, prose(partner.problem)) : "",
    h("dl", { class: "pairs" },
      row(t("partner.name"), h("code", {}, partner.name)), row(t("partner.address"), h("code", {}, partner.address)),
      row(t("partner.fingerprint"), h("code", {}, partner.fingerprint)), row(t("partner.confirmed"), confirmed),
      row(t("partner.pulled"), partner.pulled ? time(partner.pulled) : t("partner.never")), row(t("partner.given"), number(partner.given ?? 0)),
      courier.length ? row(t("partner.courier"), h("ul", {}, courier.map(([key, value]) => h("li", {}, t(key, { number: value }))))) : ""));
}
