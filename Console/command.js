// The command line: a page, an act or an object by a few words, an identifier or a number.

import * as api from "./api.js";
import { debounced, fill, h, unique } from "./dom.js";
import { available, choose, language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { party } from "./names.js";
import { pages } from "./pages/index.js";
import { objectName, typeName } from "./parts.js";

const identifier = /^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const most = 8;

/** What is done with an object that the command names, and the call that the person must be able to make. */
const withObject = [
  { name: "release", call: "POST releases" },
  { name: "recall", call: "POST recalls" },
  { name: "edit", call: "POST objects" },
];

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether each word that was typed begins a word of the text, or, where words are not spaced, stands in it. */
export function fits(typed, text) {
  const [whole, words] = [folded(text), folded(text).split(/[\s,.()/·–-]+/)];
  return folded(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((one) => words.some((word) => word.startsWith(one)) || (/[\u0250-\uffff]/.test(one) && whole.includes(one)));
}

export class Command {
  #frame;
  #acts;
  #dialog = null;
  #input;
  #list;
  #status;
  #options = [];
  #current = 0;
  #partners = null;

  constructor(frame, acts) {
    [this.#frame, this.#acts] = [frame, acts];
  }

  open() {
    if (this.#dialog?.open) return;
    this.#partners = null;
    const list = unique("commands");
    this.#list = h("ul", { id: list, role: "listbox", "aria-label": t("command.found") });
    this.#status = h("p", { class: "hidden", role: "status" });
    this.#input = h("input", {
      type: "text",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": list,
      "aria-autocomplete": "list",
      "aria-label": t("command.label"),
      placeholder: t("command.label"),
      autocomplete: "off",
      spellcheck: "false",
    });
    const ask = debounced(80, () => this.#find());
    this.#input.addEventListener("input", () => {
      this.#show(this.#local(this.#input.value.trim()));
      ask();
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog = h(
      "dialog",
      { class: "command", "aria-label": t("command.open") },
      this.#input,
      this.#list,
      this.#status,
      h("p", { class: "help" }, t("command.help")),
    );
    this.#dialog.addEventListener("close", () => {
      ask.cancel();
      this.#dialog.remove();
    });
    // A click beside it closes it.
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#show(this.#local(""));
    this.#input.focus();
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#mark((this.#current + step + this.#options.length) % Math.max(this.#options.length, 1));
    else if (event.key === "Enter" && !event.isComposing) this.#take(this.#current);
    else return;
    event.preventDefault();
  }

  #take(place) {
    const option = this.#options[place];
    if (!option) return;
    this.#dialog.close();
    if (option.hash) location.hash = option.hash;
    else option.run();
  }

  #mark(place) {
    this.#current = place;
    [...this.#list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
    const item = this.#list.children[place];
    if (item) this.#input.setAttribute("aria-activedescendant", item.id);
    else this.#input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  }

  #show(options) {
    this.#options = options;
    fill(
      this.#list,
      options.map((option, place) =>
        h(
          "li",
          { id: unique("command"), role: "option", "aria-selected": "false", onclick: () => this.#take(place) },
          h("span", { class: "command-kind" }, option.kind),
          h("span", { class: "command-name" }, option.name),
          option.more ?? "",
        ),
      ),
    );
    fill(this.#status, t("command.count", { count: options.length }));
    this.#mark(0);
  }

  /** What needs no question to the node: pages and acts. */
  #local(typed) {
    const named = pages
      .filter((one) => this.#frame.may(one.name) && !one.under)
      .map(({ name, key }) => ({
        kind: t("command.page"),
        name: word("page", name),
        hash: `#/${name}`,
        more: key ? h("kbd", { "aria-hidden": "true" }, `g ${key}`) : "",
      }));
    const act = (name, run) => ({ kind: t("command.act"), name, run });
    const acts = [
      act(t("help.keys"), this.#acts.help),
      act(t("command.print"), () => window.print()),
      act(t("nav.sign-out"), this.#acts.signOut),
      ...available()
        .filter(({ tag }) => tag !== language())
        .map(({ tag, name }) =>
          act(name, async () => {
            await choose(tag);
            await this.#acts.again();
          }),
        ),
    ];
    return (typed ? [...named, ...acts] : named).filter((one) => fits(typed, one.name));
  }

  /** The act that one of the typed words begins, and the other words. */
  #actOf(typed) {
    const words = typed.split(/\s+/).filter(Boolean);
    for (const { name, call } of withObject) {
      if (!this.#frame.can(call)) continue;
      const place = words.findIndex((one) => [...one].length > 1 && fits(one, t(`command.${name}`)));
      if (place >= 0 && words.length > 1) return { name, rest: words.filter((_, at) => at !== place).join(" ") };
    }
    return { rest: typed };
  }

  /** Asks the node for objects and partners of the words that were typed. */
  async #find() {
    const typed = this.#input.value.trim();
    if (!typed) return;
    const { name, rest } = this.#actOf(typed);
    const [objects, partners] = await Promise.all([this.#objects(rest, name), this.#partnersOf(typed)]);
    if (!this.#dialog.open || this.#input.value.trim() !== typed) return;
    const local = this.#local(typed);
    this.#show(name ? [...objects, ...local] : [...local, ...partners, ...this.#numbered(typed), ...objects]);
  }

  async #objects(text, act) {
    if (!this.#frame.may("holdings")) return [];
    const query = `?act=${act}`;
    const to = (id) =>
      act === "edit" ? `#/write/${encodeURIComponent(id)}` : `#/object/${encodeURIComponent(id)}${act ? query : ""}`;
    const kind = (type) => (act ? t(`command.${act}`) : typeName(type));
    try {
      if (identifier.test(text)) {
        const found = await api.get(`objects/${api.segment(text)}`, { isAside: true });
        const [{ banner }] = found.versions;
        return [{ kind: kind(found.type), name: objectName(found), hash: to(text), more: chip(banner) }];
      }
      const { items } = await api.get("holdings", { query: { q: text, limit: most, lang: language() }, isAside: true });
      return items.map((one) => ({
        kind: kind(one.type),
        name: objectName(one),
        hash: to(one.id),
        more: chip(one.banner),
      }));
    } catch (problem) {
      if (problem.name === "AbortError" || problem.status !== undefined) return [];
      throw problem;
    }
  }

  async #partnersOf(typed) {
    if (!this.#frame.may("partner")) return [];
    this.#partners ??= api.get("partners", { isAside: true }).catch(() => ({ items: [] }));
    const { items } = await this.#partners;
    return items
      .filter((one) => fits(typed, `${party(one.name, one.title)} ${one.title} ${one.name}`))
      .map((one) => ({
        kind: word("page", "partner"),
        name: party(one.name, one.title),
        hash: `#/partner/${encodeURIComponent(one.name)}`,
      }));
  }

  /** A number names an entry of the log, for whoever may read it. */
  #numbered(typed) {
    if (!/^\d{1,12}$/.test(typed) || !this.#frame.may("ledger")) return [];
    return [
      { kind: word("page", "ledger"), name: t("command.entry", { number: typed }), hash: `#/ledger?entry=${typed}` },
    ];
  }
}
