// What the forms about an exercise share: moments on the clock of its place, parties, units, cells, and handing in.

import { dayField } from "./day-field.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { check, field, given, select } from "./parts.js";
import { does, markingField, partyName, sendBox } from "./work-forms.js";
import { momentAt, shownAt } from "./zones.js";

/** A field for a moment on the clock of a place. */
export const momentField = (label, name, value, zone, attributes = {}) =>
  field(
    label,
    dayField(name, { kind: "moment", isLocal: true, value: shownAt(value, zone), ...attributes }),
    t("talks.clock-help"),
  );

/** What such a field says, as the node takes it. */
export const moment = (entered, zone) => (entered ? momentAt(entered, zone) : "");

/** Boxes of which those that are chosen are ticked. */
export const choices = (name, label, options, chosen = []) =>
  options.length
    ? h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, label),
        options.map(([value, title]) => check(`${name}[]`, title, { value, checked: chosen.includes(value) })),
      )
    : "";

/** One of the parties of an exercise, or none. */
export const partyField = (label, name, exercise, value = "") =>
  field(label, select(name, [["", t("form.none")], ...exercise.parties.map((one) => [one.id, partyName(one)])], value));

export const partyChoices = (name, label, exercise, chosen) =>
  choices(
    name,
    label,
    exercise.parties.map((one) => [one.id, partyName(one)]),
    chosen,
  );

/** What a party of an exercise is called: us, its name, or another one. */
export const nameOf = (exercise, id, name) =>
  partyName(exercise.parties.find((one) => one.id === id) ?? { name, own: false });

/** What somebody does who plays, and does not run the exercise. */
const played = new Set(["respond", "observe", "lesson", "note"]);

/**
 * The acts of an exercise, each in a dialog.
 * @param isPlayer whether the person plays: what runs the exercise is not offered then.
 * @param again draws what is shown anew.
 */
export class ExerciseForms {
  constructor(view, exercise, isPlayer, again) {
    [this.view, this.exercise, this.isPlayer, this.again] = [view, exercise, isPlayer, again];
  }

  get zone() {
    return this.exercise.zone;
  }

  /** How the own party stands to it. */
  get part() {
    return this.exercise.part;
  }

  /** Whether the person may do an act: the own party takes part. */
  may(act) {
    if (this.isPlayer && !played.has(act)) return false;
    return this.part === "joined" && this.view.can(`POST exercises/${act}`);
  }

  /** A button for an act, for those who may. */
  button(act, id, label, onclick, style) {
    return this.may(act) ? h("button", { type: "button", id, class: style ?? null, onclick }, label) : "";
  }

  /** The same in a row, named by what stands in it. */
  small(act, label, name, onclick, style = "") {
    return this.may(act)
      ? h("button", { type: "button", class: `small ${style}`, "aria-label": `${label}: ${name}`, onclick }, label)
      : "";
  }

  /** Does an act with what is entered, as it is. */
  acts(act, title, fields, action, body) {
    return does(this.view, `exercises/${act}`, title, fields, action, body, this.again);
  }

  /** An act about the exercise itself with a note. */
  says(act, title, fields = []) {
    return this.acts(
      act,
      title,
      [h("p", { class: "help" }, t(`exercises.${act}-help`)), fields, noteField(), sendBox()],
      title,
      (entered) => given({ ...this.timed(entered), exercise: this.exercise.id }),
    );
  }

  /** Moments of the form, as the node takes them. */
  timed(entered, names = ["acted_at", "exercise_time"]) {
    const moments = names.filter((name) => name in entered).map((name) => [name, moment(entered[name], this.zone)]);
    return { ...entered, ...Object.fromEntries(moments) };
  }

  /**
   * Writes a part of the exercise: a new one with its marking, or a changed one, of which what was emptied is taken
   * away.
   * @param known what is changed; nothing for something new.
   */
  async writes(act, title, known, fields, body = (entered) => entered, key = { id: known?.id }) {
    const marking = known ? "" : await markingField(this.view.signal);
    return this.acts(act, title, [fields, marking, sendBox()], t("write.save"), ({ marking: level, ...entered }) => {
      const said = { ...body(entered), exercise: this.exercise.id };
      if (known) return { ...said, ...key };
      return given({ ...said, ...(level ? { markings: [level] } : {}) });
    });
  }
}

const noteField = () => field(t("property.note"), h("textarea", { name: "note", rows: 3 }));
