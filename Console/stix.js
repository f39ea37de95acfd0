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

const eventExtension = "extension-definition--da661b2c-1f80-4512-b259-e8a5624d5d5d";
export const eventKinds = ["missile-test", "troop-movement", "arms-transfer", "exercise", "meeting", "legal-act"];
const linked = (name, wanted) => ({ name, kind: "references", wanted, required: true });

/** What a form asks for, by type, in order. `portion` says that the part may have a marking of its own. */
export const forms = {
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
  "entente-event": [
    { name: "name", kind: "line", required: true, portion: true },
    { name: "description", kind: "paragraphs", required: true, portion: true },
    { name: "kind", kind: "choice", required: true, choices: eventKinds },
    { name: "occurred_from", kind: "moment", required: true },
    { name: "place", kind: "line", required: true, portion: true },
    linked("participant_refs", "identity"),
    { name: "outcome", kind: "line", portion: true },
    { name: "exercise_marker", kind: "yes" },
  ],
};

/** A draft keeps its identifier and its date while it changes. */
export const draft = (type) => ({ type, id: `${type}--${uuid()}`, created: new Date().toISOString() });

/**
 * The object of a draft.
 * @param values what was entered, by property; empty values are left out.
 * @param marking the marking of the whole.
 * @param portions markings of single properties, by property.
 * @param creator the identity of the node's party.
 */
export function build({ type, id, created }, values, marking, portions = {}, creator = undefined) {
  const object = { type, spec_version: "2.1", id, created, modified: created };
  for (const { name, kind } of forms[type]) {
    const value = values[name];
    if (value === undefined || value === "" || value === false || (Array.isArray(value) && !value.length)) continue;
    object[name] = kind === "moment" ? moment(value) : value;
  }
  if (creator) object.created_by_ref = creator;
  if (marking) object.object_marking_refs = [marking];
  const selectors = {};
  for (const [name, portion] of Object.entries(portions)) {
    if (portion && name in object) (selectors[portion] ??= []).push(name);
  }
  const granular = Object.entries(selectors).map(([ref, names]) => ({ marking_ref: ref, selectors: names }));
  if (granular.length) object.granular_markings = granular;
  if (type === "entente-event") object.extensions = { [eventExtension]: { extension_type: "new-sdo" } };
  return object;
}

/** A field for date and time holds UTC: `2026-11-24T08:30`. */
function moment(value) {
  const date = new Date(/Z$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(date.valueOf()) ? value : date.toISOString();
}

/** Identifiers of STIX objects. */
export const isIdentifier = (value) => typeof value === "string" && /^[a-z0-9-]+--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
