// Steps in their order: of an attack flow, an incident with its events and tasks, or a playbook.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { errorText, objectLink, section } from "./parts.js";

const types = ["attack-flow", "incident", "report", "artifact"];

/** The section of an object's page; it stays away from an object without steps. */
export function steps(view, id) {
  if (!types.includes(id.split("--")[0]) || !view.can("GET cyber/steps")) return "";
  const out = h("div");
  draw(view, id, out);
  return out;
}

async function draw(view, id, out) {
  try {
    const found = await api.get("cyber/steps", { query: { object: id }, signal: view.signal });
    if (!found.items.length) return;
    view.mark(found.items.map((one) => one.banner).filter(Boolean));
    fill(out, section(t("steps.title"), notes(found), list(found)));
  } catch (error) {
    if (error.name !== "AbortError") fill(out, errorText(error));
  }
}

const notes = ({ revoked, signatures, complete }) => [
  revoked ? h("p", { class: "warning" }, t("steps.revoked")) : "",
  signatures ? h("p", { class: "help" }, t("steps.signed", { count: number(signatures) })) : "",
  complete ? "" : h("p", { class: "warning" }, t("steps.incomplete")),
];

function list({ items, reached }) {
  const places = new Map(items.map((one, place) => [one.id, place + 1]));
  return h(
    "ol",
    { class: "flow" },
    items.map((one, place) =>
      h(
        "li",
        {},
        h("p", {}, h("span", { class: "tag" }, word("step-kind", one.kind)), " ", title(one), " ", state(one)),
        one.detail && one.detail !== one.name ? h("p", { class: "detail" }, one.detail) : "",
        place >= reached ? h("p", { class: "help" }, t("steps.apart")) : "",
        next(one, places),
      ),
    ),
  );
}

const title = (one) =>
  one.object ? [objectLink(one.id, one.name), " ", one.banner ? chip(one.banner) : ""] : h("strong", {}, one.name);

/** How a task or an event stands in words; the number of a technique, or what is run, as it is written. */
function state({ kind, reference }) {
  if (!reference) return "";
  if (kind === "event" || kind === "task") return word("step-state", reference);
  return h("code", { class: reference.includes("\n") ? "block" : "" }, reference);
}

function next({ next: links }, places) {
  if (!links.length) return "";
  const told = links.map(({ to, when, value }) => {
    const step = t("steps.number", { number: number(places.get(to)) });
    return when === "always" ? step : t(`step-when.${when}`, { step, value });
  });
  return h("p", { class: "help" }, t("steps.then"), " ", told.join(", "));
}
