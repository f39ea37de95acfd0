// REAL WORLD, NO PLAY: what is real while an exercise runs stands above everything on every page until it is lifted.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { area, ask, field, given, input, select } from "./parts.js";
import { does } from "./work-forms.js";

const kinds = ["distress", "casualty", "collision-risk", "weather", "security", "equipment", "other"];

/** What is real comes before what is asked for it: the words that stand before each name are said once, by the bar. */
const plain = (name) => name.replace(/^REAL WORLD, NO PLAY: /, "");

/** The bar above all pages. */
export class NoPlayBar {
  element = h("section", { class: "real-world", role: "alert", hidden: true });
  #can;
  #changed;
  #items = [];

  /**
   * @param can whether the person may make a call.
   * @param changed is called when something else is real.
   */
  constructor(can, changed) {
    [this.#can, this.#changed] = [can, changed];
    // What sticks to the top of the page comes to lie below it.
    const keep = () =>
      document.documentElement.style.setProperty(
        "--real-world",
        `${this.element.hidden ? 0 : this.element.offsetHeight}px`,
      );
    new ResizeObserver(keep).observe(this.element);
  }

  /** The markings of what it shows. */
  get banners() {
    return this.#items.map((one) => one.banner);
  }

  /** Asks what is real now, and shows it. */
  async look() {
    if (!this.#can("GET exercises/no-play")) return this.#show([]);
    try {
      const found = await api.get("exercises/no-play", { query: { lang: language() }, isAside: true });
      return this.#show(found.items ?? []);
    } catch (problem) {
      // What was shown goes on being shown while the node does not answer.
      if (problem.status === 401) this.#show([]);
      else if (problem.name !== "AbortError" && problem.status === undefined) throw problem;
      return undefined;
    }
  }

  #show(items) {
    const before = JSON.stringify(this.#items);
    this.#items = items;
    this.element.setAttribute("aria-label", t("no-play.title"));
    this.element.hidden = !items.length;
    // It is announced once, and again when something else is said.
    if (JSON.stringify(items) !== before) {
      fill(
        this.element,
        items.map((one) => this.#line(one)),
      );
      this.#changed();
    }
  }

  #line(one) {
    const undelivered = one.undelivered ?? [];
    return h(
      "div",
      { class: "real-world-line" },
      h("strong", { class: "real-world-word" }, t("no-play.title")),
      h("strong", {}, plain(one.name)),
      h("span", {}, word("kind", one.kind)),
      one.place ? h("span", {}, one.place) : "",
      h("span", {}, one.own ? t("talks.us") : (one.party_name ?? t("talks.other"))),
      h("span", {}, t("no-play.since"), " ", time(one.raised_at)),
      h(
        "span",
        {},
        one.stops === "serials"
          ? t("no-play.stops", { serials: (one.serials ?? []).join(", ") })
          : t("no-play.stops-all"),
      ),
      one.body ? h("span", { class: "real-world-body" }, one.body) : "",
      undelivered.length
        ? h(
            "strong",
            {},
            t("no-play.undelivered", { names: undelivered.map((to) => to.name ?? t("talks.other")).join(", ") }),
          )
        : "",
      chip(one.banner),
      one.exercise
        ? h(
            "a",
            { href: `#/exercise/${encodeURIComponent(one.exercise)}?tab=live` },
            one.exercise_name ?? t("page.exercise"),
          )
        : "",
      one.own && this.#can("POST exercises/lift")
        ? h("button", { type: "button", class: "small lift", onclick: () => this.#lift(one) }, t("no-play.lift"))
        : "",
    );
  }

  #lift(one) {
    ask(
      t("no-play.lift"),
      [
        h("p", {}, h("strong", {}, plain(one.name))),
        h("p", {}, t("no-play.lift-help")),
        field(t("property.note"), area("note", { rows: 2 })),
      ],
      t("no-play.lift-yes"),
      async (entered) => {
        await api.post("exercises/lift", given({ ...entered, no_play: one.id }));
        await this.look();
      },
    );
  }
}

/** Raises NO PLAY: one field, then Enter; the dialog says in its colour what that does. */
export function raises(view, exercise, again) {
  const serials = field(t("property.serials"), input("serials"), t("exercises.depends-help"));
  const stops = select(
    "stops",
    ["all", "serials"].map((one) => [one, word("exercise-stops", one)]),
    "all",
  );
  const fit = () => (serials.hidden = stops.value !== "serials");
  stops.addEventListener("change", fit);
  fit();
  const dialog = does(
    view,
    "exercises/no-play",
    t("no-play.title"),
    [
      h("p", { class: "real-world-help" }, t("no-play.help", { name: exercise.name })),
      field(t("no-play.what"), input("name", { required: true })),
      h(
        "div",
        { class: "pair" },
        field(
          t("property.kind"),
          select(
            "kind",
            kinds.map((one) => [one, word("kind", one)]),
            "distress",
          ),
        ),
        field(t("property.stops"), stops),
      ),
      serials,
      field(t("talks.place"), input("place")),
      field(t("no-play.do"), area("body", { rows: 2 })),
    ],
    t("no-play.raise"),
    ({ serials: listed, ...entered }) =>
      given({
        ...entered,
        exercise: exercise.id,
        ...(entered.stops === "serials" ? { serials: listed.split(/[,;\s]+/).filter(Boolean) } : {}),
      }),
    async () => {
      view.real();
      await again();
    },
  );
  dialog.classList.add("real-dialog");
  dialog.querySelector(".primary").classList.add("danger");
  dialog.querySelector("[name=name]").focus();
  return dialog;
}
