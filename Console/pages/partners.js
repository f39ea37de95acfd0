// The nodes that this one exchanges with, and how another one is linked.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { t } from "../i18n.js";
import { forget, party } from "../names.js";
import { area, ask, copyButton, empty, field, input, row, told } from "../parts.js";

export async function show(view) {
  const list = h("div", {});
  const load = async () => {
    const { items } = await api.get("partners", { signal: view.signal });
    fill(
      list,
      items.length
        ? h(
            "ul",
            { class: "cards" },
            items.map((item) => h("li", {}, card(item))),
          )
        : empty(t("today.no-partners")),
    );
  };
  const mayCarry = view.can("POST partners");
  fill(
    view.body,
    mayCarry
      ? h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", id: "invite", onclick: () => invite(view) }, t("partner.invite")),
          h("button", { type: "button", id: "accept", onclick: () => accept(load) }, t("partner.accept")),
        )
      : "",
    list,
  );
  await load();
}

function card(partner) {
  const style = partner.problem || partner.ended ? "bad" : partner.confirmed ? "good" : "open";
  return h(
    "article",
    { class: `card partner ${style}` },
    h(
      "header",
      {},
      h(
        "h2",
        {},
        h("a", { href: `#/partner/${encodeURIComponent(partner.name)}` }, party(partner.name, partner.title)),
      ),
      stateChip(partner),
    ),
    facts(partner),
  );
}

export function stateChip(partner) {
  if (partner.ended) return h("span", { class: "state-chip bad" }, t("partner.ended"));
  const style = partner.problem ? "bad" : partner.confirmed ? "good" : "open";
  return h(
    "span",
    { class: `state-chip ${style}` },
    partner.problem ? t("partner.problem") : partner.confirmed ? t("partner.confirmed") : t("partner.unconfirmed"),
  );
}

export function facts(partner) {
  const { written, acknowledged, taken } = partner.courier ?? {};
  const courier = [
    ["courier.written", written],
    ["courier.acknowledged", acknowledged],
    ["courier.taken", taken],
  ].filter(([, value]) => value !== undefined && value !== null);
  return [
    partner.problem ? h("p", { class: "error" }, told(partner.problem)) : "",
    h(
      "dl",
      { class: "pairs" },
      row(t("partner.name"), h("code", {}, partner.name)),
      row(t("partner.address"), h("code", {}, partner.address)),
      partner.fingerprint ? row(t("partner.fingerprint"), h("code", {}, partner.fingerprint)) : "",
      partner.ended
        ? row(t("partner.ended"), [
            time(partner.ended.made),
            " ",
            t(partner.ended.by === "here" ? "partner.ended-here" : "partner.ended-there"),
          ])
        : row(t("partner.confirmed"), partner.confirmed ? time(partner.confirmed) : t("partner.unconfirmed")),
      partner.waiting ? row(t("partner.waiting"), time(partner.waiting)) : "",
      row(t("partner.pulled"), partner.pulled ? time(partner.pulled) : t("partner.never")),
      partner.given === undefined ? "" : row(t("partner.given"), number(partner.given)),
      courier.length
        ? row(
            t("partner.courier"),
            h(
              "ul",
              {},
              courier.map(([key, value]) => h("li", {}, t(key, { number: value }))),
            ),
          )
        : "",
    ),
  ];
}

const invite = (view) =>
  ask(
    t("partner.invite"),
    [
      h("p", {}, t("partner.invite-text")),
      field(
        t("partner.name"),
        input("name", { required: true, autocapitalize: "none", spellcheck: "false" }),
        t("partner.name-help"),
      ),
    ],
    t("partner.invite-make"),
    async ({ name }) => {
      const made = await api.post(`partners/${api.segment(name)}`, { act: "invite" });
      const save = h(
        "a",
        {
          class: "button",
          href: URL.createObjectURL(new Blob([made.invitation], { type: "application/json" })),
          download: made.name,
        },
        t("partner.save", { name: made.name }),
      );
      return [
        h("p", {}, t("partner.invited")),
        h("p", {}, save),
        h("p", { class: "label" }, t("partner.read-out")),
        h("code", { class: "block" }, made.fingerprint),
        h("p", {}, copyButton(made.fingerprint, view.say)),
      ];
    },
  );

function accept(done) {
  const text = area("invitation", { rows: 6, required: true, spellcheck: "false", class: "code" });
  const file = h("input", {
    type: "file",
    accept: ".json",
    onchange: async () => {
      text.value = file.files[0] ? await file.files[0].text() : "";
    },
  });
  return ask(
    t("partner.accept"),
    [field(t("proof.file"), file), field(t("partner.invitation"), text)],
    t("partner.take"),
    async ({ invitation }) => {
      const taken = await api.post("partners", { invitation });
      forget();
      await done();
      return [
        h("p", {}, t("partner.taken", { title: taken.title, address: taken.address })),
        h("p", { class: "label" }, t("partner.fingerprint")),
        h("code", { class: "block" }, taken.fingerprint),
        taken.remark ? h("p", { class: "error" }, told(taken.remark)) : "",
        h("p", { class: "help" }, t(`standing.${taken.standing}`)),
      ];
    },
  );
}
