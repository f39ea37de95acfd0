// Builds the objects that people write here (STIX 2.1; the types of Entente are in Documentation/types.md).

import {
  blockExtension,
  effective,
  held as heldBlocks,
  highest,
  isOfBlocks,
  marks,
  marksOf,
  openedBlocks,
  plain,
  putBlocks,
  same,
} from "./paragraphs.js";

/** A version 4 UUID. `randomUUID` is there in secure contexts only. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const linked = (name, wanted) => ({ name, kind: "references", wanted, required: true });

/**
 * What a form asks for, by type of the standard. `portion` says that the part may have a marking of its own, `blocks`
 * that each of its paragraphs may.
 */
const standard = {
  report: [
    { name: "name", kind: "line", required: true, portion: true },
    { name: "description", kind: "paragraphs", blocks: true },
    { name: "published", kind: "moment", required: true },
    linked("object_refs"),
  ],
  note: [
    { name: "abstract", kind: "line", portion: true },
    { name: "content", kind: "paragraphs", required: true, blocks: true },
    linked("object_refs"),
  ],
};

/** The types of the workspaces: their extension definitions, and what a form asks for. */
const ownTypes = new Map();

/** How a form asks for a property, by what the property holds; what is not here is not asked for. */
const controls = {
  text: { kind: "line", portion: true },
  prose: { kind: "paragraphs", portion: true },
  texts: { kind: "lines", portion: true },
  number: { kind: "number", portion: true },
  integer: { kind: "number", step: 1, portion: true },
  flag: { kind: "yes" },
  timestamp: { kind: "moment" },
  date: { kind: "line", help: "form.date-help" },
  duration: { kind: "line", help: "form.duration-help" },
  currency: { kind: "line", help: "form.currency-help" },
  reference: { kind: "reference" },
  references: { kind: "references" },
  choice: { kind: "choice" },
};

/** Whether a property is the text of what is written, and not one of its facts. */
const isText = ({ name, kind }) => kind === "prose" && ["description", "text"].includes(name);

/** Takes the types that the node knows beyond the standard. */
export function learn(types) {
  for (const { name, definition, properties } of types) {
    const form = properties
      .filter((one) => controls[one.kind])
      .map((one) => ({
        ...(isText(one) ? { kind: "paragraphs", blocks: true } : controls[one.kind]),
        name: one.name,
        required: one.required,
        wanted: one.to?.length === 1 ? one.to[0] : undefined,
        choices: one.terms,
        from: one.from,
        until: one.until,
      }));
    ownTypes.set(name, {
      definition,
      form,
      isWritable: properties.every((one) => controls[one.kind] || !one.required),
    });
  }
}

/** The types that can be written here from scratch. */
export const writable = () => [
  ...Object.keys(standard),
  ...[...ownTypes].filter(([, one]) => one.isWritable).map(([name]) => name),
];

/** What the form does not ask for. */
const frame = [
  "type",
  "spec_version",
  "id",
  "created",
  "modified",
  "created_by_ref",
  "revoked",
  "object_marking_refs",
  "granular_markings",
  "extensions",
  "lang",
];

/** The form of a type; of one that is not written here from scratch, the texts that a held object has. */
export const formOf = (type, held = {}) =>
  standard[type] ??
  ownTypes.get(type)?.form ??
  Object.entries(held)
    .filter(
      ([name, value]) =>
        typeof value === "string" && !frame.includes(name) && !isIdentifier(value) && !/^\d{4}-\d\d-\d\dT/.test(value),
    )
    .map(([name, value]) => ({
      name,
      kind: value.length > 80 || value.includes("\n") ? "paragraphs" : "line",
      required: name === "name" || name === "pattern",
      ...(heldBlocks(held)?.property === name ? { kind: "paragraphs", blocks: true } : { portion: true }),
    }));

/** Properties with words of an author in them: what is translated (STIX 2.1, 7.1). */
const prose = [
  "name",
  "abstract",
  "content",
  "description",
  "text",
  "title",
  "outcome",
  "place",
  "status_note",
  "evidence",
  "responsible",
  "organisation",
  "instrument",
  "definition",
  "base",
  "text_value",
  "explanation",
  "objective",
  "goals",
  "applies_to",
  "conditions",
];

/** The texts of an object, and lists of them, by name. */
export const proseOf = (object) =>
  prose
    .filter(
      (name) =>
        name in object && [object[name]].flat().every((one) => typeof one === "string" && one && !isIdentifier(one)),
    )
    .map((name) => [name, object[name]]);

/** A draft keeps its identifier and its date while it changes. */
export const draft = (type) => ({ type, id: `${type}--${uuid()}`, created: new Date().toISOString() });

/** A draft of the next version of what is held. */
export const draftOf = (held) => ({ type: held.type, id: held.id, created: held.created, held });

/** Who or what made a translation, and how far it was looked at. */
export const translationRecord = "extension-definition--aeef4b2e-4a99-4c97-85a3-b8970aad2cdc";

export const tearLines = "extension-definition--c1f0a4ce-19d1-4c06-9b0a-64d0a9a0f5e3";

/** The property of a form that is written in blocks. */
export const blocksOf = (form) => form.find((one) => one.blocks)?.name;

/**
 * What a held object's form begins with: values, blocks, tear lines, the marking of each portion (`keep` where there
 * are several), and the markings of the rest, which are those of the whole where no part is marked higher.
 */
export function opened(held, markings, covers = {}) {
  const form = formOf(held.type, held);
  const entered = {},
    portions = {},
    tears = {};
  for (const { name, kind } of form) entered[name] = asEntered(kind, held[name]);
  const all = marks(held);
  const text = blocksOf(form);
  const rest = restOf(held, form, markings, covers);
  const whole = (held.object_marking_refs ?? []).filter((id) => markings.includes(id));
  for (const [name, refs] of Object.entries(all)) {
    if (isOfBlocks(name) || name === text || (rest && same(refs, rest))) continue;
    portions[name] = refs.length > 1 || !markings.includes(refs[0]) ? "keep" : refs[0];
  }
  for (const { selector, text: line, object_marking_refs: own = [] } of held.extensions?.[tearLines]?.tear_lines ??
    []) {
    if (!isOfBlocks(selector) && selector !== text)
      tears[selector] = { text: line, marking: own.length > 1 ? "keep" : (own[0] ?? "") };
  }
  const marking = rest ?? whole;
  if (text) entered.blocks = openedBlocks(held, text, markings, rest ?? [], tearLines).map(kept);
  return { entered, portions, tears, marking, isRaised: Boolean(rest) };
}

const kept = (block) => ({ ...plain(block), ...(block.kept ? { kept: block.kept } : {}) });

/**
 * The markings of what has none of its own in an object whose whole is the highest of its parts; null where the whole
 * is what its author chose.
 */
function restOf(held, form, markings, covers) {
  const all = marks(held);
  const asked = form.filter((one) => one.portion || one.blocks).map((one) => one.name);
  const others = Object.keys(held).filter((name) => !frame.includes(name) && !asked.includes(name));
  const [first] = others;
  const rest = all[first];
  if (!rest || !others.every((name) => same(all[name] ?? [], rest))) return null;
  if (!rest.every((id) => markings.includes(id))) return null;
  const whole = held.object_marking_refs ?? [];
  const blocks = heldBlocks(held)?.blocks.flatMap((_, place) => marksOf(held, place, all)) ?? [];
  return same(highest([...Object.values(all).flat(), ...blocks], covers), whole) ? rest : null;
}

/**
 * The object of a draft; of what is held, everything that the form does not ask for stays as it is.
 *
 * What is marked is what has no marking of its own; the whole is marked as high as its highest part.
 * @param values what was entered, by property; empty values are left out.
 * @param marking the markings of what has none of its own.
 * @param known the markings that the form offers: others on what is held stay.
 * @param covers the labels that each label covers.
 * @param portions markings of single properties, by property; `*` stands for all that have none.
 * @param tears wordings for those who may not see a portion, by property: `{ text, marking }`.
 * @param blocks the paragraphs of the text that is written in blocks.
 * @param creator the identity of the node's party.
 */
export function build(
  { type, id, created, held },
  values,
  { marking = [], known = marking, covers = {}, portions = {}, tears = {}, blocks = [], creator } = {},
) {
  const object = held ? structuredClone(held) : { type, spec_version: "2.1", id, created, modified: created };
  const begun = held && opened(held, known, covers);
  const before = begun?.entered;
  if (held) object.modified = new Date(Math.max(Date.now(), Date.parse(held.modified) + 1)).toISOString();
  const form = formOf(type, held);
  const text = blocksOf(form);
  for (const { name, kind } of form) {
    const value = values[name];
    // An untouched field keeps what a form cannot show: seconds, spaces.
    if (name === text || (held && JSON.stringify(value) === JSON.stringify(before[name]))) continue;
    if (value === undefined || value === "" || value === false || (Array.isArray(value) && !value.length))
      delete object[name];
    else object[name] = asWritten(kind, value);
  }
  if (creator && !held) object.created_by_ref = creator;
  const rest = marking.filter(Boolean);
  const own = ownMarkings(held, form, portions, blocks, rest, covers);
  const whole = highest([...rest, ...own], covers);
  const isRaised = rest.length > 0 && !same(whole, rest);
  const isSame = held && JSON.stringify(blocks.map(plain)) === JSON.stringify(before.blocks?.map(plain));
  // What is left as it was keeps its markings as they are, unless those around it are others now.
  if (text && !(isSame && same(rest, begun.marking) && (begun.isRaised || !isRaised)))
    putBlocks(object, text, blocks, { rest, isRaised, covers, tearLines });
  const refs = [
    ...(held?.object_marking_refs ?? []).filter((ref) => !known.includes(ref) && !whole.includes(ref)),
    ...whole,
  ];
  delete object.object_marking_refs;
  if (refs.length) object.object_marking_refs = refs;
  mark(object, form, portions, { held, text, rest: isRaised ? rest : [], isAnew: begun?.isRaised });
  putTears(object, form, portions, tears, held);
  if (ownTypes.has(type)) (object.extensions ??= {})[ownTypes.get(type).definition] = { extension_type: "new-sdo" };
  if (object.extensions && !Object.keys(object.extensions).length) delete object.extensions;
  return object;
}

/** Every marking that a part has of its own. */
function ownMarkings(held, form, portions, blocks, rest, covers) {
  const all = held ? marks(held) : {};
  const chosen = Object.entries(portions).flatMap(([name, one]) =>
    one === "keep" ? (all[name] ?? []) : one ? [one] : [],
  );
  return [...chosen, ...blocks.flatMap((block) => effective(block, rest, covers))];
}

/** Tear lines of properties: those of the form anew, all others as they are. */
function putTears(object, form, portions, tears, held) {
  const before = held?.extensions?.[tearLines]?.tear_lines ?? [];
  const shown = form.filter((one) => one.portion).map((one) => one.name);
  const lines = [
    ...(object.extensions?.[tearLines]?.tear_lines ?? []).filter((line) => !shown.includes(line.selector)),
    ...Object.entries(tears)
      .filter(([name, { text }]) => text && name in object && portions[name])
      .flatMap(([selector, { text, marking: own }]) =>
        own === "keep"
          ? before.filter((line) => line.selector === selector).map((line) => ({ ...line, text }))
          : [{ selector, text, ...(own ? { object_marking_refs: [own] } : {}) }],
      ),
  ];
  object.extensions = {
    ...object.extensions,
    [tearLines]: { extension_type: "property-extension", tear_lines: lines },
  };
  if (!lines.length) delete object.extensions[tearLines];
}

/** A value as the form has it, and back. */
function asEntered(kind, value) {
  if (value === undefined) return kind === "references" ? [] : kind === "yes" ? false : "";
  if (kind === "moment") return value.slice(0, 16);
  if (kind === "lines") return value.join("\n");
  return kind === "number" ? String(value) : value;
}

function asWritten(kind, value) {
  if (kind === "moment") return moment(value);
  if (kind === "lines")
    return value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return kind === "number" ? Number(value) : value;
}

/**
 * Granular markings (STIX 2.1, 7.2.3): those of the form anew, all others as they were, of what is still there.
 * @param text the property that is written in blocks, which speak for it.
 * @param rest the markings of all that have none; `isAnew` says that the held ones of these were put there so.
 */
function mark(object, form, portions, { held, text, rest, isAnew }) {
  const shown = form.filter((one) => one.portion).map((one) => one.name);
  const asked = shown.filter((name) => portions[name] !== "keep");
  const anew = (name) =>
    asked.includes(name) || (isAnew && !shown.includes(name) && !isOfBlocks(name) && name !== text);
  const granular = (object.granular_markings ?? []).map((one) => ({
    ...one,
    selectors: one.selectors.filter((name) => !(one.marking_ref && anew(name)) && name.split(".")[0] in object),
  }));
  const marked = () => granular.filter((one) => one.marking_ref).flatMap((one) => one.selectors);
  const put = (ref, names) => names.length && granular.push({ marking_ref: ref, selectors: names });
  const selectors = {};
  for (const name of asked) if (portions[name] && name in object) (selectors[portions[name]] ??= []).push(name);
  for (const [ref, names] of Object.entries(selectors)) put(ref, names);
  const isText = (name) => name === text && object.extensions?.[blockExtension];
  const unmarked = Object.keys(object).filter(
    (name) => !frame.includes(name) && !isText(name) && !marked().some((one) => one.split(".")[0] === name),
  );
  for (const ref of portions["*"] ? [portions["*"]] : rest) put(ref, unmarked);
  delete object.granular_markings;
  const left = granular.filter((one) => one.selectors.length);
  // What says the same stays as it was written.
  if (held && isSaid(held.granular_markings ?? [], left))
    left.splice(0, left.length, ...(held.granular_markings ?? []));
  if (left.length) object.granular_markings = left;
}

/** Whether granular markings say the same of the same portions. */
const isSaid = (some, others) =>
  same(
    ...[some, others].map((list) =>
      list.flatMap(({ selectors, ...what }) => selectors.map((one) => JSON.stringify([what, one]))),
    ),
  );

/** A field for date and time holds UTC: `2026-11-24T08:30`. */
function moment(value) {
  const date = new Date(value.endsWith("Z") ? value : `${value}Z`);
  return Number.isNaN(date.valueOf()) ? value : date.toISOString();
}

/** Identifiers of STIX objects. */
export const isIdentifier = (value) =>
  typeof value === "string" && /^[a-z0-9-]+--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
