// A page in tabs (WAI-ARIA Authoring Practices, Tabs): arrows go from one to the next, and the address names the one
// that is open, so that a link opens it. On paper all of them stand one below the other.

import { fill, h, unique } from "./dom.js";
import { errorText } from "./parts.js";

/**
 * The tabs of a page.
 * @param view the page; its query has the tab that is wanted, and keeps the one that is open.
 * @param label what the tabs are of.
 * @param list `[name, title, content]` of each; what has no content is left out. A content that is a function is made
 *   when the tab is opened first.
 * @param address of the page, to which the tab is put.
 */
export class Tabs {
  element;
  #view;
  #address;
  #tabs;
  #bar;

  constructor(view, label, list, address) {
    [this.#view, this.#address] = [view, address];
    this.#tabs = list
      .filter(([, , content]) => content)
      .map(([name, title, content]) => this.#make(name, title, content));
    this.#bar = h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": label, onkeydown: (event) => this.#key(event) },
      this.#tabs.map(({ tab }) => tab),
    );
    this.element = h("div", {});
    fill(
      this.element,
      this.#bar,
      this.#tabs.map(({ panel }) => panel),
    );
    this.#show(this.#named(view.query.get("tab")) ?? this.#tabs[0]);
  }

  /** Opens a tab by its name, if there is such a one. */
  open(name) {
    const wanted = this.#named(name);
    if (wanted) this.#choose(wanted);
  }

  #named(name) {
    return this.#tabs.find((one) => one.name === name);
  }

  #make(name, title, content) {
    const isLater = typeof content === "function";
    const panel = h("div", { class: "tab-panel", role: "tabpanel", id: unique("t") }, isLater ? "" : content);
    const tab = h(
      "button",
      { type: "button", role: "tab", id: unique("t"), "data-tab": name, "aria-controls": panel.id },
      title,
    );
    tab.addEventListener("click", () => this.#choose(this.#named(name)));
    panel.setAttribute("aria-labelledby", tab.id);
    return { name, tab, panel, later: isLater ? content : null };
  }

  #show(wanted) {
    for (const one of this.#tabs) {
      one.tab.setAttribute("aria-selected", String(one === wanted));
      one.tab.tabIndex = one === wanted ? 0 : -1;
      one.panel.hidden = one !== wanted;
    }
    if (wanted?.later) this.#begin(wanted);
  }

  /** Makes what is made when it is wanted. */
  async #begin(wanted) {
    const make = wanted.later;
    wanted.later = null;
    wanted.panel.setAttribute("aria-busy", "true");
    try {
      fill(wanted.panel, await make());
    } catch (problem) {
      if (problem.name === "AbortError") return;
      fill(wanted.panel, errorText(problem));
    }
    wanted.panel.removeAttribute("aria-busy");
  }

  #choose(wanted) {
    this.#show(wanted);
    this.#view.query.set("tab", wanted.name);
    if (!this.#view.signal.aborted) history.replaceState(null, "", `${this.#address}?tab=${wanted.name}`);
  }

  #key(event) {
    const place = this.#tabs.findIndex(({ tab }) => tab === document.activeElement);
    const count = this.#tabs.length;
    const goes = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: count - 1 }[event.key];
    if (place < 0 || goes === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = this.#tabs[(goes + count) % count];
    this.#choose(wanted);
    wanted.tab.focus();
  }
}
