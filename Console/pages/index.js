// The pages, in the order of the menu.
// A page is for whoever may make the call that it stands on (`calls` of the session); `key` goes there after `g`.

export const groups = ["desk", "partnership", "picture", "control"];

export const pages = [
  { name: "inbox", call: "GET inbox", group: "desk", key: "i" },
  { name: "holdings", call: "GET holdings", group: "desk", key: "s" },
  { name: "object", call: "GET objects/{id}", under: "holdings" },
  { name: "write", call: "POST objects", group: "desk", key: "w" },
  { name: "papers", call: "POST submissions", group: "desk", key: "m" },
  { name: "talks", call: "GET talks", group: "partnership", key: "f" },
  { name: "round", call: "GET talks/round", under: "talks" },
  { name: "text", call: "GET texts/table", under: "talks" },
  { name: "handover", call: "GET talks/handover", under: "talks" },
  { name: "commitments", call: "GET commitments", group: "partnership", key: "c" },
  { name: "commitment", call: "GET commitments", under: "commitments" },
  { name: "exercises", call: "GET exercises", group: "partnership", key: "1" },
  { name: "exercise", call: "GET exercises/exercise", under: "exercises" },
  // Workspaces without a page of their own.
  { name: "industry", call: "GET industry", shownBy: "work", group: "partnership", key: "d" },
  { name: "spending", call: "GET spending", shownBy: "work", group: "partnership", key: "b" },
  { name: "transfers", call: "GET transfers", shownBy: "work", group: "partnership", key: "t" },
  { name: "watch", call: "GET watch", group: "picture", key: "v" },
  { name: "cyber", call: "GET cyber", group: "picture", key: "h" },
  { name: "cases", call: "GET cases", group: "picture", key: "j" },
  { name: "case", call: "GET cases/case", under: "cases" },
  { name: "queue", call: "GET queue", group: "control", key: "q" },
  { name: "requests", call: "GET consents", group: "control", key: "r" },
  { name: "agreements", call: "GET agreements", group: "control", key: "a" },
  { name: "draft", call: "POST agreements/{question}", under: "agreements" },
  { name: "partners", call: "GET partners/{name}", group: "control", key: "p" },
  { name: "partner", call: "GET partners/{name}", under: "partners" },
  { name: "ledger", call: "GET log", group: "control", key: "l" },
  { name: "decisions", call: "GET log/own", shownBy: "ledger", group: "control", key: "y" },
  { name: "registry", call: "GET registry", group: "control", key: "k" },
  { name: "register", call: "GET register", group: "control", key: "e" },
  { name: "quarantine", call: "GET quarantine", group: "control", key: "x" },
  { name: "node", call: "GET health", group: "control", key: "n" },
  { name: "consumers", call: "GET consumers", group: "control", key: "u" },
  { name: "lists", call: "POST warning-lists", group: "control", key: "g" },
  { name: "sources", call: "GET sources", group: "control", key: "z" },
  { name: "people", call: "GET people", group: "control", key: "o" },
  // Reached by one's own name in the bar, and by `?`.
  { name: "account", call: "GET account", quiet: true },
  { name: "help", call: "GET session", quiet: true },
];

/** For everybody, signed in or not. */
export const open = ["sign-in", "link"];

export const page = (name) => pages.find((one) => one.name === name);
