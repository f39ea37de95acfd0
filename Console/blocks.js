// The editor of a text in blocks of one paragraph each, each with its marking before it. It is worked by the keyboard:
// Enter begins the next one, Backspace takes an empty one away, Alt with an arrow moves one, Alt+M goes to its marking,
// and there a letter or a number chooses.

import * as api from "./api.js";
import { fill, h, unique } from "./dom.js";
import { short } from "./format.js";
import { t } from "./i18n.js";
import { chip, tlp } from "./marking.js";
import { field } from "./parts.js";
import { effective, highest, isAsHigh, joined, marks, newName, paragraphs, plain, same } from "./paragraphs.js";
import { Picker } from "./picker.js";

const letters = ["c", "g", "a", "s", "r"];
const blank = () => ({ name: newName(), text: "", marking: "", tear: "", tearMarking: "", sources: [] });

/** What a list of lines is when it is pasted: each line is a paragraph where each one ends as sentences do. */
function pasted(text) {
  const parts = paragraphs(text);
  if (parts.length !== 1) return parts;
  const lines = parts[0].split("\n").map((one) => one.trim());
  return lines.length > 1 && lines.every((line) => /[.!?。！？…:;]["'”’»)）」』]*$/.test(line)) ? lines : parts;
}

/** What an object asks of whoever quotes it. */
async function leastOf(id, signal) {
  const found = await api.get(`objects/${api.segment(id)}`, { signal }).catch((problem) => {
    if (problem.status === 404) return null;
    throw problem;
  });
  const object = found?.versions[0]?.object;
  return {
    name: found?.name || short(id),
    refs: object ? [...(object.object_marking_refs ?? []), ...Object.values(marks(object)).flat()] : [],
  };
}

/** The editor; `element` is its field. */
export class Blocks {
  element;
  #list = h("ol", { class: "blocks" });
  #view;
  #options;
  #rows = [];
  /** What objects that are quoted ask for, by identifier: `{ name, refs }`. */
  #known = new Map();

  /**
   * @param options `name` of the property, its `label`, whether it is `required`; `markings` is the `MarkingFields` of
   *   the form, `rest()` gives what is marked with nothing of its own, `edited()` is called after each change.
   */
  constructor(view, options) {
    [this.#view, this.#options] = [view, options];
    const label = h("span", { class: "label", id: unique("b") }, options.label);
    const help = h("p", { class: "help", id: unique("b") }, t("blocks.help"));
    if (options.required) label.append(h("span", { class: "required" }, ` (${t("form.required")})`));
    this.element = h(
      "div",
      { class: "field block-field", role: "group", "aria-labelledby": label.id, "aria-describedby": help.id },
      label,
      this.#list,
      help,
    );
    this.choose([blank()]);
  }

  /** The text that the blocks are. */
  text() {
    return joined(this.written());
  }

  /** Those that say something, as they will be written. */
  written() {
    return this.#rows
      .map((row) => ({ ...plain(row.block), kept: row.block.kept, least: this.#least(row.block) }))
      .filter(({ text }) => text);
  }

  /** All of it as a draft keeps it. */
  entries() {
    return this.#rows.map(({ block }) => ({ ...plain(block), ...(block.kept ? { kept: block.kept } : {}) }));
  }

  /** Shows other blocks. */
  choose(blocks) {
    this.#rows = [];
    fill(this.#list);
    for (const block of blocks.length ? blocks : [blank()]) this.#add({ ...blank(), ...block }, this.#rows.length);
    this.#number();
    this.#learn();
  }

  /** Other labels can be chosen, or the rest bears another marking. */
  draw() {
    for (const row of this.#rows) row.draw();
  }

  /** What the blocks quote. */
  sources() {
    return [...new Set(this.#rows.flatMap(({ block }) => plain(block).sources))];
  }

  /** Everything that is marked with something of its own. */
  markings() {
    return this.written().flatMap((block) => [
      ...(block.marking || block.least.length ? effective(block, [], this.#options.markings.covers()) : []),
      block.tearMarking,
    ]);
  }

  #least(block) {
    const all = plain(block).sources.flatMap((id) => this.#known.get(id)?.refs ?? []);
    return highest(all, this.#options.markings.covers());
  }

  /** Asks what is quoted for its markings and names, once each. */
  async #learn() {
    const asked = this.sources().filter((id) => !this.#known.has(id));
    if (!asked.length) return;
    const found = await Promise.all(asked.map((id) => leastOf(id, this.#view.signal))).catch((problem) => {
      if (problem.name === "AbortError") return [];
      throw problem;
    });
    for (const [place, one] of found.entries()) this.#known.set(asked[place], one);
    for (const row of this.#rows) row.name((id) => this.#known.get(id)?.name);
    this.draw();
    this.#options.edited();
  }

  #add(block, place) {
    const row = new Row(this.#view, block, {
      property: this.#options.name,
      markings: this.#options.markings,
      rest: this.#options.rest,
      least: (one) => this.#least(one),
      edited: () => this.#options.edited(),
      quoted: () => this.#learn(),
      known: (id) => this.#known.get(id)?.name,
      key: (event) => this.#key(event, row),
      take: (parts) => this.#take(row, parts),
      move: (by) => this.#move(row, by),
      remove: () => this.#remove(row),
    });
    this.#rows.splice(place, 0, row);
    const next = this.#rows[place + 1]?.element;
    if (next) next.before(row.element);
    else this.#list.append(row.element);
    return row;
  }

  #number() {
    for (const [place, row] of this.#rows.entries()) row.number(place + 1, this.#rows.length);
  }

  /** What a key does in the text of a block. */
  #key(event, row) {
    const [place, area] = [this.#rows.indexOf(row), row.area];
    const [start, end] = [area.selectionStart, area.selectionEnd];
    const isAt = (at) => start === end && start === at;
    const goes = (other, at) => {
      event.preventDefault();
      this.#rows[other]?.focus(at);
    };
    if (event.isComposing) return;
    if (event.altKey && event.code === "KeyM") {
      event.preventDefault();
      row.marking.focus();
    } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.#move(row, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.#split(row, start, end);
    } else if (event.key === "Backspace" && !area.value && this.#rows.length > 1) {
      event.preventDefault();
      this.#remove(row);
    } else if (event.key === "ArrowUp" && isAt(0) && place > 0) goes(place - 1, "end");
    else if (event.key === "ArrowDown" && isAt(area.value.length) && place + 1 < this.#rows.length)
      goes(place + 1, "start");
  }

  /** The next block begins; an empty one needs no empty one behind it. */
  #split(row, start, end) {
    const { value } = row.area;
    if (!value.trim()) return;
    const [before, after] = [value.slice(0, start).trimEnd(), value.slice(end).trimStart()];
    if (!before) return;
    row.write(before);
    this.#insert(row, [after]).focus("start");
  }

  /** More blocks behind one, marked as it is. */
  #insert(row, texts) {
    let last = row;
    for (const text of texts)
      last = this.#add(
        { ...blank(), text, marking: row.block.marking, kept: row.block.kept },
        this.#rows.indexOf(last) + 1,
      );
    this.#number();
    this.#options.edited();
    return last;
  }

  /** A block that has become several, since something was pasted. */
  #take(row, [first, ...rest]) {
    row.write(first);
    this.#insert(row, rest).focus("end");
  }

  #move(row, by) {
    const place = this.#rows.indexOf(row);
    const other = this.#rows[place + by];
    if (!other) return;
    const focused = document.activeElement;
    this.#rows.splice(place, 1);
    this.#rows.splice(place + by, 0, row);
    if (by < 0) other.element.before(row.element);
    else other.element.after(row.element);
    this.#number();
    focused?.focus();
    this.#view.say(t("blocks.moved", { place: place + by + 1, count: this.#rows.length }));
    this.#options.edited();
  }

  #remove(row) {
    const place = this.#rows.indexOf(row);
    if (this.#rows.length === 1) row.clear();
    else {
      this.#rows.splice(place, 1);
      row.element.remove();
      this.#number();
    }
    this.#rows[Math.max(0, place - 1)].focus("end");
    this.#options.edited();
  }
}

/** One paragraph with its marking. */
class Row {
  block;
  element;
  area;
  marking;
  #on;
  #more = h("span", { class: "block-more" });
  #place = h("span", { class: "block-place", "aria-hidden": "true" });
  #quotes;
  #quoteBox;
  #openQuotes;
  /** What was offered last. */
  #offers = "";
  #tearBox;
  #tear;
  #tearMarking;
  #up;
  #down;

  constructor(view, block, on) {
    [this.block, this.#on] = [block, on];
    this.area = h("textarea", { name: on.property, rows: 2, value: block.text });
    this.marking = h("select", { class: "block-marking" });
    this.#drawTear(block);
    this.#quoteBox = h("div", { class: "block-quotes", hidden: true });
    this.#openQuotes = () => this.#drawQuotes(view);
    if (block.sources.length) this.#openQuotes();
    this.#up = this.#button("↑", "blocks.up", () => on.move(-1));
    this.#down = this.#button("↓", "blocks.down", () => on.move(1));
    this.element = h(
      "li",
      { class: "block" },
      h("div", { class: "block-side" }, this.#place, this.marking, this.#more),
      h("div", { class: "block-main" }, this.area, this.#tools(), this.#tearBox, this.#quoteBox),
    );
    this.#listen();
    this.draw();
  }

  #drawTear(block) {
    this.#tear = h("textarea", { rows: 2, value: block.tear });
    this.#tearMarking = h("select", {});
    this.#tearBox = h(
      "div",
      { class: "tear", hidden: !block.tear },
      field(t("write.tear"), this.#tear, t("blocks.tear-help")),
      field(t("write.tear-marking"), this.#tearMarking),
    );
    this.#tear.addEventListener("input", () => (block.tear = this.#tear.value.trim()));
    this.#tearMarking.addEventListener("change", () => (block.tearMarking = this.#tearMarking.value));
  }

  /** The field for what is quoted, which is there once it is wanted. */
  #drawQuotes(view) {
    const { block } = this;
    this.#quotes = new Picker(view, t("blocks.quotes"), {
      help: t("blocks.quotes-help"),
      changed: () => {
        block.sources = this.#quotes.entries();
        this.#on.quoted();
        this.draw();
        this.#on.edited();
      },
    });
    this.#quotes.choose(
      block.sources.map((one) => (Array.isArray(one) ? one : [one, this.#on.known(one) ?? short(one)])),
    );
    fill(this.#quoteBox, this.#quotes.element);
    this.#quoteBox.hidden = false;
  }

  #button(sign, key, action) {
    return h(
      "button",
      { type: "button", class: "small", title: t(key), "aria-label": t(key), onclick: action },
      h("span", { "aria-hidden": "true" }, sign),
    );
  }

  #tools() {
    const opens = (box, control) => (event) => {
      if (box === this.#quoteBox && !this.#quotes) this.#openQuotes();
      else box.hidden = !box.hidden;
      event.currentTarget.setAttribute("aria-expanded", String(!box.hidden));
      if (!box.hidden) control().focus();
    };
    const toggle = (style, key, box, control) =>
      h(
        "button",
        { type: "button", class: `small ${style}`, "aria-expanded": String(!box.hidden), onclick: opens(box, control) },
        t(key),
      );
    return h(
      "div",
      { class: "block-tools" },
      toggle("tear-open", "write.tear", this.#tearBox, () => this.#tear),
      toggle("quote-open", "blocks.quote", this.#quoteBox, () => this.#quoteBox.querySelector("input")),
      this.#up,
      this.#down,
      this.#button("✕", "blocks.remove", () => this.#on.remove()),
    );
  }

  #listen() {
    const { area, marking } = this;
    area.addEventListener("keydown", (event) => this.#on.key(event));
    area.addEventListener("input", () => {
      const parts = paragraphs(area.value);
      if (parts.length > 1) this.#on.take(parts);
      else this.block.text = area.value;
    });
    area.addEventListener("paste", (event) => {
      const parts = pasted(event.clipboardData?.getData("text/plain") ?? "");
      if (parts.length < 2) return;
      event.preventDefault();
      const { value, selectionStart: start, selectionEnd: end } = area;
      parts[0] = value.slice(0, start) + parts[0];
      parts[parts.length - 1] += value.slice(end);
      this.#on.take(parts);
    });
    marking.addEventListener("change", () => {
      this.block.marking = marking.value;
      this.draw();
    });
    marking.addEventListener("keydown", (event) => this.#letter(event));
  }

  /** A letter or a number chooses the marking, and one goes on writing. */
  #letter(event) {
    if (event.key === "Escape") return this.focus("end");
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const wanted = [...this.marking.options].find((one) => one.dataset.key === event.key.toLowerCase());
    if (!wanted || wanted.disabled) return;
    event.preventDefault();
    this.marking.value = wanted.value;
    this.marking.dispatchEvent(new Event("change", { bubbles: true }));
    this.focus("end");
  }

  /** The choices with what is chosen, and what it comes to with what is quoted. */
  draw() {
    const { block, marking } = this;
    const { markings, rest, least } = this.#on;
    const [asked, covers] = [least(block), markings.covers()];
    const chosen = block.marking === "keep" && !block.kept ? "" : block.marking;
    const offered = [
      ["", t("blocks.as-rest"), "0"],
      ...(block.kept ? [["keep", t("write.as-is"), ""]] : []),
      ...markings.levels().map(({ id, name }, place) => {
        const at = tlp.findIndex((one) => one.id === id);
        return [
          id,
          name,
          at >= 0 ? letters[at] : String(place - markings.levels().findIndex((one) => !isTLP(one)) + 1),
        ];
      }),
    ];
    // Nothing that is quoted is written down lower than it stands where it comes from.
    const isLow = (id) =>
      id &&
      id !== "keep" &&
      isTLP({ id }) &&
      !isAsHigh(
        [id],
        asked.filter((one) => isTLP({ id: one })),
      );
    // What is offered stays as it is while somebody chooses.
    const offers = JSON.stringify(offered.map(([value, name]) => [value, name, Boolean(isLow(value))]));
    if (offers !== this.#offers) {
      fill(
        marking,
        offered.map(([value, name, key]) =>
          h(
            "option",
            { value, selected: value === chosen, disabled: Boolean(isLow(value)), "data-key": key },
            key ? `${name} (${key.toUpperCase()})` : name,
          ),
        ),
      );
    }
    this.#offers = offers;
    marking.value = chosen;
    if (isLow(chosen)) block.marking = marking.value = "";
    fill(
      this.#tearMarking,
      [["", t("write.as-whole")], ...markings.levels().map(({ id, name }) => [id, name])].map(([value, name]) =>
        h("option", { value, selected: value === block.tearMarking }, name),
      ),
    );
    const refs = effective({ ...block, least: asked }, rest(), covers);
    // Where the choice says it all, what it comes to stands on paper alone.
    this.#more.classList.toggle("same", same(refs, block.marking && block.marking !== "keep" ? [block.marking] : []));
    fill(
      this.#more,
      refs.map((id) => [chip(markings.nameOf(id)), " "]),
    );
    this.element.dataset.marking = refs.join(" ");
    marking.dataset.level =
      tlp.find((one) => one.id === block.marking)?.style ?? (block.marking ? "classified" : "rest");
  }

  /** What is quoted has names now. */
  name(known) {
    this.#quotes?.choose(plain(this.block).sources.map((id) => [id, known(id) ?? short(id)]));
  }

  number(place, count) {
    this.#place.textContent = String(place);
    this.area.setAttribute("aria-label", t("blocks.paragraph", { place }));
    this.marking.setAttribute("aria-label", t("blocks.marking", { place }));
    this.#up.disabled = place === 1;
    this.#down.disabled = place === count;
  }

  write(text) {
    this.area.value = this.block.text = text;
  }

  clear() {
    Object.assign(this.block, { ...blank(), name: this.block.name });
    this.area.value = this.#tear.value = "";
    this.#tearBox.hidden = this.#quoteBox.hidden = true;
    this.#quotes?.choose([]);
    this.draw();
  }

  focus(at) {
    const place = at === "end" ? this.area.value.length : 0;
    this.area.focus();
    this.area.setSelectionRange(place, place);
  }
}

const isTLP = ({ id }) => tlp.some((one) => one.id === id);
