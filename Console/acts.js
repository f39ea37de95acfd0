// What a disclosure officer does: release, refuse, ask the originator, recall.
// Each asks in a dialog and tells what came of it.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { h } from "./dom.js";
import { time, today } from "./format.js";
import { language, t, word } from "./i18n.js";
import { object, party, partyList } from "./names.js";
import {
  area,
  ask,
  asksName,
  check,
  field,
  given,
  grounds,
  input,
  outcomeChip,
  prose,
  select,
  warnings,
  woven,
} from "./parts.js";
import { Picker } from "./picker.js";

const due = (attributes = {}) => dayField("due", { "data-ahead": true, ...attributes });

/**
 * Releases exactly the version of an item that was looked at. `options` may name channel, purpose and parties,
 * and ask for an older version.
 */
export function release(view, item, options, done) {
  const naming = asksName(item.decision) && !options.named?.includes(item.party);
  return ask(
    t("release.to", { party: party(item.party, item.title) }),
    [
      h("p", {}, object(item), " ", outcomeChip(item.decision.outcome)),
      warnings(item.decision),
      item.version ? h("p", { class: "fine" }, woven("release.version", { time: time(item.version) })) : "",
      field(t("property.reason"), area("reason"), t("release.reason-help")),
      naming ? check("name", t("release.name", { party: party(item.party, item.title) })) : "",
    ],
    t("release.yes"),
    async (entered) => {
      const named = [...(options.named ?? []), ...(entered.name ? [item.party] : [])];
      const { results } = await api.post(
        "releases",
        given({
          ids: [item.id],
          versions: item.version ? { [item.id]: item.version } : undefined,
          older: options.older,
          absent: options.absent || undefined,
          parties: [item.party],
          named,
          purpose: options.purpose,
          channel: options.channel,
          reason: entered.reason,
          lang: language(),
        }),
      );
      const [result] = results;
      if (result?.first_officer !== undefined) {
        view.say(t("release.proposed", { name: object(item), party: party(item.party, item.title) }));
        return null;
      }
      if (["release", "rendition"].includes(result?.outcome)) {
        view.say(t("release.done", { name: object(item), party: party(item.party, item.title) }));
        done(result);
        return null;
      }
      return [
        h("p", {}, t("release.not-done"), " ", outcomeChip(result.outcome)),
        h(
          "ul",
          { class: "remedies" },
          (result.remedies ?? []).map((remedy) => h("li", {}, prose(remedy))),
        ),
        grounds(result.grounds ?? [], true),
      ];
    },
  );
}

/**
 * Lets the version stand that a partner was given, beside a newer one that may not go:
 * decided about for itself, then asked.
 */
export async function keepOlder(view, item, done) {
  const { decisions } = await api.get(`objects/${api.segment(item.id)}/decisions`, {
    query: { version: item.given.version, lang: language() },
  });
  const decision = decisions.find((one) => one.party === item.party);
  return release(view, { ...item, version: item.given.version, decision }, { older: true }, done);
}

export function refuse(view, item, done) {
  return ask(
    t("refuse.to", { party: party(item.party, item.title) }),
    [
      h("p", {}, object(item)),
      field(t("property.reason"), area("reason", { required: true }), t("release.reason-help")),
    ],
    t("refuse.no"),
    async ({ reason }) => {
      await api.post("refusals", { id: item.id, party: item.party, reason });
      view.say(t("refuse.done", { name: object(item), party: party(item.party, item.title) }));
      done();
    },
    "danger",
  );
}

/**
 * One decision about several items of one party and outcome: each is decided for itself,
 * and `done` gets those that were.
 */
export function decideTogether(view, act, items, done) {
  const [{ party: name, title, decision }] = items;
  const values = { count: items.length, party: party(name, title) };
  return ask(
    t(`bulk.${act}`, values),
    [
      h(
        "ul",
        { class: "chosen-items" },
        items.map((item) => h("li", {}, object(item))),
      ),
      field(
        t("bulk.count"),
        input("count", { type: "number", required: true, min: items.length, max: items.length, inputmode: "numeric" }),
        t("bulk.count-help"),
      ),
      field(t("property.reason"), area("reason", { required: true }), t("release.reason-help")),
    ],
    t(act === "release" ? "release.yes" : "refuse.no"),
    async ({ count, reason }) => {
      const { results, done: number } = await api.post("decisions", {
        act,
        party: name,
        outcome: decision.outcome,
        ids: items.map((item) => item.id),
        versions: Object.fromEntries(items.filter((item) => item.version).map((item) => [item.id, item.version])),
        count: Number(count),
        reason,
      });
      const state = Object.fromEntries(results.map((one) => [one.id, one]));
      view.say(t("bulk.done", { done: number, count: items.length }));
      done(items.filter((item) => state[item.id]?.done));
      return number === items.length
        ? null
        : [
            h("p", {}, t("bulk.done", { done: number, count: items.length })),
            h(
              "ul",
              {},
              items.map((item) =>
                h(
                  "li",
                  {},
                  object(item),
                  ": ",
                  state[item.id].done
                    ? outcomeChip(state[item.id].state)
                    : h("span", { class: "error" }, word("bulk-state", state[item.id].state)),
                ),
              ),
            ),
          ];
    },
    act === "refuse" ? "danger" : "",
  );
}

/** Tells an originator of a loss; which item, may be given. */
export function tellLoss(view, partners, item = null, done = () => {}) {
  const partner = select(
    "partner",
    partners.map((one) => [one.name, party(one.name, one.title)]),
    partners[0]?.name,
  );
  const which = item
    ? null
    : new Picker(view, t("property.item"), {
        required: true,
        changed: () => {},
        source: () => `partner ${partner.value}`,
      });
  return ask(
    t("loss.tell"),
    [
      h("p", {}, t("loss.tell-help")),
      item ? h("p", {}, object(item)) : [field(t("consent.originator"), partner), which.element],
      field(t("loss.noticed"), dayField("noticed", { required: true, most: today() }), t("form.utc-day")),
      h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, t("loss.how-sure")),
        check("certain", t("loss.possible"), { type: "radio", value: "no", required: true }),
        check("certain", t("loss.certain"), { type: "radio", value: "yes" }),
      ),
      field(t("property.reason"), area("reason"), t("loss.reason-help")),
      field(t("consent.reference"), input("reference")),
    ],
    t("loss.send"),
    async (entered) => {
      const [chosen] = item ? [item.id] : which.chosen();
      if (!chosen) throw new api.Problem(422, { title: t("loss.no-item") });
      await api.post(
        "losses",
        given({
          item: chosen,
          partner: item?.partner ?? entered.partner,
          noticed: entered.noticed,
          certain: entered.certain === "yes",
          reason: entered.reason,
          reference: entered.reference,
        }),
      );
      view.say(t("loss.told"));
      await done();
    },
    "danger",
  );
}

/** Destroys what a partner gave; the certificate stays on the screen. */
export function erase(view, item, partner) {
  let isDone = false;
  const dialog = ask(
    t("erase.title"),
    [
      h("p", {}, t("erase.text", { partner: party(partner) })),
      h("p", {}, object(item)),
      field(t("property.reason"), area("reason", { required: true })),
    ],
    t("erase.title"),
    async ({ reason }) => {
      const { certificate } = await api.post("erasures", { item: item.id, partner, reason });
      isDone = true;
      return h(
        "div",
        {},
        h("p", { class: "fine" }, t("erase.done")),
        h(
          "pre",
          { class: "block", tabindex: "0", "aria-label": t("erase.done") },
          JSON.stringify(certificate, null, 1),
        ),
      );
    },
    "danger",
  );
  // The page is about what is no longer there; it stays until the certificate was read.
  dialog.addEventListener("close", () => {
    if (isDone) location.hash = "#/holdings";
  });
}

/** Asks for an originator's consent. The originator is the partner from whom the item came. */
export function askOriginator(view, item, done = () => {}) {
  const partner = item.source?.startsWith("partner ") ? item.source.slice(8) : "";
  return ask(
    t("consent.ask"),
    [
      h("p", {}, t("consent.ask-text", { name: object(item), party: party(item.party, item.title) })),
      field(
        t("consent.originator"),
        partner ? select("partner", [[partner, party(partner)]], partner) : input("partner", { required: true }),
      ),
      field(t("property.purpose"), input("purpose")),
      field(t("consent.due"), due(), t("form.utc-day")),
    ],
    t("consent.send"),
    async (entered) => {
      await api.post(
        "consents",
        given({
          item: item.id,
          partner: entered.partner,
          recipient: item.party,
          purpose: entered.purpose,
          due: entered.due,
        }),
      );
      view.say(t("consent.sent", { partner: party(entered.partner) }));
      done();
    },
  );
}

export function recall(view, found, parties) {
  const level = field(t("recall.level"), input("level"));
  level.hidden = true;
  const action = select(
    "action",
    ["withdraw", "destroy", "reclassify", "correct"].map((one) => [one, word("action", one)]),
    "withdraw",
    {
      onchange: () => {
        level.hidden = action.value !== "reclassify";
      },
    },
  );
  return ask(
    t("recall.new"),
    [
      h("p", {}, object(found)),
      field(t("property.action"), action),
      level,
      field(t("recall.due"), due({ required: true }), t("form.utc-day")),
      field(t("property.reason"), area("reason")),
      h(
        "fieldset",
        {},
        h("legend", {}, t("page.partners")),
        parties.map((name) => check("partners[]", party(name), { value: name, checked: true })),
      ),
    ],
    t("recall.send"),
    async (entered) => {
      const body = given({
        item: found.id,
        action: entered.action,
        due: entered.due,
        reason: entered.reason,
        level: entered.action === "reclassify" ? entered.level : "",
        partners: entered.partners,
      });
      const { items } = await api.post("recalls", body);
      view.say(t("recall.sent", { partners: partyList(items.map((one) => one.partner)) }));
    },
    "danger",
  );
}
