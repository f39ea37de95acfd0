// Texts by key: `group.name`, in the files one group under the other. A language is one file in `languages/` and one line in `languages/index.json`.

const kept = "entente-language";
let languages = [];
let texts = {};
let fallback = {};
let current = "en";

const load = async (name) => (await fetch(`languages/${name}.json`, { cache: "no-cache" })).json();

const table = async (tag) => Object.fromEntries(Object.entries(await load(tag))
  .flatMap(([group, names]) => Object.entries(names).map(([name, text]) => [`${group}.${name}`, text])));

/** Loads the list and the language of the reader. */
export async function start() {
  languages = await load("index");
  fallback = await table("en");
  await choose(preferred(), false);
}

/** The reader's earlier choice, else the first of the browser's languages that there is. */
function preferred() {
  const known = languages.map((language) => language.tag);
  const wanted = [localStorage.getItem(kept), ...navigator.languages].filter(Boolean);
  return wanted.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => known.includes(tag)) ?? "en";
}

export async function choose(tag, isChoice = true) {
  texts = tag === "en" ? fallback : await table(tag);
  current = tag;
  document.documentElement.lang = tag;
  if (isChoice) keep();
}

/** Keeps the choice for the next visit. */
export const keep = () => localStorage.setItem(kept, current);

export const language = () => current;
export const available = () => languages;

const insert = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** The text of a key; a missing one is shown in brackets, so that tests find it. */
export function t(key, values = {}) {
  const text = texts[key] ?? fallback[key];
  return text === undefined ? `⟦${key}⟧` : insert(text, values);
}

/** The word for a value of an open list, or the value itself where there is none. */
export function word(group, value) {
  return texts[`${group}.${value}`] ?? fallback[`${group}.${value}`] ?? String(value ?? "");
}
