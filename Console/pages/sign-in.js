// Signing in: name, password, and the second factor when the server asks for it; or a passkey alone.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { t, word } from "../i18n.js";
import { explain, field, given, input, values } from "../parts.js";
import * as passkey from "../passkey.js";

/** The fields, and what of them is used together. */
function fields(view) {
  const errors = h("div", { "aria-live": "assertive" });
  const name = input("name", { required: true, autocomplete: "username", autocapitalize: "none", spellcheck: "false" });
  const password = input("password", { type: "password", required: true, autocomplete: "current-password" });
  const code = input("code", { inputmode: "text", autocomplete: "one-time-code", spellcheck: "false" });
  const second = h("div", { hidden: true }, field(t("sign-in.code"), code, t("sign-in.code-help")));
  const submit = h("button", { class: "primary" }, t("sign-in.submit"));
  const key = h("button", { type: "button", id: "use-passkey", hidden: !passkey.available() }, t("sign-in.passkey"));
  const form = h(
    "form",
    { class: "narrow card" },
    h("p", { class: "help" }, t("sign-in.node", { title: view.node.title })),
    field(t("sign-in.name"), name),
    field(t("sign-in.password"), password),
    second,
    errors,
    h("div", { class: "buttons" }, submit, key),
  );
  const locked = h("p", { class: "help", role: "status" });
  password.addEventListener("keyup", (event) => {
    fill(locked, event.getModifierState?.("CapsLock") ? t("sign-in.caps-lock") : "");
  });
  password.after(locked);
  const typed = () => given({ name: values(form).name, password: password.value, code: values(form).code });
  return { form, errors, name, code, second, submit, key, typed };
}

/** The provider is another site: the browser goes there as a whole. */
const elsewhere = (provider) =>
  h(
    "p",
    { class: "narrow" },
    h("a", { class: "button", id: "use-provider", href: "/open-id/start" }, t("sign-in.provider", { name: provider })),
  );

export async function show(view) {
  const { form, errors, name, code, second, submit, key, typed } = fields(view);
  const entering = async (action) => {
    submit.disabled = key.disabled = true;
    fill(errors);
    try {
      view.enter(await api.signIn(await action()));
    } catch (problem) {
      if (["code-needed", "passkey-needed"].includes(problem.code) && second.hidden) {
        second.hidden = false;
        code.focus();
        return;
      }
      // Where a name is tried from elsewhere, the second factor given together with the password needs no waiting.
      if (problem.code === "too-many-tries") second.hidden = false;
      const wait = problem.retryAfter ? ` ${t("sign-in.wait", { seconds: problem.retryAfter })}` : "";
      // Names are written in small letters: nothing is said of whether there is such a one.
      const isCapital = problem.code === "sign-in-failed" && /[A-Z]/.test(name.value);
      const hint = isCapital ? ` ${t("sign-in.capitals")}` : "";
      fill(errors, h("p", { class: "error", role: "alert" }, explain(problem), hint, wait));
    } finally {
      submit.disabled = key.disabled = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    entering(async () => typed());
  });
  // Beside a password that stands in the form the passkey is the second factor; else it does for both.
  key.addEventListener("click", () =>
    entering(async () => {
      const { name: account, password: word } = typed();
      return { passkey: await passkey.use(), ...(account && word ? { name: account, password: word } : {}) };
    }),
  );
  const failed = view.query.get("problem");
  if (failed) fill(errors, h("p", { class: "error", role: "alert" }, word("error", failed)));
  fill(view.body, form, view.node.provider ? elsewhere(view.node.provider) : "");
  name.focus();
}
