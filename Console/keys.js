// Keys of one letter work only where nobody types, and only while the reader leaves them on (WCAG 2.2, 2.1.4).

import { h, isTyping } from "./dom.js";
import { t } from "./i18n.js";

const kept = "entente-keys";
let actions = {};

export const keysOn = () => localStorage.getItem(kept) !== "off";

/** What keys do on the page that is shown: `{ j: next, "/": search }`. */
export function bind(map) {
  actions = map;
}

/** Listens; `otherwise(key)` gets what the page does not take. */
export function listen(otherwise) {
  document.addEventListener("keydown", (event) => {
    const occupied = isTyping(event.target) || document.querySelector("dialog[open]");
    if (event.ctrlKey || event.metaKey || event.altKey || occupied || !keysOn()) return;
    const done = actions[event.key] ? (actions[event.key](), true) : otherwise(event.key);
    if (done) event.preventDefault();
  });
}

/** The short help of a page: `[["j", "next"], …]`, with the switch. */
export function keyHelp(list) {
  return h(
    "div",
    { class: "keys" },
    list.map(([key, text]) => h("span", {}, h("kbd", {}, key), " ", text)),
    h(
      "label",
      { class: "check" },
      h("input", {
        type: "checkbox",
        checked: keysOn(),
        onchange: (event) => localStorage.setItem(kept, event.target.checked ? "on" : "off"),
      }),
      h("span", {}, t("keys.on")),
    ),
  );
}
