// What a page is for, which keys do what, and the first steps of a role. The texts come when they are asked for.

import * as api from "./api.js";
import { fill, h, unique } from "./dom.js";
import { language, t, word } from "./i18n.js";
import { keyList, keySwitch, pageKeys } from "./keys.js";
import { pages } from "./pages/index.js";

const loaded = {};

/** The long texts of a language: purposes of pages, first steps, the glossary's words. */
export async function helpTexts(tag = language()) {
  loaded[tag] ??= fetch(`help/${tag}.json`, { cache: "no-cache" }).then((answer) => answer.json());
  return loaded[tag];
}

/** The section of the documents that is about a page. */
const sections = { node: "operators", people: "operators", agreements: "agreements", draft: "agreements" };

/** What a page is for, in a few sentences. */
export const purpose = async (name) => (await helpTexts()).purpose[name] ?? [];

/** Opens the help of a page: what it is for, the keys, where more stands. */
export async function help(name, frame) {
  const lines = h("div", {});
  const heading = h("h2", { id: unique("help") }, t("help.title", { page: word("page", name) }));
  const close = () => dialog.close();
  const go = pages
    .filter((one) => one.key && frame.may(one.name))
    .map((one) => [`g ${one.key}`, word("page", one.name)]);
  const own = pageKeys();
  const dialog = h(
    "dialog",
    { class: "help-dialog", "aria-labelledby": heading.id },
    heading,
    lines,
    own.length ? [h("h3", {}, t("help.page-keys")), h("div", { class: "keys" }, keyList(own))] : "",
    h("h3", {}, t("help.keys")),
    h(
      "div",
      { class: "keys" },
      keyList([["/", t("command.open")], ["?", t("help.open")], ["Esc", t("help.escape")], ...go]),
    ),
    keySwitch(),
    h(
      "p",
      {},
      h("a", { href: `#/help/${sections[name] ?? "officers"}` }, t("help.documents")),
      " · ",
      h("a", { href: "#/help/glossary" }, t("help.glossary")),
    ),
    h("div", { class: "buttons" }, h("button", { type: "button", class: "primary", onclick: close }, t("form.close"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".primary").focus();
  fill(
    lines,
    (await purpose(name)).map((line) => h("p", {}, line)),
  );
}

/** The three steps of each role of a person who signs in for the first time, until they are put away. */
export function firstSteps(session, frame) {
  if (!session || session.person.introduced !== false) return "";
  const steps = h("div", {});
  const heading = h("h2", { id: unique("first") }, t("help.first"));
  const away = async () => {
    session.person.introduced = true;
    section.remove();
    await api.post("account/introduction", {});
  };
  const section = h(
    "section",
    { class: "first card", "aria-labelledby": heading.id },
    heading,
    steps,
    h("div", { class: "buttons" }, h("button", { type: "button", onclick: away }, t("help.first-done"))),
  );
  helpTexts().then(({ first }) =>
    fill(
      steps,
      session.person.roles.map((role) => [
        h("h3", {}, word("role", role)),
        h(
          "ol",
          { class: "first-steps" },
          first[role].map(({ page, text }) =>
            h(
              "li",
              {},
              frame.may(page) ? h("a", { href: `#/${page}` }, word("page", page)) : word("page", page),
              ` – ${text}`,
            ),
          ),
        ),
      ]),
    ),
  );
  return section;
}
