// Another set of agreements, written here: what is wrong with it, what it opens and closes, what it would change; then
// applied.

import * as api from "../api.js";
import { countersigned } from "../countersign.js";
import { counted, finding, stretch } from "../accord.js";
import { shownDifference } from "../difference.js";
import { debounced, fill, h } from "../dom.js";
import { levelChanges, previewed } from "../effects.js";
import { t, word } from "../i18n.js";
import { forget, party } from "../names.js";
import { chip } from "../marking.js";
import { area, ask, check, empty, errorText, field, input, latest, objectLink, section, table } from "../parts.js";

// Kept while the page is left and come back to; a reload or the end of the session forgets it.
let kept = null;

export async function show(view) {
  const used = await api.get("agreements", { signal: view.signal });
  const base = used.set ?? 0;
  if (kept?.base !== base) kept = { base, files: copies(used.files), place: 0, isOld: Boolean(kept?.files) };
  const draft = new Draft(view, used.files, kept);
  draft.draw(kept.isOld);
  kept.isOld = false;
  await draft.begin();
}

const copies = (files) => files.map((file) => ({ ...file }));
const textsOf = (files) => new Map(files.map((file) => [file.name, file.text]));

/**
 * The page on which a set is written: every change has it checked anew,
 * and takes back what was asked of the one before.
 */
class Draft {
  #view;
  /** The files in use. */
  #used;
  #set;
  /** The names of the files that differ from those in use. */
  #differing = [];
  #choice = h("select", { name: "file" });
  #text = area("text", { rows: 22, spellcheck: "false", class: "code" });
  #upload = h("input", { type: "file", multiple: true, accept: ".accord", onchange: () => this.#take() });
  #found = h("div", { "aria-live": "polite" });
  #assumed = h("div", {});
  #opens = h("div", {});
  #changes = h("div", {});
  #differences = h("div", {});
  #asked;
  #later = debounced(350, () => this.#look());

  constructor(view, used, set) {
    [this.#view, this.#used, this.#set, this.#asked] = [view, used, set, latest(view.signal)];
    this.#choice.addEventListener("change", () => {
      set.place = Number(this.#choice.value);
      this.#list();
    });
    this.#text.addEventListener("input", () => {
      set.files[set.place].text = this.#text.value;
      this.#changed();
    });
  }

  draw(isOld) {
    fill(
      this.#view.body,
      h("p", { class: "help" }, t("draft.help")),
      isOld ? h("p", { class: "findings" }, t("draft.moved")) : "",
      h(
        "div",
        { class: "split draft-split" },
        section(
          t("draft.text"),
          field(t("draft.upload"), this.#upload),
          field(t("draft.file"), this.#choice),
          field(t("draft.content"), this.#text),
          this.#tools(),
        ),
        h("div", {}, section(t("accord.found"), this.#found), section(t("draft.changed"), this.#differences)),
      ),
      section(t("draft.difference"), this.#assumed, this.#opens),
      section(t("draft.what-if"), h("p", { class: "help" }, t("draft.what-if-help")), this.#changes),
    );
  }

  async begin() {
    this.#list();
    this.#changed();
    this.#later.cancel();
    await this.#look();
  }

  #tools() {
    const button = (label, action) => h("button", { type: "button", class: "small", onclick: action }, label);
    const set = this.#set;
    return h(
      "div",
      { class: "buttons" },
      button(t("form.copy"), async () => {
        await navigator.clipboard?.writeText(this.#text.value);
        this.#view.say(t("form.copied"));
      }),
      button(t("draft.add"), () =>
        ask(
          t("draft.add"),
          field(t("draft.name"), input("name", { required: true }), t("draft.name-help")),
          t("draft.add"),
          async ({ name }) => this.#edit(() => this.#put(name.endsWith(".accord") ? name : `${name}.accord`, "")),
        ),
      ),
      button(t("draft.remove"), () =>
        this.#edit(() => {
          set.files.splice(set.place, 1);
          set.place = 0;
        }),
      ),
      button(t("draft.reset"), () => this.#edit(() => Object.assign(set, { files: copies(this.#used), place: 0 }))),
    );
  }

  /** Changes which files there are. */
  #edit(action) {
    action();
    this.#list();
    this.#changed();
  }

  #put(name, content) {
    const set = this.#set;
    const place = set.files.findIndex((file) => file.name === name);
    if (place >= 0) set.files[place].text = content;
    else set.files.push({ name, text: content });
    set.place = place >= 0 ? place : set.files.length - 1;
  }

  async #take() {
    const given = [];
    for (const file of this.#upload.files) given.push([file.name, await file.text()]);
    this.#upload.value = "";
    this.#edit(() => given.forEach(([name, content]) => this.#put(name, content)));
  }

  /** The list of the files, and the text of the one that is chosen. */
  #list() {
    const { files, place } = this.#set;
    fill(
      this.#choice,
      files.map((file, at) => h("option", { value: String(at), selected: at === place }, file.name)),
    );
    this.#text.value = files[place]?.text ?? "";
    this.#text.disabled = !files.length;
  }

  /** Goes to where something was found. */
  #go(one) {
    const text = this.#text;
    this.#set.place = this.#set.files.findIndex((file) => file.name === one.file);
    this.#list();
    text.focus();
    text.setSelectionRange(...stretch(text.value, one));
    text.scrollTop = Math.max(0, (one.line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  }

  #changed() {
    const [before, after] = [textsOf(this.#used), textsOf(this.#set.files)];
    const names = [...new Set([...before.keys(), ...after.keys()])];
    this.#differing = names.filter((name) => before.get(name) !== after.get(name)).sort();
    fill(
      this.#differences,
      this.#differing.length
        ? this.#differing.map((name) => difference(name, before.get(name) ?? "", after.get(name) ?? ""))
        : empty(t("draft.same")),
    );
    fill(this.#changes);
    this.#view.mark([]);
    this.#later();
  }

  /**
   * What is asked of the node: the files as they are now,
   * and the drafts of agreements that are taken to be in force.
   */
  #body() {
    return {
      files: copies(this.#set.files),
      assume: [...this.#assumed.querySelectorAll("input:checked")].map((one) => one.value),
    };
  }

  async #look() {
    try {
      const answer = await api.post("agreements/check", this.#body(), { signal: this.#asked() });
      this.#drawFound(answer);
      this.#drawAssumed(answer.drafts);
      fill(this.#opens, answer.usable ? levelChanges(answer.difference) : empty(t("draft.not-usable")));
      if (!answer.usable) fill(this.#changes, empty(t("draft.not-usable")));
      else if (!this.#changes.childElementCount) fill(this.#changes, this.#whatIf());
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.#found, errorText(problem));
    }
  }

  #drawFound({ usable, diagnostics }) {
    const texts = textsOf(this.#set.files);
    const first = [...diagnostics].sort((a, b) => a.severity.localeCompare(b.severity)).slice(0, 100);
    fill(
      this.#found,
      h("p", { class: usable ? "fine" : "error" }, counted(diagnostics)),
      h(
        "ul",
        { class: "findings-list" },
        first.map((one) => finding(one, texts.get(one.file), (place) => this.#go(place))),
      ),
    );
  }

  #drawAssumed(names) {
    const held = new Set(this.#body().assume);
    const box = (name) =>
      check("assume[]", name, { value: name, checked: held.has(name), onchange: () => this.#changed() });
    fill(this.#assumed, names.length ? h("fieldset", {}, h("legend", {}, t("draft.assume")), names.map(box)) : "");
  }

  #whatIf() {
    const button = h(
      "button",
      {
        type: "button",
        id: "what-if",
        onclick: () => {
          button.disabled = true;
          this.#preview();
        },
      },
      t("draft.ask"),
    );
    return button;
  }

  /** What the set would change of what partners have and would get. */
  async #preview() {
    const sent = this.#body();
    try {
      const answer = await api.post("agreements/preview", sent, { signal: this.#view.signal });
      // Only what was looked at may be applied.
      if (JSON.stringify(sent) !== JSON.stringify(this.#body())) return;
      this.#view.mark(answer.items.map((item) => item.banner));
      fill(this.#changes, previewed(answer), this.#differing.length ? this.#next(sent) : "");
      this.#changes.querySelector("h3")?.focus();
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.#changes, errorText(problem));
    }
  }

  /** What follows a preview: applying what was looked at, by those who may. */
  #next(sent) {
    if (sent.assume.length) return h("p", { class: "help" }, t("draft.assumed"));
    if (!this.#view.can("POST agreements")) return h("p", { class: "help" }, t("draft.not-yours"));
    return h(
      "div",
      { class: "buttons" },
      h(
        "button",
        {
          type: "button",
          class: "primary",
          id: "apply",
          onclick: () => apply(this.#view, { files: sent.files, base: this.#set.base }),
        },
        t("draft.apply"),
      ),
    );
  }
}

function apply(view, given) {
  ask(
    t("draft.apply"),
    [h("p", {}, t("draft.apply-text")), h("p", {}, t("draft.second-help"))],
    t("draft.apply"),
    async () => {
      const { set, withdrawn: items } = await countersigned((second) => api.post("agreements", { ...given, second }));
      forget();
      kept = null;
      view.say(t("draft.applied", { set }));
      fill(
        view.body,
        h("p", { class: "fine" }, t("draft.applied", { set })),
        h(
          "p",
          {},
          h("a", { href: "#/agreements" }, word("page", "agreements")),
          " · ",
          h("a", { href: "#/queue" }, word("page", "queue")),
        ),
        withdrawn(items),
      );
      view.mark(items.map((item) => item.banner));
    },
  );
}

/** What is other in a file, drawn when it is opened. */
function difference(name, before, after) {
  const out = h("div", {});
  const open = () => fill(out, shownDifference(before, after, name));
  return h("details", {}, h("summary", { onclick: open }, name), out);
}

const withdrawn = (list) =>
  list.length
    ? section(
        t("draft.withdrawn"),
        table(
          t("draft.withdrawn"),
          [
            { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one) },
            { title: t("column.marking"), cell: (one) => chip(one.banner) },
            { title: t("column.party"), cell: (one) => party(one.party) },
          ],
          list,
        ),
      )
    : "";
