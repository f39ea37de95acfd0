// The setting of an exercise: who takes part and how, to which end, how it is planned, which cells and units there are.

import { h } from "./dom.js";
import { moment, momentField, nameOf, partyChoices, partyField } from "./exercise-forms.js";
import { dated, time } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { area, empty, field, given, input, objectLink, row, section, select, table } from "./parts.js";
import { Picker } from "./picker.js";
import { does, lines, partyName, sendBox } from "./work-forms.js";
import { zoneField } from "./zones.js";

/** The tab. */
export const setting = (forms) => new Setting(forms).parts();

/** What is asked of the library of agreements for units and ports, in words; nothing where none was asked. */
const asked = (list) => list ?? [];

/** Which kind of thing it is, by its words. */
const kindField = (kinds, chosen) =>
  field(
    t("property.kind"),
    select(
      "kind",
      kinds.map((one) => [one, word("kind", one)]),
      chosen,
    ),
  );
class Setting {
  #forms;
  #exercise;

  constructor(forms) {
    [this.#forms, this.#exercise] = [forms, forms.exercise];
  }

  parts() {
    const { objectives, conferences, cells, units, notes, acts } = this.#exercise;
    const none = (list, content, key) => (list.length ? content() : empty(t(key)));
    return [
      this.#pairs(),
      section(t("exercises.participants"), this.#participants(), this.#participantButtons()),
      section(
        t("exercises.objectives"),
        none(objectives, () => this.#objectives(), "exercises.no-objective"),
        this.#new("objective", () => this.#objective()),
      ),
      section(
        t("exercises.conferences"),
        none(conferences, () => this.#conferences(), "exercises.no-conference"),
        this.#new("conference", () => this.#conference()),
      ),
      section(
        t("exercises.cells"),
        h("p", { class: "help" }, t("exercises.cells-help")),
        none(cells, () => this.#cells(), "exercises.no-cell"),
        this.#new("cell", () => this.#cell()),
      ),
      section(
        t("property.unit_refs"),
        none(units, () => this.#units(), "exercises.no-unit"),
        this.#new("unit", () => this.#unit()),
      ),
      this.#instruments(),
      section(t("exercises.acts"), this.#acts(acts)),
      section(
        t("cases.notes"),
        h("p", { class: "help" }, t("cases.notes-help")),
        none(notes, () => this.#notes(notes), "cases.no-note"),
        this.#forms.view.can("POST exercises/note") ? this.#new("note", () => this.#note()) : "",
      ),
    ];
  }

  #new(act, action) {
    return h("div", { class: "buttons" }, this.#forms.button(act, `new-${act}`, t(`exercises.new-${act}`), action));
  }

  /** What changes a line of one's own. */
  #edit(act, one, action) {
    return one.own ? this.#forms.small(act, t("talks.edit-paper"), one.name, action, "edit") : "";
  }

  #pairs() {
    const { description, scenario, scenario_starts: begins, directors, zone } = this.#exercise;
    return h(
      "dl",
      { class: "pairs" },
      row(t("property.description"), description),
      row(t("property.scenario"), scenario),
      row(t("property.scenario_starts"), begins ? time(begins, undefined, zone) : ""),
      row(t("property.zone"), zone.replace("_", " ")),
      row(
        t("property.director_refs"),
        directors.map((id, place) => [place ? ", " : "", nameOf(this.#exercise, id)]),
      ),
    );
  }

  #participants() {
    const columns = [
      { title: t("column.party"), cell: partyName },
      { title: t("column.state"), cell: (one) => word("exercise-part", one.part) },
      { title: t("property.role"), cell: (one) => (one.role ? word("exercise-role", one.role) : "") },
      {
        title: t("property.way"),
        cell: (one) => [
          one.way ? word("exercise-way", one.way) : "",
          one.linked || one.own ? "" : h("div", { class: "tag warn" }, t("exercises.no-link")),
        ],
      },
      { title: t("property.ground"), style: "wide", cell: (one) => one.ground ?? "" },
      { title: t("property.forces"), style: "wide", cell: (one) => one.forces ?? "" },
    ];
    return table(t("exercises.participants"), columns, this.#exercise.parties);
  }

  #participantButtons() {
    const isOwn = this.#exercise.own;
    return h(
      "div",
      { class: "buttons" },
      isOwn
        ? this.#forms.button("edit", "edit-participants", t("exercises.edit-participants"), () => this.#roles())
        : "",
      this.#forms.button("share", "share", t("exercises.share"), () => this.#share()),
    );
  }

  /** How each party takes part, and on what ground. */
  #roles() {
    const { parties } = this.#exercise;
    const part = (one, place) =>
      h(
        "fieldset",
        {},
        h("legend", {}, partyName(one)),
        h(
          "div",
          { class: "pair" },
          field(
            t("property.role"),
            select(
              `role:${place}`,
              ["player", "observer", "host"].map((role) => [role, word("exercise-role", role)]),
              one.role ?? "player",
            ),
          ),
          field(
            t("property.way"),
            select(
              `way:${place}`,
              ["node", "courier"].map((way) => [way, word("exercise-way", way)]),
              one.way ?? (one.linked ? "node" : "courier"),
            ),
          ),
        ),
        field(t("property.ground"), input(`ground:${place}`, { value: one.ground ?? "" }), t("exercises.ground-help")),
        field(t("property.forces"), input(`forces:${place}`, { value: one.forces ?? "" }), t("exercises.forces-help")),
      );
    const named = (entered) =>
      parties.map((one, place) =>
        given({
          party_ref: one.id,
          ...Object.fromEntries(["role", "way", "ground", "forces"].map((name) => [name, entered[`${name}:${place}`]])),
        }),
      );
    this.#forms.acts(
      "edit",
      t("exercises.edit-participants"),
      [parties.map(part), sendBox()],
      t("write.save"),
      (entered) => ({
        exercise: this.#exercise.id,
        participants: named(entered),
        send: entered.send,
      }),
    );
  }

  #share() {
    const { view, again } = this.#forms;
    const picker = new Picker(view, t("talks.parties"), { name: "parties", type: "identity", changed: () => {} });
    does(
      view,
      "exercises/share",
      t("exercises.share"),
      [
        h("p", { class: "help" }, t("exercises.share-help")),
        picker.element,
        field(t("property.note"), area("note")),
        sendBox(),
      ],
      t("exercises.share"),
      (entered) => given({ ...entered, parties: picker.chosen(), exercise: this.#exercise.id }),
      again,
    );
  }

  #objectives() {
    const columns = [
      { title: t("property.number"), cell: (one) => one.number ?? "" },
      {
        title: t("property.objective"),
        style: "wide",
        cell: (one) => [objectLink(one.id, one.name), one.description ? h("div", {}, one.description) : ""],
      },
      { title: t("property.measured_by"), style: "wide", cell: (one) => one.measured_by ?? "" },
      {
        title: t("exercises.comes-from"),
        cell: (one) => [
          one.commitment_ref
            ? h("a", { href: `#/commitment/${encodeURIComponent(one.commitment_ref)}` }, t("page.commitment"))
            : "",
          (one.observation_refs ?? []).map((id) => h("div", {}, objectLink(id, t("exercises.earlier-observation")))),
        ],
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
      { title: t("column.act"), hidden: true, cell: (one) => this.#edit("objective", one, () => this.#objective(one)) },
    ];
    return table(t("exercises.objectives"), columns, this.#exercise.objectives);
  }

  #objective(known) {
    const view = this.#forms.view;
    const about = new Picker(view, t("property.commitment_ref"), {
      name: "commitment",
      type: "entente-commitment",
      most: 1,
      changed: () => {},
    });
    const from = new Picker(view, t("property.observation_refs"), {
      name: "observations",
      type: "entente-exercise-observation",
      changed: () => {},
    });
    this.#forms.writes(
      "objective",
      t(known ? "exercises.edit-objective" : "exercises.new-objective"),
      known,
      [
        field(t("property.number"), input("number", { value: known?.number ?? "" })),
        field(t("property.objective"), area("name", { value: known?.name ?? "", required: true, rows: 2 })),
        field(t("property.measured_by"), area("measured_by", { value: known?.measured_by ?? "" })),
        known ? "" : [about.element, from.element],
        field(t("property.description"), area("description", { value: known?.description ?? "" })),
      ],
      (entered) => (known ? entered : { ...entered, commitment: about.chosen()[0], observations: from.chosen() }),
    );
  }

  #conferences() {
    const columns = [
      {
        title: t("property.name"),
        style: "wide",
        cell: (one) => [objectLink(one.id, one.name), h("div", { class: "help" }, word("kind", one.kind))],
      },
      {
        title: t("exercises.when"),
        style: "when",
        cell: (one) => (one.starts ? time(one.starts, undefined, one.zone ?? this.#exercise.zone) : t("talks.no-date")),
      },
      {
        title: t("talks.place"),
        cell: (one) => [one.place ?? "", one.host_ref ? h("div", {}, nameOf(this.#exercise, one.host_ref)) : ""],
      },
      { title: t("column.state"), cell: (one) => word("progress", one.state) },
      {
        title: t("property.products"),
        style: "wide",
        cell: (one) => (one.products ?? []).map((product) => this.#product(product)),
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
      {
        title: t("column.act"),
        hidden: true,
        cell: (one) => this.#edit("conference", one, () => this.#conference(one)),
      },
    ];
    return table(t("exercises.conferences"), columns, this.#exercise.conferences);
  }

  #product({ name, state, due, owner, owner_ref: party }) {
    const isLate = state === "open" && due && Date.parse(`${due}T23:59:59Z`) < Date.now();
    const who = [owner, party ? nameOf(this.#exercise, party) : ""].filter(Boolean).join(", ");
    return h(
      "div",
      {},
      state === "done" ? "✓ " : "",
      name,
      who ? h("span", { class: "help" }, ` – ${who}`) : "",
      due ? [" ", dated(due)] : "",
      " ",
      isLate
        ? h("span", { class: "tag warn" }, t("cases.overdue"))
        : h("span", { class: "help" }, word("progress", state)),
    );
  }

  #conference(known) {
    const kinds = [
      "concept",
      "initial",
      "main",
      "final",
      "injects",
      "site-survey",
      "briefing",
      "hot-washup",
      "post-exercise",
      "other",
    ];
    const zone = known?.zone ?? this.#exercise.zone;
    this.#forms.writes(
      "conference",
      t(known ? "exercises.edit-conference" : "exercises.new-conference"),
      known,
      [
        field(t("property.name"), input("name", { value: known?.name ?? "", required: true })),
        kindField(kinds, known?.kind ?? "initial"),
        field(
          t("column.state"),
          select(
            "state",
            ["planned", "held", "cancelled"].map((one) => [one, word("progress", one)]),
            known?.state ?? "planned",
          ),
        ),
        partyField(t("property.host_ref"), "host", this.#exercise, known?.host_ref),
        momentField(t("property.starts"), "starts", known?.starts, zone),
        momentField(t("property.ends"), "ends", known?.ends, zone),
        field(t("talks.place"), input("place", { value: known?.place ?? "" })),
        zoneField(zone),
        field(
          t("property.products"),
          area("products", { value: (known?.products ?? []).map(productLine).join("\n"), rows: 4 }),
          t("exercises.products-help"),
        ),
        field(t("property.description"), area("description", { value: known?.description ?? "" })),
      ],
      ({ zone: chosen, ...entered }) => ({
        ...entered,
        zone: chosen,
        starts: moment(entered.starts, chosen),
        ends: moment(entered.ends, chosen),
        products: lines(entered.products).map((line) => productOf(line, known?.products ?? [])),
      }),
    );
  }

  #cells() {
    const columns = [
      { title: t("property.cell"), cell: (one) => h("code", {}, one.cell) },
      { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
      { title: t("property.kind"), cell: (one) => word("kind", one.kind) },
      {
        title: t("talks.parties"),
        cell: (one) => (one.party_refs ?? []).map((id) => h("div", {}, nameOf(this.#exercise, id))),
      },
      { title: t("property.means"), cell: (one) => (one.means ?? []).join("; ") },
      { title: t("column.act"), hidden: true, cell: (one) => this.#edit("cell", one, () => this.#cell(one)) },
    ];
    return table(t("exercises.cells"), columns, this.#exercise.cells);
  }

  #cell(known) {
    const kinds = ["white", "trusted", "observer", "audience"];
    const kind = select(
      "kind",
      kinds.map((one) => [one, word("kind", one)]),
      known?.kind ?? "audience",
    );
    const name = input("cell", {
      value: known?.cell ?? "",
      required: true,
      pattern: "[a-z0-9\\-]{1,40}",
      spellcheck: "false",
    });
    kind.addEventListener("change", () => {
      if (kinds.slice(0, 3).includes(kind.value)) name.value = kind.value;
      else if (kinds.includes(name.value)) name.value = "";
    });
    this.#forms.writes(
      "cell",
      t(known ? "exercises.edit-cell" : "exercises.new-cell"),
      known,
      [
        field(t("property.kind"), kind),
        field(t("property.cell"), name, t("exercises.cell-help")),
        field(t("property.name"), input("name", { value: known?.name ?? "", required: true })),
        partyChoices("parties", t("talks.parties"), this.#exercise, known?.party_refs ?? []),
        field(
          t("property.means"),
          area("means", { value: (known?.means ?? []).join("\n"), rows: 2 }),
          t("form.lines-help"),
        ),
        field(t("property.description"), area("description", { value: known?.description ?? "" })),
      ],
      (entered) => ({ ...entered, means: lines(entered.means) }),
    );
  }

  #units() {
    const { zone } = this.#exercise;
    const columns = [
      { title: t("exercises.unit"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
      { title: t("column.party"), cell: (one) => nameOf(this.#exercise, one.party_ref, one.party_name) },
      { title: t("property.kind"), cell: (one) => word("kind", one.kind) },
      { title: t("property.call_sign"), cell: (one) => one.call_sign ?? "" },
      {
        title: t("property.readiness"),
        cell: (one) => [
          one.readiness ? readiness(one.readiness) : "",
          one.readiness_note ? h("div", { class: "help" }, one.readiness_note) : "",
        ],
      },
      { title: t("property.joins"), style: "when", cell: (one) => (one.joins ? time(one.joins, undefined, zone) : "") },
      {
        title: t("property.leaves"),
        style: "when",
        cell: (one) => (one.leaves ? time(one.leaves, undefined, zone) : ""),
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
      { title: t("column.act"), hidden: true, cell: (one) => this.#edit("unit", one, () => this.#unit(one)) },
    ];
    return table(t("property.unit_refs"), columns, this.#exercise.units);
  }

  #unit(known) {
    const kinds = ["ship", "submarine", "aircraft", "helicopter", "unmanned", "land", "staff", "other"];
    const { zone } = this.#exercise;
    this.#forms.writes(
      "unit",
      t(known ? "exercises.edit-unit" : "exercises.new-unit"),
      known,
      [
        field(t("property.name"), input("name", { value: known?.name ?? "", required: true })),
        kindField(kinds, known?.kind ?? "ship"),
        field(t("property.flag"), input("flag", { value: known?.flag ?? "" }), t("exercises.flag-help")),
        field(t("property.call_sign"), input("call_sign", { value: known?.call_sign ?? "" })),
        field(t("property.symbol"), input("symbol", { value: known?.symbol ?? "" }), t("exercises.symbol-help")),
        field(
          t("property.readiness"),
          select(
            "readiness",
            [
              ["", t("form.none")],
              ...["ready", "limited", "not-ready"].map((one) => [one, word("exercise-readiness", one)]),
            ],
            known?.readiness ?? "",
          ),
        ),
        field(t("property.readiness_note"), input("readiness_note", { value: known?.readiness_note ?? "" })),
        field(t("property.home_port"), input("home_port", { value: known?.home_port ?? "" })),
        momentField(t("property.joins"), "joins", known?.joins, zone),
        momentField(t("property.leaves"), "leaves", known?.leaves, zone),
      ],
      (entered) => this.#forms.timed(entered, ["joins", "leaves"]),
    );
  }

  /** Which instruments cover entry, jurisdiction and supply, where the node says so. */
  #instruments() {
    const list = asked(this.#exercise.instruments);
    if (!list.length) return "";
    const columns = [
      { title: t("exercises.unit"), style: "wide", cell: (one) => one.name ?? "" },
      { title: t("exercises.covers"), cell: (one) => word("exercise-need", one.need ?? one.matter) },
      {
        title: t("property.instrument"),
        style: "wide",
        cell: (one) =>
          one.instrument_name ??
          one.title ??
          one.instrument ??
          h("span", { class: "tag warn" }, t("exercises.no-instrument")),
      },
    ];
    return section(t("exercises.instruments"), table(t("exercises.instruments"), columns, list));
  }

  #acts(acts) {
    const columns = [
      {
        title: t("cases.when"),
        style: "when",
        cell: (one) => time(one.acted_at ?? one.modified, undefined, this.#exercise.zone),
      },
      { title: t("column.party"), cell: (one) => nameOf(this.#exercise, one.party_ref, one.party_name) },
      {
        title: t("cases.did"),
        style: "wide",
        cell: (one) => [objectLink(one.id, word("acting", one.verb)), one.note ? h("div", {}, one.note) : ""],
      },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.acts"), columns, acts);
  }

  #notes(notes) {
    return notes.map((one) =>
      h(
        "article",
        { class: "card" },
        h("header", {}, h("h3", {}, objectLink(one.id, one.name)), " ", chip(one.banner)),
        h("p", {}, one.body),
        h(
          "p",
          { class: "help" },
          time(one.modified),
          " ",
          this.#edit("note", one, () => this.#note(one)),
        ),
      ),
    );
  }

  #note(known) {
    this.#forms.writes("note", t("cases.new-note"), known, [
      h("p", { class: "help" }, t("cases.notes-help")),
      field(t("property.name"), input("name", { value: known?.name ?? "", required: true })),
      field(t("property.body"), area("body", { value: known?.body ?? "", required: true, rows: 5 })),
    ]);
  }
}

const readinessStyles = { ready: "good", limited: "open", "not-ready": "bad" };
const readiness = (state) =>
  h("span", { class: `state-chip ${readinessStyles[state]}` }, word("exercise-readiness", state));

/** A product in one line: its name, who makes it, by when; a tick before what is done. */
const productLine = ({ name, state, due, owner }) =>
  [`${state === "done" ? "✓ " : ""}${name}`, owner ?? "", due ?? ""].join(" | ").replace(/( \| )+$/, "");

function productOf(line, known) {
  const [first, owner = "", due = ""] = line.split("|").map((part) => part.trim());
  const isDone = /^(✓|x\s)/i.test(first);
  const name = first.replace(/^(✓|x\s)\s*/i, "");
  const party = known.find((one) => one.name === name)?.owner_ref;
  return given({ name, state: isDone ? "done" : "open", owner, due, owner_ref: party });
}
