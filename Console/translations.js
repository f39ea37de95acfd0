// The translations of an object, side by side with what it says itself.

import { fill, h } from "./dom.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { field, objectLink, select } from "./parts.js";

const names = (tag) => new Intl.DisplayNames([language()], { type: "language", fallback: "code" }).of(tag);
const text = (content) => (Array.isArray(content) ? h("ul", {}, content.map((one) => h("li", {}, text(one)))) : content !== null && typeof content === "object"
  ? h("dl", { class: "inner" }, Object.entries(content).map(([name, inner]) => [h("dt", {}, word("property", name)), h("dd", {}, text(inner))])) : String(content ?? ""));

/** Every language of every translation that is of a version. */
const offers = (list, version) => list.filter((one) => !one.of_version || one.of_version === version)
  .flatMap((one) => Object.entries(one.contents ?? {}).map(([tag, content]) => ({ ...one, tag, content })));

/** The place where translations of one version after another are shown; the reader's language comes first. */
export function translations(list) {
  const element = h("div", {});
  return { element, draw: (version) => draw(element, list, version) };
}

function draw(element, list, { object, version }) {
  const offered = offers(list, version);
  if (!offered.length) return fill(element);
  const own = offered.findIndex(({ tag }) => tag.split("-")[0] === language());
  const out = h("div", { "aria-live": "polite" });
  const show = (one) => fill(out, h("table", { class: "plain translation" },
    h("caption", { class: "hidden" }, t("object.translations")),
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, t("object.original"), object.lang ? ` · ${names(object.lang)}` : ""), h("th", { scope: "col" }, names(one.tag), " ", chip(one.banner)))),
    h("tbody", {}, Object.keys(one.content).sort((a, b) => (b === "name") - (a === "name")).map((name) => h("tr", {}, h("th", { scope: "row" }, word("property", name)),
      h("td", { lang: object.lang ?? "en" }, text(object[name])), h("td", { lang: one.tag }, text(one.content[name])))))),
  h("p", { class: "help" }, objectLink(one.id, word("type", "language-content"))));
  const choice = select("translation", offered.map(({ tag }, place) => [String(place), names(tag)]), String(Math.max(own, 0)), { onchange: (event) => show(offered[event.target.value]) });
  fill(element, offered.length > 1 ? field(t("object.translated-as"), choice) : "", out);
  show(offered[Math.max(own, 0)]);
}
