// The frame around a page: markings above and below, who is signed in, the menu with what waits, what is wrong with
// the connection.

import * as api from "./api.js";
import { clockChoice } from "./clock.js";
import { fill, h, hidden } from "./dom.js";
import { clock, number } from "./format.js";
import { available, choose, language, t, word } from "./i18n.js";
import { highest } from "./marking.js";
import { own } from "./names.js";
import { NoPlayBar } from "./noplay.js";
import { groups, page, pages } from "./pages/index.js";
import { readiesPrint } from "./print.js";

/** So often a node that does not answer is asked again, in milliseconds. */
const patience = 3000;

export class Frame {
  #state;
  #acts;
  #marking = highest([]);
  #counts = {};
  #current = "";
  #banners = [0, 1].map(() => h("div", { class: "banner", role: "region" }, h("span", {})));
  #bar = h("header", { class: "bar" });
  #nav = h("nav", { id: "nav" });
  #main = h("main", { id: "main", tabindex: "-1" });
  #status = h("div", { class: "status", role: "status", "aria-live": "polite" });
  #offline = h("p", { class: "offline", role: "alert", hidden: true });
  #skip = h("a", { class: "skip", href: "#main", onclick: (event) => this.#toMain(event) });
  #quiet = 0;
  #paper;
  #marked = [];
  /** What is real stands above everything. */
  #real = new NoPlayBar(
    (call) => this.can(call),
    () => this.mark(this.#marked),
  );

  /**
   * @param state says `node` and `session`.
   * @param acts what the bar does: `signOut`, `again` (draws the page anew), `command` and `help`, which open.
   * @param place tells which page is shown, for paper.
   */
  constructor(state, acts, place) {
    [this.#state, this.#acts] = [state, acts];
    this.#paper = readiesPrint(() => ({
      marking: this.#marking,
      person: state.session && (state.session.person.title || state.session.person.name),
      node: own(state.node),
      place: place(),
    }));
    api.onConnection((since) => this.#tellConnection(since));
  }

  /** Everything, in its order on the page. */
  get parts() {
    return [
      this.#skip,
      this.#real.element,
      this.#banners[0],
      this.#bar,
      this.#offline,
      h("div", { class: "frame" }, this.#nav, this.#main),
      this.#status,
      h("footer", {}, this.#banners[1], this.#paper.foot),
    ];
  }

  can(call) {
    return this.#state.session?.calls.includes(call) ?? false;
  }

  may(name) {
    return this.can(page(name)?.call);
  }

  #toMain(event) {
    event.preventDefault();
    this.#main.focus();
  }

  /** What stands in the middle. */
  show(...content) {
    fill(this.#main, ...content);
  }

  /** Looks whether something real is raised. */
  real() {
    return this.#real.look();
  }

  /** Shows a marking above and below the page. */
  mark(list) {
    this.#marked = list;
    const top = (this.#marking = highest([...list, ...this.#real.banners]));
    this.#paper.write();
    this.#banners.forEach((banner, place) => {
      banner.className = `banner ${top.style}`;
      banner.setAttribute("aria-label", t(place ? "marking.below" : "marking.above"));
      fill(banner, h("span", {}, top.text));
    });
  }

  say(text) {
    fill(this.#status, text);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => fill(this.#status), 8000);
  }

  /** Bar and menu for a page. */
  draw(current) {
    const person = this.#state.session?.person;
    this.#current = current;
    const button = (id, label, action) => h("button", { type: "button", id, onclick: action }, label);
    fill(
      this.#bar,
      person ? this.#menuButton() : "",
      h(
        "a",
        { class: "brand", href: "#/" },
        h("img", { src: "icon.svg", alt: "", width: "22", height: "22" }),
        h("span", {}, "Entente"),
        h("span", { class: "node" }, own(this.#state.node)),
      ),
      person ? this.#commandButton() : "",
      h(
        "div",
        { class: "bar-end" },
        person ? accountLink(person, current) : "",
        clockChoice(),
        this.#languageChoice(),
        person ? button("help", t("help.open"), this.#acts.help) : "",
        person ? button("sign-out", t("nav.sign-out"), this.#acts.signOut) : "",
      ),
    );
    fill(this.#skip, t("nav.skip"));
    this.#nav.classList.remove("open");
    this.#nav.hidden = !person;
    this.#nav.setAttribute("aria-label", t("nav.label"));
    this.#drawMenu();
  }

  /** Opens the menu where there is no room for it. */
  #menuButton() {
    const toggle = () => button.setAttribute("aria-expanded", String(this.#nav.classList.toggle("open")));
    const button = h(
      "button",
      { class: "menu", type: "button", "aria-expanded": "false", "aria-controls": "nav", onclick: toggle },
      t("nav.menu"),
    );
    return button;
  }

  #commandButton() {
    return h(
      "button",
      { type: "button", id: "command", "aria-haspopup": "dialog", onclick: this.#acts.command },
      h("span", {}, t("command.open")),
      h("kbd", { "aria-hidden": "true" }, "/"),
    );
  }

  #languageChoice() {
    const change = async (event) => {
      await choose(event.target.value);
      await this.#acts.again();
      document.getElementById("language")?.focus();
    };
    return h(
      "select",
      { id: "language", "aria-label": t("property.lang"), onchange: change },
      available().map(({ tag, name }) => h("option", { value: tag, lang: tag, selected: tag === language() }, name)),
    );
  }

  /** The pages that the person may open, by groups, each with how much waits there. */
  #drawMenu() {
    const shown = pages.filter((one) => one.group && this.may(one.name));
    const within = groups.map((group) => [group, shown.filter((one) => one.group === group)]);
    fill(
      this.#nav,
      h(
        "div",
        { class: "groups" },
        within
          .filter(([, some]) => some.length)
          .map(([group, some]) => [
            h("h2", { id: `group-${group}` }, word("nav-group", group)),
            h(
              "ul",
              { "aria-labelledby": `group-${group}` },
              some.map(({ name }) => h("li", {}, this.#entry(name))),
            ),
          ]),
      ),
    );
  }

  #entry(name) {
    const under = page(this.#current)?.under ?? this.#current;
    const count = this.#counts[name];
    return h(
      "a",
      { href: `#/${name}`, "aria-current": name === under ? "page" : null },
      h("span", {}, word("page", name)),
      count ? h("span", { class: "count", "aria-hidden": "true" }, number(count)) : "",
      count ? hidden(` ${t("nav.waits", { count: number(count) })}`) : "",
    );
  }

  /** How much waits on each page, as the node tells it now. */
  async count() {
    if (!this.#state.session || !this.can("GET inbox")) return;
    try {
      const { counts } = await api.get("inbox", { isAside: true });
      this.#counts = counts;
      if (this.#state.session) this.#drawMenu();
    } catch (problem) {
      // The page says what is wrong; a count that is not known is not shown.
      if (problem.name === "AbortError" || problem.status !== undefined) return;
      throw problem;
    }
  }

  /** Says since when the node does not answer, and goes on asking. */
  #tellConnection(since) {
    this.#offline.hidden = !since;
    if (!since) return fill(this.#offline);
    fill(this.#offline, t("error.no-connection-since", { time: clock(since) }));
    setTimeout(() => this.#askAgain(), patience);
  }

  async #askAgain() {
    try {
      await api.get("node", { isAside: true });
    } catch {
      return;
    }
    // What was being written stays; a page that showed nothing is drawn now.
    if (this.#main.querySelector(".page > .error:only-child")) this.#acts.again();
  }
}

const accountLink = (person, current) =>
  h(
    "a",
    {
      class: "person",
      href: "#/account",
      title: t("account.open"),
      "aria-current": current === "account" ? "page" : null,
    },
    h("strong", {}, person.title || person.name),
    h("span", { class: "roles" }, person.roles.map((role) => word("role", role)).join(", ")),
  );
