// The programme: what each unit does when, where that clashes, how far parties agree, what was called and done, and at
// which ports units lie.

import * as api from "./api.js";
import { dayIn, hourIn, momentText } from "./clock.js";
import { h } from "./dom.js";
import { momentField, nameOf, partyChoices, partyField, choices, moment } from "./exercise-forms.js";
import { dayField } from "./day-field.js";
import { dated, number, time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { inLanguage, party } from "./names.js";
import { lanes } from "./lanes.js";
import { chip } from "./marking.js";
import { area, empty, field, given, input, objectLink, row, section, select, table, around } from "./parts.js";
import { positionIn, positionText } from "./positions.js";
import { does, lines, sendBox } from "./work-forms.js";
import { momentAt, shownAt, zoneField } from "./zones.js";

/** The tab. */
export async function programme(forms, mark) {
  const { exercise, view } = forms;
  const query = { exercise: exercise.id, lang: language() };
  const { programme: found } = await api.get("exercises/programme", { query, signal: view.signal });
  const all = [...found.serials.flatMap((one) => [...one.sides, ...one.calls]), ...found.units, ...found.port_calls];
  mark(all.map((one) => one.banner));
  return new Programme(forms, found).parts();
}

const styles = {
  proposed: "open",
  reserved: "overdue",
  "ad-referendum": "asked",
  agreed: "good",
  go: "good",
  "no-go": "bad",
  cancelled: "bad",
  done: "",
};
/** By which agreements the units of each flag may be at a port; who they are is said where there are several. */
const covered = (cover, namesOf) =>
  cover.map((one) => {
    const units = namesOf(one.units).join(", ");
    const who = one.flag ? `${units} (${party(one.flag)})` : cover.length > 1 ? units : "";
    const said = one.home
      ? [t("exercises.cover-home")]
      : one.known
        ? ["entry", "jurisdiction", "supply"].map((what) =>
            t(`exercises.cover-${what}`, { by: agreementsOf(one[what]) }),
          )
        : [t("exercises.cover-unknown")];
    return h(
      "div",
      {},
      who,
      said.map((line) => h("div", { class: "help" }, line)),
    );
  });

const agreementsOf = (instruments) =>
  instruments.length
    ? instruments
        .map((one) => {
          const title = inLanguage(one.titles) ?? one.name;
          return one.in_force ? title : t("exercises.cover-signed", { title });
        })
        .join("; ")
    : t("exercises.cover-none");

export const serialState = (state) =>
  h("span", { class: `state-chip ${styles[state] ?? ""}` }, word("serial-state", state));

const leading = (serial) => serial.sides.find((one) => one.leading) ?? serial.sides[0];
const hour = 3_600_000;

/** Lines at midnight of the place, and hours between them where there is room. */
function ticks(from, until, zone) {
  const step = [1, 2, 3, 6, 12, 24].find((hours) => (until - from) / (hours * hour) <= 16) ?? 24;
  const great = Math.ceil((until - from) / (24 * hour) / 14);
  const found = [];
  let day = shownAt(new Date(from).toISOString(), zone).slice(0, 10);
  for (let count = 0; count < 400; count++) {
    for (let clock = 0; clock < 24; clock += step) {
      const at = Date.parse(momentAt(`${day}T${String(clock).padStart(2, "0")}:00`, zone));
      if (at > until) return found;
      if (at < from || (clock === 0 && count % great)) continue;
      const value = new Date(at).toISOString();
      found.push({
        at,
        text: clock ? hourIn(at, zone).slice(0, 2) : dayIn(at, zone),
        title: momentText(value, { place: zone }),
        isGreat: !clock,
      });
    }
    day = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * hour).toISOString().slice(0, 10);
  }
  return found;
}

class Programme {
  #forms;
  #exercise;
  #found;

  constructor(forms, found) {
    [this.#forms, this.#exercise, this.#found] = [forms, forms.exercise, found];
  }

  parts() {
    const { serials, clashes, port_calls: calls } = this.#found;
    return [
      this.#headline(),
      h(
        "div",
        { class: "buttons" },
        this.#forms.button("serial", "new-serial", t("exercises.new-serial"), () => this.#propose()),
        this.#forms.button("port-call", "new-port-call", t("exercises.new-port-call"), () => this.#portCall()),
      ),
      serials.length ? this.#grid() : empty(t("exercises.no-serial")),
      clashes.length ? section(t("exercises.clashes"), this.#clashes()) : "",
      serials.length ? section(t("property.serials"), this.#serials()) : "",
      section(t("exercises.port-calls"), calls.length ? this.#ports() : empty(t("exercises.no-port-call"))),
    ];
  }

  #headline() {
    const { planned, agreed, done, cancelled, open } = this.#found.tally;
    const counts = { planned, agreed, done, cancelled, open };
    const numbers = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, number(count)]));
    const { starts, ends, zone } = this.#found;
    const isChanging = shift(starts, zone) !== shift(ends, zone);
    return [
      h("p", { class: "headline" }, t("exercises.tally", numbers)),
      isChanging
        ? h("p", { class: "help clock-change" }, t("exercises.clock-change", { zone: zone.replace("_", " ") }))
        : "",
    ];
  }

  #time(value) {
    return time(value, undefined, this.#found.zone);
  }

  #units(ids = []) {
    return ids.map((id) => this.#found.unit_names[id]).filter(Boolean);
  }

  /** Time by unit: a lane for each, and one for what names none. */
  #grid() {
    const { serials, units, zone, port_calls: calls, clashes } = this.#found;
    const times = serials.flatMap((one) => [leading(one).starts, leading(one).ends]);
    const all = [this.#found.starts, this.#found.ends, ...times].map((one) => Date.parse(one));
    const span = { from: Math.min(...all), until: Math.max(...all) };
    const clashing = new Set(clashes.flatMap((one) => one.serials));
    const barsOf = (some) =>
      some
        .toSorted((one, other) => leading(one).starts.localeCompare(leading(other).starts))
        .map((one) => this.#bar(one, clashing.has(one.number)));
    const isAt = (id) => (one) => (leading(one).unit_refs ?? []).includes(id);
    const rows = units.map((unit) => ({
      name: [unit.name, h("div", { class: "help" }, nameOf(this.#exercise, unit.party_ref, unit.party_name))],
      bars: [...barsOf(serials.filter(isAt(unit.id))), ...this.#portBars(calls, unit.id, span)],
    }));
    const loose = serials.filter((one) => !(leading(one).unit_refs ?? []).length);
    if (loose.length) rows.push({ name: t("exercises.without-unit"), bars: barsOf(loose) });
    return lanes(t("exercises.grid"), span, ticks(span.from, span.until, zone), rows);
  }

  #bar(serial, isClashing) {
    const words = leading(serial);
    const { starts, ends, name } = words;
    const place = this.#found.zone;
    const when = `${momentText(starts, { place })} – ${momentText(ends, { place })}`;
    return {
      from: Date.parse(starts),
      until: Date.parse(ends),
      text: [isClashing ? "⚠ " : "", h("strong", {}, serial.number), ` ${name}`],
      when: [word("serial-state", serial.state), " · ", when],
      title: `${serial.number} ${name}: ${word("serial-state", serial.state)}, ${when}`,
      style: `of-serial ${serial.state}${isClashing ? " clashing" : ""}`,
      onclick: () => this.#sheet(serial),
    };
  }

  #portBars(calls, unit, span) {
    return calls
      .filter(
        (one) =>
          (one.unit_refs ?? []).includes(unit) &&
          Date.parse(one.departs) > span.from &&
          Date.parse(one.arrives) < span.until,
      )
      .map((one) => ({
        from: Date.parse(one.arrives),
        until: Date.parse(one.departs),
        text: `⚓ ${one.name}`,
        when: [word("clearance", one.clearance)],
        title: `${t("type.entente-exercise-port-call")}: ${one.name}, ${word("clearance", one.clearance)}`,
        style: `of-port ${one.clearance}`,
      }));
  }

  #clashes() {
    const columns = [
      { title: t("property.kind"), cell: (one) => h("span", { class: "tag warn" }, word("clash", one.kind)) },
      { title: t("property.serials"), cell: (one) => one.serials.join(" · ") },
      { title: t("exercises.unit"), style: "wide", cell: (one) => this.#units([one.unit])[0] ?? "" },
      { title: t("property.starts"), style: "when", cell: (one) => this.#time(one.from) },
      { title: t("property.ends"), style: "when", cell: (one) => this.#time(one.until) },
    ];
    return [
      table(t("exercises.clashes"), columns, this.#found.clashes),
      this.#found.clashes_whole ? "" : h("p", { class: "warning" }, t("exercises.clashes-part")),
    ];
  }

  #serials() {
    const columns = [
      { title: t("property.number"), cell: (one) => h("strong", {}, one.number) },
      {
        title: t("property.name"),
        style: "wide",
        cell: (one) => [
          objectLink(leading(one).id, leading(one).name),
          h("div", { class: "help" }, this.#units(leading(one).unit_refs).join(", ")),
        ],
      },
      {
        title: t("exercises.planned"),
        style: "when",
        cell: (one) => [h("div", {}, this.#time(leading(one).starts), " –"), this.#time(leading(one).ends)],
      },
      { title: t("exercises.held-really"), style: "when", cell: (one) => this.#really(one) },
      { title: t("property.area_name"), cell: (one) => leading(one).area_name ?? "" },
      { title: t("column.state"), cell: (one) => [serialState(one.state), this.#standing(one)] },
      { title: t("column.marking"), cell: (one) => chip(leading(one).banner) },
      { title: t("column.act"), cell: (one) => this.#buttons(one) },
    ];
    return table(t("property.serials"), columns, this.#found.serials);
  }

  /** When it was really held, with the weather, or why it was called off. */
  #really({ calls, state, delay }) {
    const last = calls.findLast((one) => one.verb === state);
    if (!last) return "";
    return [
      last.began_at ? [h("div", {}, this.#time(last.began_at), " –"), this.#time(last.ended_at)] : "",
      delay
        ? h(
            "div",
            { class: "tag warn" },
            t(delay > 0 ? "exercises.later" : "exercises.earlier", { minutes: number(Math.abs(delay)) }),
          )
        : "",
      last.weather ? h("div", { class: "help" }, last.weather) : "",
      last.reason ? h("div", { class: "help" }, last.reason) : "",
    ];
  }

  /** What each party says of the words, where they are not agreed. */
  #standing({ agreed, said, sides, state }) {
    if (agreed && ["agreed", "go", "done"].includes(state)) return "";
    return [
      said.map((one) =>
        h(
          "div",
          { class: "help" },
          nameOf(this.#exercise, one.party, one.party_name),
          ": ",
          word("acting", one.verb),
          one.reservation ? ` (${word("reservation", one.reservation)})` : "",
        ),
      ),
      sides.length > 1
        ? h("div", { class: "tag warn" }, t("exercises.several-words", { count: number(sides.length) }))
        : "",
    ];
  }

  /** What is next; the rest stands in the sheet of the serial. */
  #buttons(one) {
    const name = `${one.number} ${leading(one).name}`;
    const mayCall = one.may_call && one.agreed;
    return h(
      "span",
      { class: "buttons" },
      h(
        "button",
        {
          type: "button",
          class: "small look",
          "aria-label": `${t("exercises.look")}: ${name}`,
          onclick: () => this.#sheet(one),
        },
        t("exercises.look"),
      ),
      one.may_agree
        ? this.#forms.small("agree", t("exercises.agree"), name, () => this.#agree(one), "agree")
        : mayCall && !["go", "done", "cancelled"].includes(one.state)
          ? this.#forms.small("call", t("exercises.go"), name, () => this.#call(one, ["go", "no-go"]), "go-button")
          : one.state === "go" && this.#mayEnd(one)
            ? this.#forms.small(
                "call",
                t("exercises.settle"),
                name,
                () => this.#call(one, ["done", "cancelled"]),
                "settle-serial",
              )
            : "",
    );
  }

  /** What can be done with a serial besides. */
  #more(one, close) {
    if (["done", "cancelled"].includes(one.state)) return "";
    const first = (run) => () => {
      close();
      run();
    };
    const button = (act, style, label, run) => this.#forms.button(act, null, label, first(run), style);
    return [
      button("serial", "our-words", t("talks.edit-row"), () => this.#propose(one)),
      button("agree", "agree", t("exercises.agree"), () => this.#agree(one)),
      one.may_call && one.agreed
        ? button("call", "go-button", t("exercises.go"), () => this.#call(one, ["go", "no-go"]))
        : "",
      this.#mayEnd(one)
        ? button("call", "settle-serial", t("exercises.settle"), () => this.#call(one, ["cancelled", "done"]))
        : "",
    ];
  }

  /** Whether the own party says that it was done, or calls it off. */
  #mayEnd(one) {
    const own = this.#exercise.parties.find((party) => party.own)?.id;
    const words = leading(one);
    const callers = [words.conductor_ref ?? words.party_ref, words.caller_ref, ...this.#exercise.directors];
    return callers.includes(own);
  }

  /** All that is said of a serial, by each party. */
  #sheet(serial) {
    const close = () => dialog.close();
    const dialog = h(
      "dialog",
      { class: "wide-dialog", "aria-label": `${serial.number} ${leading(serial).name}` },
      h(
        "div",
        { class: "answer" },
        h("h2", {}, `${serial.number} ${leading(serial).name} `, serialState(serial.state)),
        serial.sides.map((side) => this.#side(side, serial.sides.length > 1)),
        serial.calls.length ? [h("h3", {}, t("exercises.calls")), this.#calls(serial.calls)] : "",
        h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", class: "primary", onclick: close }, t("form.close")),
          this.#more(serial, close),
        ),
      ),
    );
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  #side(side, isOneOfSeveral) {
    const meets = meetingOf(side).map(positionText).join("");
    const of = (id) => (id ? nameOf(this.#exercise, id) : "");
    const heights = [side.lowest, side.highest].some((one) => one !== undefined)
      ? [side.lowest, side.highest].map((one) => (one === undefined ? "…" : `${number(one)} m`)).join(" – ")
      : "";
    return [
      isOneOfSeveral
        ? h(
            "h3",
            {},
            nameOf(this.#exercise, side.party_ref, side.party_name),
            side.leading ? ` (${t("exercises.counts")})` : "",
          )
        : "",
      h(
        "dl",
        { class: "pairs" },
        row(t("column.marking"), chip(side.banner)),
        row(t("property.starts"), this.#time(side.starts)),
        row(t("property.ends"), this.#time(side.ends)),
        row(t("talks.parties"), (side.party_refs ?? []).map(of).join(", ")),
        row(t("property.unit_refs"), this.#units(side.unit_refs).join(", ")),
        row(
          t("property.area_name"),
          [side.area_name, (side.corners ?? []).map(positionText).join(" · ")].filter(Boolean).join(": "),
        ),
        row(t("exercises.heights"), heights),
        row(t("property.conducted_by"), [side.conducted_by, of(side.conductor_ref)].filter(Boolean).join(", ")),
        row(t("property.caller_ref"), [side.called_by, of(side.caller_ref)].filter(Boolean).join(", ")),
        row(t("property.criteria"), side.criteria),
        row(t("property.frequencies"), (side.frequencies ?? []).join("; ")),
        row(t("property.safety_distance"), side.safety_distance === undefined ? "" : number(side.safety_distance)),
        row(t("property.meeting_at"), [side.meeting_at ? this.#time(side.meeting_at) : "", meets ? ` ${meets}` : ""]),
        row(t("property.description"), side.description),
      ),
    ];
  }

  #calls(calls) {
    const columns = [
      { title: t("cases.when"), style: "when", cell: (one) => this.#time(one.acted_at ?? one.modified) },
      { title: t("column.party"), cell: (one) => nameOf(this.#exercise, one.party_ref, one.party_name) },
      { title: t("cases.did"), cell: (one) => word("acting", one.verb) },
      {
        title: t("property.reason"),
        style: "wide",
        cell: (one) => [one.reason, one.weather].filter(Boolean).join("; "),
      },
    ];
    return table(t("exercises.calls"), columns, calls);
  }

  /** Proposes a serial, or writes own words for one. */
  async #propose(serial) {
    const mine = serial?.sides.find((one) => one.own);
    const from = mine ?? (serial ? leading(serial) : {});
    const own = this.#exercise.parties.filter((one) => one.part !== "withdrew").map((one) => one.id);
    await this.#forms.writes(
      "serial",
      serial ? t("talks.edit-row") : t("exercises.new-serial"),
      mine,
      this.#serialFields(serial, from, own),
      (entered) => this.#serialOf(entered, serial, from),
      mine ? { version: mine.modified } : {},
    );
  }

  #serialFields(serial, from, parties) {
    const { zone } = this.#found;
    const units = this.#found.units.map((one) => [one.id, one.name]);
    const meets = meetingOf(from).map(positionText).join("");
    const text = (name, more = {}) => input(name, { value: from[name] ?? "", ...more });
    return [
      h("p", { class: "help" }, t("exercises.serial-help")),
      field(
        t("property.number"),
        input("number", { value: serial?.number ?? "", required: true, readonly: Boolean(serial) }),
      ),
      field(t("property.name"), text("name", { required: true })),
      momentField(t("property.starts"), "starts", from.starts, zone, { required: true }),
      momentField(t("property.ends"), "ends", from.ends, zone, { required: true }),
      partyChoices("parties", t("talks.parties"), this.#exercise, from.party_refs ?? parties),
      choices("units", t("property.unit_refs"), units, from.unit_refs ?? []),
      field(t("property.area_name"), text("area_name")),
      field(
        t("property.corners"),
        area("corners", { value: (from.corners ?? []).map(positionText).join("\n"), rows: 4, spellcheck: "false" }),
        t("exercises.corners-help"),
      ),
      h(
        "div",
        { class: "pair" },
        field(t("property.lowest"), text("lowest", { inputmode: "decimal" })),
        field(t("property.highest"), text("highest", { inputmode: "decimal" })),
        field(t("property.safety_distance"), text("safety_distance", { inputmode: "decimal" })),
      ),
      field(t("property.conducted_by"), text("conducted_by"), t("cases.owner-help")),
      partyField(t("property.conductor_ref"), "conductor", this.#exercise, from.conductor_ref),
      partyField(t("property.caller_ref"), "caller", this.#exercise, from.caller_ref),
      field(t("property.called_by"), text("called_by"), t("cases.owner-help")),
      field(t("property.criteria"), area("criteria", { value: from.criteria ?? "", rows: 2 })),
      field(
        t("property.frequencies"),
        area("frequencies", { value: (from.frequencies ?? []).join("\n"), rows: 2 }),
        t("exercises.frequencies-help"),
      ),
      momentField(t("property.meeting_at"), "meeting_at", from.meeting_at, zone),
      field(
        t("exercises.meeting-point"),
        input("meeting", { value: meets, spellcheck: "false" }),
        t("exercises.position-help"),
      ),
      field(t("property.description"), area("description", { value: from.description ?? "" })),
    ];
  }

  #serialOf({ meeting, corners, lowest, highest, safety_distance: distance, ...entered }, serial, from) {
    const [point] = meeting ? kept([meeting], meetingOf(from)) : [];
    return {
      ...this.#forms.timed(entered, ["starts", "ends", "meeting_at"]),
      number: serial?.number ?? entered.number,
      corners: kept(lines(corners), from.corners),
      lowest: numberOf(lowest, "property.lowest"),
      highest: numberOf(highest, "property.highest"),
      safety_distance: numberOf(distance, "property.safety_distance"),
      meeting_latitude: point?.latitude ?? null,
      meeting_longitude: point?.longitude ?? null,
      frequencies: lines(entered.frequencies),
    };
  }

  #agree(one) {
    const words = leading(one);
    const verbs = ["agree", "agree-ad-referendum", "reserve", "withdraw"];
    does(
      this.#forms.view,
      "exercises/agree",
      t("exercises.agree"),
      [
        h("h3", {}, `${one.number} ${words.name}`),
        this.#side(words, false),
        field(
          t("talks.what"),
          select(
            "verb",
            verbs.map((verb) => [verb, word("acting", verb)]),
            "agree",
          ),
        ),
        field(
          t("property.reservation"),
          select(
            "reservation",
            ["scrutiny", "language", "parliamentary"].map((ground) => [ground, word("reservation", ground)]),
          ),
          t("talks.reservation-help"),
        ),
        field(t("property.reason"), area("reason", { rows: 2 })),
        h("p", { class: "help" }, t("talks.act-help")),
        sendBox(),
      ],
      t("talks.act-yes"),
      ({ reservation, ...entered }) =>
        given({
          ...entered,
          ...(entered.verb === "reserve" ? { reservation } : {}),
          exercise: this.#exercise.id,
          number: one.number,
          digest: words.digest,
        }),
      this.#forms.again,
    );
  }

  /** Calls it: go or no-go, or that it was done or called off. */
  #call(one, verbs) {
    const { zone } = this.#found;
    const words = leading(one);
    const verb = select(
      "verb",
      verbs.map((each) => [each, word("serial-call", each)]),
    );
    const began = momentField(t("property.began_at"), "began_at", words.starts, zone);
    const ended = momentField(t("property.ended_at"), "ended_at", words.ends, zone);
    const reason = field(t("property.reason"), area("reason", { rows: 2 }), t("exercises.reason-help"));
    const fit = () => {
      began.hidden = ended.hidden = verb.value !== "done";
      reason.hidden = !["no-go", "cancelled"].includes(verb.value);
    };
    verb.addEventListener("change", fit);
    fit();
    does(
      this.#forms.view,
      "exercises/call",
      `${one.number} ${words.name}`,
      [
        words.criteria ? h("p", {}, h("strong", {}, t("property.criteria")), ": ", words.criteria) : "",
        field(t("exercises.call"), verb),
        began,
        ended,
        field(t("property.weather"), input("weather")),
        reason,
        sendBox(),
      ],
      t("exercises.call"),
      (entered) => {
        const said = this.#forms.timed(entered, ["began_at", "ended_at"]);
        if (entered.verb !== "done") said.began_at = said.ended_at = "";
        if (!["no-go", "cancelled"].includes(entered.verb)) said.reason = "";
        return given({ ...said, exercise: this.#exercise.id, number: one.number });
      },
      this.#forms.again,
    );
  }

  #ports() {
    const columns = [
      {
        title: t("exercises.port"),
        style: "wide",
        cell: (one) => [
          objectLink(one.id, one.name),
          h("div", { class: "help" }, this.#units(one.unit_refs).join(", ")),
        ],
      },
      { title: t("exercises.visitor"), cell: (one) => nameOf(this.#exercise, one.party_ref, one.party_name) },
      { title: t("exercises.port-host"), cell: (one) => nameOf(this.#exercise, one.host_ref, one.host_name) },
      {
        title: t("exercises.when"),
        style: "when",
        cell: (one) => [
          h("div", {}, time(one.arrives, undefined, one.zone ?? this.#found.zone), " –"),
          time(one.departs, undefined, one.zone ?? this.#found.zone),
        ],
      },
      { title: t("property.berth"), cell: (one) => one.berth ?? "" },
      { title: t("property.supplies"), cell: (one) => (one.supplies ?? []).join("; ") },
      { title: t("exercises.cover"), cell: (one) => covered(one.cover, (ids) => this.#units(ids)) },
      { title: t("exercises.clearance"), cell: (one) => this.#clearance(one) },
      { title: t("column.marking"), cell: (one) => chip(one.banner) },
    ];
    return table(t("exercises.port-calls"), columns, this.#found.port_calls);
  }

  #clearance(one) {
    const chips = { none: "", requested: "open", granted: "good", refused: "bad", withdrawn: "" };
    const own = this.#exercise.parties.find((party) => party.own)?.id;
    const concerns = [one.party_ref, one.host_ref].includes(own);
    return [
      h("span", { class: `state-chip ${chips[one.clearance]}` }, word("clearance", one.clearance)),
      one.reference ? h("div", { class: "help" }, one.reference) : "",
      one.reported ? h("div", { class: "help" }, t("exercises.reported")) : "",
      one.valid_until ? h("div", { class: "help" }, around("exercises.valid-until", dated(one.valid_until))) : "",
      one.conditions ? h("div", { class: "help" }, one.conditions) : "",
      concerns
        ? h(
            "div",
            {},
            this.#forms.small(
              "clearance",
              t("exercises.say-clearance"),
              one.name,
              () => this.#say(one, own),
              "clearance",
            ),
          )
        : "",
    ];
  }

  #say(one, own) {
    const isHost = own === one.host_ref;
    const states = isHost ? ["granted", "refused"] : ["requested", "withdrawn", "granted", "refused"];
    does(
      this.#forms.view,
      "exercises/clearance",
      `${t("exercises.clearance")}: ${one.name}`,
      [
        field(
          t("column.state"),
          select(
            "state",
            states.map((state) => [state, word("clearance", state)]),
          ),
        ),
        field(t("property.reference"), input("reference"), t("exercises.note-number-help")),
        field(t("property.valid_from"), dayField("valid_from")),
        field(t("property.valid_until"), dayField("valid_until")),
        field(t("property.conditions"), area("conditions", { rows: 2 })),
        sendBox(),
      ],
      t("write.save"),
      (entered) => given({ ...entered, port_call: one.id }),
      this.#forms.again,
    );
  }

  #portCall() {
    const own = this.#found.units.filter((one) => one.own).map((one) => [one.id, one.name]);
    const zone = zoneField(this.#found.zone);
    this.#forms.writes(
      "port-call",
      t("exercises.new-port-call"),
      undefined,
      [
        field(t("exercises.port"), input("name", { required: true })),
        partyField(t("exercises.port-host"), "host", this.#exercise),
        choices("units", t("property.unit_refs"), own),
        momentField(t("property.arrives"), "arrives", "", this.#found.zone),
        momentField(t("property.departs"), "departs", "", this.#found.zone),
        zone,
        field(t("property.berth"), input("berth")),
        field(t("property.supplies"), area("supplies", { rows: 2 }), t("form.lines-help")),
        field(t("property.description"), area("description", { rows: 2 })),
      ],
      (entered) => ({
        ...entered,
        arrives: moment(entered.arrives, entered.zone),
        departs: moment(entered.departs, entered.zone),
        supplies: lines(entered.supplies),
      }),
    );
  }
}

/** How far the clock of a zone is ahead of UTC at a moment. */
const shift = (value, zone) =>
  Date.parse(`${shownAt(value, zone)}:00Z`) - Math.floor(Date.parse(value) / 60_000) * 60_000;

/** Where units meet, if that is said. */
const meetingOf = ({ meeting_latitude: latitude, meeting_longitude: longitude }) =>
  latitude === undefined ? [] : [{ latitude, longitude }];

/** A position that was typed; what is none is told. */
function position(text) {
  const found = positionIn(text);
  if (!found) throw new api.Problem(0, { title: t("exercises.no-position", { text }) });
  return found;
}

/** Positions as they were entered; one that still reads as it stood there is that one, to the last digit. */
function kept(texts, before = []) {
  return texts.map((text) => before.find((one) => positionText(one) === text) ?? position(text));
}

/** A number that was typed; null for none. */
function numberOf(text, key) {
  if (!text) return null;
  const found = Number(text.normalize("NFKC").replace(",", "."));
  if (!Number.isFinite(found)) throw new api.Problem(0, { title: t("exercises.no-number", { name: t(key), text }) });
  return found;
}
