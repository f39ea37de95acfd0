// One case: what happened and was done in order, who does what by when, whom to call, what was seen, and own notes.

import * as api from "../api.js";
import { caseReport } from "../case-report.js";
import { dayField } from "../day-field.js";
import { fill, h } from "../dom.js";
import { dated, time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { Picker } from "../picker.js";
import { area, empty, field, given, input, objectLink, row, select, sourceName, table, typeName } from "../parts.js";
import { sightingsOfCase } from "../sightings.js";
import { Tabs } from "../tabs.js";
import { does, markingField, partyBoxes, partyName, sendBox } from "../work-forms.js";
import { caseState, takesPart } from "./cases.js";
import { progress } from "./talks.js";

export async function show(view) {
  const query = { case: view.argument, lang: language() };
  const found = await api.get("cases/case", { query, signal: view.signal });
  if (!found.case) throw new api.Problem(404, { code: "not-found" });
  const one = found.case;
  view.title(one.name);
  const parts = [one.acts, one.timeline, one.to_do, one.contacts, one.notes].flat();
  view.mark(
    [one, ...parts, ...one.timeline.flatMap((line) => line.objects)].map((part) => part.banner).filter(Boolean),
  );
  fill(view.body, new Page(view, one, found.parties).parts());
}

const kinds = ["event", "measure", "indicator", "hit", "sighting", "technique"];

class Page {
  #view;
  #case;
  #parties;
  #again;

  constructor(view, one, parties) {
    [this.#view, this.#case, this.#parties] = [view, one, parties];
    this.#again = () => show(view);
  }

  get #part() {
    return this.#case.parties.find((one) => one.own)?.part;
  }

  /** Whether the person may write lines: the own party works on the case. */
  get #works() {
    return this.#part === "joined" && this.#view.can("POST cases/line");
  }

  parts() {
    const address = `#/case/${encodeURIComponent(this.#case.id)}`;
    const { timeline, to_do: tasks, contacts, sightings, notes, acts } = this.#case;
    const list = [
      [
        "timeline",
        t("cases.timeline"),
        [this.#lineButtons(), timeline.length ? this.#timeline() : empty(t("cases.no-line"))],
      ],
      [
        "tasks",
        t("cases.tasks"),
        [
          this.#button("new-task", t("cases.new-task"), () => this.#task()),
          tasks.length ? this.#tasks() : empty(t("cases.no-task")),
        ],
      ],
      [
        "contacts",
        t("cases.contacts"),
        [
          this.#button("new-contact", t("cases.new-contact"), () => this.#contact()),
          contacts.length ? this.#contacts() : empty(t("cases.no-contact")),
        ],
      ],
      [
        "sightings",
        t("sightings.title"),
        sightings.length ? sightingsOfCase(sightings) : empty(t("cases.no-sighting")),
      ],
      [
        "notes",
        t("cases.notes"),
        [
          h("p", { class: "help" }, t("cases.notes-help")),
          this.#noteButton(),
          notes.length ? this.#notes() : empty(t("cases.no-note")),
        ],
      ],
      ["acts", t("cases.acts"), this.#acts(acts)],
    ];
    return [this.#head(), new Tabs(this.#view, t("cases.tabs"), list, address).element];
  }

  #head() {
    const { description, state, parties, opened, banner, source, id } = this.#case;
    const mayJoin = this.#view.can("POST cases/join") && ["invited", "closed"].includes(this.#part);
    const isOwn = source === "own" && this.#works;
    return h(
      "div",
      { class: "card" },
      h("p", {}, caseState(state), " ", chip(banner)),
      h("p", {}, description),
      h(
        "dl",
        { class: "pairs" },
        row(t("cases.parties"), takesPart(parties)),
        row(t("cases.opened"), time(opened)),
        row(t("column.source"), sourceName(source)),
      ),
      h(
        "div",
        { class: "buttons" },
        objectLink(id, t("cases.object")),
        mayJoin ? this.#plain("join", t("cases.join"), () => this.#say("join", t("cases.join"))) : "",
        isOwn ? this.#plain("share", t("cases.share"), () => this.#share()) : "",
        this.#works ? this.#plain("close", t("cases.close"), () => this.#say("close", t("cases.close"))) : "",
        this.#view.can("POST cases/report") && this.#case.parties.some((one) => !one.own)
          ? this.#plain("report", t("cases.report"), () => caseReport(this.#view, this.#case))
          : "",
        h("button", { type: "button", class: "print", onclick: () => window.print() }, t("command.print")),
      ),
    );
  }

  #plain(id, label, onclick) {
    return h("button", { type: "button", id, onclick }, label);
  }

  #button(id, label, onclick) {
    return this.#works ? h("div", { class: "buttons" }, this.#plain(id, label, onclick)) : "";
  }

  #lineButtons() {
    return this.#works
      ? h(
          "div",
          { class: "buttons" },
          this.#plain("new-line", t("cases.new-line"), () => this.#line()),
          this.#plain("new-advisory", t("cases.new-advisory"), () => this.#advisory()),
        )
      : "";
  }

  #noteButton() {
    return this.#view.can("POST cases/note")
      ? h(
          "div",
          { class: "buttons" },
          this.#plain("new-note", t("cases.new-note"), () => this.#note()),
        )
      : "";
  }

  #timeline() {
    const columns = [
      { title: t("cases.when"), style: "when", cell: (line) => time(line.at) },
      { title: t("property.kind"), cell: (line) => word("case-kind", line.kind) },
      {
        title: t("cases.what"),
        style: "wide",
        cell: (line) => [
          h("strong", {}, objectLink(line.id, line.name)),
          line.description ? h("div", {}, line.description) : "",
          line.technique ? h("div", {}, technique(line)) : "",
          line.objects.map((one) => h("div", {}, thing(one))),
          line.embargo
            ? h(
                "div",
                {},
                h("span", { class: line.held ? "tag warn" : "tag" }, t("cases.embargo-until")),
                " ",
                dated(line.embargo),
              )
            : "",
        ],
      },
      { title: t("column.source"), cell: (line) => sourceName(line.source) },
      { title: t("commitments.given"), cell: givenTo },
      { title: t("column.marking"), cell: (line) => chip(line.banner) },
    ];
    return table(t("cases.timeline"), columns, this.#case.timeline);
  }

  #tasks() {
    const columns = [
      {
        title: t("cases.what"),
        style: "wide",
        cell: (one) => [
          objectLink(one.id, one.name),
          one.description ? h("div", {}, one.description) : "",
          one.note ? h("div", { class: "help" }, one.note) : "",
          one.evidence.map((item) => h("div", {}, thing(item))),
        ],
      },
      {
        title: t("property.owner"),
        cell: (one) => [one.owner, ", ", one.own ? t("talks.us") : (one.owner_name ?? t("talks.other"))],
      },
      { title: t("column.due"), style: "when", cell: (one) => (one.due ? dated(one.due) : "") },
      {
        title: t("column.state"),
        cell: (one) => [
          progress(one.state),
          one.overdue ? [" ", h("span", { class: "tag warn" }, t("cases.overdue"))] : "",
          one.own && this.#view.can("POST cases/settle")
            ? h(
                "div",
                {},
                h(
                  "button",
                  {
                    type: "button",
                    class: "settle",
                    "aria-label": `${t("cases.settle")}: ${one.name}`,
                    onclick: () => this.#settle(one),
                  },
                  t("cases.settle"),
                ),
              )
            : "",
        ],
      },
      { title: t("commitments.given"), cell: givenTo },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("cases.tasks"), columns, this.#case.to_do);
  }

  #contacts() {
    const columns = [
      { title: t("cases.team"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
      { title: t("column.party"), cell: (one) => (one.own ? t("talks.us") : (one.party_name ?? t("talks.other"))) },
      { title: t("cases.function"), cell: (one) => one.function ?? "" },
      {
        title: t("cases.reach"),
        cell: (one) => [one.phone, one.email].filter(Boolean).map((text) => h("div", {}, text)),
      },
      { title: t("cases.hours"), cell: (one) => one.hours ?? "" },
      { title: t("cases.key"), cell: (one) => (one.key ? h("code", {}, one.key) : "") },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("cases.contacts"), columns, this.#case.contacts);
  }

  #notes() {
    return this.#case.notes.map((one) =>
      h(
        "article",
        { class: "card" },
        h("header", {}, h("h2", {}, objectLink(one.id, one.name)), chip(one.banner)),
        h("p", {}, one.body),
        h("p", { class: "help" }, time(one.modified)),
      ),
    );
  }

  #acts(acts) {
    const columns = [
      { title: t("cases.when"), style: "when", cell: (one) => time(one.modified) },
      { title: t("column.party"), cell: (one) => (one.own ? t("talks.us") : (one.party_name ?? t("talks.other"))) },
      {
        title: t("cases.did"),
        style: "wide",
        cell: (one) => [objectLink(one.id, word("case-verb", one.verb)), one.note ? h("div", {}, one.note) : ""],
      },
      { title: t("commitments.given"), cell: givenTo },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("cases.acts"), columns, acts);
  }

  #does(act, title, fields, action, body) {
    does(
      this.#view,
      `cases/${act}`,
      title,
      fields,
      action,
      ({ marking, ...entered }) =>
        given({ ...body(entered), case: this.#case.id, ...(marking ? { markings: [marking] } : {}) }),
      this.#again,
    );
  }

  #say(act, title) {
    this.#does(
      act,
      title,
      [h("p", { class: "help" }, t(`cases.${act}-help`)), field(t("property.note"), area("note")), sendBox()],
      title,
      (entered) => entered,
    );
  }

  #share() {
    const asked = new Set(this.#case.parties.map((one) => one.id));
    const others = this.#parties.filter((one) => !asked.has(one.id));
    this.#does(
      "share",
      t("cases.share"),
      [
        h("p", { class: "help" }, t("cases.share-help")),
        others.length ? partyBoxes(others) : empty(t("cases.nobody-more")),
        field(t("property.note"), area("note")),
        sendBox(),
      ],
      t("cases.share"),
      (entered) => entered,
    );
  }

  async #line() {
    const marking = await markingField(this.#view.signal);
    const picker = new Picker(this.#view, t("cases.objects"), { name: "objects", changed: () => {} });
    const framework = field(
      t("cases.framework"),
      select(
        "framework",
        ["attack", "sparta", "disarm"].map((one) => [one, word("framework", one)]),
      ),
    );
    const number = field(t("cases.technique"), input("technique"), t("cases.technique-help"));
    const kind = select(
      "kind",
      kinds.map((one) => [one, word("case-kind", one)]),
    );
    const fit = () => {
      framework.hidden = number.hidden = kind.value !== "technique";
    };
    kind.addEventListener("change", fit);
    fit();
    this.#does(
      "line",
      t("cases.new-line"),
      [
        field(t("property.kind"), kind),
        field(t("cases.what"), input("name", { required: true })),
        field(t("cases.when"), dayField("at", { kind: "moment" })),
        field(t("property.description"), area("description")),
        framework,
        number,
        picker.element,
        marking,
        sendBox(),
      ],
      t("write.save"),
      ({ framework: whose, technique: of, ...entered }) => ({
        ...entered,
        objects: picker.chosen(),
        ...(entered.kind === "technique" ? { framework: whose, technique: of } : {}),
      }),
    );
  }

  async #advisory() {
    const marking = await markingField(this.#view.signal);
    const picker = new Picker(this.#view, t("cases.objects"), { name: "objects", changed: () => {} });
    this.#does(
      "advisory",
      t("cases.new-advisory"),
      [
        h("p", { class: "help" }, t("cases.advisory-help")),
        field(t("cases.what"), input("name", { required: true })),
        field(t("property.description"), area("description")),
        field(t("cases.embargo"), dayField("embargo", { kind: "date" }), t("cases.embargo-help")),
        picker.element,
        marking,
        sendBox(false),
      ],
      t("write.save"),
      (entered) => ({ ...entered, objects: picker.chosen() }),
    );
  }

  async #task() {
    const marking = await markingField(this.#view.signal);
    this.#does(
      "task",
      t("cases.new-task"),
      [
        field(t("cases.what"), input("name", { required: true })),
        field(
          t("column.party"),
          select(
            "party",
            this.#case.parties.map((one) => [one.id, partyName(one)]),
          ),
        ),
        field(t("property.owner"), input("owner", { required: true }), t("cases.owner-help")),
        field(t("column.due"), dayField("due", { kind: "date" })),
        field(t("property.description"), area("description")),
        marking,
        sendBox(),
      ],
      t("write.save"),
      (entered) => entered,
    );
  }

  #settle(task) {
    const picker = new Picker(this.#view, t("property.evidence_refs"), { name: "evidence", changed: () => {} });
    does(
      this.#view,
      "cases/settle",
      t("cases.settle"),
      [
        h("p", {}, task.name),
        field(
          t("column.state"),
          select(
            "state",
            ["done", "dropped", "open"].map((one) => [one, word("progress", one)]),
          ),
        ),
        picker.element,
        field(t("property.note"), area("note")),
        sendBox(),
      ],
      t("write.save"),
      (entered) => given({ ...entered, task: task.id, evidence: picker.chosen() }),
      this.#again,
    );
  }

  async #contact() {
    const marking = await markingField(this.#view.signal);
    this.#does(
      "contact",
      t("cases.new-contact"),
      [
        h("p", { class: "help" }, t("cases.contact-help")),
        field(t("cases.team"), input("name", { required: true })),
        field(t("cases.function"), input("function", { required: true })),
        field(t("cases.phone"), input("phone")),
        field(t("cases.email"), input("email")),
        field(t("cases.hours"), input("hours")),
        field(t("cases.key"), input("key")),
        marking,
        sendBox(),
      ],
      t("write.save"),
      (entered) => entered,
    );
  }

  async #note() {
    const marking = await markingField(this.#view.signal);
    this.#does(
      "note",
      t("cases.new-note"),
      [
        h("p", { class: "help" }, t("cases.notes-help")),
        field(t("property.name"), input("name", { required: true })),
        field(t("cases.what"), area("body", { required: true })),
        marking,
      ],
      t("write.save"),
      (entered) => entered,
    );
  }
}

/** A technique as people name it: by its number, with its name where it is held. */
const technique = (line) => [
  `${word("framework", line.framework)} `,
  line.technique_id ? objectLink(line.technique_id, `${line.technique} ${line.technique_name}`) : line.technique,
];

const thing = (one) => [
  one.banner ? objectLink(one.id, one.name === one.id ? typeName(one.type) : one.name) : typeName(one.type),
  " ",
  one.banner ? chip(one.banner) : "",
];

/** To whom something was given, and when. */
const givenTo = ({ given: list }) =>
  list.length ? list.map((one) => h("div", {}, one.name ?? t("talks.other"), " ", time(one.at))) : "";
