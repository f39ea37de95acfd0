// One's own account: passkeys, tokens for own programs, sessions.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { t, word } from "../i18n.js";
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
  select,
  sends,
  table,
  values,
} from "../parts.js";
import * as passkey from "../passkey.js";

const scopes = ["read", "write", "decide"];

export async function show(view) {
  const lists = {
    state: h("div", { class: "card" }),
    passkeys: h("div", {}),
    tokens: h("div", {}),
    sessions: h("div", {}),
  };
  const errors = h("div", { "aria-live": "assertive" }),
    once = h("div", { "aria-live": "polite" });
  const act = acting(view, errors, () => draw());

  async function draw() {
    const account = await api.get("account", { signal: view.signal });
    fill(
      lists.state,
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
      ),
    );
    fill(
      lists.passkeys,
      account.passkeys.length
        ? table(
            t("account.passkeys"),
            [
              { title: t("property.name"), style: "wide", cell: (one) => one.name },
              { title: t("account.host"), cell: (one) => one.host },
              { title: t("people.created"), style: "when", cell: (one) => time(one.created) },
              {
                title: t("account.used"),
                style: "when",
                cell: (one) => (one.used ? time(one.used) : t("account.never")),
              },
              {
                title: t("column.act"),
                hidden: true,
                cell: (one) =>
                  rowButton(t("account.remove"), one.name, () =>
                    act(() => api.remove(`passkeys/${one.id}`), t("account.removed")),
                  ),
              },
            ],
            account.passkeys,
          )
        : empty(t("account.no-passkeys")),
    );
    fill(
      lists.tokens,
      account.tokens.length
        ? table(
            t("account.tokens"),
            [
              { title: t("property.name"), style: "wide", cell: (one) => one.name },
              { title: t("account.scopes"), cell: (one) => one.scopes.map((scope) => word("scope", scope)).join(", ") },
              {
                title: t("account.ends"),
                style: "when",
                cell: (one) => [
                  time(one.expires),
                  one.ended ? h("span", { class: "tag warn" }, t("account.ended")) : "",
                ],
              },
              {
                title: t("account.used"),
                style: "when",
                cell: (one) => (one.used ? time(one.used) : t("account.never")),
              },
              {
                title: t("column.act"),
                hidden: true,
                cell: (one) =>
                  rowButton(t("account.remove"), one.name, () =>
                    act(() => api.remove(`tokens/${one.id}`), t("account.removed")),
                  ),
              },
            ],
            account.tokens,
          )
        : empty(t("account.no-tokens")),
    );
    fill(
      lists.sessions,
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
        account.sessions,
      ),
      account.sessions.length > 1
        ? h(
            "div",
            { class: "buttons" },
            h(
              "button",
              {
                type: "button",
                id: "end-sessions",
                onclick: () => act(() => api.remove("sessions"), t("account.sessions-ended")),
              },
              t("account.end-others"),
            ),
          )
        : "",
    );
  }

  const add = h(
    "form",
    { class: "card" },
    h("div", { class: "pair" }, field(t("account.passkey-name"), input("name", { required: true, maxlength: 100 }))),
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "add-passkey" }, t("account.passkey-add"))),
  );
  sends(add, errors, async () => {
    const { name } = values(add);
    await act(async () => api.post("passkeys", { name, passkey: await passkey.make("passkey") }), t("account.added"));
    add.reset();
  });
  const make = h(
    "form",
    { class: "card" },
    h(
      "div",
      { class: "pair" },
      field(t("account.token-name"), input("name", { required: true, maxlength: 100 })),
      field(
        t("account.days"),
        select(
          "days",
          [30, 7, 90, 366].map((days) => [String(days), t("account.days-of", { days })]),
          "30",
        ),
      ),
    ),
    h(
      "fieldset",
      {},
      h("legend", {}, t("account.scopes")),
      scopes.map((scope) => check("scopes[]", word("scope", scope), { value: scope, checked: scope === "read" })),
    ),
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "make-token" }, t("account.token-make"))),
  );
  sends(make, errors, async () => {
    const { name, days, scopes: chosen } = values(make);
    await act(async () => {
      const made = await api.post("tokens", { name, scopes: chosen, days: Number(days) });
      fill(
        once,
        h(
          "div",
          { class: "card link-card" },
          h("p", {}, t("account.token-once", { name })),
          h("code", { class: "block one-time" }, made.token),
          copyButton(made.token, view.say),
        ),
      );
    }, t("account.added"));
    make.reset();
    make.querySelector("input[value=read]").checked = true;
  });
  fill(
    view.body,
    errors,
    section(t("account.state"), lists.state),
    section(
      t("account.passkeys"),
      h("p", { class: "help" }, t("account.passkeys-help")),
      lists.passkeys,
      passkey.available() ? add : h("p", { class: "help" }, t("account.no-support")),
    ),
    section(t("account.tokens"), h("p", { class: "help" }, t("account.tokens-help")), once, lists.tokens, make),
    section(t("account.sessions"), lists.sessions),
  );
  await draw();
}
