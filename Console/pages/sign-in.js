// Signing in: name, password, and the second factor when the server asks for it.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { t } from "../i18n.js";
import { explain, field, input, values } from "../parts.js";

export async function show(view) {
  const errors = h("div", { "aria-live": "assertive" });
  const name = input("name", { required: true, autocomplete: "username", autocapitalize: "none", spellcheck: "false" });
  const password = input("password", { type: "password", required: true, autocomplete: "current-password" });
  const code = input("code", { inputmode: "text", autocomplete: "one-time-code", spellcheck: "false" });
  const second = h("div", { hidden: true }, field(t("sign-in.code"), code, t("sign-in.code-help")));
  const submit = h("button", { class: "primary" }, t("sign-in.submit"));
  const form = h("form", { class: "narrow card" }, h("p", { class: "help" }, t("sign-in.node", { title: view.node.title })),
    field(t("sign-in.name"), name), field(t("sign-in.password"), password), second, errors, h("div", { class: "buttons" }, submit));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    fill(errors);
    try {
      const given = values(form);
      view.enter(await api.signIn(given.name, password.value, given.code));
    } catch (problem) {
      if (problem.code === "code-needed" && second.hidden) {
        second.hidden = false;
        code.focus();
        return;
      }
      const wait = problem.retryAfter ? ` ${t("sign-in.wait", { seconds: problem.retryAfter })}` : "";
      fill(errors, h("p", { class: "error", role: "alert" }, explain(problem) + wait));
    } finally {
      submit.disabled = false;
    }
  });
  fill(view.body, form);
  name.focus();
}
