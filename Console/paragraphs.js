// Texts as blocks of one paragraph each: how they lie in an object (Documentation/types.md, Blocks), and what their
// markings make of the whole.

import { tlp } from "./marking.js";

export const blockExtension = "extension-definition--f768064f-9585-47ad-a39e-ed24c2c063fe";

/** The selector of a block, or of its text. */
export const blockSelector = (place) => `extensions.${blockExtension}.blocks.[${place}]`;
export const textSelector = (place) => `${blockSelector(place)}.text`;

/** What a selector says of a block: its place, and which part of it; null for any other one. */
export function blockPart(selector) {
  const [, place, part] =
    new RegExp(`^extensions\\.${blockExtension}\\.blocks\\.\\[(\\d+)\\]\\.?(\\w*)`).exec(selector) ?? [];
  return place === undefined ? null : { place: Number(place), part: part || "text" };
}

/** Whether a selector is about the blocks of an object. */
export const isOfBlocks = (selector) =>
  selector === `extensions.${blockExtension}` || selector.startsWith(`extensions.${blockExtension}.`);

/** The paragraphs of a text: what stands between empty lines. */
export const paragraphs = (text) =>
  String(text ?? "")
    .replace(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n\s*/)
    .map((one) => one.trim())
    .filter(Boolean);

/** What paragraphs say as one text. */
export const joined = (blocks) => blocks.map(({ text }) => text).join("\n\n");

/** A name for a new block, which it keeps in every version. */
export const newName = () =>
  [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The blocks of an object as they stand there, where its text says what they say; else null. */
export function held(object) {
  const { property, blocks } = object.extensions?.[blockExtension] ?? {};
  if (!Array.isArray(blocks) || !blocks.length || typeof object[property] !== "string") return null;
  if (!blocks.every((one) => typeof one?.text === "string")) return null;
  return joined(blocks) === object[property] ? { property, blocks } : null;
}

/** The markings of each portion of an object, by selector. */
export function marks(object) {
  const found = {};
  for (const { marking_ref: ref, selectors } of object.granular_markings ?? [])
    for (const selector of ref ? selectors : []) (found[selector] ??= []).push(ref);
  return found;
}

/** The markings of a block: its own, else those of the whole. */
export const marksOf = (object, place, all = marks(object)) =>
  all[textSelector(place)] ?? all[blockSelector(place)] ?? object.object_marking_refs ?? [];

const level = (id) => tlp.findIndex((one) => one.id === id);

/**
 * The highest of some markings: of TLP the highest level, of labels those that no other one covers.
 * @param covers the labels that each label covers, by identifier.
 */
export function highest(ids, covers = {}) {
  const all = [...new Set(ids.filter(Boolean))];
  const top = Math.max(-1, ...all.map(level));
  const others = all.filter((id) => level(id) < 0);
  const isCovered = (id, place) =>
    others.some((other, at) => covers[other]?.includes(id) && !(covers[id]?.includes(other) && at > place));
  return [...(top < 0 ? [] : [tlp[top].id]), ...others.filter((id, place) => !isCovered(id, place))];
}

/** Whether some markings are as high as others. */
export const isAsHigh = (ids, others, covers = {}) => same(highest([...ids, ...others], covers), highest(ids, covers));

export const same = (some, others) => some.length === others.length && some.every((one) => others.includes(one));

/**
 * The markings of a block as it will bear them: what was chosen, else that of the rest, and what it quotes asks for.
 * @param rest the markings of what has none of its own.
 */
export const effective = ({ marking, kept = [], least = [] }, rest, covers = {}) =>
  highest([...(marking === "keep" ? kept : marking ? [marking] : rest), ...least], covers);

/**
 * The blocks with which a form begins, out of a held object: its own, or its text cut where it has empty lines.
 * @param markings the markings that a form offers.
 * @param rest the markings of what has none of its own.
 */
export function openedBlocks(object, property, markings, rest, tearLines) {
  const own = held(object);
  const found = own?.property === property ? own.blocks : null;
  const all = marks(object);
  const lines = object.extensions?.[tearLines]?.tear_lines ?? [];
  const chosen = (refs) =>
    !refs || same(refs, rest)
      ? { marking: "" }
      : refs.length === 1 && markings.includes(refs[0])
        ? { marking: refs[0] }
        : { marking: "keep", kept: refs };
  const tear = (selector) => {
    const { text = "", object_marking_refs: refs = [] } = lines.find((one) => one.selector === selector) ?? {};
    return { tear: text, tearMarking: refs[0] ?? "" };
  };
  if (found)
    return found.map(({ text, name, source_refs: sources = [] }, place) => ({
      name: name ?? `p${place}`,
      text,
      sources,
      ...chosen(all[textSelector(place)] ?? all[blockSelector(place)]),
      ...tear(textSelector(place)),
    }));
  const cut = paragraphs(object[property]);
  return (cut.length ? cut : [""]).map((text, place) => ({
    name: `p${place}`,
    text,
    sources: [],
    ...chosen(all[property]),
    ...(place ? { tear: "", tearMarking: "" } : tear(property)),
  }));
}

/** Whether blocks say more than a plain text can. */
const needBlocks = (blocks) => blocks.some(({ marking, tear, sources }) => marking || tear || sources.length);

/**
 * Puts blocks into an object: the text, the list of them, their markings and tear lines.
 * @param blocks what the form says of them, empty ones left out.
 * @param rest the markings of what has none of its own; `isRaised` says that the whole is marked higher.
 */
export function putBlocks(object, property, blocks, { rest, isRaised, covers, tearLines }) {
  const had = Boolean(object.extensions?.[blockExtension]);
  const isOld = (selector) => isOfBlocks(selector) || selector === property || selector.startsWith(`${property}.`);
  const granular = (object.granular_markings ?? []).map((one) => ({
    ...one,
    selectors: one.marking_ref ? one.selectors.filter((selector) => !isOld(selector)) : one.selectors,
  }));
  const lines = (object.extensions?.[tearLines]?.tear_lines ?? []).filter((line) => !isOld(line.selector));
  const extensions = { ...object.extensions };
  delete extensions[blockExtension];
  delete extensions[tearLines];
  if (blocks.length) object[property] = joined(blocks);
  else delete object[property];
  if (blocks.length && (had || needBlocks(blocks))) {
    extensions[blockExtension] = { extension_type: "property-extension", property, blocks: blocks.map(written) };
    const selectors = {};
    for (const [place, block] of blocks.entries()) {
      const refs = effective(block, rest, covers);
      if (isRaised || block.marking || !same(refs, rest))
        for (const ref of refs) (selectors[ref] ??= []).push(blockSelector(place));
      if (block.tear)
        lines.push({
          selector: textSelector(place),
          text: block.tear,
          ...(block.tearMarking ? { object_marking_refs: [block.tearMarking] } : {}),
        });
    }
    for (const [ref, names] of Object.entries(selectors)) granular.push({ marking_ref: ref, selectors: names });
  }
  if (lines.length) extensions[tearLines] = { extension_type: "property-extension", tear_lines: lines };
  object.extensions = extensions;
  const left = granular.filter((one) => one.selectors.length);
  delete object.granular_markings;
  if (left.length) object.granular_markings = left;
}

const written = ({ name, text, sources }) => ({ text, name, ...(sources.length ? { source_refs: sources } : {}) });

const byName = (blocks) => new Map(blocks.map((one) => [one.name, one]));
const isSame = (one, other) => one && other && JSON.stringify(plain(one)) === JSON.stringify(plain(other));
/** A block as it is compared and kept: without the names of what it quotes. */
export const plain = ({ name, text, marking = "", tear = "", tearMarking = "", sources = [] }) => ({
  name,
  text: text.trim(),
  marking,
  tear,
  tearMarking,
  sources: sources.map((one) => (Array.isArray(one) ? one[0] : one)),
});

/**
 * The blocks after two people wrote: each as whoever changed it has it; one's own where both did. What one of them took
 * out stays out, unless the other one changed it; new ones stand behind what they stood behind.
 */
export function mergedBlocks(base, own, theirs) {
  const [first, mine, others] = [base, own, theirs].map(byName);
  const found = theirs
    .filter(({ name }) => mine.has(name) || !isSame(others.get(name), first.get(name)))
    .map((one) => {
      const ours = mine.get(one.name);
      return ours && !isSame(ours, first.get(one.name)) ? ours : one;
    });
  for (const [place, one] of own.entries()) {
    if (others.has(one.name) || isSame(one, first.get(one.name))) continue;
    const before = own.slice(0, place).findLast(({ name }) => found.some((other) => other.name === name));
    found.splice(before ? found.findIndex(({ name }) => name === before.name) + 1 : 0, 0, one);
  }
  return found;
}
