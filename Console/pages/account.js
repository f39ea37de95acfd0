// One's own account: passkeys, tokens for own programs, sessions.

import { absencePart } from "../absence.js";
import * as api from "../api.js";
import { feedPart } from "../calendars.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { t, word } from "../i18n.js";
import { noticePart } from "../notices.js";
import {
  acting,
  check,
  copyButton,
  empty,
  field,
  input,
  row,
  rowButton,
  section,
  sends,
  table,
  values,
} from "../parts.js";
import * as passkey from "../passkey.js";
import { created, ends, nameAndDays, used } from "../tokens.js";

const scopes = ["read", "write", "decide"];

export async function show(view) {
  const account = new Account(view);
  fill(
    view.body,
    account.errors,
    section(t("account.state"), account.state),
    section(
      t("account.passkeys"),
      h("p", { class: "help" }, t("account.passkeys-help")),
      account.passkeys,
      passkey.available() ? account.passkeyForm() : h("p", { class: "help" }, t("account.no-support")),
    ),
    section(
      t("account.tokens"),
      h("p", { class: "help" }, t("account.tokens-help")),
      account.once,
      account.tokens,
      account.tokenForm(),
    ),
    await feedPart(view),
    section(t("account.sessions"), account.sessions),
    await noticePart(view),
    await absencePart(view),
  );
  await account.draw();
}

/** The parts of the page; after each act all lists are drawn anew. */
class Account {
  state = h("div", { class: "card" });
  passkeys = h("div", {});
  tokens = h("div", {});
  sessions = h("div", {});
  errors = h("div", { "aria-live": "assertive" });
  /** What is shown once, and never again. */
  once = h("div", { "aria-live": "polite" });
  #view;
  #act;

  constructor(view) {
    this.#view = view;
    this.#act = acting(view, this.errors, () => this.draw());
  }

  async draw() {
    const account = await api.get("account", { signal: this.#view.signal });
    fill(this.state, facts(account));
    fill(
      this.passkeys,
      passkeyList(account.passkeys, (one) => this.#removal("passkeys", one)),
    );
    fill(
      this.tokens,
      tokenList(account.tokens, (one) => this.#removal("tokens", one)),
    );
    fill(this.sessions, sessionList(account.sessions), account.sessions.length > 1 ? this.#endOthers() : "");
  }

  #removal(list, one) {
    return rowButton(t("account.remove"), one.name, () =>
      this.#act(() => api.remove(`${list}/${one.id}`), t("account.removed")),
    );
  }

  #endOthers() {
    const end = () => this.#act(() => api.remove("sessions"), t("account.sessions-ended"));
    const button = h("button", { type: "button", id: "end-sessions", onclick: end }, t("account.end-others"));
    return h("div", { class: "buttons" }, button);
  }

  passkeyForm() {
    const form = h(
      "form",
      { class: "card" },
      h("div", { class: "pair" }, field(t("account.passkey-name"), input("name", { required: true, maxlength: 100 }))),
      h("div", { class: "buttons" }, h("button", { class: "primary", id: "add-passkey" }, t("account.passkey-add"))),
    );
    sends(form, this.errors, async () => {
      const { name } = values(form);
      const make = async () => api.post("passkeys", { name, passkey: await passkey.make("passkey") });
      await this.#act(make, t("account.added"));
      form.reset();
    });
    return form;
  }

  tokenForm() {
    const form = h(
      "form",
      { class: "card" },
      nameAndDays(t("account.token-name"), [30, 7, 90, 366]),
      h(
        "fieldset",
        {},
        h("legend", {}, t("account.scopes")),
        scopes.map((scope) => check("scopes[]", word("scope", scope), { value: scope, checked: scope === "read" })),
      ),
      h("div", { class: "buttons" }, h("button", { class: "primary", id: "make-token" }, t("account.token-make"))),
    );
    sends(form, this.errors, async () => {
      const { name, days: count, scopes: chosen } = values(form);
      await this.#act(async () => {
        const { token } = await api.post("tokens", { name, scopes: chosen, days: Number(count) });
        fill(this.once, newToken(name, token, this.#view.say));
      }, t("account.added"));
      form.reset();
      form.querySelector("input[value=read]").checked = true;
    });
    return form;
  }
}

const newToken = (name, token, say) =>
  h(
    "div",
    { class: "card link-card" },
    h("p", {}, t("account.token-once", { name })),
    h("code", { class: "block one-time" }, token),
    copyButton(token, say),
  );

const facts = (account) =>
  h(
    "dl",
    { class: "pairs" },
    row(t("sign-in.name"), account.name),
    row(t("people.title"), account.title),
    row(t("sign-in.password"), t(account.has_password ? "form.yes" : "form.no")),
    row(t("account.codes"), t(account.has_codes ? "form.yes" : "form.no")),
    row(
      t("people.second-factor"),
      t(account.second_factor_required ? "account.second-required" : "account.second-free"),
    ),
  );

const act = (removal) => ({ title: t("column.act"), hidden: true, cell: removal });

const passkeyList = (list, removal) =>
  list.length
    ? table(
        t("account.passkeys"),
        [
          { title: t("property.name"), style: "wide", cell: (one) => one.name },
          { title: t("account.host"), cell: (one) => one.host },
          created(),
          used(),
          act(removal),
        ],
        list,
      )
    : empty(t("account.no-passkeys"));

const tokenList = (list, removal) =>
  list.length
    ? table(
        t("account.tokens"),
        [
          { title: t("property.name"), style: "wide", cell: (one) => one.name },
          { title: t("account.scopes"), cell: (one) => one.scopes.map((scope) => word("scope", scope)).join(", ") },
          ends(),
          used(),
          act(removal),
        ],
        list,
      )
    : empty(t("account.no-tokens"));

const sessionList = (list) =>
  table(
    t("account.sessions"),
    [
      {
        title: t("account.begun"),
        style: "when",
        cell: (one) => [time(one.created), one.current ? h("span", { class: "tag" }, t("account.this")) : ""],
      },
      { title: t("account.used"), style: "when", cell: (one) => time(one.seen) },
    ],
    list,
  );
