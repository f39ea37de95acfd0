// What the pages of the registry share: how an entry, a copy and a holder are shown.

import * as api from "./api.js";
import { download } from "./files.js";
import { h } from "./dom.js";
import { time } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { party, sourceName } from "./names.js";
import { field, input, objectLink, select } from "./parts.js";

/** A number as the registry writes it. */
export const numberText = (number) => number.replace("-", "/");

export const numberLink = (number) => h("a", { href: `#/registry/${number}` }, numberText(number));

/** The title of an entry; who may not see it is told so. */
export const titleOf = (entry) =>
  entry.item ? objectLink(entry.item, entry, { details: true }) : h("span", { class: "help" }, t("registry.no-title"));

export const levelOf = (entry) => chip(entry.level);

export const sourceOf = (entry) =>
  entry.source_title ? party(entry.source.split(" ")[1], entry.source_title) : sourceName(entry.source);

export const copyText = (copy) => (copy === 0 ? t("registry.original") : t("registry.copy-number", { number: copy }));

/** Who has a copy; the registry where it is nobody's. */
export const holderText = (copy) => copy.person || t("registry.in-registry");

export const entryColumns = () => [
  { title: t("registry.number"), cell: ({ entry }) => numberLink(entry.number) },
  { title: t("registry.level"), cell: ({ entry }) => levelOf(entry) },
  { title: t("registry.title"), style: "wide", cell: ({ entry }) => titleOf(entry) },
];

/** The banners of the titles that are shown. */
export const banners = (entries) => entries.filter((one) => one.item).map((one) => one.banner);

/** Fields for who gets a copy and where it is then. */
export const holderFields = (persons) => [
  field(
    t("registry.holder"),
    select("account", [
      ["", t("registry.in-registry")],
      ...persons.filter((one) => one.account).map((one) => [one.account, one.title]),
    ]),
    t("registry.holder-help"),
  ),
  field(t("registry.other-person"), input("person", { maxlength: 200 })),
  field(t("registry.place"), input("place", { required: true, maxlength: 200 })),
];

export const choices = (group, names) => names.map((name) => [name, word(group, name)]);

/** What was asked for about destroying a copy, with the two names. */
export const destructionText = (one) => [
  copyText(one.copy),
  " · ",
  word("registry-destroying", one.method),
  " · ",
  one.officer,
  " ",
  time(one.made),
  one.second_officer ? [" · ", one.second_officer, " ", time(one.decided)] : "",
];

/** Buttons that hand out a certificate. */
export function certificate(view, one) {
  const name = `destruction-${one.number}-${one.copy}`;
  const path = `destructions/${api.segment(one.id)}/certificate`;
  const take = async (isPaper) => {
    const query = isPaper ? { format: "pdf" } : {};
    try {
      const file = await api.file(path, { query, signal: view.signal });
      download(file, name + (isPaper ? ".pdf" : ".txt"), isPaper ? "application/pdf" : "text/plain");
    } catch (problem) {
      view.say(problem.message);
    }
  };
  const button = (label, isPaper) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        "aria-label": `${t("registry.certificate")}, ${label}: ${copyText(one.copy)}`,
        onclick: () => take(isPaper),
      },
      label,
    );
  return h("span", { class: "buttons" }, button(t("registry.paper"), true), button(t("registry.signed"), false));
}
