// The record of one entry: its copies and who has them, transfers, musters, destructions, and who has seen it.

import * as api from "./api.js";
import { add, fill, h } from "./dom.js";
import { number, time } from "./format.js";
import { t, word } from "./i18n.js";
import { party } from "./names.js";
import { area, ask, empty, field, given, input, row, rowButton, section, select, table, tableRow } from "./parts.js";
import {
  banners,
  certificate,
  choices,
  copyText,
  destructionText,
  holderFields,
  holderText,
  levelOf,
  numberLink,
  numberText,
  sourceOf,
  titleOf,
} from "./registry.js";

export async function showRecord(view, entryNumber) {
  const path = `registry/${api.segment(entryNumber)}`;
  const found = await api.get(path, { signal: view.signal });
  const again = async () => {
    await showRecord(view, entryNumber);
    view.heading.focus();
  };
  const acts = new Acts(view, path, found, again);
  view.title(`${t("page.registry")} ${numberText(found.entry.number)}`);
  view.mark(banners([found.entry]));
  const openings = new History(view, path, "opening");
  const history = new History(view, path);
  fill(
    view.body,
    h("p", {}, h("a", { href: "#/registry" }, t("registry.back"))),
    h("div", { class: "card" }, facts(found), acts.buttons()),
    section(t("registry.seen"), h("p", { class: "help" }, t("registry.seen-help")), openings.element),
    section(t("registry.copies"), acts.copies()),
    section(t("registry.transfers"), acts.transfers()),
    found.given.length ? section(t("registry.given"), givenTo(found.given)) : "",
    found.sightings.length ? section(t("registry.musters"), sightings(found.sightings)) : "",
    found.destructions.length ? section(t("registry.destructions"), destructions(view, found.destructions)) : "",
    section(t("registry.history"), history.element),
  );
  await Promise.all([openings.load(), history.load()]);
}

function facts({ entry, way, translation_of: original, translations }) {
  return h(
    "dl",
    { class: "pairs" },
    row(t("registry.number"), numberText(entry.number)),
    row(t("registry.level"), levelOf(entry)),
    row(t("registry.title"), titleOf(entry)),
    row(t("column.source"), sourceOf(entry)),
    row(t("registry.entered"), [time(entry.made), " · ", t(`registry.${way}`)]),
    entry.destroyed ? row(t("registry.destroyed"), time(entry.destroyed)) : "",
    original ? row(t("registry.translation-of"), numberLink(original)) : "",
    translations.length
      ? row(
          t("registry.translations"),
          translations.map((one) => [numberLink(one), " "]),
        )
      : "",
  );
}

const givenTo = (list) =>
  h(
    "ul",
    {},
    list.map((one) => h("li", {}, party(one.party, one.title), " · ", time(one.made))),
  );

const sightings = (list) =>
  table(
    t("registry.musters"),
    [
      { title: t("registry.musters"), cell: (one) => String(one.year) },
      { title: t("registry.copy"), cell: (one) => copyText(one.copy) },
      { title: t("registry.state"), cell: (one) => word("registry-finding", one.state) },
      { title: t("registry.note"), style: "wide", cell: (one) => one.note },
      { title: t("registry.when"), style: "when", cell: (one) => [time(one.made), h("br"), one.officer] },
    ],
    list,
  );

const destructions = (view, list) =>
  table(
    t("registry.destructions"),
    [
      { title: t("registry.what"), style: "wide", cell: destructionText },
      { title: t("registry.reason"), style: "wide", cell: (one) => one.reason },
      {
        title: t("registry.state"),
        cell: (one) => (one.outcome ? word("registry-act", outcomes[one.outcome]) : t("registry.waiting")),
      },
      {
        title: t("registry.certificate"),
        cell: (one) => (one.certificate ? certificate(view, one) : ""),
      },
    ],
    list,
  );

const outcomes = { destroyed: "destroyed", withdrawn: "destruction-withdrawn" };
const kinds = ["copy", "translation", "extract", "carrier"];
const methods = ["government-courier", "diplomatic-bag", "by-hand"];
const ways = ["shredding", "burning", "pulping", "erasing"];

/** What can be done about an entry and its copies. */
class Acts {
  #view;
  #path;
  #found;
  #again;

  constructor(view, path, found, again) {
    [this.#view, this.#path, this.#found, this.#again] = [view, path, found, again];
  }

  /** A dialog whose fields are sent with an act. */
  #ask(title, fields, body, said, style = "") {
    const send = async (entered) => {
      await api.post(this.#path, { ...given(entered), ...body(entered) });
      this.#view.say(said);
      await this.#again();
    };
    return ask(title, fields, title, send, style);
  }

  buttons() {
    const { entry, destructions: before } = this.#found;
    if (entry.destroyed) return "";
    const waits = before.some((one) => one.copy === 0 && !one.decided);
    const isPartners = entry.source.startsWith("partner ");
    return h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", id: "make-copies", class: "primary", onclick: () => this.#make() },
        t("registry.make"),
      ),
      isPartners && !waits
        ? h("button", { type: "button", onclick: () => this.#destroy(0, ["payload"]) }, t("registry.destroy"))
        : "",
    );
  }

  #make() {
    const count = h("input", { type: "number", name: "count", min: 1, max: 50, value: 1, required: true });
    this.#ask(
      t("registry.make"),
      [
        field(t("registry.kind"), select("kind", choices("registry-copy", kinds), "copy")),
        field(t("registry.count"), count),
        holderFields(this.#found.holders),
      ],
      (entered) => ({ act: "copy", count: Number(entered.count) }),
      t("registry.made"),
    );
  }

  copies() {
    const { copies } = this.#found;
    const columns = [
      { title: t("registry.copy"), cell: (one) => copyText(one.copy) },
      { title: t("registry.kind"), cell: (one) => word("registry-copy", one.kind) },
      {
        title: t("registry.holder"),
        style: "wide",
        cell: (one) => (one.ended ? word("registry-act", endings[one.ending]) : holderText(one)),
      },
      { title: t("registry.place"), cell: (one) => one.place },
      { title: t("registry.since"), style: "when", cell: (one) => time(one.ended ?? one.since) },
      { title: t("column.act"), hidden: true, cell: (one) => (one.ended ? "" : this.#copyActs(one)) },
    ];
    return copies.length ? table(t("registry.copies"), columns, copies) : empty(t("registry.no-copies"));
  }

  #copyActs({ copy }) {
    const waits = this.#found.destructions.some((one) => one.copy === copy && !one.decided);
    const button = (label, action) => rowButton(label, copyText(copy), action);
    return h(
      "span",
      { class: "buttons" },
      button(t("registry.hand"), () => this.#hand(copy)),
      waits
        ? h("span", { class: "tag" }, t("registry.waiting"))
        : [
            button(t("registry.transfer"), () => this.#transfer(copy)),
            button(t("registry.destroy"), () => this.#destroy(copy, ways)),
          ],
    );
  }

  #hand(copy) {
    this.#ask(
      t("registry.hand"),
      [h("p", {}, copyText(copy)), holderFields(this.#found.holders)],
      () => ({ act: "hand", copy }),
      t("registry.handed"),
    );
  }

  #transfer(copy) {
    const names = this.#found.registries.map((one) => h("option", { value: party(one.name, one.title) }));
    const list = h("datalist", { id: "registries" }, names);
    const covers = h("input", { type: "number", name: "covers", min: 2, max: 10, value: 2, required: true });
    this.#ask(
      t("registry.transfer"),
      [
        h("p", {}, copyText(copy)),
        field(t("registry.other-registry"), input("registry", { required: true, maxlength: 200, list: "registries" })),
        list,
        field(t("registry.method"), select("method", choices("registry-method", methods), methods[0])),
        field(t("registry.covers"), covers, t("registry.covers-help")),
        field(t("registry.courier"), input("courier", { maxlength: 200 })),
      ],
      (entered) => ({ act: "transfer", copy, covers: Number(entered.covers) }),
      t("registry.transferred"),
    );
  }

  transfers() {
    const receipt = (one) =>
      this.#ask(
        t("registry.receipt"),
        [
          h("p", {}, copyText(one.copy), " · ", one.registry),
          field(
            t("registry.receipt"),
            input("receipt", { required: true, maxlength: 200 }),
            t("registry.receipt-help"),
          ),
        ],
        () => ({ act: "receipt", copy: one.copy }),
        t("registry.received"),
      );
    const columns = [
      { title: t("registry.copy"), cell: (one) => copyText(one.copy) },
      { title: t("registry.other-registry"), style: "wide", cell: (one) => one.registry },
      {
        title: t("registry.method"),
        cell: (one) => [word("registry-method", one.method), one.courier ? [" · ", one.courier] : ""],
      },
      { title: t("registry.covers"), cell: (one) => number(one.covers) },
      { title: t("registry.when"), style: "when", cell: (one) => time(one.sent) },
      {
        title: t("registry.receipt"),
        cell: (one) =>
          one.received
            ? [one.receipt, h("br"), time(one.received)]
            : [t("registry.no-receipt"), " ", rowButton(t("registry.receipt"), copyText(one.copy), () => receipt(one))],
      },
    ];
    const { transfers } = this.#found;
    return transfers.length ? table(t("registry.transfers"), columns, transfers) : empty(t("registry.no-transfers"));
  }

  #destroy(copy, possible) {
    this.#ask(
      t("registry.destroy"),
      [
        h("p", {}, numberText(this.#found.entry.number), " · ", copyText(copy)),
        h("p", { class: "help" }, t("registry.destroy-help")),
        field(t("registry.method"), select("method", choices("registry-destroying", possible), possible[0])),
        field(t("registry.reason"), area("reason", { required: true, maxlength: 2000 })),
      ],
      () => ({ act: "destroy", copy }),
      t("registry.proposed"),
      "danger",
    );
  }
}

const endings = { destroyed: "destroyed", transferred: "transfer" };

/** What happened to an entry, or who has seen it, page after page. */
class History {
  element = h("div", {});
  #list = h("div", {});
  #more = h("div", { class: "buttons" });
  #view;
  #path;
  #act;

  constructor(view, path, act) {
    [this.#view, this.#path, this.#act] = [view, path, act];
    add(this.element, [this.#list, this.#more]);
  }

  get #columns() {
    const when = { title: t("registry.when"), style: "when", cell: (one) => time(one.made) };
    const who = { title: t("registry.person"), style: "wide", cell: (one) => one.officer };
    return this.#act
      ? [who, { title: t("registry.way"), cell: (one) => word("registry-way", one.way) }, when]
      : [
          { title: t("registry.what-happened"), cell: (one) => word("registry-act", one.act) },
          { title: t("property.details"), style: "wide", cell: said },
          who,
          when,
        ];
  }

  async load(next) {
    const query = { act: this.#act, next };
    const found = await api.get(`${this.#path}/acts`, { query, signal: this.#view.signal });
    const body = next && this.#list.querySelector("tbody");
    const caption = t(this.#act ? "registry.seen" : "registry.history");
    const nothing = t(this.#act ? "registry.nobody" : "registry.no-history");
    if (body)
      add(
        body,
        found.items.map((one) => tableRow(this.#columns, one)),
      );
    else fill(this.#list, found.items.length ? table(caption, this.#columns, found.items) : empty(nothing));
    const go = () => this.load(found.next);
    fill(this.#more, found.next ? h("button", { type: "button", onclick: go }, t("holdings.more")) : "");
  }
}

/** What an act says, in words. */
function said({ act, body, way }) {
  if (act === "opening") return word("registry-way", way);
  if (act === "level") return `${body.from} → ${body.to || "–"}`;
  const copy = body.copy === undefined ? "" : copyText(body.copy);
  const more = {
    copy: () => [word("registry-copy", body.kind), body.person || t("registry.in-registry"), body.place],
    hand: () => [body.person || t("registry.in-registry"), body.place],
    transfer: () => [body.registry, word("registry-method", body.method)],
    receipt: () => [body.receipt],
    sighting: () => [word("registry-finding", body.state), body.note],
    "destruction-proposed": () => [word("registry-destroying", body.method), body.reason],
    destroyed: () => [body.first],
  }[act];
  return [copy, ...(more?.() ?? [])].filter(Boolean).join(" · ");
}
