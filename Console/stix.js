// Builds the objects that people write here (STIX 2.1; the types of Entente are in Documentation/types.md).

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

/** What a form asks for, by type of the standard. `portion` says that the part may have a marking of its own. */
const standard = {
  report: [
    { name: "name", kind: "line", required: true, portion: true },
    { name: "description", kind: "paragraphs", portion: true },
    { name: "published", kind: "moment", required: true },
    linked("object_refs"),
  ],
  note: [
    { name: "abstract", kind: "line", portion: true },
    { name: "content", kind: "paragraphs", required: true, portion: true },
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

/** Takes the types that the node knows beyond the standard. */
export function learn(types) {
  for (const { name, definition, properties } of types) {
    const form = properties
      .filter((one) => controls[one.kind])
      .map((one) => ({
        ...controls[one.kind],
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
      portion: true,
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

/**
 * What a held object's form begins with: values, tear lines,
 * and the marking of each portion (`keep` where there are several).
 */
export function opened(held, markings) {
  const entered = {},
    portions = {},
    tears = {};
  for (const { name, kind } of formOf(held.type, held)) entered[name] = asEntered(kind, held[name]);
  const refs = held.object_marking_refs ?? [];
  for (const { marking_ref: ref, selectors } of held.granular_markings ?? []) {
    for (const name of ref ? selectors : [])
      portions[name] = name in portions || !markings.includes(ref) ? "keep" : ref;
  }
  for (const { selector, text, object_marking_refs: own = [] } of held.extensions?.[tearLines]?.tear_lines ?? []) {
    tears[selector] = { text, marking: own.length > 1 ? "keep" : (own[0] ?? "") };
  }
  return { entered, portions, tears, marking: refs.filter((id) => markings.includes(id)) };
}

/**
 * The object of a draft; of what is held, everything that the form does not ask for stays as it is.
 * @param values what was entered, by property; empty values are left out.
 * @param marking the markings of the whole.
 * @param known the markings that the form offers: others on what is held stay.
 * @param portions markings of single properties, by property; `*` stands for all that have none.
 * @param tears wordings for those who may not see a portion, by property: `{ text, marking }`.
 * @param creator the identity of the node's party.
 */
export function build(
  { type, id, created, held },
  values,
  { marking = [], known = marking, portions = {}, tears = {}, creator } = {},
) {
  const object = held ? structuredClone(held) : { type, spec_version: "2.1", id, created, modified: created };
  const before = held && opened(held, known).entered;
  if (held) object.modified = new Date(Math.max(Date.now(), Date.parse(held.modified) + 1)).toISOString();
  const form = formOf(type, held);
  for (const { name, kind } of form) {
    const value = values[name];
    // An untouched field keeps what a form cannot show: seconds, spaces.
    if (held && JSON.stringify(value) === JSON.stringify(before[name])) continue;
    if (value === undefined || value === "" || value === false || (Array.isArray(value) && !value.length))
      delete object[name];
    else object[name] = asWritten(kind, value);
  }
  if (creator && !held) object.created_by_ref = creator;
  const refs = [...(held?.object_marking_refs ?? []).filter((ref) => !known.includes(ref)), ...marking.filter(Boolean)];
  delete object.object_marking_refs;
  if (refs.length) object.object_marking_refs = refs;
  mark(object, form, portions, held);
  const kept = (name) => (held?.extensions?.[tearLines]?.tear_lines ?? []).filter((line) => line.selector === name);
  const shown = form.filter((one) => one.portion).map((one) => one.name);
  const lines = [
    ...(held?.extensions?.[tearLines]?.tear_lines ?? []).filter((line) => !shown.includes(line.selector)),
    ...Object.entries(tears)
      .filter(([name, { text }]) => text && name in object && portions[name])
      .flatMap(([selector, { text, marking: own }]) =>
        own === "keep"
          ? kept(selector).map((line) => ({ ...line, text }))
          : [{ selector, text, ...(own ? { object_marking_refs: [own] } : {}) }],
      ),
  ];
  object.extensions = {
    ...object.extensions,
    [tearLines]: { extension_type: "property-extension", tear_lines: lines },
  };
  if (!lines.length) delete object.extensions[tearLines];
  if (ownTypes.has(type)) object.extensions[ownTypes.get(type).definition] = { extension_type: "new-sdo" };
  if (!Object.keys(object.extensions).length) delete object.extensions;
  return object;
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

/** Granular markings (STIX 2.1, 7.2.3): those of the form anew, all others as they were, of what is still there. */
function mark(object, form, portions, held) {
  const asked = form.filter((one) => one.portion && portions[one.name] !== "keep").map((one) => one.name);
  const granular = (held?.granular_markings ?? []).map((one) => ({
    ...one,
    selectors: one.selectors.filter(
      (name) => !(one.marking_ref && asked.includes(name)) && name.split(".")[0] in object,
    ),
  }));
  const marked = () => granular.filter((one) => one.marking_ref).flatMap((one) => one.selectors);
  const put = (ref, names) => names.length && granular.push({ marking_ref: ref, selectors: names });
  const selectors = {};
  for (const name of asked) if (portions[name] && name in object) (selectors[portions[name]] ??= []).push(name);
  for (const [ref, names] of Object.entries(selectors)) put(ref, names);
  if (portions["*"])
    put(
      portions["*"],
      Object.keys(object).filter(
        (name) => !frame.includes(name) && !marked().some((one) => one.split(".")[0] === name),
      ),
    );
  delete object.granular_markings;
  const left = granular.filter((one) => one.selectors.length);
  if (left.length) object.granular_markings = left;
}

/** A field for date and time holds UTC: `2026-11-24T08:30`. */
function moment(value) {
  const date = new Date(value.endsWith("Z") ? value : `${value}Z`);
  return Number.isNaN(date.valueOf()) ? value : date.toISOString();
}

/** Identifiers of STIX objects. */
export const isIdentifier = (value) =>
  typeof value === "string" && /^[a-z0-9-]+--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
