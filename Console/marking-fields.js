// The fields of a form for markings: of the whole, by TLP and by a label;
// of each portion, with what stands in its place for others.

import { fill, h } from "./dom.js";
import { t, word } from "./i18n.js";
import { makeLabel } from "./label.js";
import { chip, tlp } from "./marking.js";
import { check, field, select } from "./parts.js";

const isTLP = (id) => tlp.some((one) => one.id === id);

const options = (list, chosen) => list.map(([id, name]) => h("option", { value: id, selected: id === chosen }, name));

/** The markings that a form offers, where the party has some labels. */
export const offered = (labels) => [...tlp, ...labels].map((one) => one.id);

export class MarkingFields {
  portions = h("div", { class: "portions" });
  #choices;
  #labels;
  #begun;
  #edited;
  #label = h("select", { name: "label" });

  /**
   * @param choices the labels and schemes of the party.
   * @param begun what is held as a form opens it (`opened`), or nothing.
   * @param edited what another label does.
   */
  constructor(choices, begun, edited) {
    [this.#choices, this.#labels, this.#begun, this.#edited] = [choices, [...choices.held], begun, edited];
    this.#drawLabels(begun?.marking.find((id) => !isTLP(id)) ?? "");
  }

  /** The identifiers of all that can be chosen. */
  offered() {
    return offered(this.#labels);
  }

  /** What a part can be marked with: levels of TLP that the person could read afterwards, then labels. */
  levels() {
    return [...this.#tlp(), ...this.#labels];
  }

  /** The labels that each label covers, by identifier. */
  covers() {
    return Object.fromEntries(this.#labels.map((one) => [one.id, one.covers ?? []]));
  }

  /** What a marking is called. */
  nameOf(id) {
    return [...tlp, ...this.#labels].find((one) => one.id === id)?.name ?? t("marking.other");
  }

  /** The fields for the whole: GREEN for what is new. */
  whole() {
    const plain = this.#begun ? (this.#begun.marking.find(isTLP) ?? "") : tlp[1].id;
    const make = () => makeLabel(this.#choices, (made) => this.#take(made));
    const another = h("button", { type: "button", class: "small new-label", onclick: make }, t("label.another"));
    return [
      h(
        "fieldset",
        { class: "inline tlp" },
        h("legend", {}, t("column.marking")),
        this.#tlp(plain).map(({ name, id }) =>
          check("marking", chip(name), { type: "radio", value: id, checked: id === plain }),
        ),
        check("marking", t("write.no-tlp"), { type: "radio", value: "", checked: !plain }),
      ),
      field(t("write.label"), this.#label),
      h("p", { class: "help" }, this.#choices.schemes.length ? another : t("label.none-known")),
    ];
  }

  /** Draws a field for each portion of a form, and one for the rest. */
  draw(form) {
    const names = form.filter((one) => one.portion).map((one) => one.name);
    fill(
      this.portions,
      names.map((name) => this.#portion(name)),
      field(t("write.rest"), this.#choice("portion:*", this.#begun?.portions["*"]), t("write.rest-help")),
    );
  }

  /** A label that was just made is chosen. */
  #take(made) {
    if (!this.#labels.some((one) => one.id === made.id)) this.#labels.push(made);
    this.#drawLabels(made.id);
    this.#edited();
  }

  /** The choices of every field for a marking, with what is chosen now. */
  #drawLabels(wanted) {
    const named = this.#labels.map((one) => [one.id, one.name]);
    fill(this.#label, options([["", t("write.no-label")], ...named], wanted));
    for (const one of this.portions.querySelectorAll("select"))
      fill(one, options(this.#levels(one.name, "keep" in one.dataset), one.value));
  }

  #levels(field, canKeep) {
    const none = field.startsWith("tear-")
      ? "write.as-whole"
      : field === "portion:*"
        ? "write.as-chosen"
        : "blocks.as-rest";
    return [
      ["", t(none)],
      ...(canKeep ? [["keep", t("write.as-is")]] : []),
      ...this.levels().map(({ id, name }) => [id, name]),
    ];
  }

  /** Those of TLP that the person could read afterwards, and what is held already. */
  #tlp(held = "") {
    const begun = [held, ...Object.values(this.#begun?.portions ?? {})];
    return tlp.filter(({ id }) => this.#choices.tlp.includes(id) || begun.includes(id));
  }

  /** A field for one marking; where several are held, they can stay. */
  #choice(name, held = "") {
    const canKeep = held === "keep";
    return select(name, this.#levels(name, canKeep), held, { "data-keep": canKeep });
  }

  /** A property: its marking, and where it has one the text for those who may not see it. */
  #portion(name) {
    const marked = this.#choice(`portion:${name}`, this.#begun?.portions[name]);
    const tear = this.#begun?.tears[name];
    const text = h("textarea", { name: `tear:${name}`, rows: 2, value: tear?.text ?? "" });
    const line = h(
      "div",
      { class: "tear" },
      field(t("write.tear"), text, t("write.tear-help")),
      field(t("write.tear-marking"), this.#choice(`tear-marking:${name}`, tear?.marking)),
    );
    const toggle = () => {
      line.hidden = !marked.value;
    };
    marked.addEventListener("change", toggle);
    toggle();
    return h("fieldset", {}, h("legend", {}, word("property", name)), field(t("column.marking"), marked), line);
  }
}
