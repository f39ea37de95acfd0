// Texts by key: `group.name`, in the files one group under the other.
// A language is one file in `languages/` and one line in `languages/index.json`.

const kept = "entente-language";
let languages = [];
let texts = {};
let current = "en";
let patterns = null;

const load = async (name) => (await fetch(`languages/${name}.json`, { cache: "no-cache" })).json();

const table = async (tag) =>
  Object.fromEntries(
    Object.entries(await load(tag)).flatMap(([group, names]) =>
      Object.entries(names).map(([name, text]) => [`${group}.${name}`, text]),
    ),
  );

/** Loads the list and the language of the reader. */
export async function start() {
  languages = await load("index");
  await choose(preferred(), false);
}

/** The reader's earlier choice, else the first of the browser's languages that there is. */
function preferred() {
  const known = languages.map((language) => language.tag);
  const wanted = [localStorage.getItem(kept), ...navigator.languages].filter(Boolean);
  return wanted.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => known.includes(tag)) ?? "en";
}

export async function choose(tag, isChoice = true) {
  texts = await table(tag);
  current = tag;
  patterns = null;
  document.documentElement.lang = tag;
  if (isChoice) keep();
}

/** Keeps the choice for the next visit. */
export const keep = () => localStorage.setItem(kept, current);

export const language = () => current;
export const available = () => languages;

const insert = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** The text of a key; a missing one is shown in brackets, so that tests find it. */
export function t(key, values = {}) {
  const text = texts[key];
  return text === undefined ? `⟦${key}⟧` : insert(text, values);
}

// What `said` takes out of a sentence: parts in backticks, and numbers. Tests/Browser/sentences.py does the same.
const part = /`[^`]*`|(?<![\p{L}\p{N}_.-])\d+(?:\.\d+)*(?![\p{L}\p{N}_-])/gu;

const numbered = (text, values) => insert(text, Object.fromEntries(values.map((value, place) => [place + 1, value])));

/** The keys with open parts, those that say most first. */
function open() {
  const pattern = (key) =>
    key
      .split(/(\{\*?\})/)
      .map((one) => (one === "{}" ? "(\\{\\})" : one === "{*}" ? "(.*?)" : one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")))
      .join("");
  const long = (key) => key.replace(/\{\*?\}/g, "").length;
  patterns ??= Object.keys(texts)
    .filter((key) => key.startsWith("said.") && key.includes("{*}"))
    .sort((a, b) => long(b) - long(a))
    .map((key) => [texts[key], new RegExp(`^${pattern(key.slice(5))}$`, "su")]);
  return patterns;
}

/**
 * A sentence of the node in the reader's language, or nothing if it has no words. The English sentence is the key: `{}`
 * stands for a part in backticks or a number, `{*}` for any other part, which is a sentence again or stays as it is.
 */
export function said(text) {
  const parts = [];
  const key = text.replace(part, (found) => {
    parts.push(found);
    return "{}";
  });
  const known = texts[`said.${key}`];
  if (known !== undefined) return numbered(known, parts);
  for (const [words, pattern] of open()) {
    const found = pattern.exec(key);
    if (!found) continue;
    return numbered(
      words,
      found.slice(1).map((one) => {
        const whole = one.replace(/\{\}/g, () => parts.shift() ?? "{}");
        return one === "{}" ? whole : (said(whole) ?? whole);
      }),
    );
  }
  return undefined;
}

/** The word for a value of an open list, or the value itself where there is none. */
export function word(group, value) {
  return texts[`${group}.${value}`] ?? String(value ?? "");
}
