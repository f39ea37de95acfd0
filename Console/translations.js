// The translations of an object, side by side with what it says itself: who or what made each, how far it was looked
// at, and the next step.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { area, ask, check, field, given, input, objectLink, select, sourceName } from "./parts.js";
import { proseOf, translationRecord } from "./stix.js";

/** What is offered: the official languages of the European Union, of Japan, and of their partners and neighbours. */
const offeredTags = [
  "ar",
  "bg",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "es",
  "et",
  "fi",
  "fil",
  "fr",
  "ga",
  "he",
  "hi",
  "hr",
  "hu",
  "id",
  "is",
  "it",
  "ja",
  "ko",
  "lt",
  "lv",
  "ms",
  "mt",
  "nl",
  "no",
  "pl",
  "pt",
  "ro",
  "ru",
  "sk",
  "sl",
  "sv",
  "th",
  "tr",
  "uk",
  "vi",
  "zh-Hans",
  "zh-Hant",
];
const names = (tag) => new Intl.DisplayNames([language()], { type: "language", fallback: "code" }).of(tag);
const text = (content) =>
  Array.isArray(content)
    ? h(
        "ul",
        {},
        content.map((one) => h("li", {}, text(one))),
      )
    : content !== null && typeof content === "object"
      ? h(
          "dl",
          { class: "inner" },
          Object.entries(content).map(([name, inner]) => [
            h("dt", {}, word("property", name)),
            h("dd", {}, text(inner)),
          ]),
        )
      : String(content ?? "");

const stateOf = (one) => (one.state ? word("translation-state", one.state) : t("translation.not-stated"));
const isMachine = (one) => one.made_by === "machine";
/** What is approved goes before what is checked; a machine's draft comes last. */
const rank = (one) =>
  one.state === "approved" ? 3 : one.state === "checked" ? 2 : one.state === "draft" ? (isMachine(one) ? -1 : 1) : 0;

/** Every language of every translation that is of a version. */
const offers = (list, version) =>
  list
    .filter((one) => !one.of_version || one.of_version === version)
    .flatMap((one) => Object.entries(one.contents ?? {}).map(([tag, content]) => ({ ...one, tag, content })))
    .sort((one, other) => rank(other) - rank(one));

/** The place where translations of one version after another are shown; the reader's language comes first. */
export function translations(view, found, again) {
  const element = h("div", {});
  const mayWrite = (version) =>
    view.can("POST translations") &&
    !version.quarantine &&
    !version.source.startsWith("rendition ") &&
    found.type !== "language-content" &&
    Boolean(version.object.modified) &&
    proseOf(version.object).length > 0;
  return {
    element,
    isEmpty: !found.translations.length && !mayWrite(found.versions[0]),
    draw: (version) => draw(view, element, found.translations, version, mayWrite(version), again),
  };
}

function draw(view, element, list, { object, version }, mayWrite, again) {
  const offered = offers(list, version);
  const add = mayWrite
    ? h(
        "div",
        { class: "buttons" },
        h(
          "button",
          { type: "button", class: "translate", onclick: () => write(view, object, null, again) },
          t("translation.new"),
        ),
      )
    : "";
  if (!offered.length) return fill(element, add);
  const own = offered.findIndex(({ tag }) => tag.split("-")[0] === language());
  const out = h("div", { "aria-live": "polite" });
  const show = (one) =>
    fill(
      out,
      beside(object, one),
      made(one),
      mayWrite && one.source === "own" && one.state ? steps(view, object, one, again) : "",
      h("p", { class: "help" }, objectLink(one.id, word("type", "language-content"))),
    );
  const label = (one) =>
    [names(one.tag), isMachine(one) ? t("translation.machine") : "", stateOf(one)].filter(Boolean).join(" · ");
  const choice = select(
    "translation",
    offered.map((one, place) => [String(place), label(one)]),
    String(Math.max(own, 0)),
    { onchange: (event) => show(offered[event.target.value]) },
  );
  fill(element, offered.length > 1 ? field(t("object.translated-as"), choice) : "", out, add);
  show(offered[Math.max(own, 0)]);
}

/** Each text of the object with its translation beside it. */
const beside = (object, one) =>
  h(
    "table",
    { class: "plain translation" },
    h("caption", { class: "hidden" }, t("object.translations")),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td", {}),
        h("th", { scope: "col" }, t("object.original"), object.lang ? ` · ${names(object.lang)}` : ""),
        h("th", { scope: "col" }, names(one.tag), " ", chip(one.banner)),
      ),
    ),
    h(
      "tbody",
      {},
      Object.keys(one.content)
        .sort((a, b) => (b === "name") - (a === "name"))
        .map((name) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, word("property", name)),
            h("td", { lang: object.lang ?? "en" }, text(object[name])),
            h("td", { lang: one.tag }, text(one.content[name])),
          ),
        ),
    ),
  );

/** The same on the page of the translation itself, as far as the object says it. */
export const madeOf = ({ object, source }) =>
  object.type === "language-content" ? made({ ...object.extensions?.[translationRecord], source }) : "";

/** What is said of how a translation was made. A partner's is a partner's word. */
function made(one) {
  const by = one.translated_by?.join(", ") ?? (one.made_by === "person" ? one.translator : "");
  const who = isMachine(one)
    ? t("translation.by-machine", { name: one.translator ?? "?" })
    : by
      ? t("translation.by-person", { name: by })
      : one.made_by
        ? t("translation.by-somebody")
        : "";
  const looked = (name) =>
    one[name]
      ? [
          " · ",
          t(`translation.${name}`),
          " ",
          time(one[name]),
          one[`${name}_by`] ? ` ${t("translation.step-by", { name: one[`${name}_by`] })}` : "",
        ]
      : "";
  return h(
    "p",
    { class: "facts made" },
    h("span", { class: `tag${rank(one) < 2 ? " warn" : ""}` }, stateOf(one)),
    isMachine(one) ? h("span", { class: "tag warn" }, t("translation.machine")) : "",
    " ",
    who,
    looked("checked"),
    looked("approved"),
    one.source === "own" ? "" : ` · ${sourceName(one.source)}`,
  );
}

function steps(view, object, one, again) {
  const next = { draft: "checked", checked: "approved" }[one.state];
  return h(
    "div",
    { class: "buttons" },
    next
      ? h(
          "button",
          { type: "button", class: "step", onclick: () => step(view, one, next, again) },
          t(`translation.to-${next}`),
        )
      : "",
    h(
      "button",
      { type: "button", class: "rewrite", onclick: () => write(view, object, one, again) },
      t("translation.rewrite"),
    ),
  );
}

function step(view, one, state, again) {
  return ask(
    t(`translation.to-${state}`),
    [
      h(
        "p",
        {},
        `${names(one.tag)}: `,
        h("span", { lang: one.tag }, String(Object.values(one.content)[0]).slice(0, 200)),
      ),
      h("p", { class: "help" }, t(`translation.help-${state}`)),
    ],
    t(`translation.to-${state}`),
    async () => {
      await api.post(`translations/${api.segment(one.id)}`, { state, version: one.version });
      view.say(t("translation.kept"));
      again();
    },
  );
}

/** A form for the texts of a version in another language; `one` is the translation that gets another text. */
function write(view, object, one, again) {
  const prose = proseOf(object);
  const tags = one ? [named(one.tag)] : [["", ""], ...tagsFor(object)];
  return ask(
    t(one ? "translation.rewrite" : "translation.new"),
    [
      field(t("translation.language"), select("language", tags, one?.tag ?? "", { required: true })),
      maker(one ?? {}),
      prose.flatMap(([name, source]) => parts(name, source, one?.content[name])),
      h("p", { class: "help" }, t("translation.draft-help")),
    ],
    t("translation.keep"),
    async (entered) => {
      const texts = prose.map(([name, source]) => [
        name,
        Array.isArray(source) ? listed(entered, name, source) : entered[`text:${name}`],
      ]);
      await api.post(
        "translations",
        given({
          object: object.id,
          version: object.modified,
          language: entered.language,
          texts: Object.fromEntries(texts.filter(([, value]) => value)),
          machine: entered["is-machine"] ? entered.machine : undefined,
          translation: one?.id,
          base: one?.version,
        }),
      );
      view.say(t("translation.kept"));
      again();
    },
  );
}

const named = (tag) => [tag, names(tag)];

/** Languages by their names; the object's own is no translation. */
const tagsFor = (object) =>
  offeredTags
    .filter((tag) => tag !== (object.lang ?? "en"))
    .map(named)
    .sort(([, a], [, b]) => a.localeCompare(b, language()));

/** Whether a machine makes the translation, and which. */
function maker(one) {
  const name = input("machine", { value: isMachine(one) ? one.translator : "", maxlength: 200 });
  const machine = field(t("translation.machine-name"), name);
  const box = check("is-machine", t("translation.is-machine"), { checked: isMachine(one), onchange: () => toggle() });
  const toggle = () => {
    machine.hidden = !box.querySelector("input").checked;
    name.required = !machine.hidden;
  };
  toggle();
  return [box, machine];
}

/** A field for a text, or for each text of a list, with the source below it. */
function parts(name, source, value) {
  const part = (label, place, text, below) => field(label, area(`text:${name}${place}`, { value: text ?? "" }), below);
  const label = word("property", name);
  return Array.isArray(source)
    ? source.map((each, place) => part(`${label} ${place + 1}`, `:${place}`, value?.[place], each))
    : [part(label, "", value, source)];
}

/** The texts of a list; it keeps its length (STIX 2.1, 7.1.1), and what was not translated stands as it is. */
function listed(entered, name, source) {
  const texts = source.map((_, place) => entered[`text:${name}:${place}`]);
  return texts.some(Boolean) ? texts.map((one, place) => one || source[place]) : null;
}
