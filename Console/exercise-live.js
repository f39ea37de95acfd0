// An exercise while it runs: two clocks, what waits to be sent, messages with what cells did about them, and what
// happened on each node.

import * as api from "./api.js";
import { clockFace } from "./clock.js";
import { fill, h } from "./dom.js";
import { momentField, nameOf } from "./exercise-forms.js";
import { cellName, fromTo, judges, keyed, sends, sinceStart, verdictChip } from "./exercise-injects.js";
import { serialState } from "./exercise-programme.js";
import { time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { raises } from "./noplay.js";
import { area, empty, field, given, input, objectLink, section, select, table, typeName } from "./parts.js";
import { does, sendBox } from "./work-forms.js";

/** The tab. */
export async function live(forms, mark, seats) {
  const { exercise, view } = forms;
  const asked = Date.now();
  const query = { exercise: exercise.id, lang: language() };
  const { live: found } = await api.get("exercises/live", { query, signal: view.signal });
  const parts = [found.messages, found.messages.flatMap((one) => one.responses), found.waiting, found.on_demand];
  mark([...parts.flat(), ...found.serials, ...found.feed].map((one) => one.banner));
  view.real();
  return new Live(forms, found, seats, (asked + Date.now()) / 2).parts();
}

/** The clocks of the page that is shown. */
let ticking = 0;

class Live {
  #forms;
  #exercise;
  #found;
  #seats;
  /** How far the node's clock is ahead of the browser's. */
  #ahead;

  constructor(forms, found, seats, asked) {
    [this.#forms, this.#exercise, this.#found, this.#seats] = [forms, forms.exercise, found, seats];
    this.#ahead = Date.parse(found.now) - asked;
  }

  parts() {
    const { waiting, on_demand: onDemand, messages, serials, feed } = this.#found;
    const isPlanner =
      waiting.length > 0 || onDemand.length > 0 || this.#seats.some((one) => ["white", "trusted"].includes(one));
    return [
      this.#head(),
      isPlanner
        ? section(
            t("exercises.to-send"),
            waiting.length ? this.#waiting() : empty(t("exercises.nothing-waits")),
            onDemand.length ? [h("h3", {}, t("exercises.unscheduled")), this.#onDemand()] : "",
          )
        : "",
      section(
        t("exercises.messages"),
        messages.length ? messages.map((one) => this.#message(one)) : empty(t("exercises.no-message")),
      ),
      serials.length ? section(t("exercises.serials-open"), this.#serials()) : "",
      section(t("exercises.feed"), feed.length ? this.#feed() : empty(t("exercises.no-feed"))),
    ];
  }

  /** Two clocks, who may stop them, and what is real. */
  #head() {
    const { state, zone, elapsed, runs, directs } = this.#found;
    const clocks = [
      clock(t("property.exercise_time"), "exercise-clock", zone),
      clock(t("clock.zulu"), "zulu-clock", "UTC", zone),
    ];
    this.#run(clocks);
    const is = (...states) => directs && states.includes(state);
    const say =
      (act, ...fields) =>
      () =>
        this.#forms.says(act, t(`exercises.${act}`), fields);
    const button = (act, isTurn, ...fields) =>
      isTurn ? this.#forms.button(act, act, t(`exercises.${act}`), say(act, ...fields)) : "";
    const shows = () => momentField(t("property.exercise_time"), "exercise_time", "", zone);
    return h(
      "div",
      { class: "card live-head" },
      h(
        "div",
        { class: "clocks" },
        clocks.map((one) => one.element),
        h(
          "div",
          { class: "clock-state" },
          h("strong", {}, word("exercise-state", state)),
          h("div", { class: "help" }, t(runs ? "exercises.runs" : "exercises.stands")),
          elapsed ? h("div", { class: "help" }, t("exercises.elapsed", { time: duration(elapsed) })) : "",
        ),
      ),
      h(
        "div",
        { class: "buttons live-buttons" },
        this.#noPlayButton(),
        button("startex", is("planned"), shows()),
        button("pause", is("running")),
        button("resume", is("paused"), shows()),
        button("endex", is("running", "paused")),
        button("close", state === "ended" && this.#exercise.part === "joined"),
      ),
    );
  }

  #noPlayButton() {
    const { view, again } = this.#forms;
    if (!view.can("POST exercises/no-play") || !this.#exercise.part) return "";
    return h(
      "button",
      { type: "button", id: "no-play", class: "no-play", onclick: () => raises(view, this.#exercise, again) },
      t("exercises.no-play"),
    );
  }

  /** The clocks go on between two answers of the node. */
  #run(clocks) {
    const { exercise_time: shown, runs, now, zone } = this.#found;
    const draw = () => {
      const moment = Date.now() + this.#ahead;
      const played = shown && Date.parse(shown) + (runs ? moment - Date.parse(now) : 0);
      clocks[0].show(played || null);
      clocks[1].show(moment, clockFace(moment, zone));
    };
    draw();
    clearInterval(ticking);
    ticking = setInterval(draw, 1000);
    this.#forms.view.signal.addEventListener("abort", () => clearInterval(ticking));
  }

  #waiting() {
    const { zone, started, starts, waiting } = this.#found;
    const columns = [
      {
        title: t("exercises.planned"),
        style: "when",
        cell: (one) => [
          h("strong", { class: one.late ? "late" : null }, sinceStart(one.at, started ?? starts)),
          h("div", {}, time(one.at, undefined, zone)),
          one.late
            ? h("div", { class: "tag warn" }, t("exercises.late-by", { time: duration(-one.in) }))
            : h("div", { class: "help" }, t("exercises.due-in", { time: duration(one.in) })),
        ],
      },
      {
        title: t("type.entente-exercise-inject"),
        style: "wide",
        cell: (one) => [
          h("strong", {}, one.number, " "),
          objectLink(one.id, one.name),
          one.body ? h("div", { class: "help" }, one.body) : "",
        ],
      },
      { title: t("exercises.from-to"), cell: fromTo },
      { title: t("property.means"), cell: (one) => one.means ?? "" },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
      { title: t("column.act"), cell: (one) => this.#sendButton(one) },
    ];
    return keyed(table(t("exercises.to-send"), columns, waiting), waiting, (one) => one.late);
  }

  #sendButton(one) {
    return one.own === false
      ? ""
      : this.#forms.small(
          "send",
          t("exercises.send"),
          `${one.number} ${one.name}`,
          () => this.#send(one),
          "send primary",
        );
  }

  /** What is sent on demand comes without its text here: it is read first. */
  async #send(one) {
    if (one.audience) return sends(this.#forms, one);
    const query = { exercise: this.#exercise.id, lang: language() };
    const { injects } = await api.get("exercises/injects", { query, signal: this.#forms.view.signal });
    const whole = injects.unscheduled.find(({ id }) => id === one.id);
    return whole && sends(this.#forms, whole);
  }

  #onDemand() {
    const { on_demand: list } = this.#found;
    const columns = [
      {
        title: t("type.entente-exercise-inject"),
        style: "wide",
        cell: (one) => [h("strong", {}, one.number, " "), objectLink(one.id, one.name)],
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
      { title: t("column.act"), cell: (one) => this.#sendButton(one) },
    ];
    return keyed(table(t("exercises.unscheduled"), columns, list), list);
  }

  #message(one) {
    const corrects = this.#found.messages.find(({ id }) => id === one.corrects_ref);
    return h(
      "article",
      { class: `card message${one.corrects_ref ? " correction" : ""}` },
      h(
        "header",
        {},
        h("h3", {}, objectLink(one.id, one.name)),
        one.corrects_ref ? h("span", { class: "tag warn" }, t("exercises.correction")) : "",
        chip(one.banner),
        verdictChip(one.verdict),
      ),
      this.#way(one),
      corrects ? h("p", { class: "help" }, t("property.corrects_ref"), ": ", corrects.body) : "",
      h("p", { class: "message-body" }, one.corrected_by ? h("s", {}, one.body) : one.body),
      one.as_sent ? "" : h("p", { class: "warning" }, t("exercises.not-as-sent")),
      this.#given(one),
      one.responses.length
        ? h(
            "ul",
            { class: "remarks" },
            one.responses.map((answer) => this.#response(answer)),
          )
        : "",
      h("div", { class: "buttons" }, this.#acts(one)),
    );
  }

  /** When it was sent, from whom to whom, by which means. */
  #way(one) {
    const { zone, started } = this.#found;
    const cells = (one.audience ?? []).map((cell) => cellName(this.#exercise, cell));
    return h(
      "p",
      { class: "help" },
      time(one.sent_at, undefined, zone),
      started ? ` · ${sinceStart(one.sent_at, started)}` : "",
      one.played_by ? ` · ${one.played_by}` : "",
      ` → ${cells.join(", ")}`,
      one.means ? ` · ${one.means}` : "",
    );
  }

  /** To which parties it went. */
  #given({ given: list }) {
    const { zone } = this.#found;
    const names = list.map((to, place) => [
      place ? ", " : "",
      to.name ?? t("talks.other"),
      " ",
      time(to.at, undefined, zone),
    ]);
    return list.length ? h("p", { class: "help" }, t("commitments.given"), ": ", names) : "";
  }

  #acts(one) {
    const forms = this.#forms;
    const mine = (one.audience ?? []).filter((cell) => this.#seats.includes(cell));
    return [
      mine.length
        ? forms.small("respond", t("exercises.respond"), one.name, () => this.#respond(one, mine), "respond")
        : "",
      one.own ? forms.small("correct", t("exercises.correct"), one.name, () => this.#correct(one), "correct") : "",
      this.#isJudge()
        ? forms.small("judge", t("exercises.judge"), one.name, () => judges(forms, one, "message"), "judge")
        : "",
    ];
  }

  #isJudge() {
    return this.#seats.some((one) => ["white", "trusted", "observer"].includes(one));
  }

  #response(one) {
    return h(
      "li",
      {},
      h("strong", {}, cellName(this.#exercise, one.cell)),
      h("span", { class: "help" }, ` (${nameOf(this.#exercise, one.party_ref, one.party_name)}) `, time(one.created)),
      h("div", {}, one.name),
      one.body ? h("div", {}, one.body) : "",
    );
  }

  #respond(message, cells) {
    const { view, again } = this.#forms;
    does(
      view,
      "exercises/respond",
      t("exercises.respond"),
      [
        h("p", { class: "words" }, message.body),
        field(
          t("property.cell"),
          select(
            "cell",
            cells.map((one) => [one, cellName(this.#exercise, one)]),
          ),
        ),
        field(t("exercises.we-did"), input("name", { required: true })),
        field(t("exercises.more"), area("body")),
        sendBox(),
      ],
      t("exercises.respond-yes"),
      (entered) => given({ ...entered, message: message.id }),
      again,
    );
  }

  #correct(message) {
    const { view, again } = this.#forms;
    does(
      view,
      "exercises/correct",
      t("exercises.correct"),
      [
        h("p", { class: "help" }, t("exercises.correct-help")),
        h("p", { class: "words" }, message.body),
        field(t("exercises.correction-says"), area("body", { required: true, rows: 4 })),
      ],
      t("exercises.correct-yes"),
      (entered) => ({ ...entered, message: message.id }),
      again,
    );
  }

  #serials() {
    const { zone } = this.#found;
    const columns = [
      { title: t("property.number"), cell: (one) => h("strong", {}, one.number) },
      { title: t("property.name"), style: "wide", cell: (one) => one.name },
      { title: t("property.starts"), style: "when", cell: (one) => time(one.starts, undefined, zone) },
      { title: t("property.ends"), style: "when", cell: (one) => time(one.ends, undefined, zone) },
      { title: t("column.state"), cell: (one) => serialState(one.state) },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.serials-open"), columns, this.#found.serials);
  }

  #feed() {
    const { zone } = this.#found;
    const columns = [
      { title: t("cases.when"), style: "when", cell: (one) => time(one.at, "second", zone) },
      { title: t("column.party"), cell: (one) => (one.party ? nameOf(this.#exercise, one.party, one.party_name) : "") },
      { title: t("cases.did"), cell: (one) => [typeName(one.type), one.what ? [": ", happened(one)] : ""] },
      { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.feed"), columns, this.#found.feed);
  }
}

/** What was done, in a word. */
function happened({ type, what }) {
  if (type === "entente-no-play") return word("no-play", what);
  return word(type === "entente-exercise-result" ? "exercise-verdict" : "acting", what);
}

/** A clock: hours to the second, its day and zone, and below it what another clock shows at that moment. */
function clock(label, id, zone) {
  const [hours, day, beside] = ["clock-hours", "help", "help"].map((style) => h("div", { class: style }));
  const element = h(
    "div",
    { class: "clock", id, role: "timer", "aria-live": "off", "aria-label": label },
    h("div", { class: "label" }, label),
    hours,
    day,
    beside,
  );
  return {
    element,
    show: (moment, other) => {
      const face = moment === null ? { hours: "–", day: "", zone: "" } : clockFace(moment, zone);
      fill(hours, face.hours);
      fill(day, [face.day, face.zone].filter(Boolean).join(" · "));
      fill(beside, other ? `${other.hours} ${other.zone}` : "");
    },
  };
}

/** A length of time in hours and minutes, as the reader's language writes it. */
export function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  const part = (count, unit) =>
    new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(count);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours ? part(hours, "hour") : "", rest || !hours ? part(rest, "minute") : ""].filter(Boolean).join(" ");
}
