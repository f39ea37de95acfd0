// A sheet of injects comes in: which column is what, what each row would do, and only then it is written; and goes out.

import * as api from "./api.js";
import { fill, h, unique } from "./dom.js";
import { download } from "./files.js";
import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { highest } from "./marking.js";
import { cells, meaningOf, meanings, most, rowsOf, sheetOf } from "./msel.js";
import { ask, check, errorText, field, given, select, table, told } from "./parts.js";
import { markingField } from "./work-forms.js";

/** The list as a file; its name says that it is exercise, and each line has its marking. */
export function savesInjects({ exercise, view }, found) {
  const items = [...found.items, ...found.unscheduled];
  const { text } = highest(items.map((one) => one.banner));
  ask(
    t("exercises.export"),
    [h("p", {}, t("exercises.export-help")), h("p", {}, h("strong", {}, text))],
    t("exercises.export-yes"),
    () => {
      const name = exercise.name.replace(/^EXERCISE\s+/, "").replace(/[^\p{L}\p{N}]+/gu, "-");
      download(sheetOf(items, found.columns, exercise), `MSEL-${name}.csv`, "text/csv", text);
      view.say(t("textfile.saved"));
    },
  );
}

/** Takes a sheet in. */
export async function importsInjects(forms, found) {
  const marking = await markingField(forms.view.signal);
  return new Import(forms, found, marking).open();
}

class Import {
  #forms;
  #found;
  #marking;
  #body = h("div", {});
  #errors = h("div", { "aria-live": "assertive" });
  #dialog;
  #cells = [];
  #rows = [];

  constructor(forms, found, marking) {
    [this.#forms, this.#found, this.#marking] = [forms, found, marking];
  }

  open() {
    const heading = h("h2", { id: unique("d") }, t("exercises.import"));
    const file = h("input", { type: "file", name: "file", accept: ".csv,.tsv,.txt,text/csv" });
    file.addEventListener("change", () => this.#attempt(() => this.#read(file.files[0])));
    this.#dialog = h(
      "dialog",
      { class: "wide-dialog", "aria-labelledby": heading.id },
      h(
        "div",
        { class: "answer" },
        heading,
        h("p", { class: "help" }, t("exercises.import-help")),
        field(t("import.file"), file),
        this.#body,
        this.#errors,
        h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", onclick: () => this.#dialog.close() }, t("form.cancel")),
        ),
      ),
    );
    this.#dialog.addEventListener("close", () => this.#dialog.remove());
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    file.focus();
    return this.#dialog;
  }

  async #attempt(action) {
    fill(this.#errors);
    try {
      await action();
    } catch (problem) {
      fill(this.#errors, errorText(problem));
    }
  }

  async #read(file) {
    if (!file) return;
    try {
      this.#cells = cells(await file.text());
    } catch (problem) {
      if (!(problem instanceof RangeError)) throw problem;
      throw new api.Problem(0, {
        title: t("exercises.sheet-large", { rows: number(most.rows), columns: number(most.columns) }),
      });
    }
    if (this.#cells.length < 2) throw new api.Problem(0, { title: t("exercises.sheet-empty") });
    this.#map();
  }

  /** Which column is what. */
  #map() {
    const [heads, first] = this.#cells;
    const options = [
      ["", t("exercises.column-out")],
      ["column", t("exercises.column-kept")],
      ...Object.keys(meanings).map((one) => [one, meaningName(one)]),
    ];
    const taken = new Set();
    const chosen = heads.map((head) => {
      const meaning = meaningOf(head);
      if (meaning !== "column" && taken.has(meaning)) return "column";
      taken.add(meaning);
      return meaning;
    });
    const controls = heads.map((head, place) =>
      select(`column:${place}`, options, chosen[place], { "aria-label": head }),
    );
    const columns = [
      { title: t("exercises.column"), style: "wide", cell: (place) => heads[place] },
      {
        title: t("exercises.example"),
        style: "wide",
        cell: (place) => h("span", { class: "help" }, (first[place] ?? "").slice(0, 80)),
      },
      { title: t("exercises.is"), cell: (place) => controls[place] },
    ];
    fill(
      this.#body,
      h("p", {}, t("exercises.sheet-rows", { count: number(this.#cells.length - 1) })),
      h(
        "div",
        { class: "scroll", tabindex: "0", role: "region", "aria-label": t("exercises.columns") },
        table(
          t("exercises.columns"),
          columns,
          heads.map((_, place) => place),
        ),
      ),
      h(
        "div",
        { class: "buttons" },
        h(
          "button",
          {
            type: "button",
            class: "primary try",
            onclick: () => this.#attempt(() => this.#plan(controls.map((one) => one.value))),
          },
          t("exercises.try"),
        ),
      ),
    );
  }

  /** What each row would do; nothing is written. */
  async #plan(chosen) {
    const { exercise } = this.#forms;
    const context = {
      begins: this.#found.started ?? this.#found.starts,
      zone: this.#found.zone,
      cells: exercise.cells,
      objectives: exercise.objectives,
    };
    const { rows, faults } = rowsOf(this.#cells, chosen, context);
    if (!chosen.includes("number")) throw new api.Problem(0, { title: t("exercises.sheet-number") });
    if (faults.length) throw new api.Problem(0, { title: faultText(faults) });
    const { plan } = await api.post("exercises/plan", { exercise: exercise.id, rows });
    if (plan.wrong) throw new api.Problem(422, { code: "invalid", title: plan.wrong, detail: plan.wrong });
    // What is as it stands is not sent again.
    const outcomes = new Map(plan.rows.map((one) => [one.number, one.outcome]));
    this.#rows = rows.filter((one) => ["new", "changed"].includes(outcomes.get(one.number)));
    this.#show(plan);
  }

  #show(plan) {
    const numbers = Object.fromEntries(["new", "changed", "same", "refused"].map((name) => [name, number(plan[name])]));
    const columns = [
      { title: t("property.number"), cell: (one) => one.number },
      {
        title: t("exercises.outcome"),
        cell: (one) =>
          h("span", { class: one.outcome === "refused" ? "tag warn" : "tag" }, word("inject-outcome", one.outcome)),
      },
      {
        title: t("exercises.changes"),
        style: "wide",
        cell: (one) => one.changes.map((name) => word("property", name)).join(", "),
      },
      { title: t("property.reason"), style: "wide", cell: (one) => (one.reason ? errorLine(one.reason) : "") },
    ];
    const shown = plan.rows.filter((one) => one.outcome !== "same");
    fill(
      this.#body,
      h("p", { class: "headline plan" }, t("exercises.plan", numbers)),
      plan.refused ? h("p", { class: "warning" }, t("exercises.plan-refused")) : "",
      shown.length
        ? h(
            "div",
            { class: "scroll", tabindex: "0", role: "region", "aria-label": t("exercises.changes") },
            table(t("exercises.changes"), columns, shown),
          )
        : "",
      plan.new ? this.#marking : "",
      this.#rows.length
        ? h(
            "form",
            { onsubmit: (event) => this.#take(event) },
            check("send", t("talks.send"), {}),
            h("div", { class: "buttons" }, h("button", { class: "primary take" }, t("exercises.take"))),
          )
        : "",
    );
  }

  #take(event) {
    event.preventDefault();
    const { exercise, view, again } = this.#forms;
    const level = this.#body.querySelector("[name=marking]")?.value;
    return this.#attempt(async () => {
      const send = event.target.elements.send.checked;
      const done = await api.post(
        "exercises/injects",
        given({ exercise: exercise.id, rows: this.#rows, send, markings: level ? [level] : undefined }),
      );
      this.#dialog.close();
      view.say(t(done.submissions.length ? "talks.handed-in" : "talks.kept"));
      await again();
    });
  }
}

const errorLine = (text) => h("span", {}, told(text));

const meaningName = (meaning) =>
  word("property", { time: "planned_at", objectives: "objective_refs" }[meaning] ?? meaning);

/** The first cells that can't be read. */
function faultText(faults) {
  const [first] = faults;
  return t("exercises.sheet-fault", {
    row: number(first.row),
    column: first.column,
    text: first.text,
    count: number(faults.length),
  });
}
