// One commitment: what it says, what shows that it is kept, and how each party sees that it stands.

import * as api from "../api.js";
import { dayField } from "../day-field.js";
import { fill, h } from "../dom.js";
import { dated, number, period, time, today } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { object } from "../names.js";
import { Picker } from "../picker.js";
import { area, empty, field, input, objectLink, row, section, select, sourceName, table, typeName } from "../parts.js";
import { does, partyName, sendBox } from "../work-forms.js";
import { link, standing } from "./commitments.js";
import { progress } from "./talks.js";

export async function show(view) {
  const { items } = await api.get("commitments", { query: { lang: language() }, signal: view.signal });
  const item = items.find((one) => one.id === view.argument);
  if (!item) throw new api.Problem(404, { code: "not-found" });
  view.title(item.name);
  view.mark([item, ...item.events, ...item.views].map((one) => one.banner));
  fill(view.body, new Page(view, item, items).parts());
}

const states = ["not-begun", "under-way", "kept", "closed"];

class Page {
  #view;
  #item;
  #items;
  #again;

  constructor(view, item, items) {
    [this.#view, this.#item, this.#items] = [view, item, items];
    this.#again = () => show(view);
  }

  parts() {
    const { events, views, together } = this.#item;
    return [
      this.#head(),
      section(
        t("commitments.views"),
        views.length ? this.#views() : empty(t("commitments.no-views")),
        ["same", "differ"].includes(together)
          ? h("p", { class: `together ${together}` }, t(`commitments.${together}`))
          : "",
        this.#buttons([
          ["say-standing", t("commitments.say"), () => this.#say()],
          ["see-alike", t("commitments.alike"), () => this.#alike(), this.#other() && together !== "same"],
        ]),
      ),
      section(
        t("property.evidence_refs"),
        events.length ? this.#evidence() : empty(t("commitments.none")),
        this.#buttons([["add-evidence", t("commitments.add"), () => this.#add()]]),
      ),
    ];
  }

  /** Buttons for whoever may write, as far as the own party takes part. */
  #buttons(list) {
    const may = this.#view.can("POST commitments/standing") && this.#item.parties.some((one) => one.own);
    return may
      ? h(
          "div",
          { class: "buttons" },
          list
            .filter(([, , , wanted = true]) => wanted)
            .map(([id, label, onclick]) => h("button", { type: "button", id, onclick }, label)),
        )
      : "";
  }

  #head() {
    const {
      banner,
      description,
      clause,
      area: of,
      verb,
      force,
      instrument,
      article,
      cadence,
      due,
      ...item
    } = this.#item;
    const own = this.#view.can("POST commitments/change") && item.source === "own";
    return h(
      "div",
      { class: "card" },
      h("p", {}, standing(this.#item), " ", chip(banner)),
      h("p", {}, description),
      h(
        "dl",
        { class: "pairs" },
        row(t("property.clause"), clause),
        row(t("property.instrument"), instrument),
        row(t("property.article"), article),
        row(t("property.area"), word("area", of)),
        row(t("property.verb"), word("verb", verb)),
        row(t("property.force"), word("force", force)),
        row(t("property.party_refs"), item.parties.map(partyName).join(" · ")),
        row(t("property.responsible"), item.responsible),
        row(t("property.cadence"), period(cadence)),
        row(t("property.due"), due && dated(due)),
        row(t("commitments.next"), item.next && dated(item.next)),
        row(t("property.status_note"), item.status_note),
        row(t("commitments.shows"), item.evidence),
        row(t("property.successor_ref"), item.successor?.name && link(item.successor)),
        row(
          t("commitments.continues"),
          item.continues.length ? item.continues.map((one) => h("div", {}, link(one))) : "",
        ),
        row(t("column.source"), sourceName(item.source)),
      ),
      h(
        "div",
        { class: "buttons" },
        objectLink(this.#item.id, t("commitments.object")),
        own
          ? h("button", { type: "button", id: "change", onclick: () => this.#change() }, t("commitments.change"))
          : "",
        h("button", { type: "button", class: "print", onclick: () => window.print() }, t("command.print")),
      ),
    );
  }

  /** How each party sees it, side by side. */
  #views() {
    return h(
      "div",
      { class: "columns" },
      this.#item.views.map((one) =>
        h(
          "article",
          { class: `card view ${one.own ? "own" : ""}` },
          h("header", {}, h("h3", {}, partyName(one)), progress(one.state), chip(one.banner)),
          h(
            "dl",
            { class: "pairs" },
            row(t("property.as_of"), one.as_of && dated(one.as_of)),
            row(t("property.responsible"), one.responsible),
            row(t("property.note"), one.note),
            row(t("property.evidence_refs"), one.evidence.length ? number(one.evidence.length) : ""),
            one.own ? row(t("commitments.given"), givenTo(one.given)) : "",
          ),
        ),
      ),
    );
  }

  #evidence() {
    return table(
      t("property.evidence_refs"),
      [
        { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one) },
        { title: t("column.type"), cell: (one) => typeName(one.type) },
        {
          title: t("commitments.when"),
          style: "when",
          cell: (one) => (one.occurred_from ? dated(one.occurred_from, one.occurred_precision) : ""),
        },
        { title: t("column.source"), cell: (one) => sourceName(one.source) },
        { title: t("commitments.given"), cell: (one) => givenTo(one.given) },
        { title: t("column.marking"), cell: (one) => chip(one.banner) },
      ],
      this.#item.events,
    );
  }

  #own() {
    return this.#item.views.find((one) => one.own);
  }

  #other() {
    return this.#item.views.find((one) => !one.own);
  }

  /** The fields of what the own party says beside the state. */
  #fields() {
    const own = this.#own();
    return [
      field(t("commitments.here"), input("responsible", { value: own?.responsible ?? "" }), t("commitments.here-help")),
      field(t("property.note"), area("note", { value: own?.note ?? "" })),
      sendBox(),
    ];
  }

  #say(state = this.#own()?.state ?? "under-way", evidence) {
    const picker = new Picker(this.#view, t("property.evidence_refs"), { name: "evidence", changed: () => {} });
    const begun = evidence ?? this.#own()?.evidence ?? [];
    const names = new Map(this.#item.events.map((one) => [one.id, one]));
    picker.choose(begun.filter((id) => names.has(id)).map((id) => [id, object(names.get(id))]));
    does(
      this.#view,
      "commitments/standing",
      t("commitments.say"),
      [
        h("p", { class: "help" }, t("commitments.say-help")),
        field(
          t("column.state"),
          select(
            "state",
            states.map((one) => [one, word("progress", one)]),
            state,
          ),
        ),
        field(t("property.as_of"), dayField("as_of", { kind: "date", value: today() })),
        picker.element,
        this.#fields(),
      ],
      t("commitments.say"),
      (entered) => ({ ...entered, commitment: this.#item.id, evidence: picker.chosen() }),
      this.#again,
    );
  }

  /** The form with what the other party says, to be said alike. */
  #alike() {
    const other = this.#other();
    const mine = this.#own()?.evidence ?? [];
    this.#say(other.state, [...new Set([...mine, ...other.evidence])]);
  }

  #add() {
    const picker = new Picker(this.#view, t("property.evidence_refs"), {
      name: "evidence",
      changed: () => {},
      required: true,
      help: this.#item.evidence,
    });
    does(
      this.#view,
      "commitments/evidence",
      t("commitments.add"),
      [picker.element, this.#fields()],
      t("commitments.add"),
      (entered) => ({ ...entered, commitment: this.#item.id, evidence: picker.chosen() }),
      this.#again,
    );
  }

  #change() {
    const { id, due, cadence, article, responsible, status_note: note, successor } = this.#item;
    const others = this.#items.filter((one) => one.id !== id).map((one) => [one.id, `${one.clause} ${one.name}`]);
    const periods = ["", "P1M", "P3M", "P6M", "P1Y", "P2Y"];
    if (cadence && !periods.includes(cadence)) periods.push(cadence);
    does(
      this.#view,
      "commitments/change",
      t("commitments.change"),
      [
        field(
          t("property.due"),
          dayField("due", { kind: "date", value: due?.slice(0, 10) ?? "" }),
          t("commitments.due-help"),
        ),
        field(
          t("property.cadence"),
          select(
            "cadence",
            periods.map((one) => [one, one ? period(one) : "–"]),
            cadence ?? "",
          ),
        ),
        field(t("property.article"), input("article", { value: article ?? "" }), t("commitments.article-help")),
        field(t("property.responsible"), area("responsible", { value: responsible ?? "", required: true })),
        field(t("property.status_note"), area("status_note", { value: note ?? "" })),
        field(t("property.successor_ref"), select("successor", [["", "–"], ...others], successor?.id ?? "")),
        sendBox(),
      ],
      t("write.save"),
      (entered) => ({ ...entered, commitment: id }),
      this.#again,
    );
  }
}

/** To whom something was given, and when. */
const givenTo = (list) =>
  list.length ? list.map((one) => h("div", {}, one.name ?? t("talks.other"), " ", time(one.at))) : "";
