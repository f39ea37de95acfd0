// What an exercise came to: objectives with what was met, observations on their way to lessons, and what shows that
// sides exercised together.

import * as api from "./api.js";
import { dayField } from "./day-field.js";
import { h } from "./dom.js";
import { choices, momentField, nameOf } from "./exercise-forms.js";
import { duration } from "./exercise-live.js";
import { dated, number, time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { area, empty, field, given, input, objectLink, row, section, table } from "./parts.js";
import { Picker } from "./picker.js";
import { verdictChip } from "./exercise-injects.js";
import { does, sendBox } from "./work-forms.js";

/** The tab. */
export async function after(forms, mark) {
  const { exercise, view } = forms;
  const query = { exercise: exercise.id, lang: language() };
  const { after: found } = await api.get("exercises/after", { query, signal: view.signal });
  const parts = [found.objectives, found.judged, found.observations, found.observations.flatMap((one) => one.steps)];
  mark([...parts.flat(), ...found.evidence.serials].map((one) => one.banner));
  return new After(forms, found).parts();
}

const styles = {
  submitted: "open",
  rejected: "bad",
  verified: "open",
  identified: "asked",
  tasked: "asked",
  implemented: "asked",
  learned: "good",
};
const lessonState = (state) => h("span", { class: `state-chip ${styles[state]}` }, word("lesson-state", state));
/** The way of an observation, in its order. */
const way = ["submitted", "verified", "identified", "tasked", "implemented", "learned"];

class After {
  #forms;
  #exercise;
  #found;

  constructor(forms, found) {
    [this.#forms, this.#exercise, this.#found] = [forms, forms.exercise, found];
  }

  parts() {
    const { objectives, observations, judged, evidence } = this.#found;
    const mayObserve = this.#forms.view.can("POST exercises/observe") && this.#exercise.part;
    return [
      this.#headline(),
      section(t("exercises.objectives"), objectives.length ? this.#objectives() : empty(t("exercises.no-objective"))),
      section(
        t("exercises.observations"),
        h("p", { class: "help" }, t("exercises.observations-help")),
        mayObserve
          ? h(
              "div",
              { class: "buttons" },
              h(
                "button",
                { type: "button", id: "new-observation", onclick: () => this.#observe() },
                t("exercises.new-observation"),
              ),
            )
          : "",
        observations.length ? observations.map((one) => this.#observation(one)) : empty(t("exercises.no-observation")),
      ),
      judged.length ? section(t("exercises.judged"), this.#judged()) : "",
      section(t("exercises.evidence"), evidence.serials.length ? this.#evidence() : empty(t("exercises.no-evidence"))),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "print", onclick: () => window.print() }, t("command.print")),
        this.#report(),
      ),
    ];
  }

  /** The report for one partner: its form comes when it is asked for. */
  #report() {
    const { id, parties } = this.#exercise;
    const { view } = this.#forms;
    if (!view.can("POST exercises/report") || !parties.some((one) => !one.own)) return "";
    const asks = async () => (await import("./exercise-report.js")).exerciseReport(view, id, parties);
    return h("button", { type: "button", id: "report", onclick: asks }, t("exercises.report"));
  }

  #headline() {
    const { lessons, results, serials } = this.#found;
    const words = (counts) => Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, number(count)]));
    const { learned, observations, overdue } = lessons;
    return h(
      "div",
      {},
      h(
        "p",
        { class: "headline" },
        t("exercises.learned", words({ learned, observations })),
        overdue
          ? [" ", h("span", { class: "tag warn" }, t("exercises.overdue-count", { count: number(overdue) }))]
          : "",
      ),
      h("p", {}, t("exercises.results", words(results)), " ", t("exercises.tally", words(serials))),
    );
  }

  #objectives() {
    const columns = [
      { title: t("property.number"), cell: (one) => one.number ?? "" },
      { title: t("property.objective"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
      { title: t("property.measured_by"), style: "wide", cell: (one) => one.measured_by ?? "" },
      { title: t("exercises.injects-sent"), cell: (one) => number(one.injects) },
      { title: t("exercises.expectations"), cell: (one) => tally(one.results) },
      {
        title: t("exercises.observations"),
        cell: (one) => (one.observations.length ? number(one.observations.length) : ""),
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.objectives"), columns, this.#found.objectives);
  }

  #judged() {
    const columns = [
      { title: t("property.expected"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
      { title: t("property.verdict"), cell: (one) => verdictChip(one.verdict) },
      { title: t("column.party"), cell: (one) => nameOf(this.#exercise, one.party_ref, one.party_name) },
      { title: t("exercises.seen"), style: "wide", cell: (one) => one.note ?? "" },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.judged"), columns, this.#found.judged);
  }

  #observation(one) {
    return h(
      "article",
      { class: "card observation", "data-observation": one.id },
      h("header", {}, h("h3", {}, objectLink(one.id, one.name)), lessonState(one.state), chip(one.banner)),
      this.#way(one.state),
      h("dl", { class: "pairs" }, this.#words(one), this.#task(one)),
      one.steps.length ? h("details", {}, h("summary", {}, t("exercises.steps")), this.#steps(one.steps)) : "",
      h("div", { class: "buttons" }, this.#nexts(one)),
    );
  }

  /** What was seen, by whom, and what it touches. */
  #words(one) {
    const who = nameOf(this.#exercise, one.party_ref, one.party_name);
    const objectives = (one.objective_refs ?? [])
      .map((id) => this.#exercise.objectives.find((objective) => objective.id === id)?.name)
      .filter(Boolean);
    return [
      ["body", "discussion", "conclusion", "recommendation"].map((name) => row(t(`property.${name}`), one[name])),
      row(t("property.observer"), [one.observer, who].filter(Boolean).join(", ")),
      row(t("property.observed_at"), one.observed_at ? time(one.observed_at, undefined, this.#exercise.zone) : ""),
      row(t("property.objective_refs"), objectives.join("; ")),
      row(t("property.serials"), (one.serials ?? []).join(", ")),
    ];
  }

  /** What is to be learned, who changes what by when, and where it went. */
  #task(one) {
    const body = nameOf(this.#exercise, one.action_party, one.action_party_name);
    const late = one.overdue ? [" ", h("span", { class: "tag warn" }, t("cases.overdue"))] : "";
    const later = one.objectives_after.map(({ exercise, name }) =>
      h("div", {}, h("a", { href: `#/exercise/${encodeURIComponent(exercise)}?tab=setting` }, name)),
    );
    return [
      row(t("property.lesson"), one.lesson),
      row(t("property.remedy"), one.remedy),
      row(t("property.action_body"), one.action_body ? [one.action_body, ", ", body] : ""),
      row(t("column.due"), one.due ? [dated(one.due), late] : ""),
      row(t("exercises.objectives-after"), later.length ? later : ""),
    ];
  }

  /** The steps that the own party can take next. */
  #nexts(one) {
    const { view } = this.#forms;
    const button = (label, style, onclick) =>
      h("button", { type: "button", class: `small ${style}`, "aria-label": `${label}: ${one.name}`, onclick }, label);
    return [
      view.can("POST exercises/lesson")
        ? one.may.map((verb) => button(word("lesson-act", verb), `lesson-${verb}`, () => this.#lesson(one, verb)))
        : "",
      one.own && one.state === "submitted" && view.can("POST exercises/observe")
        ? button(t("talks.edit-paper"), "edit", () => this.#observe(one))
        : "",
    ];
  }

  /** How far it has come, step by step. */
  #way(state) {
    if (state === "rejected") return "";
    const place = way.indexOf(state);
    return h(
      "ol",
      { class: "lesson-way", "aria-label": t("exercises.way") },
      way.map((one, at) =>
        h(
          "li",
          { class: at <= place ? "reached" : null, "aria-current": at === place ? "step" : null },
          word("lesson-state", one),
        ),
      ),
    );
  }

  #steps(steps) {
    const columns = [
      { title: t("cases.when"), style: "when", cell: (one) => time(one.modified) },
      { title: t("column.party"), cell: (one) => nameOf(this.#exercise, one.party_ref, one.party_name) },
      {
        title: t("cases.did"),
        style: "wide",
        cell: (one) => [
          objectLink(one.id, word("acting", one.verb)),
          one.counts ? "" : h("span", { class: "tag" }, t("exercises.counts-not")),
          [one.lesson, one.remedy, one.reason].filter(Boolean).map((text) => h("div", {}, text)),
          one.action_body ? h("div", {}, one.action_body, one.due ? [", ", dated(one.due)] : "") : "",
          one.validated_in_ref
            ? h(
                "div",
                {},
                t("property.validated_in_ref"),
                ": ",
                h(
                  "a",
                  { href: `#/exercise/${encodeURIComponent(one.validated_in_ref)}` },
                  one.validated_in_name ?? t("type.entente-exercise"),
                ),
              )
            : "",
        ],
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.steps"), columns, steps);
  }

  #observe(known) {
    const view = this.#forms.view;
    const objectives = this.#exercise.objectives.map((one) => [
      one.id,
      [one.number, one.name].filter(Boolean).join(" "),
    ]);
    const about = new Picker(view, t("property.object_refs"), { name: "objects", changed: () => {} });
    const block = (name, more = {}) =>
      field(t(`property.${name}`), area(name, { value: known?.[name] ?? "", rows: 3, ...more }));
    this.#forms.writes(
      "observe",
      t(known ? "exercises.edit-observation" : "exercises.new-observation"),
      known,
      [
        h("p", { class: "help" }, t("exercises.observe-help")),
        field(t("property.name"), input("name", { value: known?.name ?? "", required: true })),
        block("body", { required: true }),
        block("discussion"),
        block("conclusion"),
        block("recommendation"),
        momentField(t("property.observed_at"), "observed_at", known?.observed_at, this.#exercise.zone),
        field(t("property.observer"), input("observer", { value: known?.observer ?? "" }), t("cases.owner-help")),
        choices("objectives", t("property.objective_refs"), objectives, known?.objective_refs),
        field(
          t("property.serials"),
          input("serials", { value: (known?.serials ?? []).join(", ") }),
          t("exercises.depends-help"),
        ),
        known ? "" : about.element,
      ],
      (entered) => ({
        ...this.#forms.timed(entered, ["observed_at"]),
        serials: entered.serials.split(/[,;\s]+/).filter(Boolean),
        ...(known ? {} : { objects: about.chosen() }),
      }),
    );
  }

  /** The next step. */
  #lesson(one, verb) {
    const { view, again } = this.#forms;
    const evidence = new Picker(view, t("property.evidence_refs"), { name: "evidence", changed: () => {} });
    const later = new Picker(view, t("property.validated_in_ref"), {
      name: "validated_in",
      type: "entente-exercise",
      most: 1,
      changed: () => {},
    });
    const block = (name, isNeeded) =>
      field(t(`property.${name}`), area(name, { required: isNeeded, value: one[name] ?? "" }));
    const fields = {
      verified: [evidence.element],
      rejected: [block("reason", true)],
      identified: [block("lesson", true), block("remedy", false)],
      tasked: [
        field(t("property.action_body"), input("action_body", { required: true }), t("cases.owner-help")),
        field(t("column.due"), dayField("due", { required: true, "data-ahead": true })),
        block("remedy", false),
      ],
      implemented: [evidence.element],
      validated: [later.element, evidence.element],
    };
    does(
      view,
      "exercises/lesson",
      word("lesson-act", verb),
      [
        h("p", {}, h("strong", {}, one.name)),
        h("p", { class: "help" }, t(`exercises.lesson-${verb}`)),
        fields[verb],
        sendBox(),
      ],
      word("lesson-act", verb),
      (entered) =>
        given({
          ...entered,
          observation: one.id,
          verb,
          ...(["verified", "implemented", "validated"].includes(verb) ? { evidence: evidence.chosen() } : {}),
          validated_in: verb === "validated" ? later.chosen()[0] : "",
        }),
      again,
    );
  }

  #evidence() {
    const { evidence } = this.#found;
    const { zone } = this.#exercise;
    const columns = [
      { title: t("property.number"), cell: (one) => h("strong", {}, one.number) },
      { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.act, one.name) },
      { title: t("property.began_at"), style: "when", cell: (one) => time(one.began, undefined, zone) },
      { title: t("property.ended_at"), style: "when", cell: (one) => time(one.ended, undefined, zone) },
      { title: t("talks.parties"), cell: (one) => one.parties.map((id) => h("div", {}, nameOf(this.#exercise, id))) },
      { title: t("property.unit_refs"), cell: (one) => one.units.join(", ") },
      { title: t("property.weather"), cell: (one) => one.weather ?? "" },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return [
      h("p", { class: "help" }, t("exercises.evidence-help", { time: duration(evidence.minutes * 60) })),
      table(t("exercises.evidence"), columns, evidence.serials),
      evidence.commitments.map((id) =>
        h("p", {}, h("a", { href: `#/commitment/${encodeURIComponent(id)}` }, t("exercises.add-evidence"))),
      ),
    ];
  }
}

const tally = ({ met, partly, not_met: not, open }) =>
  t("exercises.results", { met: number(met), partly: number(partly), not_met: number(not), open: number(open) });
