// What anything is called in the reader's language: parties, persons, sources, types, objects. Identifiers stand in a
// line of details that opens by key, touch or hover.

import * as api from "./api.js";
import { claimName } from "./claims.js";
import { h, hidden, isTyping, unique } from "./dom.js";
import { language, t, word } from "./i18n.js";
import { keysOn } from "./keys.js";

let parties = new Map();
let asked = null;

/** The names of parties, asked for once for somebody who is signed in; again after `forget`. */
export async function know(session) {
  if (!session) return forget();
  asked ??= api.get("parties").then(
    ({ items }) => {
      parties = new Map(items.map((one) => [one.name, one.titles]));
    },
    () => {
      asked = null;
    },
  );
  await asked;
}

/** The names may be others now: agreements were put into use, a partner was linked, somebody else signs in. */
export function forget() {
  asked = null;
}

/** A title in the reader’s language, of titles by language. */
export const inLanguage = (titles) => titles?.[language()] ?? titles?.en ?? Object.values(titles ?? {})[0];

/** A party by its short name or the name that agreements use; `title` is what its node calls itself. */
export const party = (name, title) => inLanguage(parties.get(name)) ?? (title || name || "");

/** Some parties, as a list is written in the reader's language. */
export const partyList = (list) =>
  new Intl.ListFormat(language(), { type: "conjunction" }).format(list.map((one) => party(one)));

/** The node's own party, for guests too. */
export const own = (node) => inLanguage(node.titles) ?? node.title;

/** Who did something: a person by the title, a partner's node by the party's name. */
export const officer = (text) => (text?.startsWith("partner ") ? party(text.slice(8)) : (text ?? ""));

/** Where something came from. */
export const sourceName = (source) =>
  source === "own" || source === "found"
    ? t(`source.${source}`)
    : source.startsWith("partner ")
      ? t("source.partner", { name: party(source.slice(8)) })
      : source.startsWith("rendition ")
        ? t("source.rendition", { name: party(source.slice(10)) })
        : source.startsWith("taxii ")
          ? t("source.taxii", { name: source.slice(6) })
          : source;

export const typeName = (type) => word("type", type);

/** A language by its tag. */
export const languageName = (tag) =>
  new Intl.DisplayNames([language()], { type: "language", fallback: "code" }).of(tag);

/** The type that an identifier tells. */
const typeOf = (item) => item.type ?? String(item.item ?? item.id ?? "").split("--")[0];

/**
 * What an object is called, as plain text: of a row with `name` and `type`. A notice by what it asks, a claim by what
 * it says in short, a translation as what it translates, and what has no name by its type.
 */
export function object(item) {
  const type = typeOf(item);
  if (item.languages) {
    const into = item.languages.map(languageName).join(", ");
    return item.name
      ? t("names.translation-of", { name: item.name, languages: into })
      : t("names.translation", { languages: into });
  }
  if (type === "entente-notice") return word("notice", item.name);
  if (type === "entente-claim" && item.name) return claimName(item.name, item.claim);
  return item.name && item.name !== (item.item ?? item.id) ? item.name : typeName(type);
}

export { object as objectName };

/** That a name or a text is taken from a translation, and what the object is called in its own language. */
export function translated(item) {
  const { translated: from } = item;
  if (!from) return "";
  const said = t(from.by_machine ? "names.by-machine" : "names.translated", { original: from.original });
  return h(
    "span",
    { class: "translated", title: said },
    h("span", { "aria-hidden": "true" }, t(from.by_machine ? "names.sign-machine" : "names.sign")),
    hidden(said),
  );
}

/** A link to an object by its name, with the sign of a translation and its details. */
export const objectLink = (id, item, { details: isDetailed = false } = {}) => {
  const named = typeof item === "object" ? { id, ...item } : { id, name: item };
  const link = h("a", { href: `#/object/${encodeURIComponent(id)}`, "data-id": id }, object(named));
  return isDetailed || named.translated
    ? h("span", { class: "named" }, link, translated(named), isDetailed ? details(named) : "")
    : link;
};

const identifier = /^[a-z0-9-]+--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What stands in backticks in a sentence of the node: a party and an object by their names, all else as it is written.
 * `items` are objects that the reader knows, by identifier; `isPlain`, that there is no room for a link.
 */
export function spoken(part, items = {}, isPlain = false) {
  if (!identifier.test(part)) return parties.has(part) ? party(part) : isPlain ? part : h("code", {}, part);
  const item = items[part] ?? { id: part };
  return isPlain ? object(item) : objectLink(part, item);
}

/** What stands behind a name: the identifier with its copy, the name in the object's own language. */
const facts = (item, say) =>
  h(
    "dl",
    { class: "pairs" },
    item.translated ? [h("dt", {}, t("names.original")), h("dd", {}, item.translated.original)] : "",
    h("dt", {}, t("names.identifier")),
    h("dd", {}, h("code", {}, item.id), " ", copies(item.id, say)),
  );

function copies(text, say) {
  const button = h(
    "button",
    {
      type: "button",
      class: "small",
      onclick: async () => {
        await navigator.clipboard?.writeText(text);
        button.textContent = t("form.copied");
        say?.(t("form.copied"));
      },
    },
    t("form.copy"),
  );
  return button;
}

/** Where the details of something stand beside the button that opens them. */
function place(box, button) {
  const at = button.getBoundingClientRect();
  box.style.insetInlineStart = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
  const isBelow = at.bottom + box.offsetHeight + 8 <= innerHeight;
  box.style.insetBlockStart = `${isBelow ? at.bottom + 4 : Math.max(8, at.top - box.offsetHeight - 4)}px`;
}

let opened = null;
let waits = 0;

function close() {
  clearTimeout(waits);
  opened?.box.remove();
  opened?.button.setAttribute("aria-expanded", "false");
  opened = null;
}

/** Shows the details beside a button; a second time takes them away. */
function open(button, item, isHeld) {
  if (opened?.button === button) {
    if (opened.isHeld || !isHeld) return close();
    opened.isHeld = true;
    return undefined;
  }
  close();
  const box = h(
    "div",
    { class: "details", id: unique("i"), role: "group", "aria-label": t("names.details") },
    facts(item),
  );
  (button.closest("dialog, main") ?? document.body).append(box);
  place(box, button);
  box.addEventListener("pointerenter", () => clearTimeout(waits));
  box.addEventListener("pointerleave", () => opened?.isHeld || close());
  button.setAttribute("aria-expanded", "true");
  opened = { button, box, isHeld };
  if (isHeld) box.querySelector("button")?.focus();
  return undefined;
}

/**
 * A button that opens the details of an object: by click, touch or hover, and by the key `i` while the link beside it
 * has the focus. In lists it is no stop of the tabulator (`inList`).
 */
export function details(item, { inList = true } = {}) {
  const button = h(
    "button",
    {
      type: "button",
      class: "detail",
      "aria-label": t("names.details-of", { name: object(item) }),
      "aria-expanded": "false",
      tabindex: inList ? "-1" : null,
      onclick: () => open(button, item, true),
      onpointerenter: (event) => {
        if (event.pointerType !== "mouse") return;
        clearTimeout(waits);
        waits = setTimeout(() => opened?.button === button || open(button, item, false), 400);
      },
      onpointerleave: () => {
        clearTimeout(waits);
        waits = setTimeout(() => opened?.isHeld || close(), 300);
      },
    },
    h("span", { "aria-hidden": "true" }, "ⓘ"),
  );
  return button;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) {
    const { button } = opened;
    close();
    event.preventDefault();
    (button.tabIndex < 0 ? button.parentElement.querySelector("a") : button)?.focus();
  }
  if (event.key !== "i" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !keysOn())
    return;
  const beside = event.target instanceof Element && event.target.parentElement?.querySelector(":scope > .detail");
  if (!beside) return;
  event.preventDefault();
  beside.click();
});
document.addEventListener("pointerdown", (event) => {
  if (opened && !opened.box.contains(event.target) && !opened.button.contains(event.target)) close();
});
window.addEventListener("hashchange", close);
