// Starts the console: who is signed in, which page the hash names.

import * as api from "./api.js";
import { keepClock } from "./clock.js";
import { Command } from "./command.js";
import { fill, h } from "./dom.js";
import { settled } from "./drafts.js";
import { Frame } from "./frame.js";
import { firstSteps, help } from "./help.js";
import { keep, start, t, word } from "./i18n.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import { know, own } from "./names.js";
import { open, page, pages } from "./pages/index.js";
import { errorText } from "./parts.js";

/** So long a sign-out waits for what is being kept, in milliseconds. */
const patience = 3000;
const state = { node: { name: "", title: "" }, session: null, wanted: "", leave: new AbortController(), first: true };

let shown = {};

const acts = {
  signOut,
  again: () => (state.isPartial ? location.reload() : route()),
  command: () => command.open(),
  help: () => help(place().name, frame),
};
const frame = new Frame(state, acts, place);
const command = new Command(frame, acts);

async function signOut() {
  // The page stops asking and listening first: what it writes is kept, what it waits for is dropped.
  live.stop("signing-out");
  state.leave.abort();
  await Promise.race([settled(), new Promise((done) => setTimeout(done, patience))]);
  api.drop();
  state.session = null;
  await api.signOut().catch(() => {});
  // The server has the browser forget everything; which language is read is no secret.
  keep();
  keepClock();
  location.hash = "#/sign-in";
  // Nothing of what was read or written stays in memory.
  location.reload();
}

const home = () => `#/${pages.find(({ name }) => frame.may(name))?.name ?? "sign-in"}`;

function place() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, ...rest] = path.split("/");
  return { name, argument: decodeURIComponent(rest.join("/")), query: new URLSearchParams(query) };
}

/** Which page to show: guests get the open ones, others what they may. */
async function route() {
  const wanted = place();
  const { name } = wanted;
  if (!open.includes(name) && !state.session) {
    state.wanted = name ? location.hash : "";
    return location.replace("#/sign-in");
  }
  if (name === "" || (name === "sign-in" && state.session)) return location.replace(home());
  await know(state.session);
  state.leave.abort();
  state.leave = new AbortController();
  document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
  keys.bind({});
  const heading = h("h1", { tabindex: "-1" }, word("page", name));
  const body = h("div", { class: `page ${name}`, "aria-busy": "true" });
  frame.draw(name);
  frame.mark([]);
  frame.show(name === "inbox" ? firstSteps(state.session, frame) : "", heading, body);
  entitle(heading.textContent);
  shown = { name, body };
  live.listen(state.session, () => shown, {
    again: route,
    ended: api.endSession,
    count: () => frame.count(),
    happens: () => frame.real(),
  });
  if (!state.first) heading.focus({ preventScroll: false });
  state.first = false;
  window.scrollTo(0, 0);
  await Promise.all([show(name, viewOf(wanted, heading, body, state.leave.signal)), frame.count(), frame.real()]);
}

const entitle = (text) => {
  document.title = [text, own(state.node), "Entente"].filter(Boolean).join(" – ");
};

/** What a page gets: where it draws, who reads it, and what it may do with the frame around it. */
const viewOf = ({ name, argument, query }, heading, body, signal) => ({
  name,
  body,
  heading,
  argument,
  query,
  say: (text) => frame.say(text),
  node: state.node,
  person: state.session?.person,
  identity: state.session?.identity,
  signal,
  can: (call) => frame.can(call),
  may: (page) => frame.may(page),
  again: route,
  mark: (list) => signal.aborted || frame.mark(list),
  /** Looks again whether something real is raised. */
  real: () => frame.real(),
  title: (text) => {
    if (signal.aborted) return;
    fill(heading, text);
    entitle(text);
  },
  keys: keys.bind,
  /** A page that takes in what others did without being drawn anew says how. */
  renews: (renew) => signal.aborted || (shown.renew = renew),
  enter: (session) => {
    state.session = session;
    location.hash = state.wanted || home();
  },
});

/** The module of a page; a browser that could not load one tries only after it has begun anew. */
async function loaded(name) {
  try {
    return await import(`./pages/${name}.js`);
  } catch {
    state.isPartial = true;
    throw api.noConnection();
  }
}

/** Has the page drawn; what goes wrong is told in its place. */
async function show(name, view) {
  try {
    if (!open.includes(name) && !frame.may(name))
      return fill(view.body, h("p", { class: "nothing" }, t("error.not-found")));
    const drawn = await loaded(page(name)?.shownBy ?? name);
    await drawn.show(view);
  } catch (problem) {
    if (problem.name === "AbortError" || view.signal.aborted) return;
    fill(view.body, errorText(problem));
  } finally {
    view.body.removeAttribute("aria-busy");
  }
}

/** Goes to the page whose letter follows `g`. */
function go(letter) {
  const found = pages.find((one) => one.key === letter && frame.may(one.name));
  if (found) location.hash = `#/${found.name}`;
}

keys.listen({ "/": acts.command, "?": acts.help }, go);

await start();
fill(document.getElementById("app"), frame.parts);
api.onSessionEnd(() => {
  if (!state.session) return;
  state.session = null;
  frame.say(t("error.not-signed-in"));
  state.wanted = location.hash;
  location.hash = "#/sign-in";
});
try {
  [state.node, state.session] = await Promise.all([api.get("node"), api.session()]);
  window.addEventListener("hashchange", route);
  await route();
} catch (problem) {
  frame.show(h("h1", {}, "Entente"), errorText(problem));
}
