// One object: what it says, its versions, what it is tied to, who was given it, who could get it.

import * as api from "../api.js";
import { blackenedPart } from "../blackened.js";
import { momentText } from "../clock.js";
import { correlated } from "../correlations.js";
import { add, fill, h, hidden } from "../dom.js";
import { differenceOf } from "../difference.js";
import { isTime, number, time } from "../format.js";
import { graph, neighbours, sideLimit, tie } from "../graph.js";
import { human } from "../human.js";
import { indicatorPart } from "../indicator.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { details, object, officer, party, translated } from "../names.js";
import {
  asksOriginator,
  channels,
  check,
  copyButton,
  decisionCard,
  empty,
  errorText,
  field,
  input,
  objectLink,
  outcomeChip,
  section,
  select,
  sourceName,
  table,
  typeName,
} from "../parts.js";
import { askOriginator, erase, recall, release, tellLoss } from "../acts.js";
import { download } from "../files.js";
import { received } from "../receipts.js";
import { steps } from "../steps.js";
import { submit } from "../submissions.js";
import { Tabs } from "../tabs.js";
import { madeOf, translations } from "../translations.js";

export async function show(view) {
  const path = `objects/${api.segment(view.argument)}`;
  const found = await api.get(path, { signal: view.signal });
  const newest = found.versions[0];
  const title = object(found);
  view.title(title);
  // What comes in later is shown beside what stands there: the page keeps the highest of both.
  const shown = [...found.versions, ...found.relations].map((one) => one.banner);
  const part = { ...view, mark: (banners) => view.mark([...shown, ...banners]) };
  view.mark(shown);
  const address = `#/object/${encodeURIComponent(view.argument)}`;
  const tabs = new Tabs(view, t("object.tabs"), parts(part, found, path, title), address);
  fill(
    view.body,
    h(
      "p",
      { class: "subtitle" },
      typeName(found.type),
      " ",
      translated(found),
      details(found, { inList: false }),
      " ",
      newest.quarantine ? h("span", { class: "tag warn" }, t("object.quarantine")) : "",
    ),
    ownActs(view, found),
    tabs.element,
  );
  begin(view, found, tabs);
}

/** The parts of the page. */
const parts = (view, found, path, title) => [
  ["text", t("object.tab-text"), [indicatorPart(view, found.id), content(view, found), steps(view, found.id)]],
  [
    "who",
    t("object.who"),
    found.versions[0].source.startsWith("rendition ") ? "" : section(t("object.decisions"), who(view, found, path)),
  ],
  [
    "releases",
    t("object.tab-releases"),
    [section(t("object.releases"), releases(found, view)), section(t("object.receipts"), received(found, view))],
  ],
  [
    "ties",
    t("object.tab-ties"),
    [
      section(t("object.relations"), relations(title, found.relations, found.more_relations)),
      correlated(view, found.id),
    ],
  ],
  [
    "history",
    t("object.tab-history"),
    [
      section(t("origin.title"), origin(found.origin), originActs(view, found)),
      section(t("object.versions"), versions(found.versions)),
      found.versions.length > 1 ? section(t("object.compare"), compare(found.versions)) : "",
    ],
  ],
];

/** The versions that are held, from which source and by whom. */
const versions = (list) =>
  table(
    t("object.versions"),
    [
      { title: t("column.version"), style: "when", cell: (row) => versionText(row) || t("object.only-version") },
      {
        title: t("column.source"),
        style: "wide",
        cell: (row) => [sourceName(row.source), row.by ? ` · ${t("object.by", { name: row.by })}` : ""],
      },
      { title: t("column.marking"), cell: (row) => chip(row.banner) },
      { title: t("column.kept"), style: "when", cell: (row) => time(row.kept) },
    ],
    list,
  );

/** Begins the act with which the command line leads here; once, so that drawing anew does not begin it again. */
function begin(view, found, tabs) {
  const act = view.query.get("act");
  view.query.delete("act");
  if (act === "recall") {
    tabs.open("releases");
    view.body.querySelector(".buttons > .recall")?.click();
  }
  if (act !== "release" || !found.versions.length) return;
  tabs.open("who");
  const decisions = view.body.querySelector(".decisions");
  decisions?.setAttribute("tabindex", "-1");
  decisions?.focus();
}

/** What an author does with an object of the own party. */
function ownActs(view, found) {
  const isOwn = found.versions[0].source === "own";
  const edits = found.editable && view.may("write");
  const submits = isOwn && view.may("papers");
  if (!edits && !submits) return "";
  return h(
    "div",
    { class: "buttons" },
    edits ? h("a", { class: "button edit", href: `#/write/${encodeURIComponent(found.id)}` }, t("object.edit")) : "",
    submits
      ? h("button", { type: "button", class: "submit-paper", onclick: () => submit(view, found) }, t("paper.submit"))
      : "",
  );
}

/** What a version says, the newest one first, with the translations of that version. */
function content(view, found) {
  const shown = h("div", {});
  const known = Object.fromEntries(found.relations.map((one) => [one.id, one]));
  const translated = translations(view, found, () => show(view));
  const draw = (version) => {
    translated.draw(version);
    fill(
      shown,
      facts(version),
      madeOf(version),
      human(version.object, known, found.markings),
      version.object.payload_bin ? payload(view, version) : "",
      raw(version.object, view.say),
    );
  };
  draw(found.versions[0]);
  const choice = select(
    "version",
    found.versions.map((version, place) => [String(place), `${versionText(version)} · ${sourceName(version.source)}`]),
    "0",
    { onchange: (event) => draw(found.versions[event.target.value]) },
  );
  return [
    section(t("object.content"), found.versions.length > 1 ? field(t("column.version"), choice) : "", shown),
    translated.isEmpty ? "" : section(t("object.translations"), translated.element),
  ];
}

/** What is done with a partner's object: telling of its loss, and destroying it. */
function originActs(view, found) {
  const [{ source }] = found.versions;
  if (!source.startsWith("partner ") || !view.may("requests")) return "";
  const partner = source.slice(8);
  const tell = () => tellLoss(view, [], { ...found, partner });
  const destroy = () => erase(view, found, partner);
  return h(
    "div",
    { class: "buttons" },
    h("button", { type: "button", class: "tell-loss", onclick: tell }, t("loss.tell")),
    h("button", { type: "button", class: "erase", onclick: destroy }, t("erase.title")),
  );
}

function facts(version) {
  return h(
    "p",
    { class: "facts" },
    chip(version.banner),
    " ",
    sourceName(version.source),
    " · ",
    t("column.kept"),
    " ",
    time(version.kept),
    version.by ? ` · ${t("object.by", { name: version.by })}` : "",
    version.quarantine
      ? h(
          "span",
          { class: "error" },
          " ",
          version.quarantine === true ? t("object.quarantine") : apart(version.quarantine),
        )
      : "",
  );
}

/** Why a version is set apart, in words: the reason, then what is wrong or what is not known. */
function apart(text) {
  const end = text.indexOf(": "),
    reason = end < 0 ? text : text.slice(0, end),
    rest = end < 0 ? "" : text.slice(end + 2);
  if (reason !== "as-found") return [word("set-apart", reason), rest ? [" ", h("code", {}, rest)] : ""];
  return [
    word("set-apart", reason),
    rest.split("; ").map((one) => {
      const [code, ...path] = one.split(" ");
      return [
        " · ",
        code.startsWith("+") ? code : word("finding", code),
        path.length ? [" ", h("code", {}, path.join(" "))] : "",
      ];
    }),
  ];
}

/** The file of an artifact; what is saved leaves the node, and stands in the log. */
function payload(view, { source, object: { id, payload_bin: content } }) {
  const path = `objects/${api.segment(id)}/payload`;
  const out = h("p", { role: "status", "aria-live": "polite" });
  const save = async () => {
    try {
      const { payload: text, mime_type: type } = await api.post(path, { source });
      fill(out, "");
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      download(bytes, "payload", type || "application/octet-stream");
    } catch (problem) {
      if (problem.name !== "AbortError") fill(out, errorText(problem));
    }
  };
  return [
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "payload", onclick: save },
        t("object.payload", { size: number(Math.floor((content.length * 3) / 4) - content.match(/=*$/)[0].length) }),
      ),
    ),
    out,
  ];
}

function raw(object, say) {
  const text = JSON.stringify(object, null, 2).replace(/("payload_bin": ".{60}).{200,}(")/, "$1…$2");
  return h(
    "details",
    { class: "raw" },
    h("summary", {}, t("object.json")),
    copyButton(text, say),
    h("pre", { tabindex: "0", "aria-label": t("object.json") }, text),
  );
}

function compare(versions) {
  const options = versions.map((version, place) => [String(place), versionText(version)]);
  const before = select("before", options, "1"),
    after = select("after", options, "0");
  const out = h("div", { "aria-live": "polite" });
  const draw = () =>
    fill(out, differenceOf(versions[before.value].object, versions[after.value].object, t("object.compare")));
  before.addEventListener("change", draw);
  after.addEventListener("change", draw);
  return h(
    "details",
    {},
    h("summary", { onclick: draw }, t("object.compare-open")),
    h("div", { class: "pair" }, field(t("object.before"), before), field(t("object.after"), after)),
    out,
  );
}

function relations(name, list, isMore) {
  if (!list.length) return empty(t("object.no-relations"));
  const all = neighbours(list);
  const shown = ["from", "to"]
    .map((direction) => Math.min(sideLimit, all.filter((one) => one.direction === direction).length))
    .reduce((one, other) => one + other);
  return [
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": t("object.relations") }, graph(name, list)),
    shown < all.length ? h("p", { class: "help" }, t("object.graph-part", { shown, count: all.length })) : "",
    table(
      t("object.relations"),
      [
        { title: t("property.name"), style: "wide", cell: (row) => objectLink(row.id, row) },
        { title: t("column.type"), cell: (row) => typeName(row.type) },
        {
          title: t("column.relation"),
          cell: (row) => [
            h("span", { "aria-hidden": "true" }, row.direction === "to" ? "→ " : "← "),
            hidden(word("direction", row.direction), " "),
            tie(row),
            row.via ? [" (", objectLink(row.via, t("object.via")), ")"] : "",
          ],
        },
        { title: t("column.marking"), cell: (row) => chip(row.banner) },
      ],
      list,
    ),
    isMore ? h("p", { class: "help" }, t("object.more-relations", { count: 200 })) : "",
  ];
}

/** How it came here, whose rendition it is, what it was made from. */
function origin(chain) {
  const link = (one) => [
    objectLink(one.id, one),
    one.partner && one.step === "derived-from" ? ` ${t("origin.by", { partner: party(one.partner) })}` : "",
  ];
  return h(
    "ol",
    { class: "chain" },
    chain.map((one) =>
      h(
        "li",
        {},
        t(`origin.${one.step}`, { partner: one.partner ? party(one.partner) : "" }),
        " ",
        one.id
          ? link(one)
          : [
              time(one.kept),
              h("span", { class: "rule" }, ` ${t("column.version")} `, time(one.version) || one.version),
            ],
        one.is_rendition && one.step === "partner" ? h("p", { class: "help" }, t("origin.is-rendition")) : "",
        one.receipt
          ? h(
              "p",
              { class: "rule" },
              t("origin.receipt", { place: number(one.receipt.place), party: party(one.partner) }),
              " ",
              time(one.receipt.taken),
              one.receipt.by_courier ? ` ${t("origin.courier")}` : "",
            )
          : "",
      ),
    ),
  );
}

/** A version by its moment, to the second, as two may be of one minute. */
const versionText = ({ version }) => (isTime(version) ? momentText(version, { hasSeconds: true }) : version);

/** An article, or what a marking lets go, in the reader's language. */
function basis(text) {
  const [, marking, name] = /^(TLP:[A-Z+]+) may go to (.+)$/.exec(text) ?? [];
  return marking ? t("object.basis-tlp", { marking, party: party(name) }) : text;
}

function releases(found, view) {
  const parties = [...new Set((found.releases ?? []).map((one) => one.party))];
  return [
    parties.length
      ? table(
          t("object.releases"),
          [
            { title: t("column.party"), cell: (row) => party(row.party) },
            {
              title: t("column.outcome"),
              style: "wide",
              cell: (row) => [
                outcomeChip(row.outcome),
                row.rendition ? [" ", objectLink(row.rendition, t("object.given-as"))] : "",
                row.basis.length
                  ? h("p", { class: "rule" }, t("object.basis", { basis: row.basis.map(basis).join("; ") }))
                  : "",
                row.channel === "courier" ? h("p", { class: "rule" }, word("channel", row.channel)) : "",
                row.purpose ? h("p", { class: "rule" }, `${t("property.purpose")}: ${row.purpose}`) : "",
              ],
            },
            { title: t("column.officer"), cell: (row) => officer(row.officer) },
            { title: t("column.made"), style: "when", cell: (row) => time(row.made) },
          ],
          found.releases,
        )
      : empty(t("object.no-releases")),
    parties.length && view.may("queue")
      ? h(
          "div",
          { class: "buttons" },
          h(
            "button",
            { type: "button", class: "recall", onclick: () => recall(view, found, parties) },
            t("recall.new"),
          ),
        )
      : "",
  ];
}

/** A partner to which nothing is given: it came from there. */
const returned = ({ party: name, title }) =>
  h(
    "article",
    { class: "decision", "data-party": name },
    h("header", {}, h("h3", {}, party(name, title))),
    h("p", {}, t("decision.originator", { party: party(name, title) })),
  );

/** Decisions for every partner; another channel, purpose or naming asks again. */
function who(view, found, path) {
  const decisions = new Decisions(view, found, path);
  decisions.ask();
  return [decisions.options(), decisions.list];
}

class Decisions {
  list = h("div", { class: "decisions", "aria-live": "polite" });
  #view;
  #found;
  #path;
  #channel = channels();
  #purpose = input("purpose");
  #named = h("fieldset", { class: "inline" }, h("legend", {}, t("preview.named")));
  #absent = check("absent", t("preview.absent"));

  constructor(view, found, path) {
    [this.#view, this.#found, this.#path] = [view, found, path];
    for (const one of [this.#channel, this.#purpose, this.#absent]) one.addEventListener("change", () => this.ask());
  }

  options() {
    return h(
      "details",
      { class: "options" },
      h("summary", {}, t("preview.options")),
      field(t("preview.channel"), this.#channel),
      field(t("property.purpose"), this.#purpose),
      this.#absent,
      this.#named,
    );
  }

  #chosen() {
    return {
      channel: this.#channel.value,
      purpose: this.#purpose.value,
      named: [...this.#named.querySelectorAll("input:checked")].map((box) => box.value),
      absent: this.#absent.querySelector("input").checked,
    };
  }

  async ask() {
    const { named, absent, ...rest } = this.#chosen();
    const query = {
      ...rest,
      named: named.join(","),
      absent: absent || undefined,
      version: this.#found.versions[0].version,
      lang: language(),
    };
    try {
      const { decisions } = await api.get(`${this.#path}/decisions`, { query, signal: this.#view.signal });
      this.#offerNames(decisions.filter((one) => !one.originator));
      fill(this.list, decisions.length ? decisions.map((one) => this.#card(one)) : empty(t("today.no-partners")));
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.list, errorText(problem));
    }
  }

  /** The partners that can be named stand there from the first answer on. */
  #offerNames(decisions) {
    const named = (one) =>
      check("named[]", party(one.party, one.title), { value: one.party, onchange: () => this.ask() });
    if (this.#named.childElementCount === 1) add(this.#named, decisions.map(named));
    this.#named.hidden = this.#named.childElementCount === 1;
  }

  #card(decision) {
    if (decision.originator) return returned(decision);
    const blackened = blackenedPart(this.#found.versions[0].object, decision);
    return decisionCard(decision, "h3", blackened, this.#view.may("queue") ? this.#acts(decision) : "");
  }

  #acts(decision) {
    const { party: name, title, outcome } = decision;
    const [{ version, source }] = this.#found.versions;
    const give = () =>
      release(this.#view, { ...this.#found, version, party: name, title, decision }, this.#chosen(), () =>
        show(this.#view),
      );
    const consent = () => askOriginator(this.#view, { ...this.#found, party: name, title, source });
    const button = (style, action, label) => h("button", { type: "button", class: style, onclick: action }, label);
    return h(
      "div",
      { class: "buttons" },
      ["release", "rendition"].includes(outcome)
        ? button("primary", give, t("release.to", { party: party(name, title) }))
        : "",
      asksOriginator(decision) ? button(null, consent, t("consent.ask")) : "",
    );
  }
}
