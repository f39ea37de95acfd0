// Writing an object or the next version of one, with the decisions beside it as one types.

import * as api from "../api.js";
import { attachments } from "../attach.js";
import { blackenedPart } from "../blackened.js";
import { differenceOf } from "../difference.js";
import { debounced, fill, h } from "../dom.js";
import * as drafts from "../drafts.js";
import { number, short } from "../format.js";
import { language, t, word } from "../i18n.js";
import { makeLabel } from "../label.js";
import { chip, tlp } from "../marking.js";
import {
  channels,
  check,
  decisionCard,
  empty,
  errorText,
  field,
  input,
  latest,
  section,
  select,
  sends,
  typeName,
  values,
} from "../parts.js";
import { Picker } from "../picker.js";
import { build, draft, draftOf, formOf, forms, opened, uuid } from "../stix.js";

/** What was being written when the page was left, by person and draft: another language loses no files either. */
const left = new Map();

export async function show(view) {
  const wanted = view.query.get("draft");
  const [choices, found, kept] = await Promise.all([
    api.get("markings", { query: { lang: language() }, signal: view.signal }),
    view.argument ? api.get(`objects/${api.segment(view.argument)}`, { signal: view.signal }) : null,
    drafts.list(view.signal),
  ]);
  if (found && !found.editable) throw new api.Problem(404, { code: "not-found" });
  const mine = kept.filter((one) => (one.item ?? "") === view.argument);
  const key = wanted ?? (found ? mine[0]?.key : null) ?? uuid();
  const resumed = left.get(`${view.person.name} ${key}`);
  const restored =
    resumed ??
    (await opening(
      wanted || mine.some((one) => one.key === key) ? await drafts.find(key, view.signal) : null,
      found,
      view.signal,
    ));
  const own = found?.versions.filter((version) => version.source === "own") ?? [];
  const held = found && (own.find((version) => version.version === restored?.draft.base) ?? own[0]).object;
  const isOld = held && held !== own[0].object;
  if (found) view.title(t("write.version-of", { name: found.name }));
  let current = { ...(restored?.draft ?? (held ? draftOf(held) : draft("report"))), ...(held ? { held } : {}) };
  let isSaved = false;
  const memory = { entered: restored?.memory?.entered ?? {}, chosen: restored?.memory?.chosen ?? {} };
  const labels = [...choices.held];
  const offered = () => [...tlp.map((one) => one.id), ...labels.map((one) => one.id)];
  const begun = held && opened(held, offered());
  const references = {};
  const fields = h("div", {}),
    portions = h("div", { class: "portions" }),
    errors = h("div", { "aria-live": "assertive" });
  const type = select(
    "type",
    Object.keys(forms).map((name) => [name, typeName(name)]),
    current.type,
  );
  const plain = begun ? (begun.marking.find((id) => tlp.some((one) => one.id === id)) ?? "") : tlp[1].id;
  const label = h("select", { name: "label" });
  const marking = h(
    "fieldset",
    { class: "inline tlp" },
    h("legend", {}, t("column.marking")),
    tlp.map(({ name, id }) => check("marking", chip(name), { type: "radio", value: id, checked: id === plain })),
    check("marking", t("write.no-tlp"), { type: "radio", value: "", checked: !plain }),
  );
  const newLabel = h(
    "button",
    {
      type: "button",
      class: "small new-label",
      onclick: () =>
        makeLabel(choices, (made) => {
          if (!labels.some((one) => one.id === made.id)) labels.push(made);
          drawLabels(made.id);
          edited();
        }),
    },
    t("label.another"),
  );
  const sources = new Picker(view, t("write.sources"), { help: t("write.sources-help"), changed: () => edited() });
  const files = attachments(choices.maximum_attachment);
  const difference = h("details", { class: "since", hidden: !held }, h("summary", {}, t("write.difference")));
  const keeping = new drafts.Keeper(view, key, content, { discarded: again, moved: name });
  const form = h(
    "form",
    { class: "card" },
    isOld ? h("p", { class: "error", role: "alert" }, t("drafts.newer")) : "",
    held ? "" : field(t("column.type"), type),
    marking,
    field(t("write.label"), label),
    h("p", { class: "help" }, choices.schemes.length ? newLabel : t("label.none-known")),
    fields,
    files.element,
    sources.element,
    h(
      "details",
      { class: "portion-box" },
      h("summary", {}, t("write.portions")),
      h("p", { class: "help" }, t("write.portions-help")),
      portions,
    ),
    difference,
    errors,
    h(
      "div",
      { class: "buttons" },
      h("button", { class: "primary", id: "save" }, t(held ? "write.save-version" : "write.save")),
    ),
    keeping.element,
  );
  const preview = previewPanel(view);
  const formNow = () => formOf(current.type, held);

  const markings = (entered) => [entered.marking, entered.label].filter(Boolean);
  const object = (attached = []) => {
    const entered = values(form);
    for (const { name, kind } of formNow())
      if (kind === "references")
        entered[name] = [...references[name].chosen(), ...(name === "object_refs" ? attached : [])];
    const of = (start) =>
      Object.fromEntries(
        Object.entries(entered)
          .filter(([name]) => name.startsWith(start))
          .map(([name, value]) => [name.slice(start.length), value]),
      );
    const own = of("tear-marking:");
    const tears = Object.fromEntries(
      Object.entries(of("tear:")).map(([name, text]) => [name, { text, marking: own[name] }]),
    );
    return build(current, entered, {
      marking: markings(entered),
      known: offered(),
      portions: of("portion:"),
      tears,
      creator: view.identity,
    });
  };
  const asked = debounced(250, () => {
    const made = object();
    preview.ask(made, sources.chosen());
    if (held)
      fill(
        difference,
        difference.firstChild,
        differenceOf(held, { ...made, modified: held.modified }, t("write.difference")),
      );
  });
  const changed = () => asked();
  /** From the first change on the address names the draft, so that a reload finds it. */
  function edited() {
    changed();
    keeping.edited();
    name();
  }
  const page = `#/write${view.argument ? `/${encodeURIComponent(view.argument)}` : ""}`;
  function name() {
    if (!view.signal.aborted) history.replaceState(null, "", `${page}?draft=${keeping.key()}`);
  }
  function again() {
    history.replaceState(null, "", page);
    isSaved = true;
    view.again();
  }
  const chosenNow = () => Object.fromEntries(Object.entries(references).map(([name, one]) => [name, one.entries()]));
  const identifiers = (chosen) =>
    Object.fromEntries(Object.entries(chosen).map(([name, list]) => [name, list.map(([id]) => id)]));
  /** The draft as the node keeps it: names of other objects are asked for again when it is opened. */
  function content() {
    const entered = values(form),
      { held: _, ...rest } = current;
    const made = {
      entered,
      chosen: identifiers(chosenNow()),
      sources: sources.chosen(),
      memory: { entered: memory.entered, chosen: identifiers(memory.chosen) },
      draft: { ...rest, ...(held ? { base: held.modified } : {}) },
    };
    const title = entered.name || entered.abstract || (entered.description || entered.content || "").slice(0, 80);
    return {
      content: made,
      type: current.type,
      title: title.slice(0, 200),
      markings: [
        ...new Set(
          Object.values({ ...memory.entered, ...entered }).filter((one) =>
            String(one).startsWith("marking-definition--"),
          ),
        ),
      ],
      ...(held ? { item: held.id } : {}),
    };
  }
  view.signal.addEventListener("abort", () => asked.cancel());

  const levels = () => [...tlp.map(({ name, id }) => [id, name]), ...labels.map(({ name, id }) => [id, name])];
  /** The choices of every field for a marking, with what is chosen now. */
  function drawLabels(wanted = label.value) {
    fill(
      label,
      [["", t("write.no-label")], ...labels.map((one) => [one.id, one.name])].map(([id, name]) =>
        h("option", { value: id, selected: id === wanted }, name),
      ),
    );
    for (const one of portions.querySelectorAll("select")) {
      const chosen = one.value;
      fill(
        one,
        [["", one.dataset.none], ...(one.dataset.keep ? [["keep", t("write.as-is")]] : []), ...levels()].map(
          ([id, name]) => h("option", { value: id, selected: id === chosen }, name),
        ),
      );
    }
  }
  function portion({ name }) {
    const title = name === "*" ? t("write.rest") : word("property", name);
    const marked = select(
      `portion:${name}`,
      [
        ["", t("write.as-whole")],
        ...(begun?.portions[name] === "keep" ? [["keep", t("write.as-is")]] : []),
        ...levels(),
      ],
      begun?.portions[name] ?? "",
      { "data-none": t("write.as-whole"), "data-keep": begun?.portions[name] === "keep" },
    );
    if (name === "*") return field(title, marked, t("write.rest-help"));
    const tear = begun?.tears[name];
    const line = h(
      "div",
      { class: "tear" },
      field(
        t("write.tear"),
        h("textarea", { name: `tear:${name}`, rows: 2, value: tear?.text ?? "" }),
        t("write.tear-help"),
      ),
      field(
        t("write.tear-marking"),
        select(
          `tear-marking:${name}`,
          [["", t("write.as-whole")], ...(tear?.marking === "keep" ? [["keep", t("write.as-is")]] : []), ...levels()],
          tear?.marking ?? "",
          { "data-none": t("write.as-whole"), "data-keep": tear?.marking === "keep" },
        ),
      ),
    );
    const toggle = () => {
      line.hidden = !marked.value;
    };
    marked.addEventListener("change", toggle);
    toggle();
    return h("fieldset", {}, h("legend", {}, title), field(t("column.marking"), marked), line);
  }
  function draw() {
    for (const name of Object.keys(references)) delete references[name];
    fill(
      fields,
      formNow().map((one) => control(one, view, references, edited)),
    );
    fill(
      portions,
      formNow()
        .filter((one) => one.portion)
        .map(portion),
      portion({ name: "*" }),
    );
    files.element.hidden = !formNow().some((one) => one.name === "object_refs");
  }
  type.addEventListener("change", () => {
    const before = formNow().map((one) => one.name);
    Object.assign(memory.entered, values(form));
    Object.assign(memory.chosen, chosenNow());
    current = { ...draft(type.value), created: current.created };
    carry(
      memory,
      before,
      formNow().map((one) => one.name),
    );
    draw();
    restore(form, references, { ...memory, entered: { ...memory.entered, type: current.type } });
  });
  for (const event of ["input", "change"]) form.addEventListener(event, edited);
  sends(form, errors, async () => {
    const attached = files.element.hidden ? [] : await files.keep(object().object_marking_refs ?? []);
    // The node names what is new; what stands in a draft is for the preview.
    const { id: drafted, ...rest } = object(attached);
    await keeping.rest();
    const { id } = await api
      .post("objects", {
        object: held ? { id: drafted, ...rest } : rest,
        sources: sources.chosen(),
        draft: keeping.key(),
        ...(held ? { base: held.modified } : {}),
      })
      .catch((problem) => {
        keeping.again();
        throw problem;
      });
    keeping.done();
    isSaved = true;
    view.say(t("write.saved"));
    location.hash = `#/object/${encodeURIComponent(id)}`;
  });
  preview.onchange(changed);
  drawLabels(begun?.marking.find((id) => labels.some((one) => one.id === id)) ?? "");
  draw();
  if (begun) begin(form, references, begun, found, sources);
  if (restored) {
    restore(form, references, restored);
    sources.choose(restored.sources);
    files.choose(restored.files ?? []);
  }
  view.signal.addEventListener("abort", () => {
    if (!isSaved)
      left.set(`${view.person.name} ${keeping.key()}`, {
        draft: current,
        entered: values(form),
        chosen: chosenNow(),
        sources: sources.entries(),
        files: files.entries(),
        memory,
      });
  });
  left.delete(`${view.person.name} ${key}`);
  const others = kept.filter((one) => one.key !== key);
  fill(
    view.body,
    found || wanted ? "" : drafts.offered(others, again),
    h("div", { class: "split write-split" }, section(t("write.object"), form), preview.element),
  );
  // What could not be kept when the page was left is tried again.
  if (resumed) edited();
  else changed();
}

/** A draft of the node with the names of what it refers to, as far as the person may know them. */
async function opening(found, item, signal) {
  if (!found) return null;
  const { content } = found;
  const ids = [
    ...new Set([...Object.values(content.chosen), ...Object.values(content.memory.chosen), content.sources].flat()),
  ];
  const known = new Map(item?.relations.map((one) => [one.id, one.name]) ?? []);
  await Promise.all(
    ids
      .filter((id) => !known.has(id))
      .map(async (id) =>
        known.set(
          id,
          (
            await api.get(`objects/${api.segment(id)}`, { signal }).catch((problem) => {
              if (problem.status === 404) return {};
              throw problem;
            })
          ).name || short(id),
        ),
      ),
  );
  const named = (list) => list.map((id) => [id, known.get(id)]);
  const all = (chosen) => Object.fromEntries(Object.entries(chosen).map(([name, list]) => [name, named(list)]));
  return {
    ...content,
    chosen: all(content.chosen),
    sources: named(content.sources),
    memory: { ...content.memory, chosen: all(content.memory.chosen) },
  };
}

/** Fields that say the same in other types. */
const alike = [
  ["name", "abstract"],
  ["description", "content"],
  ["published", "occurred_from"],
  ["object_refs", "participant_refs"],
];

/** Takes what was entered along into the fields of another type; nothing is forgotten, so that the way back loses nothing. */
function carry({ entered, chosen }, before, after) {
  for (const [one, other] of alike.flatMap((pair) => [pair, [...pair].reverse()])) {
    if (!before.includes(one) || !after.includes(other) || before.includes(other)) continue;
    for (const start of ["", "portion:", "tear:", "tear-marking:"])
      if (entered[start + one]) entered[start + other] = entered[start + one];
    const fits = (chosen[one] ?? []).filter(([id]) => other !== "participant_refs" || id.startsWith("identity--"));
    if (fits.length) chosen[other] = [...new Map([...(chosen[other] ?? []), ...fits])];
  }
}

/** Puts into the form what is held. */
function begin(form, references, { entered }, found, sources) {
  const known = new Map(found.relations.map((one) => [one.id, one.name]));
  for (const [name, value] of Object.entries(entered)) {
    if (references[name]) references[name].choose(value.map((id) => [id, known.get(id) ?? id]));
    else if (typeof value === "boolean") form.elements[name].checked = value;
    else if (form.elements[name]) form.elements[name].value = value;
  }
  sources.choose(
    found.origin.filter((one) => one.step === "derived-from" && one.depth === 1).map((one) => [one.id, one.name]),
  );
}

function restore(form, references, { entered, chosen }) {
  for (const control of form.elements) {
    if (!(control.name in entered)) continue;
    if (control.type === "radio") control.checked = control.value === entered[control.name];
    else if (control.type === "checkbox") control.checked = entered[control.name];
    else control.value = entered[control.name];
  }
  for (const select of form.querySelectorAll(".portions fieldset > .field select"))
    select.dispatchEvent(new Event("change"));
  for (const [name, entries] of Object.entries(chosen)) references[name]?.choose(entries);
}

function control({ name, kind, required, choices, wanted }, view, references, changed) {
  const label = word("property", name);
  if (kind === "references") {
    references[name] = new Picker(view, label, { type: wanted, required, changed });
    return references[name].element;
  }
  if (kind === "yes") return check(name, label);
  if (kind === "choice")
    return field(
      label,
      select(
        name,
        choices.map((choice) => [choice, word("kind", choice)]),
        choices[0],
      ),
    );
  if (kind === "moment")
    return field(
      label,
      input(name, { type: "datetime-local", required, value: new Date().toISOString().slice(0, 16) }),
      t("form.utc"),
    );
  if (kind === "paragraphs") return field(label, h("textarea", { name, rows: 9, required }), t("write.paragraphs"));
  return field(label, input(name, { required }));
}

/** Findings and decisions for what is in the form; an older question is dropped when a newer one is asked. */
function previewPanel(view) {
  const out = h("div", { class: "preview", "aria-live": "polite", "aria-busy": "false" });
  const channel = channels();
  const purpose = input("purpose");
  const named = h("fieldset", { class: "inline", hidden: true }, h("legend", {}, t("preview.named")));
  const options = h(
    "form",
    { class: "options", onsubmit: (event) => event.preventDefault() },
    h("div", { class: "pair" }, field(t("preview.channel"), channel), field(t("property.purpose"), purpose)),
    named,
  );
  const ask = latest(view.signal);

  function draw(
    object,
    { findings, more_findings: more, banner, decisions, floor, below_sources: below, below_portions: lower },
  ) {
    view.mark([banner]);
    if (named.hidden && decisions.length) {
      named.append(...decisions.map((one) => check("named[]", one.title || one.party, { value: one.party })));
      named.hidden = false;
    }
    const open = new Set(
      [...out.querySelectorAll(".decision details[open]")].map(
        (part) => `${part.className} ${part.closest(".decision").dataset.party}`,
      ),
    );
    fill(
      out,
      h("p", { class: "facts" }, t("preview.banner"), " ", chip(banner)),
      floor.length
        ? h(
            "p",
            { class: "facts" },
            t("write.floor"),
            " ",
            floor.map((one) => [chip(one), " "]),
          )
        : "",
      below.length || lower.length
        ? h(
            "ul",
            { class: "findings" },
            below.length ? h("li", { class: "error" }, t("write.below-sources", { markings: below.join(", ") })) : "",
            lower.length ? h("li", { class: "error" }, t("write.below-portions", { markings: lower.join(", ") })) : "",
          )
        : "",
      findings.length
        ? h(
            "ul",
            { class: "findings" },
            findings.map((one) =>
              h("li", { class: one.severity }, h("strong", {}, word("severity", one.severity)), " ", finding(one)),
            ),
            more ? h("li", {}, t("write.more-findings", { count: number(more) })) : "",
          )
        : h("p", { class: "fine" }, t("preview.valid")),
      decisions.length
        ? decisions.map((decision) => decisionCard(decision, "h3", blackenedPart(object, decision)))
        : empty(t("today.no-partners")),
    );
    for (const part of out.querySelectorAll(".decision details"))
      if (open.has(`${part.className} ${part.closest(".decision").dataset.party}`)) part.open = true;
  }

  return {
    element: section(t("preview.title"), h("p", { class: "help" }, t("preview.help")), options, out),
    onchange: (action) => {
      for (const event of ["input", "change"]) options.addEventListener(event, action);
    },
    ask: async (object, sources) => {
      const signal = ask();
      out.setAttribute("aria-busy", "true");
      try {
        const body = {
          object,
          sources,
          named: values(options).named ?? [],
          channel: channel.value,
          lang: language(),
          ...(purpose.value ? { purpose: purpose.value } : {}),
        };
        draw(object, await api.post("preview", body, { signal }));
      } catch (problem) {
        if (problem.name !== "AbortError") fill(out, errorText(problem));
      } finally {
        if (!signal.aborted) out.setAttribute("aria-busy", "false");
      }
    },
  };
}

/** What is wrong, in the reader's language, with the names and values that the node's own words hold. */
function finding({ code, path, message }) {
  const parts = [...new Set([path, ...(message.match(/`[^`]*`/g) ?? []).map((part) => part.slice(1, -1))])].filter(
    Boolean,
  );
  return [word("finding", code), parts.map((part, place) => [place ? ", " : ": ", h("code", {}, part)])];
}
