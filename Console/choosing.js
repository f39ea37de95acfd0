// Several rows of a list chosen at once: boxes, keys, and what can be done with what is chosen.

import { fill, h, hidden } from "./dom.js";
import { number } from "./format.js";
import { t } from "./i18n.js";
import { objectName } from "./parts.js";

/** So many are decided about together at most, as the node has it. */
export const mostTogether = 100;

/** What is chosen of the rows that are shown; never a row that is not. */
export class Choosing {
  bar = h("div", { class: "bulk", role: "group", "aria-label": t("choose.label"), hidden: true });
  #table;
  #acts;
  #items = [];
  #chosen = new Set();
  #current = -1;
  #last = -1;

  /**
   * @param table gives the table that is shown.
   * @param acts what can be done with what is chosen: gives `[{ name, label, run }]` for a list of rows.
   */
  constructor(table, acts) {
    [this.#table, this.#acts] = [table, acts];
  }

  /** The column of boxes. */
  column() {
    return {
      title: t("choose.one"),
      hidden: true,
      style: "box",
      cell: (row) =>
        h(
          "label",
          { class: "check" },
          h("input", {
            type: "checkbox",
            class: "choose",
            checked: this.#chosen.has(row.id),
            onclick: (event) => this.#click(row, event.shiftKey),
          }),
          hidden(`${t("choose.one")} ${objectName(row)}`),
        ),
    };
  }

  /** The rows that are shown are others; what is not among them is not chosen any more. */
  shows(items) {
    this.#items = items;
    const ids = new Set(items.map((one) => one.id));
    this.#chosen = new Set([...this.#chosen].filter((id) => ids.has(id)));
    [this.#current, this.#last] = [-1, -1];
    this.draw();
  }

  /** More rows are shown behind those that were. */
  showsMore(items) {
    this.#items = [...this.#items, ...items];
    this.draw();
  }

  get chosen() {
    return this.#items.filter((one) => this.#chosen.has(one.id));
  }

  none() {
    this.#chosen.clear();
    this.draw();
  }

  keys() {
    return {
      j: () => this.#move(1),
      k: () => this.#move(-1),
      x: () => this.#toggle(Math.max(this.#current, 0), false),
      X: () => this.#toggle(Math.max(this.#current, 0), true),
    };
  }

  keyWords() {
    return [
      ["j", t("queue.key-next")],
      ["k", t("queue.key-back")],
      ["x", t("queue.key-choose")],
      ["X", t("choose.key-range")],
    ];
  }

  #rows() {
    return [...(this.#table()?.querySelectorAll("tbody tr") ?? [])];
  }

  #move(by) {
    if (!this.#items.length) return;
    this.#current = Math.max(0, Math.min(this.#items.length - 1, this.#current + by));
    const rows = this.#rows();
    rows.forEach((row, place) => row.classList.toggle("current", place === this.#current));
    // The row and not its box: in a field, letters are no keys.
    rows[this.#current]?.setAttribute("tabindex", "-1");
    rows[this.#current]?.focus();
    rows[this.#current]?.scrollIntoView({ block: "nearest" });
  }

  #click(row, isRange) {
    this.#toggle(this.#items.indexOf(row), isRange);
  }

  /** Chooses a row or leaves it; a range is what lies between it and the last one, and becomes as this one does. */
  #toggle(place, isRange) {
    const row = this.#items[place];
    if (!row) return;
    const isChosen = !this.#chosen.has(row.id);
    const from = isRange && this.#last >= 0 ? this.#last : place;
    for (const one of this.#items.slice(Math.min(from, place), Math.max(from, place) + 1)) {
      if (!isChosen) this.#chosen.delete(one.id);
      else if (this.#chosen.size < mostTogether) this.#chosen.add(one.id);
    }
    [this.#last, this.#current] = [place, place];
    this.draw();
  }

  draw() {
    this.#rows().forEach((row, place) => {
      const box = row.querySelector(".choose");
      if (box && this.#items[place]) box.checked = this.#chosen.has(this.#items[place].id);
    });
    const { chosen } = this;
    this.bar.hidden = !chosen.length;
    if (!chosen.length) return fill(this.bar);
    const button = (name, label, style, action) =>
      h("button", { type: "button", class: `${name} ${style}`, onclick: action }, label);
    const all = () => {
      for (const one of this.#items) if (this.#chosen.size < mostTogether) this.#chosen.add(one.id);
      this.draw();
    };
    const none = () => {
      this.none();
      this.#rows()[Math.max(this.#current, 0)]?.querySelector(".choose")?.focus();
    };
    fill(
      this.bar,
      h("strong", { role: "status" }, t("choose.chosen", { count: number(chosen.length) })),
      button("choose-all", t("choose.all"), "small", all),
      button("choose-none", t("bulk.none"), "small", none),
      this.#acts(chosen).map(({ name, label, run }) => button(name, label, "small", () => run(chosen))),
    );
  }
}
