// Who may work on this node. The administrator sees people and no content.

import * as api from "../api.js";
import { countersigned } from "../countersign.js";
import { fill, h } from "../dom.js";
import { time } from "../format.js";
import { t, word } from "../i18n.js";
import {
  ask,
  check,
  copyButton,
  empty,
  errorText,
  field,
  given,
  input,
  rowButton,
  section,
  sends,
  table,
  values,
} from "../parts.js";

const roles = ["author", "disclosure-officer", "auditor", "security-officer", "administrator"];
const boxes = (held = []) =>
  h(
    "fieldset",
    {},
    h("legend", {}, t("people.roles")),
    roles.map((role) => check("roles[]", word("role", role), { value: role, checked: held.includes(role) })),
  );

export async function show(view) {
  const { items } = await api.get("people", { signal: view.signal });
  const links = h("div", { "aria-live": "polite" }),
    errors = h("div", { "aria-live": "assertive" });
  const list = h("div", {});
  const again = async () => fill(list, draw((await api.get("people", { signal: view.signal })).items));

  const link = (name, address) => {
    const whole = new URL(address, location.origin).href;
    fill(
      links,
      h(
        "div",
        { class: "card link-card" },
        h("p", {}, t("people.link", { name })),
        h("code", { class: "block one-time" }, whole),
        copyButton(whole, view.say),
      ),
    );
  };
  const sent = (person, body) =>
    countersigned((second) => api.post(`people/${api.segment(person.name)}`, { ...body, second }));
  async function change(person, body, said) {
    try {
      const answer = await sent(person, body);
      if (answer.link) link(person.name, answer.link);
      view.say(said);
      await again();
    } catch (problem) {
      fill(errors, errorText(problem));
    }
  }
  const draw = (people) =>
    people.length
      ? table(
          t("page.people"),
          [
            { title: t("sign-in.name"), cell: (one) => h("code", {}, one.name) },
            { title: t("people.title"), style: "wide", cell: (one) => one.title },
            { title: t("people.roles"), cell: (one) => one.roles.map((role) => word("role", role)).join(", ") },
            { title: t("people.register"), cell: (one) => one.register ?? "" },
            { title: t("people.created"), style: "when", cell: (one) => time(one.created) },
            { title: t("column.state"), cell: (one) => states(one) },
            {
              title: t("column.act"),
              hidden: true,
              cell: (one) =>
                h(
                  "span",
                  { class: "buttons" },
                  rowButton(t("people.change"), one.name, () => changeRoles(one)),
                  rowButton(t("people.new-link"), one.name, () =>
                    change(one, { new_link: true }, t("people.link-made")),
                  ),
                  rowButton(one.disabled ? t("people.enable") : t("people.disable"), one.name, () =>
                    change(one, { disabled: !one.disabled }, t("people.changed")),
                  ),
                ),
            },
          ],
          people,
        )
      : empty(t("people.none"));
  const subject = (value = "") =>
    view.node.provider
      ? field(t("people.subject"), input("subject", { value, autocapitalize: "none", spellcheck: "false" }))
      : "";
  const changeRoles = (person) =>
    ask(
      t("people.change"),
      [h("p", {}, person.title || person.name), boxes(person.roles), subject(person.subject)],
      t("write.save"),
      async (entered) => {
        await sent(person, { roles: entered.roles, subject: entered.subject });
        view.say(t("people.changed"));
        await again();
      },
    );

  const form = h(
    "form",
    { class: "card" },
    h(
      "div",
      { class: "pair" },
      field(
        t("sign-in.name"),
        input("name", { required: true, autocapitalize: "none", spellcheck: "false" }),
        t("people.name-help"),
      ),
      field(t("people.title"), input("title", { required: true })),
      field(t("people.register"), input("register"), t("people.register-help")),
      subject(),
    ),
    boxes(),
    h("p", { class: "help" }, t("people.second-help")),
    errors,
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "add-person" }, t("people.add"))),
  );
  sends(form, errors, async () => {
    const entered = given(values(form));
    const made = await countersigned((second) => api.post("people", { ...entered, second }));
    link(made.name, made.link);
    form.reset();
    await again();
  });
  fill(list, draw(items));
  fill(view.body, section(t("people.all"), links, list), section(t("people.add"), form));
}

function states(person) {
  return [
    h(
      "span",
      { class: person.disabled ? "state-chip bad" : "state-chip good" },
      t(person.disabled ? "people.disabled" : "people.active"),
    ),
    " ",
    person.second_factor ? h("span", { class: "tag" }, t("people.second-factor")) : "",
    " ",
    person.link_pending ? h("span", { class: "tag warn" }, t("people.link-pending")) : "",
  ];
}
