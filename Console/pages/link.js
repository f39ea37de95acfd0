// The one-time link: the person sets a password and a second factor, or a passkey that does for both.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { copyButton, errorText, field, given, input, section, sends, values } from "../parts.js";
import * as passkey from "../passkey.js";

export async function show(view) {
  const path = `links/${api.segment(view.argument)}`;
  const link = await api.get(path, { signal: view.signal }).catch((problem) => {
    if (problem.status !== 404) throw problem;
    return null;
  });
  if (!link) return fill(view.body, h("p", { class: "error", role: "alert" }, t("link.gone")));
  fill(
    view.body,
    passkey.available() ? withPasskey(view, path) : "",
    section(t("link.password-or"), withPassword(view, path, link)),
  );
}

/** A password, and a code of an authenticator whose secret stands here. */
function withPassword(view, path, link) {
  const errors = h("div", { "aria-live": "assertive" });
  const password = input("password", { type: "password", required: true, autocomplete: "new-password" });
  const again = input("again", { type: "password", required: true, autocomplete: "new-password" });
  const form = h(
    "form",
    { class: "narrow card" },
    h("p", {}, t("link.for", { name: link.name, title: link.title })),
    field(t("link.password"), password, t("link.password-help")),
    field(t("link.again"), again),
    h("h2", {}, t("link.second")),
    h("p", { class: "help" }, t(link.second_factor_required ? "link.second-required" : "link.second-help")),
    h(
      "dl",
      { class: "secret" },
      h("dt", {}, t("link.secret")),
      h("dd", {}, h("code", {}, link.totp_secret), " ", copyButton(link.totp_secret, view.say)),
      h("dt", {}, t("link.uri")),
      h("dd", {}, h("code", {}, link.totp_uri), " ", copyButton(link.totp_uri, view.say)),
    ),
    field(
      t("link.code"),
      input("code", { inputmode: "numeric", autocomplete: "one-time-code", required: link.second_factor_required }),
      t(link.second_factor_required ? "link.code-required-help" : "link.code-help"),
    ),
    errors,
    h("div", { class: "buttons" }, h("button", { class: "primary" }, t("link.submit"))),
  );
  sends(form, errors, async () => {
    if (password.value !== again.value) {
      fill(errors, h("p", { class: "error", role: "alert" }, t("link.differ")));
      return again.focus();
    }
    const answer = await api.post(path, given({ password: password.value, code: values(form).code }));
    done(view, answer.recovery_codes ?? []);
  });
  return form;
}

/** A passkey does for both. */
function withPasskey(view, path) {
  const failed = h("div", { "aria-live": "assertive" });
  const make = async () => {
    fill(failed);
    key.disabled = true;
    try {
      const answer = await api.post(path, { passkey: await passkey.make("link", view.argument) });
      done(view, answer.recovery_codes ?? []);
    } catch (problem) {
      fill(failed, errorText(problem));
      key.disabled = false;
    }
  };
  const key = h(
    "button",
    { type: "button", class: "primary", id: "make-passkey", onclick: make },
    t("account.passkey-add"),
  );
  return section(
    t("account.passkeys"),
    h(
      "div",
      { class: "narrow card" },
      h("p", { class: "help" }, t("link.passkey-help")),
      failed,
      h("div", { class: "buttons" }, key),
    ),
  );
}

function done(view, codes) {
  fill(
    view.body,
    h(
      "div",
      { class: "narrow card" },
      h("p", { role: "status" }, t("link.done")),
      codes.length
        ? [
            h("h2", {}, t("link.recovery")),
            h("p", { class: "help" }, t("link.recovery-help")),
            h(
              "ol",
              { class: "codes" },
              codes.map((code) => h("li", {}, h("code", {}, code))),
            ),
            copyButton(codes.join("\n"), view.say),
          ]
        : "",
      h("p", {}, h("a", { class: "button primary", href: "#/sign-in" }, t("link.sign-in"))),
    ),
  );
  view.heading.focus();
}
