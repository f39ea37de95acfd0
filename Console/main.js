// Starts the console: who is signed in, which page the hash names, the frame around it.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { settled } from "./drafts.js";
import { available, choose, keep, language, start, t, word } from "./i18n.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import { highest } from "./marking.js";
import { open, page, pages } from "./pages/index.js";
import { errorText } from "./parts.js";
import { readiesPrint } from "./print.js";

/** So long a sign-out waits for what is being kept, in milliseconds. */
const patience = 3000;
const state = { node: { name: "", title: "" }, session: null, wanted: "", leave: new AbortController(), first: true };

let shown = {};
let marking = highest([]);

const app = document.getElementById("app");
const banners = [0, 1].map(() => h("div", { class: "banner", role: "region" }, h("span", {})));
const bar = h("header", { class: "bar" });
const nav = h("nav", { id: "nav" });
const main = h("main", { id: "main", tabindex: "-1" });
const status = h("div", { class: "status", role: "status", "aria-live": "polite" });

const paper = readiesPrint(() => ({
  marking,
  person: state.session && (state.session.person.title || state.session.person.name),
  node: state.node.title,
  place: place(),
}));

const under = (name) => page(name)?.under ?? name;
const can = (call) => state.session?.calls.includes(call) ?? false;
const may = (name) => can(page(name)?.call);

/** Shows a marking above and below the page. */
function mark(list) {
  const top = (marking = highest(list));
  paper.write();
  banners.forEach((banner, place) => {
    banner.className = `banner ${top.style}`;
    banner.setAttribute("aria-label", t(place ? "marking.below" : "marking.above"));
    fill(banner, h("span", {}, top.text));
  });
}

function say(text) {
  fill(status, text);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => fill(status), 8000);
}

function drawBar(current) {
  const person = state.session?.person;
  fill(
    bar,
    person ? menuButton() : "",
    h(
      "a",
      { class: "brand", href: "#/" },
      h("img", { src: "icon.svg", alt: "", width: "22", height: "22" }),
      h("span", {}, "Entente"),
      h("span", { class: "node" }, state.node.title),
    ),
    h(
      "div",
      { class: "bar-end" },
      person ? accountLink(person, current) : "",
      languageChoice(),
      person ? h("button", { type: "button", id: "sign-out", onclick: signOut }, t("nav.sign-out")) : "",
    ),
  );
  nav.classList.remove("open");
  nav.hidden = !person;
  nav.setAttribute("aria-label", t("nav.label"));
  fill(nav, menu(current));
}

/** Opens the menu where there is no room for it. */
function menuButton() {
  const toggle = () => button.setAttribute("aria-expanded", String(nav.classList.toggle("open")));
  const button = h(
    "button",
    { class: "menu", type: "button", "aria-expanded": "false", "aria-controls": "nav", onclick: toggle },
    t("nav.menu"),
  );
  return button;
}

const accountLink = (person, current) =>
  h(
    "a",
    {
      class: "person",
      href: "#/account",
      title: t("account.open"),
      "aria-current": current === "account" ? "page" : null,
    },
    h("strong", {}, person.title || person.name),
    h("span", { class: "roles" }, person.roles.map((role) => word("role", role)).join(", ")),
  );

function languageChoice() {
  const change = async (event) => {
    await choose(event.target.value);
    await route();
    document.getElementById("language")?.focus();
  };
  return h(
    "select",
    { id: "language", "aria-label": t("property.lang"), onchange: change },
    available().map(({ tag, name }) => h("option", { value: tag, lang: tag, selected: tag === language() }, name)),
  );
}

/** The pages that the person may open, as far as they stand in the menu. */
const menu = (current) =>
  h(
    "ul",
    {},
    pages
      .filter((one) => may(one.name) && !one.under && !one.quiet)
      .map(({ name }) =>
        h(
          "li",
          {},
          h("a", { href: `#/${name}`, "aria-current": name === under(current) ? "page" : null }, word("page", name)),
        ),
      ),
  );

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
  location.hash = "#/sign-in";
  // Nothing of what was read or written stays in memory.
  location.reload();
}

const home = () => `#/${pages.find(({ name }) => may(name))?.name ?? "sign-in"}`;

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
  state.leave.abort();
  state.leave = new AbortController();
  document.querySelectorAll("dialog").forEach((dialog) => dialog.close());
  keys.bind({});
  const heading = h("h1", { tabindex: "-1" }, word("page", name));
  const body = h("div", { class: `page ${name}`, "aria-busy": "true" });
  drawBar(name);
  mark([]);
  fill(skip, t("nav.skip"));
  fill(main, heading, body);
  entitle(heading.textContent);
  shown = { name, body };
  live.listen(state.session, () => shown, route, api.endSession);
  if (!state.first) heading.focus({ preventScroll: false });
  state.first = false;
  window.scrollTo(0, 0);
  await show(name, viewOf(wanted, heading, body, state.leave.signal));
}

const entitle = (text) => {
  document.title = [text, state.node.title, "Entente"].filter(Boolean).join(" – ");
};

/** What a page gets: where it draws, who reads it, and what it may do with the frame around it. */
const viewOf = ({ name, argument, query }, heading, body, signal) => ({
  name,
  body,
  heading,
  argument,
  query,
  say,
  node: state.node,
  person: state.session?.person,
  identity: state.session?.identity,
  signal,
  can,
  may,
  again: route,
  mark: (list) => signal.aborted || mark(list),
  title: (text) => {
    if (signal.aborted) return;
    fill(heading, text);
    entitle(text);
  },
  keys: keys.bind,
  enter: (session) => {
    state.session = session;
    location.hash = state.wanted || home();
  },
});

/** Has the page drawn; what goes wrong is told in its place. */
async function show(name, view) {
  try {
    if (!open.includes(name) && !may(name)) return fill(view.body, h("p", { class: "nothing" }, t("error.not-found")));
    const drawn = await import(`./pages/${page(name)?.shownBy ?? name}.js`);
    await drawn.show(view);
  } catch (problem) {
    if (problem.name === "AbortError" || view.signal.aborted) return;
    fill(view.body, errorText(problem));
  } finally {
    view.body.removeAttribute("aria-busy");
  }
}

keys.listen((key) => {
  if (key !== "/" || !may("holdings")) return false;
  location.hash = "#/holdings";
  return true;
});

const skip = h("a", {
  class: "skip",
  href: "#main",
  onclick: (event) => {
    event.preventDefault();
    main.focus();
  },
});

await start();
fill(
  app,
  skip,
  banners[0],
  bar,
  h("div", { class: "frame" }, nav, main),
  status,
  h("footer", {}, banners[1], paper.foot),
);
api.onSessionEnd(() => {
  if (!state.session) return;
  state.session = null;
  say(t("error.not-signed-in"));
  state.wanted = location.hash;
  location.hash = "#/sign-in";
});
try {
  [state.node, state.session] = await Promise.all([api.get("node"), api.session()]);
  window.addEventListener("hashchange", route);
  await route();
} catch (problem) {
  fill(main, h("h1", {}, "Entente"), errorText(problem));
}
