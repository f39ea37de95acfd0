// What other people and partners do while a page is open: the node tells that something is another, the page asks what.

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** Which parts of *Today* a page shows. */
const parts = { queue: ["queue"], requests: ["consents", "recalls", "losses"], holdings: ["recent"] };
let source = null;
let quiet = 0;

/** Something that this page does itself is no news to it. */
export const own = () => {
  quiet = Date.now() + 3000;
};

/** Listens for as long as somebody is signed in; `again` draws the page anew. */
export function listen(isSignedIn, page, again) {
  if (!isSignedIn) {
    source?.close();
    source = null;
    return;
  }
  if (source || !window.EventSource) return;
  source = new EventSource("/api/v1/events");
  source.addEventListener("today", (event) => {
    const { changed } = JSON.parse(event.data);
    const { name, body } = page();
    if (name === "today" && !document.querySelector("dialog")) again();
    else if (Date.now() > quiet && parts[name]?.some((part) => changed.includes(part))) tell(body, again);
  });
}

/** A page on which somebody works is not drawn anew under the person's hands. */
function tell(body, again) {
  if (body.querySelector(".news")) return;
  body.prepend(h("p", { class: "news", role: "status" }, t("live.changed"), " ", h("button", { type: "button", class: "small", onclick: again }, t("live.again"))));
}
