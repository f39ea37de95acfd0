// Chooses objects among the holdings, by typing.

import * as api from "./api.js";
import { debounced, fill, h, hidden, unique } from "./dom.js";
import { t } from "./i18n.js";
import { chip } from "./marking.js";
import { object, translated } from "./names.js";
import { errorText, input, latest, typeName } from "./parts.js";

/** What was found, to be chosen. */
const offer = (item, choose) =>
  h(
    "li",
    {},
    h(
      "button",
      { type: "button", onclick: choose },
      object(item),
      translated(item),
      " ",
      h("span", { class: "rule" }, typeName(item.type)),
      " ",
      chip(item.banner),
    ),
  );

/** What is chosen, to be taken away. */
const choice = (name, remove) =>
  h(
    "li",
    {},
    name,
    " ",
    h("button", { type: "button", class: "small", onclick: remove }, t("picker.remove"), hidden(" ", name)),
  );

/**
 * A field for references.
 * @param options `name` of the field, `type` and `source()` of what is looked for, whether it is `required`, the
 *   `most` that can be chosen, `changed()` after each choice, and a `help` of its own.
 */
export class Picker {
  #options;
  #chosen = new Map();
  #search = input("", { type: "search", id: unique("p"), spellcheck: "false" });
  #found = h("ul", { class: "picker-found", "aria-live": "polite", "aria-label": t("picker.found") });
  #list = h("ul", { class: "picker-chosen", "aria-label": t("picker.chosen") });
  #ask;

  constructor(view, label, options) {
    this.#options = options;
    this.#ask = latest(view.signal);
    this.#listen(view);
    this.#draw();
    const help = h("p", { class: "help", id: `${this.#search.id}-help` }, options.help ?? t("picker.help"));
    this.#search.setAttribute("aria-describedby", help.id);
    const required = options.required ? h("span", { class: "required" }, ` (${t("form.required")})`) : "";
    this.element = h(
      "div",
      { class: "field picker", "data-name": options.name },
      h("label", { for: this.#search.id }, label, required),
      this.#search,
      help,
      this.#found,
      this.#list,
    );
  }

  /** The identifiers. */
  chosen() {
    return [...this.#chosen.keys()];
  }

  /** What is chosen with its names. */
  entries() {
    return [...this.#chosen];
  }

  /** Chooses what `entries` gave, instead of what is chosen. */
  choose(entries) {
    this.#chosen = new Map(entries);
    this.#draw();
  }

  /** What is typed here is a question, no change of the form that it stands in. */
  #listen(view) {
    const look = debounced(120, () => this.#look());
    this.#search.removeAttribute("name");
    this.#search.addEventListener("input", (event) => {
      event.stopPropagation();
      look();
    });
    this.#search.addEventListener("change", (event) => event.stopPropagation());
    this.#search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    view.signal.addEventListener("abort", () => look.cancel());
  }

  #draw() {
    this.#list.hidden = !this.#chosen.size;
    fill(
      this.#list,
      [...this.#chosen].map(([id, name]) =>
        choice(name, () => {
          this.#chosen.delete(id);
          this.#changed();
        }),
      ),
    );
  }

  #changed() {
    this.#draw();
    this.#options.changed();
    this.#search.focus();
  }

  #take(item) {
    if (this.#chosen.size >= (this.#options.most ?? Infinity)) this.#chosen.clear();
    this.#chosen.set(item.id, object(item));
    this.#search.value = "";
    fill(this.#found);
    this.#changed();
  }

  async #look() {
    const signal = this.#ask();
    const q = this.#search.value.trim();
    if (!q) return fill(this.#found);
    const { type, source } = this.#options;
    try {
      const { items } = await api.get("holdings", { query: { q, type, source: source?.(), limit: 6 }, signal });
      const offered = items.filter((item) => !this.#chosen.has(item.id));
      fill(
        this.#found,
        offered.length
          ? offered.map((item) => offer(item, () => this.#take(item)))
          : h("li", { class: "nothing" }, t("holdings.none")),
      );
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.#found, h("li", {}, errorText(problem)));
    }
  }
}
