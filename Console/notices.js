// Mail that says that something waits: the person's own choice.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { time } from "./format.js";
import { language, t } from "./i18n.js";
import { acting, field, input, section, select, sends, values } from "./parts.js";

const choices = ["off", "daily", "hourly"];

/** The part of the account's page; where the node writes to nobody it says so. */
export async function noticePart(view) {
  const body = h("div", {});
  const errors = h("div", { "aria-live": "assertive" });
  const draw = async () => {
    const found = await api.get("account/notices", { signal: view.signal });
    fill(body, found.available ? form(found) : h("p", { class: "help" }, t("notices.none")));
  };
  const act = acting(view, errors, draw);

  function form({ choice, address, sent, failing }) {
    const made = h(
      "form",
      { class: "card", id: "notices" },
      h(
        "div",
        { class: "pair" },
        field(
          t("notices.choice"),
          select(
            "choice",
            choices.map((one) => [one, t(`notices.${one}`)]),
            choice,
          ),
        ),
        field(
          t("notices.address"),
          input("address", { type: "email", maxlength: 254, value: address ?? "", autocomplete: "email" }),
        ),
      ),
      sent ? h("p", { class: "help" }, t("notices.sent"), " ", time(sent)) : "",
      failing ? h("p", { class: "error" }, t("notices.failing")) : "",
      h("div", { class: "buttons" }, h("button", { class: "primary", id: "save-notices" }, t("notices.save"))),
    );
    sends(made, errors, async () => {
      const { choice: when, address: to } = values(made);
      await act(
        () => api.post("account/notices", { choice: when, ...(to ? { address: to } : {}), lang: language() }),
        t("notices.saved"),
      );
    });
    return made;
  }

  await draw();
  return section(t("notices.title"), h("p", { class: "help" }, t("notices.help")), errors, body);
}
