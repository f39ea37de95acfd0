// Another set of agreements, written here: what is wrong with it, what it opens and closes, what it would change; then applied.

import * as api from "../api.js";
import { countersigned } from "../countersign.js";
import { counted, finding, stretch } from "../accord.js";
import { shownDifference } from "../difference.js";
import { debounced, fill, h } from "../dom.js";
import { number } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import {
  area,
  ask,
  check,
  empty,
  errorText,
  field,
  input,
  latest,
  objectLink,
  outcomeChip,
  section,
  table,
} from "../parts.js";

// Kept while the page is left and come back to; a reload or the end of the session forgets it.
let kept = null;

export async function show(view) {
  const used = await api.get("agreements", { signal: view.signal });
  const base = used.set ?? 0;
  if (kept?.base !== base)
    kept = { base, files: used.files.map((file) => ({ ...file })), place: 0, isOld: Boolean(kept?.files) };
  const draft = kept;
  const choice = h("select", { name: "file" }),
    text = area("text", { rows: 22, spellcheck: "false", class: "code" });
  const found = h("div", { "aria-live": "polite" }),
    drafts = h("div", {}),
    opens = h("div", {}),
    changes = h("div", {}),
    text_changes = h("div", {});
  const upload = h("input", { type: "file", multiple: true, accept: ".accord", onchange: take });
  const asked = latest(view.signal);
  let names = [];
  const body = () => ({
    files: draft.files,
    assume: [...drafts.querySelectorAll("input:checked")].map((one) => one.value),
  });

  function list() {
    fill(
      choice,
      draft.files.map((file, place) =>
        h("option", { value: String(place), selected: place === draft.place }, file.name),
      ),
    );
    text.value = draft.files[draft.place]?.text ?? "";
    text.disabled = !draft.files.length;
  }

  function changed() {
    const before = new Map(used.files.map((file) => [file.name, file.text])),
      after = new Map(draft.files.map((file) => [file.name, file.text]));
    names = [...new Set([...before.keys(), ...after.keys()])]
      .filter((name) => before.get(name) !== after.get(name))
      .sort();
    fill(
      text_changes,
      names.length
        ? names.map((name) => {
            const out = h("div", {});
            return h(
              "details",
              {},
              h(
                "summary",
                { onclick: () => fill(out, shownDifference(before.get(name) ?? "", after.get(name) ?? "", name)) },
                name,
              ),
              out,
            );
          })
        : empty(t("draft.same")),
    );
    fill(changes);
    view.mark([]);
    later();
  }

  async function look() {
    try {
      const answer = await api.post("agreements/check", body(), { signal: asked() });
      const texts = new Map(draft.files.map((file) => [file.name, file.text]));
      fill(
        found,
        h("p", { class: answer.usable ? "fine" : "error" }, counted(answer.diagnostics)),
        h(
          "ul",
          { class: "findings-list" },
          [...answer.diagnostics]
            .sort((a, b) => a.severity.localeCompare(b.severity))
            .slice(0, 100)
            .map((one) => finding(one, texts.get(one.file), go)),
        ),
      );
      const held = new Set(body().assume);
      fill(
        drafts,
        answer.drafts.length
          ? h(
              "fieldset",
              {},
              h("legend", {}, t("draft.assume")),
              answer.drafts.map((name) =>
                check("assume[]", name, { value: name, checked: held.has(name), onchange: changed }),
              ),
            )
          : "",
      );
      fill(opens, answer.usable ? differences(answer.difference) : empty(t("draft.not-usable")));
      if (answer.usable && !changes.childElementCount)
        fill(changes, h("button", { type: "button", id: "what-if", onclick: whatIf }, t("draft.ask")));
      else if (!answer.usable) fill(changes, empty(t("draft.not-usable")));
    } catch (problem) {
      if (problem.name !== "AbortError") fill(found, errorText(problem));
    }
  }
  const later = debounced(350, look);

  async function whatIf(event) {
    event.target.disabled = true;
    const sent = body();
    try {
      const answer = await api.post("agreements/preview", sent, { signal: view.signal });
      // Only what was looked at may be applied.
      if (JSON.stringify(sent) !== JSON.stringify(body())) return;
      view.mark(answer.items.map((item) => item.banner));
      fill(
        changes,
        previewed(answer),
        !names.length ? "" : sent.assume.length ? h("p", { class: "help" }, t("draft.assumed")) : applies(sent),
      );
      changes.querySelector("h3")?.focus();
    } catch (problem) {
      if (problem.name !== "AbortError") fill(changes, errorText(problem));
    }
  }

  function applies(sent) {
    if (!view.can("POST agreements")) return h("p", { class: "help" }, t("draft.not-yours"));
    return h(
      "div",
      { class: "buttons" },
      h(
        "button",
        {
          type: "button",
          class: "primary",
          id: "apply",
          onclick: () =>
            ask(
              t("draft.apply"),
              [h("p", {}, t("draft.apply-text")), h("p", {}, t("draft.second-help"))],
              t("draft.apply"),
              async () => {
                const done = await countersigned((second) =>
                  api.post("agreements", { files: sent.files, base, second }),
                );
                kept = null;
                view.say(t("draft.applied", { set: done.set }));
                fill(
                  view.body,
                  h("p", { class: "fine" }, t("draft.applied", { set: done.set })),
                  h(
                    "p",
                    {},
                    h("a", { href: "#/agreements" }, word("page", "agreements")),
                    " · ",
                    h("a", { href: "#/queue" }, word("page", "queue")),
                  ),
                  withdrawn(done.withdrawn),
                );
                view.mark(done.withdrawn.map((item) => item.banner));
              },
            ),
        },
        t("draft.apply"),
      ),
    );
  }

  function go(one) {
    draft.place = draft.files.findIndex((file) => file.name === one.file);
    list();
    text.focus();
    text.setSelectionRange(...stretch(text.value, one));
    text.scrollTop = Math.max(0, (one.line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  }

  const put = (name, content) => {
    const place = draft.files.findIndex((file) => file.name === name);
    if (place >= 0) draft.files[place].text = content;
    else draft.files.push({ name, text: content });
    draft.place = place >= 0 ? place : draft.files.length - 1;
  };
  async function take() {
    for (const file of upload.files) put(file.name, await file.text());
    upload.value = "";
    list();
    changed();
  }
  const button = (label, action) => h("button", { type: "button", class: "small", onclick: action }, label);
  choice.addEventListener("change", () => {
    draft.place = Number(choice.value);
    list();
  });
  text.addEventListener("input", () => {
    draft.files[draft.place].text = text.value;
    changed();
  });
  const tools = h(
    "div",
    { class: "buttons" },
    button(t("form.copy"), async () => {
      await navigator.clipboard?.writeText(text.value);
      view.say(t("form.copied"));
    }),
    button(t("draft.add"), () =>
      ask(
        t("draft.add"),
        field(t("draft.name"), input("name", { required: true }), t("draft.name-help")),
        t("draft.add"),
        async ({ name }) => {
          put(name.endsWith(".accord") ? name : `${name}.accord`, "");
          list();
          changed();
        },
      ),
    ),
    button(t("draft.remove"), () => {
      draft.files.splice(draft.place, 1);
      draft.place = 0;
      list();
      changed();
    }),
    button(t("draft.reset"), () => {
      Object.assign(draft, { files: used.files.map((file) => ({ ...file })), place: 0 });
      list();
      changed();
    }),
  );
  list();
  fill(
    view.body,
    h("p", { class: "help" }, t("draft.help")),
    draft.isOld ? h("p", { class: "findings" }, t("draft.moved")) : "",
    h(
      "div",
      { class: "split draft-split" },
      section(
        t("draft.text"),
        field(t("draft.upload"), upload),
        field(t("draft.file"), choice),
        field(t("draft.content"), text),
        tools,
      ),
      h("div", {}, section(t("accord.found"), found), section(t("draft.changed"), text_changes)),
    ),
    section(t("draft.difference"), drafts, opens),
    section(t("draft.what-if"), h("p", { class: "help" }, t("draft.what-if-help")), changes),
  );
  draft.isOld = false;
  changed();
  later.cancel();
  await look();
}

const way = (one) => (one ? [one.level.level, " · ", word("channel", one.channel)] : t("draft.nothing"));

function differences(list) {
  if (!list.length) return empty(t("draft.no-difference"));
  const kind = (one) => (one.old ? (one.new ? "changes" : "closes") : "opens");
  return table(
    t("draft.difference"),
    [
      {
        title: t("column.state"),
        cell: (one) =>
          h(
            "span",
            { class: `state-chip ${{ opens: "good", closes: "bad", changes: "open" }[kind(one)]}` },
            word("difference", kind(one)),
          ),
      },
      { title: t("property.source_ref"), cell: (one) => one.from },
      { title: t("property.target_ref"), cell: (one) => one.to },
      { title: t("reach.level"), cell: (one) => one.level.level },
      { title: t("object.before"), cell: (one) => way(one.old) },
      { title: t("object.after"), cell: (one) => way(one.new) },
      {
        title: t("agreements.articles"),
        style: "wide",
        cell: (one) => h("span", { lang: "en" }, (one.new ?? one.old).articles.join("; ")),
      },
    ],
    list,
  );
}

const outcomes = ["release", "rendition", "refer", "refuse"];
/** `refuse -> release`, `rendition-changed`, `withheld: refuse -> refer`. */
const step = (text) =>
  text
    .split(/(->|: )/)
    .map((part) =>
      part === "->"
        ? "→"
        : outcomes.includes(part.trim())
          ? ` ${word("outcome", part.trim())} `
          : part === ": "
            ? ":"
            : word("change", part.trim()),
    );

function previewed(answer) {
  const counts = Object.entries(answer.counts).flatMap(([party, changes]) =>
    Object.entries(changes).map(([change, count]) => ({ party, change, count })),
  );
  return [
    h("h3", { tabindex: "-1" }, t("draft.looked", { count: number(answer.total) })),
    answer.complete ? "" : h("p", { class: "error", role: "alert" }, t("draft.incomplete")),
    counts.length
      ? table(
          t("draft.counts"),
          [
            { title: t("column.party"), cell: (one) => one.party },
            { title: t("draft.change"), cell: (one) => step(one.change) },
            { title: t("draft.count"), cell: (one) => number(one.count) },
          ],
          counts,
        )
      : empty(t("draft.no-change")),
    answer.items.length
      ? table(
          t("draft.objects"),
          [
            { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
            { title: t("column.marking"), cell: (one) => chip(one.banner) },
            { title: t("column.party"), cell: (one) => one.party },
            { title: t("object.before"), cell: (one) => outcomeChip(one.old) },
            { title: t("object.after"), cell: (one) => outcomeChip(one.new) },
            {
              title: t("property.details"),
              cell: (one) => [
                one.step.includes("->") && !one.step.startsWith("withheld") ? "" : step(one.step),
                portions("draft.opened", one.opened),
                portions("draft.closed", one.closed),
              ],
            },
          ],
          answer.items,
        )
      : "",
  ];
}

const portions = (key, list) =>
  list
    ? h(
        "p",
        {},
        t(key),
        " ",
        list.map((one) => [h("code", {}, one), " "]),
      )
    : "";

const withdrawn = (list) =>
  list.length
    ? section(
        t("draft.withdrawn"),
        table(
          t("draft.withdrawn"),
          [
            { title: t("property.name"), style: "wide", cell: (one) => objectLink(one.id, one.name) },
            { title: t("column.marking"), cell: (one) => chip(one.banner) },
            { title: t("column.party"), cell: (one) => one.party },
          ],
          list,
        ),
      )
    : "";
