// One round of a dialogue: agenda, what the own side says among itself, texts, papers, and what follows from it.

import * as api from "../api.js";
import { dayField } from "../day-field.js";
import { fill, h } from "../dom.js";
import { dated, time } from "../format.js";
import { language, t } from "../i18n.js";
import { chip } from "../marking.js";
import { Picker } from "../picker.js";
import { area, ask, empty, field, given, input, objectLink, section, select, table } from "../parts.js";
import { agreedTable, rowName } from "../agreed-table.js";
import { does, lines, markingField, sendBox } from "../work-forms.js";
import { shownAt } from "../zones.js";
import { beginText, placeFields, placeOf, progress, roundLink, textTable } from "./talks.js";

export async function show(view) {
  const query = { round: view.argument, lang: language() };
  const { round } = await api.get("talks/round", { query, signal: view.signal });
  if (!round) throw new api.Problem(404, { code: "not-found" });
  const { parties } = await api.get("texts", { query: { lang: language() }, signal: view.signal });
  const papers = [...round.briefs, ...round.records, ...round.papers, ...round.actions, ...round.earlier];
  const rows = round.agenda?.rows.flatMap((row) => row.sides) ?? [];
  view.mark([round, ...papers, ...rows, ...round.texts].map((one) => one.banner));
  view.title(round.name);
  const page = new Round(view, round, parties);
  fill(view.body, page.parts());
}

class Round {
  #view;
  #round;
  #parties;
  #writes;
  #again;

  constructor(view, round, parties) {
    [this.#view, this.#round, this.#parties] = [view, round, parties];
    this.#writes = view.can("POST talks/brief");
    this.#again = () => show(view);
  }

  parts() {
    const { agenda, texts, papers, before, earlier, actions } = this.#round;
    return [
      this.#head(),
      h(
        "div",
        { class: "columns" },
        section(t("kind.agenda"), agenda ? agreedTable(this.#view, agenda, this.#again) : empty(t("talks.no-agenda"))),
        section(t("talks.for-us"), this.#own()),
      ),
      section(
        t("talks.texts"),
        texts.filter((one) => one.kind !== "agenda").length
          ? textTable(
              t("talks.texts"),
              texts.filter((one) => one.kind !== "agenda"),
            )
          : empty(t("talks.no-texts")),
        this.#button("new-text", t("talks.new-text"), () =>
          beginText(this.#view, this.#parties, this.#round.id, this.#again),
        ),
      ),
      section(
        t("talks.papers"),
        papers.length ? papers.map((one) => this.#paper(one, ["body"])) : empty(t("talks.no-papers")),
        this.#button("new-paper", t("talks.new-paper"), () => this.#write("talks/non-paper", t("talks.new-paper"))),
      ),
      section(
        t("talks.actions"),
        actions.length ? this.#actions(t("talks.actions"), actions) : empty(t("talks.no-actions")),
        this.#button("new-action", t("talks.new-action"), () => this.#newAction()),
      ),
      before || earlier.length ? section(t("talks.before"), this.#before(before, earlier)) : "",
    ];
  }

  #button(id, label, onclick) {
    return this.#writes ? h("div", { class: "buttons" }, h("button", { type: "button", id, onclick }, label)) : "";
  }

  #head() {
    const { dialogue, starts, ends, zone, place, state, participants, host_ref: host, banner } = this.#round;
    const names = dialogue?.names ?? {};
    return h(
      "div",
      { class: "card" },
      h("p", {}, dialogue ? objectLink(dialogue.id, dialogue) : "", " ", progress(state), " ", chip(banner)),
      h(
        "p",
        {},
        starts ? time(starts, undefined, zone) : t("talks.no-date"),
        ends ? [" – ", time(ends, undefined, zone)] : "",
        [place, names[host]].filter(Boolean).map((one) => ` · ${one}`),
      ),
      participants ? h("p", { class: "help" }, participants.join("; ")) : "",
      this.#button("edit-round", t("talks.edit-round"), () => this.#edit()),
    );
  }

  #edit() {
    const { id, state, starts, ends, zone = "UTC", participants = [] } = this.#round;
    does(
      this.#view,
      "talks/round",
      t("talks.edit-round"),
      [
        field(
          t("column.state"),
          select(
            "state",
            ["planned", "held", "cancelled"].map((one) => [one, t(`progress.${one}`)]),
            state,
          ),
        ),
        placeFields(this.#round, { starts: shownAt(starts, zone), ends: shownAt(ends, zone) }),
        field(
          t("property.participants"),
          area("participants", { value: participants.join("\n") }),
          t("talks.lines-help"),
        ),
        sendBox(),
      ],
      t("write.save"),
      (entered) => given({ ...placeOf(entered), participants: lines(entered.participants), round: id }),
      this.#again,
    );
  }

  /** What stays here: briefs and the own record. */
  #own() {
    const { briefs, records } = this.#round;
    return [
      h("p", { class: "help own-eyes" }, t("talks.own-eyes")),
      briefs.map((one) => this.#paper(one, ["our_line", "for_the_room", "red_lines", "annotation"], "talks/brief")),
      records.map((one) => this.#paper(one, ["body"], "talks/record")),
      this.#writes
        ? h(
            "div",
            { class: "buttons" },
            h(
              "button",
              { type: "button", id: "new-brief", onclick: () => this.#write("talks/brief", t("talks.new-brief")) },
              t("talks.new-brief"),
            ),
            h(
              "button",
              { type: "button", id: "new-record", onclick: () => this.#write("talks/record", t("talks.new-record")) },
              t("talks.new-record"),
            ),
          )
        : "",
    ];
  }

  #paper(one, names, path) {
    const row = this.#round.agenda?.rows.find((row) => row.row === one.row);
    return h(
      "article",
      { class: "card paper" },
      h(
        "header",
        {},
        h("h3", {}, objectLink(one.id, one)),
        chip(one.banner),
        h("span", { class: "help" }, time(one.modified)),
      ),
      row ? h("p", { class: "help" }, t("talks.about-item", { item: rowName(row, row.sides[0]) })) : "",
      h(
        "dl",
        { class: "pairs" },
        names
          .filter((name) => one[name])
          .map((name) => [
            h("dt", {}, t(`property.${name}`)),
            h(
              "dd",
              { class: "prose" },
              one[name].split("\n").map((line) => h("p", {}, line)),
            ),
          ]),
      ),
      path && this.#writes
        ? h(
            "div",
            { class: "buttons" },
            h(
              "button",
              {
                type: "button",
                class: "small edit-paper",
                onclick: () => this.#write(path, t("talks.edit-paper"), one),
              },
              t("talks.edit-paper"),
            ),
          )
        : "",
    );
  }

  /** Writes a brief, a record or a non-paper. */
  async #write(path, title, one = {}) {
    const isBrief = path === "talks/brief";
    const goes = path === "talks/non-paper";
    const rows = this.#round.agenda?.rows ?? [];
    const wide = (name, attributes = {}) =>
      field(t(`property.${name}`), area(name, { value: one[name] ?? "", ...attributes }));
    const marking = await markingField(this.#view.signal);
    does(
      this.#view,
      path,
      title,
      [
        goes ? h("p", { class: "help" }, t("talks.paper-help")) : h("p", { class: "help" }, t("talks.own-eyes")),
        field(t("property.name"), input("name", { required: true, value: one.name ?? "" })),
        isBrief && rows.length
          ? field(
              t("talks.item"),
              select(
                "row",
                [["", t("talks.whole-round")], ...rows.map((row) => [row.row, rowName(row, row.sides[0])])],
                one.row ?? "",
              ),
            )
          : "",
        isBrief
          ? [wide("our_line", { required: true }), wide("for_the_room"), wide("red_lines"), wide("annotation")]
          : wide("body", { required: true, rows: 8 }),
        marking,
        goes ? sendBox() : "",
      ],
      t("write.save"),
      ({ marking: chosen, ...entered }) =>
        given({
          ...entered,
          ...(path === "talks/record" ? { round: this.#round.id } : { about: one.about_ref ?? this.#round.id }),
          id: one.id,
          markings: [chosen],
        }),
      this.#again,
    );
  }

  #actions(title, items) {
    const names = this.#round.dialogue?.names ?? {};
    return table(
      title,
      [
        { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one) },
        { title: t("property.owner"), cell: (one) => [one.owner, names[one.owner_ref]].filter(Boolean).join(", ") },
        { title: t("column.due"), style: "when", cell: (one) => dated(one.due) },
        {
          title: t("column.state"),
          cell: (one) =>
            one.overdue ? h("span", { class: "state-chip overdue" }, t("talks.overdue")) : progress(one.state),
        },
        { title: t("column.marking"), cell: (one) => chip(one.banner) },
        {
          title: t("column.act"),
          hidden: true,
          cell: (one) =>
            this.#writes && one.source === "own" && one.state === "open"
              ? h(
                  "button",
                  { type: "button", class: "small close-action", onclick: () => this.#close(one) },
                  t("talks.close"),
                )
              : "",
        },
      ],
      items,
    );
  }

  #newAction() {
    does(
      this.#view,
      "talks/action",
      t("talks.new-action"),
      [
        field(t("property.name"), input("name", { required: true })),
        field(
          t("property.owner_ref"),
          select(
            "party",
            this.#parties.filter((one) => one.name).map((one) => [one.id, one.name]),
          ),
        ),
        field(t("property.owner"), input("owner", { required: true }), t("talks.level-help")),
        field(t("property.due"), dayField("due", { "data-ahead": true })),
        field(t("property.description"), area("description")),
        sendBox(),
      ],
      t("write.save"),
      (entered) => given({ ...entered, round: this.#round.id }),
      this.#again,
    );
  }

  /** Says that something was done, and what shows it. */
  #close(one) {
    const picker = new Picker(this.#view, t("property.evidence_refs"), { name: "evidence", source: () => ({}) });
    ask(
      t("talks.close"),
      [
        h("p", {}, one.name),
        field(
          t("column.state"),
          select(
            "state",
            ["done", "dropped"].map((state) => [state, t(`progress.${state}`)]),
          ),
        ),
        picker.element,
        sendBox(),
      ],
      t("write.save"),
      async ({ state, send }) => {
        await api.post("talks/close", given({ action: one.id, state, send, evidence: picker.chosen() }));
        await this.#again();
      },
    );
  }

  /** What the round before left. */
  #before(before, earlier) {
    return [
      before
        ? h(
            "p",
            {},
            roundLink(before),
            " ",
            progress(before.state),
            " ",
            before.starts ? time(before.starts, undefined, before.zone) : "",
          )
        : "",
      before?.records.map((one) => this.#paper(one, ["body"])) ?? "",
      earlier.length ? this.#actions(t("talks.open-actions"), earlier) : "",
    ];
  }
}
