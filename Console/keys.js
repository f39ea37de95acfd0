// Keys of one letter work only where nobody types, and only while the reader leaves them on (WCAG 2.2, 2.1.4).

import { h, isTyping } from "./dom.js";
import { t } from "./i18n.js";

const kept = "entente-keys";
/** So long `g` waits for the letter of a page, in milliseconds. */
const patience = 1500;
let actions = {};
let words = [];
let going = 0;

export const keysOn = () => localStorage.getItem(kept) !== "off";

/** What keys do on the page that is shown: `{ j: next }`, and how `?` says it: `[["j", "next"]]`. */
export function bind(map, list = []) {
  [actions, words] = [map, list];
}

/** The keys of the page that is shown, in words. */
export const pageKeys = () => words;

/** Listens; `always` are keys of every page, `go(letter)` gets what follows `g`. */
export function listen(always, go) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target) && !document.querySelector("dialog[open]")) {
      return event.target.blur();
    }
    const occupied = isTyping(event.target) || document.querySelector("dialog[open]");
    if (event.ctrlKey || event.metaKey || event.altKey || occupied || !keysOn()) return;
    const action = after(event.key, go) ?? actions[event.key] ?? always[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** What a key does after `g`, or as `g` itself. */
function after(key, go) {
  const isGoing = Date.now() - going < patience;
  going = key === "g" && !isGoing ? Date.now() : 0;
  if (isGoing) return () => go(key);
  return key === "g" ? () => {} : undefined;
}

/** The short help of a page: `[["j", "next"], …]`, with the switch. */
export function keyHelp(list) {
  return h("div", { class: "keys" }, keyList(list), keySwitch());
}

/** Keys with what they do. */
export const keyList = (list) => list.map(([key, text]) => h("span", {}, h("kbd", {}, key), " ", text));

/** Whether single letters do something. */
export const keySwitch = () =>
  h(
    "label",
    { class: "check" },
    h("input", {
      type: "checkbox",
      checked: keysOn(),
      onchange: (event) => localStorage.setItem(kept, event.target.checked ? "on" : "off"),
    }),
    h("span", {}, t("keys.on")),
  );
