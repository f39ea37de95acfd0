// The node itself: how it is, its backups, the keys of the party's tools, its limits. Nothing of what it holds.

import * as api from "../api.js";
import { daysPart, rulePart } from "../calendars.js";
import { countersigned } from "../countersign.js";
import { fill, h } from "../dom.js";
import { number, size, time } from "../format.js";
import { t, word } from "../i18n.js";
import { party } from "../names.js";
import { ask, check, copyButton, empty, errorText, field, input, row, rowButton, section, table } from "../parts.js";
import { collectionPart } from "./collections.js";

export async function show(view) {
  const [health, backups, keys, collections, limits] = await Promise.all(
    ["health", "backups", "keys", "collections", "limits"].map((path) => api.get(path, { signal: view.signal })),
  );
  fill(
    view.body,
    healthPart(health, view),
    backupPart(backups, view),
    new Keys(view).section(keys.items),
    collectionPart(collections, view),
    indexPart(),
    twoPart(limits.two_officers),
    exportPart(limits.export, limits.file),
    await rulePart(view),
    await daysPart(view),
    mailPart(limits.mail, limits.file),
    limitPart(limits),
  );
}

/** A button that does something long and says how it ended beside it. */
function does(id, label, action) {
  const out = h("div", { role: "status" });
  const button = h(
    "button",
    {
      type: "button",
      id,
      onclick: async () => {
        button.disabled = true;
        fill(out, t("node.working"));
        try {
          fill(out, await action());
        } catch (problem) {
          fill(out, errorText(problem));
        } finally {
          button.disabled = false;
        }
      },
    },
    label,
  );
  return [h("div", { class: "buttons" }, button), out];
}

const indexPart = () =>
  section(
    t("node.index"),
    h("p", { class: "help" }, t("node.index-help")),
    does("make-index", t("node.index-make"), async () => {
      await api.post("index", {});
      return h("p", { class: "fine" }, t("node.index-made"));
    }),
  );

const chip = (isWell, text) => h("span", { class: `state-chip ${isWell ? "good" : "bad"}` }, text);

/** What is known of the clock: the kernel's word, and dates that are ahead of it. */
const clockFacts = (clock) => [
  row(
    t("node.clock"),
    clock.synchronised === undefined
      ? t("node.clock-unknown")
      : chip(clock.synchronised, t(clock.synchronised ? "node.clock-right" : "node.clock-free")),
  ),
  clock.newest
    ? row(t("node.clock-newest"), [
        time(clock.newest),
        " ",
        chip(false, t("node.clock-ahead", { seconds: number(clock.ahead) })),
      ])
    : "",
];

function healthPart({ store, log, work, partners, clock }, view) {
  return section(
    t("node.health"),
    h(
      "div",
      { class: "cards" },
      card(t("node.store"), storeFacts(store), storeCheck(view)),
      card(t("node.log"), logFacts(log)),
      card(
        t("node.work"),
        pairs(
          row(t("node.threads"), number(work.threads)),
          row(t("node.waiting"), t("node.of", { free: number(work.waiting), disk: number(work.limit) })),
          row(t("node.envelopes"), number(work.envelopes)),
          clockFacts(clock),
        ),
      ),
      card(
        t("page.partners"),
        partners.length
          ? h(
              "ul",
              { class: "links" },
              partners.map((one) => partnerHealth(one, clock.tolerance)),
            )
          : empty(t("today.no-partners")),
      ),
    ),
  );
}

const card = (title, ...content) => h("div", { class: "card" }, h("h3", {}, title), content);
const pairs = (...rows) => h("dl", { class: "pairs" }, rows);

function storeFacts({ bytes, free, disk, sweep_due: isSweepDue }) {
  const isLow = free !== undefined && free < 2 * bytes;
  const room = () => [
    t("node.of", { free: size(free), disk: size(disk) }),
    " ",
    isLow ? chip(false, t("node.low")) : "",
  ];
  return pairs(
    row(t("node.size"), size(bytes)),
    row(t("node.free"), free === undefined ? "" : room()),
    row(t("node.sweep"), t(isSweepDue ? "form.yes" : "form.no")),
  );
}

const storeCheck = (view) =>
  does("check-store", t("node.check"), async () => {
    const { whole, problems } = await api.post("health", {}, { signal: view.signal });
    if (whole) return h("p", { class: "fine" }, t("node.whole"));
    const counts = problems.map((one) => `${one.code}: ${one.count}`).join(", ");
    return h("p", { class: "error" }, t("node.not-whole"), " ", counts);
  });

const logFacts = (log) =>
  pairs(
    row(t("column.state"), chip(!log.closed, t(log.closed ? "node.log-closed" : "node.log-open"))),
    row(t("ledger.size"), number(log.entries)),
    row(t("node.sealed"), log.sealed ? time(log.sealed) : ""),
    row(t("node.evidence"), log.evidence ? chip(false, number(log.evidence)) : number(0)),
  );

/** How a link is: what failed, how far the clocks are apart, what went over it. */
function partnerHealth(one, tolerance) {
  const state = one.failing ? "partner.problem" : one.confirmed ? "partner.confirmed" : "partner.unconfirmed";
  return h(
    "li",
    {},
    h("strong", {}, party(one.name, one.title)),
    " ",
    chip(!one.failing && one.confirmed, t(state)),
    " ",
    h("span", { class: "when" }, one.pulled ? time(one.pulled) : t("partner.never")),
    clockDifference(one, tolerance),
    h(
      "div",
      { class: "help" },
      t("node.traffic", { requests: number(one.requests), bytes: size(one.bytes) }),
      one.refused ? [" ", chip(false, t("node.refused", { count: number(one.refused) }))] : "",
    ),
  );
}

function clockDifference({ confirmed, clock }, tolerance) {
  if (clock?.difference)
    return h(
      "div",
      { class: "help" },
      t("node.clock-partner", { seconds: number(clock.difference) }),
      Math.abs(clock.difference) > tolerance ? [" ", chip(false, t("node.clock-differs"))] : "",
    );
  return confirmed && !clock ? h("div", { class: "help" }, t("node.clock-silent")) : "";
}

function backupPart({ folder, items }, view) {
  const list = h("div", {});
  const draw = (all) =>
    fill(
      list,
      all.length
        ? table(
            t("node.backups"),
            [
              { title: t("property.name"), style: "wide", cell: (one) => h("code", {}, one.name) },
              { title: t("column.made"), style: "when", cell: (one) => time(one.made) },
              { title: t("node.size"), cell: (one) => size(one.bytes) },
            ],
            all,
          )
        : empty(t("node.no-backups")),
    );
  draw(items);
  return section(
    t("node.backups"),
    h("p", { class: "help" }, t("node.backup-help"), " ", h("code", {}, folder)),
    list,
    does("make-backup", t("node.backup"), async () => {
      const made = await api.post("backups", {}, { signal: view.signal });
      draw((await api.get("backups", { signal: view.signal })).items);
      return h("p", { class: "fine" }, t("node.backup-made", { name: made.name }));
    }),
  );
}

/** The keys of the party's tools. */
class Keys {
  #view;
  #list = h("div", {});
  #once = h("div", { "aria-live": "polite" });

  constructor(view) {
    this.#view = view;
  }

  section(items) {
    this.#draw(items);
    const add = () => this.#add();
    return section(
      t("node.keys"),
      this.#once,
      this.#list,
      h("div", { class: "buttons" }, h("button", { type: "button", id: "new-key", onclick: add }, t("node.new-key"))),
    );
  }

  #draw(items) {
    const columns = keyColumns((one) => this.#revoke(one));
    fill(this.#list, items.length ? table(t("node.keys"), columns, items) : empty(t("node.no-keys")));
  }

  async #again() {
    this.#draw((await api.get("keys", { signal: this.#view.signal })).items);
  }

  #revoke(one) {
    ask(
      t("node.revoke"),
      h("p", {}, t("node.revoke-text", { name: one.name })),
      t("node.revoke"),
      async () => {
        await api.post(`keys/${api.segment(one.name)}`, { revoked: true });
        this.#view.say(t("people.changed"));
        await this.#again();
      },
      "danger",
    );
  }

  #add() {
    const scope = (one) => check("scopes[]", word("scope", one), { value: one });
    ask(
      t("node.new-key"),
      [
        field(t("property.name"), input("name", { required: true })),
        h("fieldset", {}, h("legend", {}, t("node.scopes")), ["metrics:*", "write:*", "read:*"].map(scope)),
        field(t("node.other-scopes"), input("others", { spellcheck: "false" }), t("node.scopes-help")),
        h("p", { class: "help" }, t("node.second-help")),
      ],
      t("node.make"),
      async ({ name, scopes: chosen, others }) => {
        const scopes = [...chosen, ...others.split(/\s+/).filter(Boolean)];
        this.#show(await countersigned((second) => api.post("keys", { name, scopes, second })));
        await this.#again();
      },
    );
  }

  /** A key is shown once, when it is made. */
  #show({ name, key }) {
    fill(
      this.#once,
      h(
        "div",
        { class: "card link-card" },
        h("p", {}, t("node.key-once", { name })),
        h("code", { class: "block one-time" }, key),
        copyButton(key, this.#view.say),
      ),
    );
  }
}

const keyColumns = (revoke) => [
  { title: t("property.name"), cell: (one) => one.name },
  { title: t("node.scopes"), style: "wide", cell: (one) => one.scopes.map((scope) => [h("code", {}, scope), " "]) },
  { title: t("column.made"), style: "when", cell: (one) => time(one.created) },
  { title: t("column.state"), cell: (one) => chip(!one.revoked, t(one.revoked ? "node.revoked" : "node.valid")) },
  {
    title: t("column.act"),
    hidden: true,
    cell: (one) => (one.revoked ? "" : rowButton(t("node.revoke"), one.name, () => revoke(one))),
  },
];

/** From which levels on two officers are asked for, by the node's own configuration and by agreements. */
function twoPart({ policy, unclear, agreed }) {
  const asks = policy.length || agreed.length;
  return section(
    t("node.two"),
    h("p", { class: "help" }, t(asks ? "node.two-help" : "node.two-none")),
    unclear ? h("p", {}, chip(false, t("node.two-unclear"))) : "",
    asks
      ? h(
          "dl",
          { class: "pairs", id: "two-officers" },
          policy.length ? row(t("node.two-policy"), policy.join(", ")) : "",
          agreed.map((one) => row(t("node.two-agreed", { party: party(one.party, one.title) }), one.levels.join(", "))),
        )
      : "",
  );
}

/** Up to which levels people take objects out as files. */
const exportPart = ({ up_to: levels, unclear }, file) =>
  section(
    t("node.export"),
    h("p", { class: "help" }, t(levels.length ? "node.export-help" : "node.export-none"), " ", h("code", {}, file)),
    unclear ? h("p", {}, chip(false, t("node.export-unclear"))) : "",
    levels.length
      ? h("dl", { class: "pairs", id: "export-limit" }, row(t("node.export-up-to"), levels.join(", ")))
      : "",
  );

/** Whether people are told by mail that something waits, and how that goes. */
const mailPart = ({ program, from, people, sent, problem, since }, file) =>
  section(
    t("node.mail"),
    h("p", { class: "help" }, t(program ? "node.mail-help" : "node.mail-none"), " ", h("code", {}, file)),
    program
      ? h(
          "dl",
          { class: "pairs", id: "mail" },
          row(t("node.mail-program"), h("code", {}, program)),
          row(t("node.mail-from"), from),
          row(t("node.mail-people"), number(people)),
          sent ? row(t("node.mail-sent"), time(sent)) : "",
          problem ? row(t("node.mail-problem"), [chip(false, word("mail-problem", problem)), " ", time(since)]) : "",
        )
      : "",
  );

function limitPart({ file, items, four_eyes: eyes, open_witness: witness }) {
  const flags = [
    ["four_eyes", eyes, true],
    ["open_witness", witness, false],
  ].map(([name, value, standard]) => ({
    name,
    value: value ? t("form.yes") : t("form.no"),
    standard: standard ? t("form.yes") : t("form.no"),
    isOther: value !== standard,
  }));
  const all = [
    ...flags,
    ...items.map((one) => ({
      ...one,
      value: number(one.value),
      standard: number(one.default),
      isOther: one.value !== one.default,
      range: `${number(one.least)}–${number(one.most)}`,
    })),
  ];
  return section(
    t("node.limits"),
    h("p", { class: "help" }, t("node.limits-help"), " ", h("code", {}, file)),
    h(
      "details",
      {},
      h("summary", {}, t("node.limits-open", { count: all.length, changed: all.filter((one) => one.isOther).length })),
      table(
        t("node.limits"),
        [
          { title: t("node.setting"), cell: (one) => h("code", {}, one.name) },
          { title: t("node.meaning"), style: "wide", cell: (one) => word("setting", one.name) },
          { title: t("node.value"), cell: (one) => (one.isOther ? h("strong", {}, one.value) : one.value) },
          { title: t("node.default"), cell: (one) => one.standard },
          { title: t("node.range"), cell: (one) => one.range ?? "" },
        ],
        all,
      ),
    ),
  );
}
