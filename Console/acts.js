// What a disclosure officer does: release, refuse, ask the originator, recall. Each asks in a dialog and tells what came of it.

import * as api from "./api.js";
import { h } from "./dom.js";
import { t, word } from "./i18n.js";
import { area, ask, asksName, check, field, given, grounds, input, outcomeChip, prose, select } from "./parts.js";

const due = () => input("due", { type: "date", required: true });
/** A day that was entered, as the end of that day in UTC. */
export const endOfDay = (day) => (day ? `${day}T23:59:59Z` : undefined);

/** Releases an item to a party. `options` may name channel, purpose and parties. */
export function release(view, item, options, done) {
  const naming = asksName(item.decision) && !options.named?.includes(item.party);
  return ask(t("release.to", { party: item.title || item.party }), [
    h("p", {}, item.name, " ", outcomeChip(item.decision.outcome)),
    field(t("property.reason"), area("reason"), t("release.reason-help")),
    naming ? check("name", t("release.name", { party: item.title || item.party })) : "",
  ], t("release.yes"), async (entered) => {
    const named = [...(options.named ?? []), ...(entered.name ? [item.party] : [])];
    const { results } = await api.post("releases", given({
      ids: [item.id], parties: [item.party], named, purpose: options.purpose, channel: options.channel, reason: entered.reason,
    }));
    const [result] = results;
    if (["release", "rendition"].includes(result?.outcome)) {
      view.say(t("release.done", { name: item.name || item.id, party: item.title || item.party }));
      done(result);
      return null;
    }
    return [h("p", {}, t("release.not-done"), " ", outcomeChip(result.outcome)), h("ul", { class: "remedies" }, (result.remedies ?? []).map((remedy) => h("li", {}, prose(remedy)))), grounds(result.grounds ?? [], true)];
  });
}

export function refuse(view, item, done) {
  return ask(t("refuse.to", { party: item.title || item.party }), [
    h("p", {}, item.name), field(t("property.reason"), area("reason", { required: true }), t("release.reason-help")),
  ], t("refuse.no"), async ({ reason }) => {
    await api.post("refusals", { id: item.id, party: item.party, reason });
    view.say(t("refuse.done", { name: item.name || item.id, party: item.title || item.party }));
    done();
  }, "danger");
}

/** Asks for an originator's consent. The originator is the partner from whom the item came. */
export function askOriginator(view, item, done = () => {}) {
  const partner = item.source?.startsWith("partner ") ? item.source.slice(8) : "";
  return ask(t("consent.ask"), [
    h("p", {}, t("consent.ask-text", { name: item.name || item.id, party: item.title || item.party })),
    field(t("consent.originator"), input("partner", { required: true, value: partner, readonly: Boolean(partner) })),
    field(t("property.purpose"), input("purpose")), field(t("consent.due"), input("due", { type: "date" }), t("form.utc-day")),
  ], t("consent.send"), async (entered) => {
    await api.post("consents", given({ item: item.id, partner: entered.partner, recipient: item.party, purpose: entered.purpose, due: endOfDay(entered.due) }));
    view.say(t("consent.sent", { partner: entered.partner }));
    done();
  });
}

export function recall(view, found, parties) {
  const level = field(t("recall.level"), input("level"));
  level.hidden = true;
  const action = select("action", ["withdraw", "destroy", "reclassify", "correct"].map((one) => [one, word("action", one)]), "withdraw", {
    onchange: () => { level.hidden = action.value !== "reclassify"; },
  });
  return ask(t("recall.new"), [
    h("p", {}, found.name), field(t("property.action"), action), level,
    field(t("recall.due"), due(), t("form.utc-day")), field(t("property.reason"), area("reason")),
    h("fieldset", {}, h("legend", {}, t("page.partners")), parties.map((party) => check("partners[]", party, { value: party, checked: true }))),
  ], t("recall.send"), async (entered) => {
    const body = given({ item: found.id, action: entered.action, due: endOfDay(entered.due), reason: entered.reason, level: entered.action === "reclassify" ? entered.level : "", partners: entered.partners });
    const { items } = await api.post("recalls", body);
    view.say(t("recall.sent", { partners: items.map((one) => one.partner).join(", ") }));
  }, "danger");
}
