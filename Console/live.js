// What other people and partners do while a page is open: the node tells that something is another, the page asks what.

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** Which parts of *Today* a page shows. */
const parts = {
  queue: ["queue"],
  requests: ["consents", "recalls", "losses"],
  holdings: ["recent"],
  exercise: ["recent"],
  exercises: ["recent"],
};
let line = null;
let heard = () => {};
let quiet = 0;

/** Something that this page does itself is no news to it. */
export const own = () => {
  quiet = Date.now() + 3000;
};

/** The stream that all pages of this browser share, under the name of their session. */
function shared(name) {
  const worker = new SharedWorker("stream.js", { name, type: "module" });
  worker.port.addEventListener("message", ({ data }) => heard(data));
  worker.port.start();
  return { end: (why) => worker.port.postMessage(why) };
}

/** Where there are no shared workers, the page that is looked at has a stream of its own. */
function alone() {
  let source = null;
  const end = () => {
    source?.close();
    source = null;
  };
  function look() {
    if (document.hidden) return end();
    if (source) return;
    source = new EventSource("/api/v1/events");
    source.addEventListener("ready", () => heard({ ready: true }));
    source.addEventListener("today", (event) => heard({ today: JSON.parse(event.data) }));
    source.addEventListener("real", () => heard({ real: true }));
  }
  document.addEventListener("visibilitychange", look);
  look();
  return {
    end: () => {
      document.removeEventListener("visibilitychange", look);
      end();
    },
  };
}

/**
 * Listens for as long as somebody is signed in; `again` draws the page anew, `ended` is called when another page has
 * signed out, `count` when what waits is another, `happens` when something real is raised or lifted.
 */
export function listen(session, page, { again, ended, count, happens }) {
  if (!session) return stop();
  if (line || !window.EventSource) return;
  heard = ({ ready, today, real, ended: isOver }) => {
    if (ready) document.documentElement.dataset.live = "on";
    // What came before the page listened, and what came since.
    if (ready || real) happens();
    if (isOver) {
      line = null;
      ended();
    }
    if (!today) return;
    count();
    const { name, body, renew } = page();
    // A page that does not take it in itself says so.
    const isTaken = renew !== undefined && renew(today.changed) !== false;
    if (!isTaken && Date.now() > quiet && parts[name]?.some((part) => today.changed.includes(part))) tell(body, again);
  };
  const begin = () => {
    line ??= "SharedWorker" in window ? shared(`entente ${session.csrf.slice(0, 8)}`) : alone();
  };
  begin();
  window.onpagehide = () => stop();
  // A page that comes back as it was listens again.
  window.onpageshow = ({ persisted }) => persisted && begin();
}

/** Stops listening: the page goes, or somebody signs out, which the other pages of this browser are told. */
export function stop(why = "leaving") {
  line?.end(why);
  line = null;
  delete document.documentElement.dataset.live;
  if (why !== "leaving") window.onpagehide = window.onpageshow = null;
}

/** A page that cannot renew itself, on which somebody works, is not drawn anew under the person's hands. */
function tell(body, again) {
  if (body.querySelector(".news")) return;
  body.prepend(
    h(
      "p",
      { class: "news", role: "status" },
      t("live.changed"),
      " ",
      h("button", { type: "button", class: "small", onclick: again }, t("live.again")),
    ),
  );
}
