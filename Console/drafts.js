// What somebody writes is kept by the node while it is written: a reload, another page or another browser loses nothing.

import * as api from "./api.js";
import { debounced, fill, h } from "./dom.js";
import { clock, time } from "./format.js";
import { t } from "./i18n.js";
import { explain, rowButton, typeName } from "./parts.js";
import { uuid } from "./stix.js";

/** A browser sends no more than this with a page that goes (Fetch, 4.5: `keepalive`). */
const lastBytes = 60_000;
const waiting = "entente-draft";
/** What is known of each draft in this window: how often it was kept, what was kept last, and the keeping under way. */
const known = new Map();
const state = (key) => known.get(key) ?? known.set(key, { revision: 0, kept: "", saved: "", running: null }).get(key);

/** The drafts of the person, the newest first, with what is being kept now. */
export async function list(signal) {
  await settled();
  return (await api.get("drafts", { signal })).items;
}

/** A draft with its content, or null; what the page before sent when it went is waited for. */
export async function find(key, signal) {
  await known.get(key)?.running;
  const [sent, revision] = (sessionStorage.getItem(waiting) ?? "").split(" ");
  sessionStorage.removeItem(waiting);
  for (let tries = 0; ; tries += 1) {
    const found = await api.get(`drafts/${key}`, { signal }).catch((problem) => {
      if (problem.status === 404) return null;
      throw problem;
    });
    if (sent !== key || tries > 20 || (found && found.revision >= Number(revision))) return found && remember(found);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function remember(found) {
  Object.assign(state(found.key), {
    revision: found.revision,
    saved: found.saved,
    kept: JSON.stringify(found.content),
  });
  return found;
}

/** Every keeping under way has come to its end. */
export const settled = () => Promise.allSettled([...known.values()].map((one) => one.running));

/**
 * Keeps one draft: `edited()` after each change, `done()` once it has become an object, `element` says how it stands.
 * @param collect gives `{ content, type, title, markings, item }` of now.
 * @param on `discarded()` after the draft was discarded; `moved(key)` when it goes on as another one, since a second window changed it.
 */
export function keeper(view, key, collect, on) {
  let own = state(key),
    isOver = false,
    isDirty = false,
    isSending = false;
  const told = h("span", { role: "status" });
  const discard = h(
    "button",
    {
      type: "button",
      class: "small discard",
      hidden: !own.revision,
      onclick: async () => {
        stop();
        await own.running;
        if (own.revision) await api.remove(`drafts/${key}`).catch(() => {});
        known.delete(key);
        on.discarded();
      },
    },
    t("drafts.discard"),
  );

  function kept({ saved, revision }, text) {
    Object.assign(own, { saved, revision, kept: text });
    discard.hidden = false;
    fill(told, t("drafts.saved", { time: clock(saved) }));
  }
  /** The other window's draft stays as it is; this one goes on under a name of its own. */
  function move() {
    key = uuid();
    own = state(key);
    on.moved(key);
  }
  async function send() {
    const { content, ...rest } = collect();
    const text = JSON.stringify(content);
    isDirty = false;
    if (text === own.kept) return;
    const post = async () => kept(await api.post(`drafts/${key}`, { content, ...rest, revision: own.revision }), text);
    isSending = true;
    try {
      await post().catch((problem) => {
        if (problem.code !== "draft-changed") throw problem;
        move();
        return post();
      });
    } catch (problem) {
      isDirty = true;
      fill(told, h("span", { class: "error" }, t("drafts.not-saved"), " ", explain(problem)));
    } finally {
      isSending = false;
    }
  }
  /** One keeping at a time, each with what stands there when it begins. */
  const save = () => (own.running = (own.running ?? Promise.resolve()).then(() => (isOver ? null : send())));
  const soon = debounced(1000, save);
  /** The page goes: what was not kept is sent with it, as far as a browser sends that much; else the browser asks whether to go. */
  function leaving(event) {
    if (isOver || (!isDirty && !isSending)) return;
    const { content, ...rest } = collect();
    const body = { content, ...rest, ...(isSending ? {} : { revision: own.revision }) };
    const isLarge = JSON.stringify(body).length > lastBytes;
    if (event.type === "beforeunload" && isLarge) event.preventDefault();
    if (event.type !== "pagehide" || isLarge) return;
    sessionStorage.setItem(waiting, `${key} ${own.revision + 1}`);
    api.post(`drafts/${key}`, body, { keepalive: true }).catch(() => {});
  }
  const stop = () => {
    isOver = true;
    soon.cancel();
    for (const name of ["pagehide", "beforeunload"]) window.removeEventListener(name, leaving);
  };
  for (const name of ["pagehide", "beforeunload"]) window.addEventListener(name, leaving);
  view.signal.addEventListener("abort", () => {
    if (isDirty && !isOver) save();
    soon.cancel();
    for (const name of ["pagehide", "beforeunload"]) window.removeEventListener(name, leaving);
  });
  if (own.saved) fill(told, t("drafts.saved", { time: clock(own.saved) }));
  return {
    key: () => key,
    element: h("p", { class: "draft-state help" }, told, " ", discard),
    edited: () => {
      isDirty = true;
      soon();
    },
    /** What is saved as an object is no draft any more; the node has forgotten it in the same act. */
    done: () => {
      stop();
      known.delete(key);
    },
    /** The keeping under way is over, and none begins until `again`. */
    rest: async () => {
      soon.cancel();
      await own.running;
    },
    again: () => isDirty && soon(),
  };
}

/** The drafts that can be gone on with. */
export function offered(items, again) {
  if (!items.length) return "";
  return h(
    "section",
    { class: "drafts card" },
    h("h2", {}, t("drafts.title")),
    h("p", { class: "help" }, t("drafts.help")),
    h(
      "ul",
      {},
      items.map((one) =>
        h(
          "li",
          {},
          h(
            "a",
            { href: `#/write${one.item ? `/${encodeURIComponent(one.item)}` : ""}?draft=${one.key}` },
            one.title || t("drafts.untitled"),
          ),
          " ",
          h(
            "span",
            { class: "rule" },
            typeName(one.type),
            one.item ? ` · ${t("drafts.of-version")}` : "",
            " · ",
            time(one.saved),
          ),
          " ",
          rowButton(t("drafts.discard"), one.title || t("drafts.untitled"), async () => {
            await api.remove(`drafts/${one.key}`).catch(() => {});
            known.delete(one.key);
            again();
          }),
        ),
      ),
    ),
  );
}
