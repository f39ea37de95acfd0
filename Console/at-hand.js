// What somebody has at hand, a file or a text, held against what is here: nothing of it is kept.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { banners, hitTable, wrongPatterns } from "./hits.js";
import { language, t } from "./i18n.js";
import { warned } from "./listed.js";
import { area, check, empty, errorText, field, section } from "./parts.js";

/** The form, and below it what came out. */
export function checkAtHand(view) {
  const out = h("div", { "aria-live": "polite" });
  const text = area("text", { rows: 10, required: true, spellcheck: "false", class: "pattern" });
  const file = h("input", { type: "file", name: "file", accept: ".json,.ndjson,.txt,.csv" });
  file.addEventListener("change", async () => {
    if (file.files[0]) text.value = await file.files[0].text();
  });
  const loose = check("practical", t("cyber.practical"), { checked: true });
  const form = h(
    "form",
    { class: "card" },
    h("p", { class: "help" }, t("cyber.check-help")),
    field(t("cyber.check-text"), text, t("cyber.check-text-help")),
    field(t("cyber.check-file"), file),
    loose,
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "first" }, t("cyber.check-now"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const mode = form.elements.practical.checked ? "practical" : "exact";
    try {
      const found = await api.post("cyber/check", { text: text.value }, { query: { lang: language(), mode } });
      view.mark([...banners(found.met), ...banners(found.seen)]);
      fill(out, results(view, found));
    } catch (error) {
      fill(out, h("p", { class: "warning", role: "alert" }, errorText(error)));
    }
  });
  return [form, out];
}

function results(view, { met, seen, objects, indicators, whole, listed }) {
  if (!objects) return empty(t("cyber.check-nothing"));
  const told = t("cyber.check-read", { count: number(objects), indicators: number(indicators) });
  const cut = whole ? "" : h("p", { class: "warning" }, t("cyber.check-cut"));
  const late = met.complete && seen.complete ? "" : h("p", { class: "warning" }, t("cyber.incomplete"));
  return [
    h("div", { class: "card" }, h("p", { class: "headline" }, told), cut, late, warned(listed)),
    objects > indicators ? part(view, t("cyber.check-met"), met) : "",
    indicators ? part(view, t("cyber.check-seen"), seen) : "",
  ];
}

const part = (view, title, { items, wrong }) => [
  section(title, items.length ? hitTable(view, items) : empty(t("cyber.check-none"))),
  wrongPatterns(wrong),
];
