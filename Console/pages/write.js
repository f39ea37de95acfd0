// Writing an object, with the decisions beside it as one types.

import * as api from "../api.js";
import { debounced, fill, h } from "../dom.js";
import { language, t, word } from "../i18n.js";
import { chip, tlp } from "../marking.js";
import { channels, check, decisionCard, empty, errorText, field, input, latest, prose, section, select, sends, typeName, values } from "../parts.js";
import { picker } from "../picker.js";
import { build, draft, forms } from "../stix.js";

/** What was being written when the page was left, by whom: another language or a look elsewhere loses nothing. */
let left = null;

export async function show(view) {
  const restored = left?.person === view.person.name ? left : null;
  left = null;
  let current = restored?.draft ?? draft("report");
  let isSaved = false;
  const references = {};
  const fields = h("div", {}), portions = h("div", { class: "portions" }), errors = h("div", { "aria-live": "assertive" });
  const type = select("type", Object.keys(forms).map((name) => [name, typeName(name)]), current.type);
  const marking = h("fieldset", { class: "inline tlp" }, h("legend", {}, t("column.marking")), tlp.map(({ name, id }) =>
    check("marking", chip(name), { type: "radio", value: id, checked: name === "TLP:GREEN" })));
  const form = h("form", { class: "card" }, field(t("column.type"), type), marking, fields,
    h("details", { class: "portion-box" }, h("summary", {}, t("write.portions")), h("p", { class: "help" }, t("write.portions-help")), portions),
    errors, h("div", { class: "buttons" }, h("button", { class: "primary", id: "save" }, t("write.save"))));
  const preview = previewPanel(view);

  const object = () => {
    const entered = values(form);
    for (const { name, kind } of forms[current.type]) {
      if (kind === "references") entered[name] = references[name].chosen();
    }
    const parts = Object.fromEntries(Object.entries(entered).filter(([name]) => name.startsWith("portion:")).map(([name, value]) => [name.slice(8), value]));
    return build(current, entered, entered.marking, parts, view.identity);
  };
  const changed = debounced(250, () => preview.ask(object()));
  view.signal.addEventListener("abort", () => changed.cancel());

  function draw() {
    fill(fields, forms[current.type].map((one) => control(one, view, references, changed)));
    const choices = [["", t("write.as-whole")], ...tlp.map(({ name, id }) => [id, name])];
    fill(portions, forms[current.type].filter((one) => one.portion).map((one) => field(word("property", one.name), select(`portion:${one.name}`, choices))));
  }
  type.addEventListener("change", () => {
    const before = values(form);
    current = draft(type.value);
    draw();
    for (const { name } of forms[current.type]) if (typeof before[name] === "string" && form.elements[name]) form.elements[name].value = before[name];
  });
  for (const event of ["input", "change"]) form.addEventListener(event, changed);
  sends(form, errors, async () => {
    const { id } = await api.post("objects", { object: object() });
    isSaved = true;
    view.say(t("write.saved"));
    location.hash = `#/object/${encodeURIComponent(id)}`;
  });
  preview.onchange(changed);
  draw();
  if (restored) restore(form, references, restored);
  view.signal.addEventListener("abort", () => {
    const chosen = Object.fromEntries(Object.entries(references).map(([name, one]) => [name, one.entries()]));
    left = isSaved ? null : { person: view.person.name, draft: current, entered: values(form), chosen };
  });
  fill(view.body, h("div", { class: "split write-split" }, section(t("write.object"), form), preview.element));
  changed();
}

function restore(form, references, { entered, chosen }) {
  for (const control of form.elements) {
    if (!(control.name in entered)) continue;
    if (control.type === "radio") control.checked = control.value === entered[control.name];
    else if (control.type === "checkbox") control.checked = entered[control.name];
    else control.value = entered[control.name];
  }
  for (const [name, entries] of Object.entries(chosen)) references[name]?.choose(entries);
}

function control({ name, kind, required, choices, wanted }, view, references, changed) {
  const label = word("property", name);
  if (kind === "references") {
    references[name] = picker(view, label, { type: wanted, required, changed });
    return references[name].element;
  }
  if (kind === "yes") return check(name, label);
  if (kind === "choice") return field(label, select(name, choices.map((choice) => [choice, word("kind", choice)]), choices[0]));
  if (kind === "moment") return field(label, input(name, { type: "datetime-local", required, value: new Date().toISOString().slice(0, 16) }), t("form.utc"));
  if (kind === "paragraphs") return field(label, h("textarea", { name, rows: 9, required }), t("write.paragraphs"));
  return field(label, input(name, { required }));
}

/** Findings and decisions for what is in the form; an older question is dropped when a newer one is asked. */
function previewPanel(view) {
  const out = h("div", { class: "preview", "aria-live": "polite", "aria-busy": "false" });
  const channel = channels();
  const purpose = input("purpose");
  const named = h("fieldset", { class: "inline", hidden: true }, h("legend", {}, t("preview.named")));
  const options = h("form", { class: "options", onsubmit: (event) => event.preventDefault() }, h("div", { class: "pair" }, field(t("preview.channel"), channel), field(t("property.purpose"), purpose)), named);
  const ask = latest(view.signal);

  function draw({ findings, banner, decisions }) {
    view.mark([banner]);
    if (named.hidden && decisions.length) {
      named.append(...decisions.map((one) => check("named[]", one.title || one.party, { value: one.party })));
      named.hidden = false;
    }
    const open = new Set([...out.querySelectorAll(".decision")].filter((card) => card.querySelector("details[open]")).map((card) => card.dataset.party));
    fill(out,
      h("p", { class: "facts" }, t("preview.banner"), " ", chip(banner)),
      findings.length ? h("ul", { class: "findings" }, findings.map((one) => h("li", { class: one.severity }, h("strong", {}, word("severity", one.severity)), " ", one.path ? [h("code", {}, one.path), " "] : "", prose(one.message))))
        : h("p", { class: "fine" }, t("preview.valid")),
      decisions.length ? decisions.map((decision) => decisionCard(decision)) : empty(t("today.no-partners")));
    for (const card of out.querySelectorAll(".decision")) if (open.has(card.dataset.party)) card.querySelector("details").open = true;
  }

  return {
    element: section(t("preview.title"), h("p", { class: "help" }, t("preview.help")), options, out),
    onchange: (action) => {
      for (const event of ["input", "change"]) options.addEventListener(event, action);
    },
    ask: async (object) => {
      const signal = ask();
      out.setAttribute("aria-busy", "true");
      try {
        const body = { object, named: values(options).named ?? [], channel: channel.value, lang: language(), ...(purpose.value ? { purpose: purpose.value } : {}) };
        draw(await api.post("preview", body, { signal }));
      } catch (problem) {
        if (problem.name !== "AbortError") fill(out, errorText(problem));
      } finally {
        if (!signal.aborted) out.setAttribute("aria-busy", "false");
      }
    },
  };
}
