// What the forms of workspaces share: who takes part, the marking, the languages, and handing in with the act.

import * as api from "./api.js";
import { h } from "./dom.js";
import { language, t } from "./i18n.js";
import { tlp } from "./marking.js";
import { languageName } from "./names.js";
import { ask, check, field, select } from "./parts.js";

/** The markings that a person may write under: levels of TLP, then labels. */
export async function markingField(signal) {
  const choices = await api.get("markings", { query: { lang: language() }, signal });
  const offered = [...tlp.filter(({ id }) => choices.tlp.includes(id)), ...choices.held];
  const begun = offered.find(({ id }) => id === tlp[1].id) ?? offered[0];
  return field(
    t("column.marking"),
    select(
      "marking",
      offered.map(({ id, name }) => [id, name]),
      begun?.id,
    ),
  );
}

/** The other parties, as boxes of which those that take part are chosen; one alone is chosen already. */
export function partyBoxes(parties) {
  const others = parties.filter((one) => !one.own && one.name);
  return h(
    "fieldset",
    { class: "inline" },
    h("legend", {}, t("talks.parties")),
    others.map((one) => check("parties[]", one.name, { value: one.id, checked: others.length === 1 })),
  );
}

/** The languages in which a text is authentic: those of the console. */
export const languageBoxes = (chosen = ["en"]) =>
  h(
    "fieldset",
    { class: "inline" },
    h("legend", {}, t("talks.languages")),
    ["en", "ja", "fr", "de"].map((tag) =>
      check("languages[]", languageName(tag), { value: tag, checked: chosen.includes(tag) }),
    ),
  );

/** Whether what is written is handed in for release at once. */
export const sendBox = (checked = true) => check("send", t("talks.send"), { checked });

/** What a party of a text or a dialogue is called. */
export const partyName = (one) => (one?.own ? t("talks.us") : (one?.name ?? t("talks.other")));

/** A form in a dialog that does one act of a workspace and then draws the page anew. */
export const does = (view, path, title, fields, action, body, again) =>
  ask(title, fields, action, async (entered) => {
    const done = await api.post(path, body(entered));
    view.say(t(done.submissions.length ? "talks.handed-in" : "talks.kept"));
    await again();
  });

/** The lines of a field, one thing each. */
export const lines = (text) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
