// The list of main events and incidents (MEL/MIL): the timeline, what is sent on demand, and how an inject is sent.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { choices, momentField } from "./exercise-forms.js";
import { number, time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { importsInjects, savesInjects } from "./msel-forms.js";
import { area, check, empty, field, given, input, objectLink, section, select, table } from "./parts.js";
import { Picker } from "./picker.js";
import { does, sendBox } from "./work-forms.js";

/** The tab. */
export async function injects(forms, mark) {
  const { exercise, view } = forms;
  const query = { exercise: exercise.id, lang: language() };
  const { injects: found } = await api.get("exercises/injects", { query, signal: view.signal });
  mark([...found.items, ...found.unscheduled].map((one) => one.banner));
  return new Injects(forms, found).parts();
}

const styles = { draft: "", ready: "open", "on-hold": "asked", sent: "good", cancelled: "bad" };
export const injectState = (state) =>
  h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("progress", state));

const verdicts = { met: "good", partly: "open", "not-met": "bad" };
export const verdictChip = (verdict) =>
  verdict ? h("span", { class: `state-chip ${verdicts[verdict]}` }, word("exercise-verdict", verdict)) : "";

/** Names the rows of a table by what stands in them, so that keys find them. */
export function keyed(made, items, late = () => false) {
  [...made.querySelectorAll("tbody tr")].forEach((tr, place) => {
    tr.dataset.inject = items[place].id;
    if (late(items[place])) tr.classList.add("late-row");
  });
  return made;
}

/** `T+01:30`: hours and minutes after STARTEX; before it with a minus. */
export function sinceStart(at, begins) {
  if (!at || !begins) return "";
  const minutes = Math.round((Date.parse(at) - Date.parse(begins)) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `T${minutes < 0 ? "−" : "+"}${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

class Injects {
  #forms;
  #exercise;
  #found;
  #filter = { storyline: "", state: "" };
  #list = h("div", { class: "injects" });

  constructor(forms, found) {
    [this.#forms, this.#exercise, this.#found] = [forms, forms.exercise, found];
  }

  parts() {
    const { tally, unscheduled } = this.#found;
    const numbers = Object.fromEntries(Object.entries(tally).map(([name, count]) => [name, number(count)]));
    this.#draw();
    return [
      h(
        "p",
        { class: "headline" },
        t("exercises.inject-tally", numbers),
        tally.late
          ? [" ", h("span", { class: "tag warn" }, t("exercises.late-count", { count: number(tally.late) }))]
          : "",
      ),
      this.#buttons(),
      this.#filters(),
      this.#list,
      section(
        t("exercises.unscheduled"),
        h("p", { class: "help" }, t("exercises.unscheduled-help")),
        unscheduled.length
          ? keyed(table(t("exercises.unscheduled"), this.#columns(false), unscheduled), unscheduled)
          : empty(t("exercises.no-inject")),
      ),
    ];
  }

  #buttons() {
    const { items, unscheduled } = this.#found;
    const hasAny = items.length + unscheduled.length > 0;
    return h(
      "div",
      { class: "buttons" },
      this.#forms.button("inject", "new-inject", t("exercises.new-inject"), () => this.#edit()),
      this.#forms.button("postpone", "postpone", t("exercises.postpone"), () => this.#postpone()),
      this.#forms.button("injects", "import-injects", t("exercises.import"), () =>
        importsInjects(this.#forms, this.#found),
      ),
      hasAny
        ? h(
            "button",
            { type: "button", id: "export-injects", onclick: () => savesInjects(this.#forms, this.#found) },
            t("exercises.export"),
          )
        : "",
    );
  }

  #filters() {
    const { storylines } = this.#found;
    const choose = (name, options) => {
      const control = select(name, options);
      control.addEventListener("change", () => {
        this.#filter[name] = control.value;
        this.#draw();
      });
      return control;
    };
    const states = ["draft", "ready", "on-hold", "sent", "cancelled"].map((one) => [one, word("progress", one)]);
    return h(
      "div",
      { class: "filters" },
      field(
        t("property.storyline"),
        choose("storyline", [["", t("exercises.all")], ...storylines.map((one) => [one, one])]),
      ),
      field(t("column.state"), choose("state", [["", t("exercises.all")], ...states])),
    );
  }

  #draw() {
    const { storyline, state } = this.#filter;
    const shown = this.#found.items.filter(
      (one) => (!storyline || one.storyline === storyline) && (!state || one.state === state),
    );
    fill(
      this.#list,
      shown.length
        ? keyed(table(t("exercises.timeline"), this.#columns(true), shown), shown, (one) => one.late)
        : empty(t("exercises.no-inject")),
    );
  }

  #columns(isTimed) {
    const { zone, started, starts } = this.#found;
    const begins = started ?? starts;
    return [
      { title: t("property.number"), cell: (one) => h("strong", {}, one.number) },
      ...(isTimed
        ? [
            {
              title: t("exercises.planned"),
              style: "when",
              cell: (one) => [
                h("strong", { class: one.late ? "late" : null }, sinceStart(one.at, begins)),
                h("div", {}, time(one.at, undefined, zone)),
                one.late ? h("div", { class: "tag warn" }, t("exercises.late")) : "",
                one.basis ? h("div", { class: "help" }, one.basis) : "",
                one.moved_by ? h("div", { class: "help" }, moved(one.moved_by)) : "",
              ],
            },
          ]
        : []),
      {
        title: t("property.name"),
        style: "wide",
        cell: (one) => [
          objectLink(one.id, one.name),
          h("div", { class: "help" }, [one.storyline, one.event, one.incident].filter(Boolean).join(" › ")),
          one.depends_on?.length
            ? h("div", { class: "help" }, t("exercises.after", { numbers: one.depends_on.join(", ") }))
            : "",
        ],
      },
      { title: t("exercises.from-to"), cell: (one) => fromTo(one) },
      { title: t("property.means"), cell: (one) => one.means ?? "" },
      {
        title: t("column.state"),
        cell: (one) => [
          injectState(one.state),
          one.sent_at ? h("div", {}, time(one.sent_at, undefined, zone)) : "",
          verdictChip(one.verdict),
        ],
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
      { title: t("column.act"), cell: (one) => this.#acts(one) },
    ];
  }

  #acts(one) {
    const name = `${one.number} ${one.name}`;
    const forms = this.#forms;
    return h(
      "span",
      { class: "buttons" },
      one.own && !["sent", "cancelled", "on-hold"].includes(one.state)
        ? forms.small("send", t("exercises.send"), name, () => sends(forms, one), "send primary")
        : "",
      one.own && one.state !== "sent"
        ? forms.small("inject", t("talks.edit-paper"), name, () => this.#edit(one), "edit")
        : "",
      one.state === "sent"
        ? forms.small("judge", t("exercises.judge"), name, () => judges(forms, one, "inject"), "judge")
        : "",
    );
  }

  /** Writes an inject, or changes one of the same number. */
  async #edit(known) {
    const { zone, cells, storylines } = this.#found;
    const text = (name, more = {}) => input(name, { value: known?.[name] ?? "", ...more });
    const block = (name) => field(t(`property.${name}`), area(name, { value: known?.[name] ?? "" }));
    const others = cells.filter((one) => !["white", "trusted", "observer"].includes(one));
    const audience = [...new Set([...audiences(this.#exercise), ...others, ...(known?.audience ?? [])])];
    const objectives = this.#exercise.objectives.map((one) => [
      one.id,
      [one.number, one.name].filter(Boolean).join(" "),
    ]);
    const states = ["draft", "ready", "on-hold", "cancelled"].map((one) => [one, word("progress", one)]);
    const fields = [
      field(t("property.number"), text("number", { required: true, readonly: Boolean(known) })),
      field(t("property.name"), text("name", { required: true }), t("exercises.inject-name-help")),
      timing(known, zone),
      h(
        "datalist",
        { id: "storylines" },
        storylines.map((one) => h("option", { value: one })),
      ),
      h(
        "div",
        { class: "pair" },
        field(t("property.storyline"), text("storyline", { list: "storylines" })),
        field(t("property.event"), text("event")),
        field(t("property.incident"), text("incident")),
      ),
      field(t("property.played_by"), text("played_by")),
      choices(
        "audience",
        t("property.audience"),
        audience.map((one) => [one, cellName(this.#exercise, one)]),
        known?.audience,
      ),
      field(t("property.means"), text("means")),
      block("body"),
      block("expected"),
      choices("objectives", t("property.objective_refs"), objectives, known?.objective_refs),
      field(t("property.responsible"), text("responsible"), t("cases.owner-help")),
      field(
        t("property.depends_on"),
        input("depends_on", { value: (known?.depends_on ?? []).join(", ") }),
        t("exercises.depends-help"),
      ),
      field(t("column.state"), select("state", states, known?.state ?? "draft")),
      block("remarks"),
    ];
    await this.#forms.writes(
      "inject",
      t(known ? "exercises.edit-inject" : "exercises.new-inject"),
      known,
      fields,
      ({ timed, hours, minutes, depends_on: before, planned_at: planned, ...entered }) => ({
        ...entered,
        ...timesOf({ timed, hours, minutes, planned }, known, this.#forms),
        depends_on: before.split(/[,;\s]+/).filter(Boolean),
      }),
      {},
    );
  }

  #postpone() {
    const { storylines } = this.#found;
    const options = [
      ["everything", t("exercises.postpone-all")],
      ...storylines.map((one) => [`story:${one}`, t("exercises.storyline-of", { name: one })]),
      ["numbers", t("exercises.postpone-numbers")],
    ];
    const which = select("which", options, storylines.length ? options[1][0] : "everything");
    const numbers = field(t("exercises.numbers"), input("numbers"), t("exercises.depends-help"));
    const fit = () => (numbers.hidden = which.value !== "numbers");
    which.addEventListener("change", fit);
    fit();
    does(
      this.#forms.view,
      "exercises/postpone",
      t("exercises.postpone"),
      [
        h("p", { class: "help" }, t("exercises.postpone-help")),
        field(t("exercises.which"), which),
        numbers,
        field(
          t("exercises.minutes"),
          input("minutes", { type: "number", required: true, step: 1 }),
          t("exercises.minutes-help"),
        ),
        sendBox(),
      ],
      t("exercises.postpone"),
      ({ which: chosen, numbers: listed, minutes, send }) => ({
        exercise: this.#exercise.id,
        minutes: Number(minutes),
        send,
        ...(chosen === "everything" ? { everything: true } : {}),
        ...(chosen.startsWith("story:") ? { storyline: chosen.slice(6) } : {}),
        ...(chosen === "numbers" ? { numbers: listed.split(/[,;\s]+/).filter(Boolean) } : {}),
      }),
      this.#forms.again,
    );
  }
}

/** By how much it was put off. */
const moved = (seconds) =>
  t(seconds > 0 ? "exercises.put-off" : "exercises.put-forward", {
    minutes: number(Math.abs(Math.round(seconds / 60))),
  });

export const fromTo = (one) => [
  one.played_by ? h("div", {}, one.played_by) : "",
  h("div", {}, "→ ", (one.audience ?? []).join(", ")),
];

/** The words of the cells that play. */
export const audiences = ({ cells }) => cells.filter((one) => one.kind === "audience").map((one) => one.cell);

/** A cell by its name, with the word by which sheets know it. */
export function cellName({ cells }, wanted) {
  const known = cells.find((one) => one.cell === wanted);
  return known && known.name !== wanted ? `${known.name} (${wanted})` : wanted;
}

/** When it is sent: after STARTEX, on the clock of the place, or on demand. */
function timing(known, zone) {
  const seconds = known?.from_start;
  const chosen = seconds !== undefined ? "start" : known?.planned_at || !known ? "clock" : "demand";
  const timed = select(
    "timed",
    ["start", "clock", "demand"].map((one) => [one, t(`exercises.timed-${one}`)]),
    chosen,
  );
  const [hours, minutes] =
    seconds === undefined ? ["", ""] : [Math.trunc(seconds / 3600), Math.round(seconds / 60) % 60];
  const after = h(
    "div",
    { class: "pair" },
    field(t("exercises.hours"), input("hours", { type: "number", step: 1, value: String(hours) })),
    field(t("exercises.minutes"), input("minutes", { type: "number", step: 1, value: String(minutes) })),
  );
  const clock = momentField(t("property.planned_at"), "planned_at", known?.planned_at, zone);
  const fit = () => {
    after.hidden = timed.value !== "start";
    clock.hidden = timed.value !== "clock";
  };
  timed.addEventListener("change", fit);
  fit();
  return [field(t("exercises.timing"), timed, t("exercises.timing-help")), after, clock];
}

/** The time of an inject as the node takes it: nothing where it is as it was; of what was not chosen nothing stays. */
function timesOf({ timed, hours, minutes, planned }, known, forms) {
  const none = { from_start: null, planned_at: "", basis: "" };
  if (timed === "start") {
    const seconds = Number(hours || 0) * 3600 + Number(minutes || 0) * 60;
    if (seconds === known?.from_start) return {};
    const count = Math.abs(seconds) / 60;
    const basis = `STARTEX${seconds < 0 ? "-" : "+"}${Math.floor(count / 60)}:${String(count % 60).padStart(2, "0")}`;
    return { ...none, from_start: seconds, basis };
  }
  if (timed === "demand") return known && (known.planned_at || known.from_start !== undefined) ? none : {};
  const { planned_at: at } = forms.timed({ planned_at: planned }, ["planned_at"]);
  const isSame = known?.planned_at && known.from_start === undefined && Date.parse(at) === Date.parse(known.planned_at);
  return isSame ? {} : { ...none, planned_at: at };
}

/** The sheet from which an inject goes to its audience: Enter sends it. */
export function sends(forms, one) {
  const { exercise, view, again } = forms;
  const options = [...new Set([...audiences(exercise), ...(one.audience ?? [])])];
  const dialog = does(
    view,
    "exercises/send",
    t("exercises.send-title", { number: one.number }),
    [
      h("p", {}, h("strong", {}, one.name), " ", one.means ? h("span", { class: "tag" }, one.means) : ""),
      choices(
        "audience",
        t("property.audience"),
        options.map((cell) => [cell, cellName(exercise, cell)]),
        one.audience,
      ),
      field(t("property.body"), area("body", { value: one.body ?? "", rows: 5, required: true })),
      field(
        t("exercises.subject"),
        input("name", { value: "" }),
        t("exercises.subject-help", { name: one.played_by ?? "–" }),
      ),
      h("p", { class: "sheet-mark" }, chip(exercise.banner), " ", t("exercises.sheet-mark")),
      one.depends_on?.length ? check("anyway", t("exercises.anyway", { numbers: one.depends_on.join(", ") })) : "",
      h("p", { class: "help" }, t("exercises.send-help")),
    ],
    t("exercises.send-yes"),
    (entered) => given({ ...entered, inject: one.id }),
    again,
  );
  // Enter sends: the button has the focus, and the text is there to be read.
  dialog.querySelector(".primary").focus();
  return dialog;
}

/** Says whether what was expected was done. */
export function judges({ view, again }, one, kind) {
  const picker = new Picker(view, t("property.evidence_refs"), { name: "evidence", changed: () => {} });
  does(
    view,
    "exercises/judge",
    t("exercises.judge"),
    [
      h("p", {}, h("strong", {}, [one.number, one.name].filter(Boolean).join(" "))),
      one.expected ? h("p", {}, t("property.expected"), ": ", one.expected) : "",
      h(
        "fieldset",
        { class: "inline verdicts" },
        h("legend", {}, t("property.verdict")),
        ["met", "partly", "not-met"].map((verdict, place) =>
          h(
            "label",
            { class: "check" },
            h("input", { type: "radio", name: "verdict", value: verdict, required: true, checked: place === 0 }),
            h("span", {}, word("exercise-verdict", verdict)),
          ),
        ),
      ),
      field(t("exercises.seen"), area("note")),
      picker.element,
      sendBox(),
    ],
    t("write.save"),
    (entered) => given({ ...entered, [kind]: one.id, evidence: picker.chosen() }),
    again,
  );
}
