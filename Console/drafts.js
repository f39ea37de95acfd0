// What somebody writes is kept by the node while it is written: a reload, another page or another browser loses
// nothing.

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
 * @param on `discarded()` after the draft was discarded; `moved(key)` when it goes on as another one, since a second
 *   window changed it.
 */
export class Keeper {
  #key;
  #own;
  #collect;
  #on;
  #isOver = false;
  #isDirty = false;
  #isSending = false;
  #soon = debounced(1000, () => this.#save());
  #told = h("span", { role: "status" });
  #discard;

  constructor(view, key, collect, on) {
    [this.#key, this.#own, this.#collect, this.#on] = [key, state(key), collect, on];
    this.#discard = h(
      "button",
      { type: "button", class: "small discard", hidden: !this.#own.revision, onclick: () => this.drop() },
      t("drafts.discard"),
    );
    this.element = h("p", { class: "draft-state help" }, this.#told, " ", this.#discard);
    if (this.#own.saved) this.#tell();
    for (const name of ["pagehide", "beforeunload"]) window.addEventListener(name, this.#leaving);
    view.signal.addEventListener("abort", () => {
      if (this.#isDirty && !this.#isOver) this.#save();
      this.#listenNoMore();
    });
  }

  key() {
    return this.#key;
  }

  edited() {
    this.#isDirty = true;
    this.#soon();
  }

  /** What is saved as an object is no draft any more; the node has forgotten it in the same act. */
  done() {
    this.#stop();
    known.delete(this.#key);
  }

  /** The keeping under way is over, and none begins until `again`. */
  async rest() {
    this.#soon.cancel();
    await this.#own.running;
  }

  again() {
    if (this.#isDirty) this.#soon();
  }

  #tell() {
    fill(this.#told, t("drafts.saved", { time: clock(this.#own.saved) }));
  }

  /** The draft is thrown away, and the page begins without it. */
  async drop() {
    this.#stop();
    await this.#own.running;
    if (this.#own.revision) await api.remove(`drafts/${this.#key}`).catch(() => {});
    known.delete(this.#key);
    this.#on.discarded();
  }

  /** One keeping at a time, each with what stands there when it begins. */
  #save() {
    this.#own.running = (this.#own.running ?? Promise.resolve()).then(() => (this.#isOver ? null : this.#send()));
  }

  async #send() {
    const { content, ...rest } = this.#collect();
    const text = JSON.stringify(content);
    this.#isDirty = false;
    if (text === this.#own.kept) return;
    const post = async () => {
      const body = { content, ...rest, revision: this.#own.revision };
      const { saved, revision } = await api.post(`drafts/${this.#key}`, body);
      Object.assign(this.#own, { saved, revision, kept: text });
      this.#discard.hidden = false;
      this.#tell();
    };
    this.#isSending = true;
    try {
      await post().catch((problem) => {
        if (problem.code !== "draft-changed") throw problem;
        this.#move();
        return post();
      });
    } catch (problem) {
      this.#isDirty = true;
      fill(this.#told, h("span", { class: "error" }, t("drafts.not-saved"), " ", explain(problem)));
    } finally {
      this.#isSending = false;
    }
  }

  /** The other window's draft stays as it is; this one goes on under a name of its own. */
  #move() {
    this.#key = uuid();
    this.#own = state(this.#key);
    this.#on.moved(this.#key);
  }

  /**
   * The page goes: what was not kept is sent with it, as far as a browser sends that much;
   * else the browser asks whether to go.
   */
  #leaving = (event) => {
    if (this.#isOver || (!this.#isDirty && !this.#isSending)) return;
    const { content, ...rest } = this.#collect();
    const body = { content, ...rest, ...(this.#isSending ? {} : { revision: this.#own.revision }) };
    const isLarge = JSON.stringify(body).length > lastBytes;
    if (event.type === "beforeunload" && isLarge) event.preventDefault();
    if (event.type !== "pagehide" || isLarge) return;
    sessionStorage.setItem(waiting, `${this.#key} ${this.#own.revision + 1}`);
    api.post(`drafts/${this.#key}`, body, { keepalive: true }).catch(() => {});
  };

  #listenNoMore() {
    this.#soon.cancel();
    for (const name of ["pagehide", "beforeunload"]) window.removeEventListener(name, this.#leaving);
  }

  #stop() {
    this.#isOver = true;
    this.#listenNoMore();
  }
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
