// Writing an object or the next version of one, with the decisions beside it as one types.

import * as api from "../api.js";
import { attachments } from "../attach.js";
import { Blocks } from "../blocks.js";
import { differenceOf } from "../difference.js";
import { dayField } from "../day-field.js";
import { debounced, fill, h } from "../dom.js";
import * as drafts from "../drafts.js";
import { short } from "../format.js";
import { language, t, word } from "../i18n.js";
import { bind } from "../keys.js";
import { MarkingFields, offered } from "../marking-fields.js";
import { meanwhile, merged } from "../merging.js";
import { check, field, input, section, select, sends, typeName, values } from "../parts.js";
import { chip, tlp } from "../marking.js";
import { mergedBlocks, paragraphs, same } from "../paragraphs.js";
import { Picker } from "../picker.js";
import { Preview } from "../preview.js";
import { blocksOf, build, draft, draftOf, formOf, opened, uuid, writable } from "../stix.js";
import { term, types } from "../types.js";

/** What was being written when the page was left, by person and draft: another language loses no files either. */
const left = new Map();

export async function show(view) {
  const wanted = view.query.get("draft");
  const [choices, found, kept] = await Promise.all([
    api.get("markings", { query: { lang: language() }, signal: view.signal }),
    view.argument ? api.get(`objects/${api.segment(view.argument)}`, { signal: view.signal }) : null,
    drafts.list(view.signal),
    types(view.signal),
  ]);
  if (found && !found.editable) throw new api.Problem(404, { code: "not-found" });
  const mine = kept.filter((one) => (one.item ?? "") === view.argument);
  const key = wanted ?? (found ? mine[0]?.key : null) ?? uuid();
  const resumed = left.get(`${view.person.name} ${key}`);
  const isKept = wanted || mine.some((one) => one.key === key);
  const restored = resumed ?? (await opening(isKept ? await drafts.find(key, view.signal) : null, found, view.signal));
  if (found) view.title(t("write.version-of", { name: found.name }));
  const writing = new Writing(view, choices, found, key, restored);
  bind({}, [
    ["Enter", t("blocks.key-next")],
    ["Alt+↑ Alt+↓", t("blocks.key-move")],
    ["Alt+M", t("blocks.key-marking")],
  ]);
  left.delete(`${view.person.name} ${key}`);
  const others = kept.filter((one) => one.key !== key);
  fill(
    view.body,
    found || wanted ? "" : drafts.offered(others, () => writing.leave()),
    h("div", { class: "split write-split" }, section(t("write.object"), writing.form), writing.preview.element),
  );
  // What could not be kept when the page was left is tried again.
  if (resumed) writing.edited();
  else if (found || restored) writing.changed();
  else writing.preview.blank();
}

/** The version that the next one follows: the one that a draft was begun from, else the newest of the party's own. */
function baseOf(found, restored) {
  const own = found.versions.filter((version) => version.source === "own");
  const base = own.find((version) => version.version === restored?.draft.base) ?? own[0];
  return { held: base.object, isOld: base !== own[0] };
}

const identifiers = (chosen) =>
  Object.fromEntries(Object.entries(chosen).map(([name, list]) => [name, list.map(([id]) => id)]));

/** What was entered under names that begin so, by the rest of the name. */
const under = (entered, start) =>
  Object.fromEntries(
    Object.entries(entered)
      .filter(([name]) => name.startsWith(start))
      .map(([name, value]) => [name.slice(start.length), value]),
  );

/** What is being written: the form, what is asked about it, and its draft. */
class Writing {
  form;
  preview;
  #view;
  /** The version that this one follows, or nothing. */
  #held;
  /** Type, identifier and date of the draft. */
  #current;
  /** What was entered and chosen in the fields of other types. */
  #memory;
  /** An object came of it, or it was discarded: nothing is left to be gone on with. */
  #isOver = false;
  /** Somebody tried to save it: what is missing is said from then on. */
  #isTried = false;
  #errors = h("div", { "aria-live": "assertive" });
  #labels;
  #references = {};
  /** The text that is written in blocks, where the type has one. */
  #blocks = null;
  /** What blocks could be marked with when they were drawn last. */
  #offers = "";
  #whole = h("p", { class: "facts whole", "aria-live": "polite", hidden: true });
  #fields = h("div", {});
  #difference;
  #type;
  #markings;
  #sources;
  #files;
  #keeping;
  #ask = debounced(250, () => this.#asked());

  constructor(view, choices, found, key, restored) {
    const { held, isOld } = found ? baseOf(found, restored) : {};
    [this.#view, this.#held] = [view, held];
    this.#current = { ...(restored?.draft ?? (held ? draftOf(held) : draft("report"))), ...(held ? { held } : {}) };
    this.#memory = { entered: restored?.memory?.entered ?? {}, chosen: restored?.memory?.chosen ?? {} };
    const edited = () => this.edited();
    this.#labels = offered(choices.held);
    const covers = Object.fromEntries(choices.held.map((one) => [one.id, one.covers]));
    const begun = held && opened(held, this.#labels, covers);
    this.#markings = new MarkingFields(choices, begun, edited);
    this.#type = typeChoice(this.#current.type);
    this.#sources = new Picker(view, t("write.sources"), { help: t("write.sources-help"), changed: edited });
    this.#files = attachments(choices.maximum_attachment);
    this.#difference = h("details", { class: "since", hidden: !held }, h("summary", {}, t("write.difference")));
    this.#keeping = new drafts.Keeper(view, key, () => this.#content(), {
      discarded: () => this.leave(),
      moved: () => this.#name(),
    });
    this.preview = new Preview(view, () => this.changed());
    this.form = this.#draw(isOld);
    this.#drawFields();
    if (begun) {
      begin(this.form, this.#references, begun, found, this.#sources);
      this.#blocks?.choose(begun.entered.blocks);
    }
    if (restored) this.#restore(restored);
    this.#listen();
  }

  #draw(isOld) {
    const held = this.#held;
    return h(
      "form",
      { class: "card" },
      isOld ? h("p", { class: "error", role: "alert" }, t("drafts.newer")) : "",
      held ? "" : field(t("column.type"), this.#type),
      this.#markings.whole(),
      this.#whole,
      this.#fields,
      this.#files.element,
      this.#sources.element,
      h(
        "details",
        { class: "portion-box" },
        h("summary", {}, t("write.portions")),
        h("p", { class: "help" }, t("write.portions-help")),
        this.#markings.portions,
      ),
      this.#difference,
      this.#errors,
      h(
        "div",
        { class: "buttons" },
        h("button", { class: "primary", id: "save" }, t(held ? "write.save-version" : "write.save")),
      ),
      this.#keeping.element,
    );
  }

  #listen() {
    for (const event of ["input", "change"]) this.form.addEventListener(event, () => this.edited());
    this.#type.addEventListener("change", () => this.#change());
    sends(this.form, this.#errors, () => this.#save());
    // Somebody else may save what is edited here: it is said at once, not at the end.
    this.#view.renews(() => this.#held && this.#look());
    // What is empty and must not be holds the browser back before anything is sent.
    this.form.addEventListener("invalid", () => this.#tried(), true);
    this.#view.signal.addEventListener("abort", () => {
      this.#ask.cancel();
      if (!this.#isOver) left.set(`${this.#view.person.name} ${this.#keeping.key()}`, this.#asItStands());
    });
  }

  #restore(restored) {
    restore(this.form, this.#references, restored);
    this.#blocks?.choose(blocksIn(restored.entered, blocksOf(this.#formNow())));
    this.#sources.choose(restored.sources);
    this.#files.choose(restored.files ?? []);
  }

  /** The fields that the type asks for. */
  #formNow() {
    return formOf(this.#current.type, this.#held);
  }

  #drawFields() {
    const form = this.#formNow();
    this.#references = {};
    this.#blocks = null;
    fill(
      this.#fields,
      form.map((one) =>
        one.blocks ? this.#drawBlocks(one) : control(one, this.#view, this.#references, () => this.edited()),
      ),
    );
    this.#markings.draw(form);
    this.#files.element.hidden = !form.some((one) => one.name === "object_refs");
  }

  #drawBlocks({ name, required }) {
    this.#blocks = new Blocks(this.#view, {
      name,
      required,
      label: word("property", name),
      markings: this.#markings,
      rest: () => this.#rest(),
      edited: () => this.edited(),
    });
    return this.#blocks.element;
  }

  /** The markings of what has none of its own. */
  #rest() {
    const { marking, label } = this.form ? values(this.form) : {};
    return [marking, label].filter(Boolean);
  }

  /** What was entered, the blocks with it. */
  #entered() {
    const entered = values(this.form);
    if (!this.#blocks) return entered;
    return { ...entered, [blocksOf(this.#formNow())]: this.#blocks.text(), blocks: this.#blocks.entries() };
  }

  /** Goes over to another type. */
  #change() {
    const names = () => this.#formNow().map((one) => one.name);
    const before = names();
    Object.assign(this.#memory.entered, this.#entered());
    Object.assign(this.#memory.chosen, this.#chosen());
    this.#current = { ...draft(this.#type.value), created: this.#current.created };
    carry(this.#memory, before, names());
    this.#drawFields();
    const { entered, chosen } = this.#memory;
    restore(this.form, this.#references, { entered: { ...entered, type: this.#current.type }, chosen });
    this.#blocks?.choose(blocksIn(entered, blocksOf(this.#formNow())));
  }

  changed() {
    // What stands beside it is of what was there before, until it was asked about.
    this.form.dataset.asking = "";
    this.#ask();
  }

  /** From the first change on the address names the draft, so that a reload finds it. */
  edited() {
    this.changed();
    this.#keeping.edited();
    this.#name();
  }

  #address() {
    return `#/write${this.#view.argument ? `/${encodeURIComponent(this.#view.argument)}` : ""}`;
  }

  #name() {
    if (this.#view.signal.aborted) return;
    history.replaceState(null, "", `${this.#address()}?draft=${this.#keeping.key()}`);
  }

  /** Begins the page anew, without this draft. */
  leave() {
    history.replaceState(null, "", this.#address());
    this.#isOver = true;
    this.#view.again();
  }

  #chosen() {
    return Object.fromEntries(Object.entries(this.#references).map(([name, one]) => [name, one.entries()]));
  }

  /** The object that the form says, with the files that go with it. */
  #object(attached = []) {
    const entered = this.#entered();
    for (const { name, kind } of this.#formNow())
      if (kind === "references")
        entered[name] = [...this.#references[name].chosen(), ...(name === "object_refs" ? attached : [])];
      else if (kind === "reference") entered[name] = this.#references[name].chosen()[0] ?? "";
    const own = under(entered, "tear-marking:");
    const tears = Object.entries(under(entered, "tear:")).map(([name, text]) => [name, { text, marking: own[name] }]);
    return build(this.#current, entered, {
      marking: this.#rest(),
      known: this.#markings.offered(),
      covers: this.#markings.covers(),
      blocks: this.#blocks?.written() ?? [],
      portions: under(entered, "portion:"),
      tears: Object.fromEntries(tears),
      creator: this.#view.identity,
    });
  }

  #asked() {
    const [made, held] = [this.#object(), this.#held];
    const offers = JSON.stringify([this.#rest(), this.#markings.levels(), this.#markings.covers()]);
    if (offers !== this.#offers) this.#blocks?.draw();
    this.#offers = offers;
    this.#drawWhole(made);
    if (held) {
      const since = differenceOf(held, { ...made, modified: held.modified }, t("write.difference"));
      fill(this.#difference, this.#difference.firstChild, since);
    }
    delete this.form.dataset.asking;
    if (!held && !this.#isTried && this.#isEmpty()) this.preview.blank();
    else this.preview.ask(made, this.#sources.chosen(), this.#isTried);
  }

  /** What the parts make of the whole, where one of them is marked higher than the rest. */
  #drawWhole({ object_marking_refs: refs = [] }) {
    this.#whole.hidden = same(refs, this.#rest());
    fill(
      this.#whole,
      t("write.whole"),
      " ",
      refs.map((id) => [chip(this.#markings.nameOf(id)), " "]),
    );
  }

  /** Whether nothing was written or chosen yet. */
  #isEmpty() {
    const entered = this.#entered();
    const texts = this.#formNow().filter(({ kind }) => ["line", "lines", "paragraphs", "number"].includes(kind));
    const chosen = [...Object.values(this.#references), this.#sources].some((one) => one.chosen().length);
    return !chosen && texts.every(({ name }) => !entered[name]) && !this.#files.entries().length;
  }

  /** The draft as the node keeps it: names of other objects are asked for again when it is opened. */
  #content() {
    const [entered, held, memory] = [this.#entered(), this.#held, this.#memory];
    const { held: _, ...rest } = this.#current;
    const title = entered.name || entered.abstract || (entered.description || entered.content || "").slice(0, 80);
    const markings = [...Object.values({ ...memory.entered, ...entered }), ...(this.#blocks?.markings() ?? [])].filter(
      (one) => String(one).startsWith("marking-definition--"),
    );
    return {
      content: {
        entered,
        chosen: identifiers(this.#chosen()),
        sources: this.#sources.chosen(),
        memory: { entered: memory.entered, chosen: identifiers(memory.chosen) },
        draft: { ...rest, ...(held ? { base: held.modified } : {}) },
      },
      type: this.#current.type,
      title: title.slice(0, 200),
      markings: [...new Set(markings)],
      ...(held ? { item: held.id } : {}),
    };
  }

  /** All of it, as this page goes on with it after another one. */
  #asItStands() {
    return {
      draft: this.#current,
      entered: this.#entered(),
      chosen: this.#chosen(),
      sources: this.#sources.entries(),
      files: this.#files.entries(),
      memory: this.#memory,
    };
  }

  #tried() {
    this.#isTried = true;
    this.changed();
  }

  /** Whether somebody has saved another version since; it is shown, with the ways to go on. */
  async #look() {
    const { id, modified } = this.#held;
    const found = await api.get(`objects/${api.segment(id)}`, { signal: this.#view.signal });
    const newest = found.versions.find(({ source }) => source === "own");
    if (!newest || newest.version === modified || this.#isOver) return false;
    const theirs = () => this.#keeping.drop();
    fill(
      this.#errors,
      meanwhile(this.#held, newest, () => this.#merge(newest.object), theirs),
    );
    return true;
  }

  /** Goes on over another version: what was left as it was here comes from there. */
  #merge(newest) {
    const covers = this.#markings.covers();
    const [base, theirs] = [this.#held, newest].map((object) => flat(opened(object, this.#labels, covers)));
    const own = this.#entered();
    const entered = merged(base, own, theirs);
    if (this.#blocks) entered.blocks = mergedBlocks(base.blocks, own.blocks, theirs.blocks);
    const chosen = {};
    for (const [name, one] of Object.entries(this.#references)) {
      if (String(one.chosen()) !== String(this.#held[name] ?? [])) continue;
      chosen[name] = [newest[name] ?? []].flat().map((id) => [id, short(id)]);
    }
    [this.#held, this.#current] = [newest, { ...this.#current, held: newest }];
    restore(this.form, this.#references, { entered, chosen });
    this.#blocks?.choose(entered.blocks);
    fill(this.#errors, h("p", { class: "fine", role: "status" }, t("merge.done")));
    this.edited();
  }

  async #save() {
    this.#tried();
    const held = this.#held;
    const isTaking = !this.#files.element.hidden;
    const attached = isTaking ? await this.#files.keep(this.#object().object_marking_refs ?? []) : [];
    // The node names what is new; what stands in a draft is for the preview.
    const { id: drafted, ...rest } = this.#object(attached);
    await this.#keeping.rest();
    const body = {
      object: held ? { id: drafted, ...rest } : rest,
      sources: this.#sources.chosen(),
      draft: this.#keeping.key(),
      ...(held ? { base: held.modified } : {}),
    };
    const { id } = await api.post("objects", body).catch(async (problem) => {
      this.#keeping.again();
      if (problem.code === "changed-meanwhile" && (await this.#look())) return {};
      throw problem;
    });
    if (!id) return;
    this.#keeping.done();
    this.#isOver = true;
    this.#view.say(t("write.saved"));
    location.hash = `#/object/${encodeURIComponent(id)}`;
  }
}

/** What a form says of a held version, by the names of its fields. */
const flat = ({ entered, portions, tears, marking }) => ({
  ...entered,
  ...Object.fromEntries(Object.entries(portions).map(([name, one]) => [`portion:${name}`, one])),
  ...Object.fromEntries(Object.entries(tears).map(([name, { text }]) => [`tear:${name}`, text])),
  ...Object.fromEntries(Object.entries(tears).map(([name, one]) => [`tear-marking:${name}`, one.marking])),
  marking: marking.find((id) => tlp.some((one) => one.id === id)) ?? "",
  label: marking.find((id) => !tlp.some((one) => one.id === id)) ?? "",
});

/** The blocks in what was entered: as they were kept, else the text cut into them. */
const blocksIn = (entered, property) =>
  entered.blocks ?? paragraphs(entered[property]).map((text, place) => ({ name: `p${place}`, text }));

const typeChoice = (type) =>
  select(
    "type",
    writable().map((name) => [name, typeName(name)]),
    type,
  );

/** A draft of the node with the names of what it refers to, as far as the person may know them. */
async function opening(found, item, signal) {
  if (!found) return null;
  const { content } = found;
  const ids = [
    ...new Set([...Object.values(content.chosen), ...Object.values(content.memory.chosen), content.sources].flat()),
  ];
  const known = new Map(item?.relations.map((one) => [one.id, one.name]) ?? []);
  await Promise.all(
    ids
      .filter((id) => !known.has(id))
      .map(async (id) =>
        known.set(
          id,
          (
            await api.get(`objects/${api.segment(id)}`, { signal }).catch((problem) => {
              if (problem.status === 404) return {};
              throw problem;
            })
          ).name || short(id),
        ),
      ),
  );
  const named = (list) => list.map((id) => [id, known.get(id)]);
  const all = (chosen) => Object.fromEntries(Object.entries(chosen).map(([name, list]) => [name, named(list)]));
  return {
    ...content,
    chosen: all(content.chosen),
    sources: named(content.sources),
    memory: { ...content.memory, chosen: all(content.memory.chosen) },
  };
}

/** Fields that say the same in other types. */
const alike = [
  ["name", "abstract"],
  ["description", "content"],
  ["published", "occurred_from"],
  ["object_refs", "participant_refs"],
];

/**
 * Takes what was entered along into the fields of another type; nothing is forgotten,
 * so that the way back loses nothing.
 */
function carry({ entered, chosen }, before, after) {
  for (const [one, other] of alike.flatMap((pair) => [pair, [...pair].reverse()])) {
    if (!before.includes(one) || !after.includes(other) || before.includes(other)) continue;
    for (const start of ["", "portion:", "tear:", "tear-marking:"])
      if (entered[start + one]) entered[start + other] = entered[start + one];
    const fits = (chosen[one] ?? []).filter(([id]) => other !== "participant_refs" || id.startsWith("identity--"));
    if (fits.length) chosen[other] = [...new Map([...(chosen[other] ?? []), ...fits])];
  }
}

/** Puts into the form what is held. */
function begin(form, references, { entered }, found, sources) {
  const known = new Map(found.relations.map((one) => [one.id, one.name]));
  for (const [name, value] of Object.entries(entered)) {
    const ids = [value].flat().filter(Boolean);
    if (name === "blocks" || form.querySelector(`.blocks [name="${name}"]`)) continue;
    if (references[name]) references[name].choose(ids.map((id) => [id, known.get(id) ?? id]));
    else if (typeof value === "boolean") form.elements[name].checked = value;
    else if (form.elements[name]) form.elements[name].value = value;
  }
  sources.choose(
    found.origin.filter((one) => one.step === "derived-from" && one.depth === 1).map((one) => [one.id, one.name]),
  );
}

function restore(form, references, { entered, chosen }) {
  for (const control of form.elements) {
    if (!(control.name in entered) || control.closest(".blocks")) continue;
    if (control.type === "radio") control.checked = control.value === entered[control.name];
    else if (control.type === "checkbox") control.checked = entered[control.name];
    else control.value = entered[control.name];
  }
  for (const select of form.querySelectorAll(".portions fieldset > .field select"))
    select.dispatchEvent(new Event("change"));
  for (const [name, entries] of Object.entries(chosen)) references[name]?.choose(entries);
}

/** A field for a reference, or for several. */
function pick({ name, kind, required, wanted }, label, view, references, changed) {
  const most = kind === "reference" ? 1 : undefined;
  references[name] = new Picker(view, label, { name, type: wanted, required, changed, most });
  return references[name].element;
}

/** The field of a form for one property. */
function control(one, view, references, changed) {
  const { name, kind, required, choices, from, until, step, help } = one;
  const label = word("property", name);
  if (kind === "reference" || kind === "references") return pick(one, label, view, references, changed);
  if (kind === "yes") return check(name, label);
  if (kind === "choice") {
    const offered = choices.map((choice) => [choice, term(name, choice)]);
    // Nothing is graded or classed by leaving a field as it was.
    return field(label, select(name, [["", t(required ? "form.choose" : "form.none")], ...offered], "", { required }));
  }
  if (kind === "moment") {
    const value = required ? new Date().toISOString().slice(0, 16) : "";
    return field(label, dayField(name, { kind: "moment", required, value }), t("form.utc"));
  }
  if (kind === "paragraphs") return field(label, h("textarea", { name, rows: 9, required }), t("write.paragraphs"));
  if (kind === "lines") return field(label, h("textarea", { name, rows: 4, required }), t("form.lines-help"));
  if (kind === "number")
    return field(label, input(name, { type: "number", required, min: from, max: until, step: step ?? "any" }));
  return field(label, input(name, { required }), help && t(help));
}
