// The pages, in the order of the menu.
// A page is for whoever may make the call that it stands on (`calls` of the session).

export const pages = [
  { name: "today", call: "GET holdings" },
  { name: "holdings", call: "GET holdings" },
  { name: "object", call: "GET objects/{id}", under: "holdings" },
  { name: "watch", call: "GET watch" },
  { name: "commitments", call: "GET commitments" },
  // Workspaces without a page of their own.
  { name: "industry", call: "GET industry", shownBy: "work" },
  { name: "spending", call: "GET spending", shownBy: "work" },
  { name: "transfers", call: "GET transfers", shownBy: "work" },
  { name: "write", call: "POST objects" },
  { name: "queue", call: "GET queue" },
  { name: "requests", call: "GET consents" },
  { name: "agreements", call: "GET agreements" },
  { name: "draft", call: "POST agreements/{question}", under: "agreements" },
  { name: "partners", call: "GET partners/{name}" },
  { name: "partner", call: "GET partners/{name}", under: "partners" },
  { name: "ledger", call: "GET log" },
  { name: "register", call: "GET register" },
  { name: "quarantine", call: "GET quarantine" },
  { name: "node", call: "GET health" },
  { name: "people", call: "GET people" },
  // Reached by one's own name in the bar.
  { name: "account", call: "GET account", quiet: true },
];

/** For everybody, signed in or not. */
export const open = ["sign-in", "link"];

export const page = (name) => pages.find((one) => one.name === name);
