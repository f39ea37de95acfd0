// Who may work on this node. The administrator sees people and no content.

import * as api from "../api.js";
import { fits } from "../command.js";
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

/** Up to so many are looked through without a search. */
const few = 8;
const roles = ["author", "disclosure-officer", "auditor", "security-officer", "registrar", "administrator"];
const boxes = (held = []) =>
  h(
    "fieldset",
    {},
    h("legend", {}, t("people.roles")),
    roles.map((role) => check("roles[]", word("role", role), { value: role, checked: held.includes(role) })),
  );

export async function show(view) {
  const people = new People(view);
  await people.again();
  fill(view.body, section(t("people.all"), people.links, people.list), section(t("people.add"), people.form()));
}

/** The list of the people, and what is changed of it. */
class People {
  list = h("div", {});
  /** One-time links, each shown when it is made. */
  links = h("div", { "aria-live": "polite" });
  #errors = h("div", { "aria-live": "assertive" });
  #items = [];
  #wanted = input("wanted", { type: "search", oninput: () => this.#draw() });
  #found = h("div", {});
  #view;

  constructor(view) {
    this.#view = view;
  }

  async again() {
    ({ items: this.#items } = await api.get("people", { signal: this.#view.signal }));
    const search = this.#items.length > few ? field(t("people.search"), this.#wanted) : "";
    fill(this.list, search, this.#found);
    this.#draw();
  }

  /** The people whose name, title or role is sought. */
  #draw() {
    const text = (one) => [one.name, one.title, ...one.roles.map((role) => word("role", role))].join(" ");
    const some = this.#items.filter((one) => fits(this.#wanted.value, text(one)));
    const acts = (one) => this.#acts(one);
    fill(this.#found, some.length ? table(t("page.people"), columns(acts), some) : empty(t("people.none")));
  }

  /** A form for another person. */
  form() {
    const account = input("name", { required: true, autocapitalize: "none", spellcheck: "false" });
    const form = h(
      "form",
      { class: "card" },
      h(
        "div",
        { class: "pair" },
        field(t("sign-in.name"), account, t("people.name-help")),
        field(t("people.title"), input("title", { required: true })),
        field(t("people.register"), input("register"), t("people.register-help")),
        this.#subject(),
      ),
      boxes(),
      h("p", { class: "help" }, t("people.second-help")),
      this.#errors,
      h("div", { class: "buttons" }, h("button", { class: "primary", id: "add-person" }, t("people.add"))),
    );
    sends(form, this.#errors, async () => {
      const entered = given(values(form));
      const { name, link } = await countersigned((second) => api.post("people", { ...entered, second }));
      this.#showLink(name, link);
      form.reset();
      await this.again();
    });
    return form;
  }

  #acts(one) {
    const [isOff, change] = [one.disabled, (body, said) => () => this.#change(one, body, said)];
    return h(
      "span",
      { class: "buttons" },
      rowButton(t("people.change"), one.name, () => this.#changeRoles(one)),
      rowButton(t("people.new-link"), one.name, change({ new_link: true }, t("people.link-made"))),
      rowButton(
        t(isOff ? "people.enable" : "people.disable"),
        one.name,
        change({ disabled: !isOff }, t("people.changed")),
      ),
    );
  }

  #changeRoles(person) {
    ask(
      t("people.change"),
      [h("p", {}, person.title || person.name), boxes(person.roles), this.#subject(person.subject)],
      t("write.save"),
      async ({ roles, subject }) => {
        await this.#send(person, { roles, subject });
        this.#view.say(t("people.changed"));
        await this.again();
      },
    );
  }

  async #change(person, body, said) {
    try {
      const { link } = await this.#send(person, body);
      if (link) this.#showLink(person.name, link);
      this.#view.say(said);
      await this.again();
    } catch (problem) {
      fill(this.#errors, errorText(problem));
    }
  }

  #send(person, body) {
    return countersigned((second) => api.post(`people/${api.segment(person.name)}`, { ...body, second }));
  }

  #showLink(name, address) {
    const whole = new URL(address, location.origin).href;
    fill(
      this.links,
      h(
        "div",
        { class: "card link-card" },
        h("p", {}, t("people.link", { name })),
        h("code", { class: "block one-time" }, whole),
        copyButton(whole, this.#view.say),
      ),
    );
  }

  /** Who the person is at the provider, where the node has one. */
  #subject(value = "") {
    return this.#view.node.provider
      ? field(t("people.subject"), input("subject", { value, autocapitalize: "none", spellcheck: "false" }))
      : "";
  }
}

const columns = (acts) => [
  { title: t("sign-in.name"), cell: (one) => h("code", {}, one.name) },
  { title: t("people.title"), style: "wide", cell: (one) => one.title },
  { title: t("people.roles"), cell: (one) => one.roles.map((role) => word("role", role)).join(", ") },
  { title: t("people.register"), cell: (one) => one.register ?? "" },
  { title: t("people.created"), style: "when", cell: (one) => time(one.created) },
  { title: t("column.state"), cell: states },
  { title: t("column.act"), hidden: true, cell: acts },
];

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
