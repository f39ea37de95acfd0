// Security advisories: those that are held, what each says of products (VEX), and a look at one before it is kept.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { number, time } from "./format.js";
import { language, said, t, word } from "./i18n.js";
import { chip, tlp } from "./marking.js";
import {
  empty,
  errorText,
  field,
  input,
  objectLink,
  row,
  section,
  select,
  sourceName,
  table,
  typeName,
} from "./parts.js";
import { steps } from "./steps.js";

/** The advisories, or one of them. */
export const advisories = (view) => {
  const id = view.query.get("advisory");
  return id ? one(view, id) : all(view);
};

async function all(view) {
  const { items, complete } = await api.get("cyber/advisories", { query: { lang: language() }, signal: view.signal });
  view.mark(items.map(({ banner }) => banner));
  return [
    h("p", { class: "help" }, t("advisories.help")),
    section(t("advisories.ask"), asking(view)),
    section(
      t("advisories.title"),
      complete ? "" : h("p", { class: "warning" }, t("advisories.more")),
      items.length ? table(t("advisories.title"), columns(), items) : empty(t("advisories.none")),
    ),
    view.can("POST cyber/advisory") ? section(t("advisories.take"), taking(view)) : "",
  ];
}

/** Who published it, and its number there; a playbook names neither. */
const whose = (it) => (it.publisher ? `${it.publisher} · ${it.advisory}` : t("advisories.playbook"));

const page = (id) => `#/cyber?tab=advisories&advisory=${encodeURIComponent(id)}`;

const columns = () => [
  {
    title: t("advisories.one"),
    style: "wide",
    cell: (it) => [h("a", { href: page(it.id) }, it.title), h("div", {}, whose(it))],
  },
  { title: t("advisories.vulnerabilities"), cell: (it) => it.vulnerabilities.map((name) => h("div", {}, name)) },
  { title: t("advisories.released"), style: "when", cell: (it) => time(it.released) },
  { title: t("column.source"), cell: (it) => sourceName(it.source) },
  { title: t("column.marking"), cell: (it) => chip(it.banner) },
];

/** The question whether a product is affected. */
function asking(view) {
  const out = h("div", { "aria-live": "polite" });
  const form = h(
    "form",
    { class: "card", role: "search" },
    field(t("advisories.product"), input("product", { required: true }), t("advisories.product-help")),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "first" }, t("advisories.ask-now"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const query = { lang: language(), product: form.elements.product.value };
      const { items, complete } = await api.get("cyber/vex", { query });
      view.mark(items.map(({ banner }) => banner));
      fill(
        out,
        complete ? "" : h("p", { class: "warning" }, t("advisories.more")),
        items.length ? table(t("advisories.ask"), answers(), items) : empty(t("advisories.none-of")),
      );
    } catch (error) {
      fill(out, errorText(error));
    }
  });
  return [form, out];
}

const statusColumns = () => [
  { title: t("advisories.product"), style: "wide", cell: (it) => it.name },
  {
    title: t("advisories.status"),
    cell: (it) => [word("vex", it.status), it.flag ? h("div", {}, word("vex", it.flag)) : ""],
  },
];

const answers = () => [
  ...statusColumns(),
  { title: typeName("vulnerability"), cell: (it) => it.vulnerability },
  { title: t("advisories.one"), style: "wide", cell: (it) => h("a", { href: page(it.id) }, it.title) },
  { title: t("column.source"), cell: (it) => sourceName(it.source) },
  { title: t("column.marking"), cell: (it) => chip(it.banner) },
];

async function one(view, id) {
  const found = await api.get("cyber/advisory", { query: { lang: language(), id }, signal: view.signal });
  const [it] = found.items;
  const back = h("p", {}, h("a", { href: "#/cyber?tab=advisories" }, t("advisories.all")));
  if (!it) return [back, empty(t("advisories.not-here"))];
  view.mark([it.banner]);
  return [
    back,
    h(
      "div",
      { class: "card" },
      h("h2", {}, it.title),
      h("p", {}, chip(it.banner), " ", sourceName(it.source)),
      it.summary ? h("p", {}, it.summary) : "",
      h(
        "dl",
        { class: "pairs" },
        row(t("advisories.publisher"), whose(it)),
        row(t("advisories.released"), time(it.released)),
        row(t("advisories.own-label"), it.tlp ? `TLP:${it.tlp}` : t("advisories.no-label")),
        it.group ? row(t("advisories.group"), it.group) : "",
        row(t("advisories.objects"), objectLink(id, t("advisories.report"))),
      ),
    ),
    findings(it.findings),
    it.vulnerabilities.map(vulnerability),
    it.format === "cacao-2.0" ? "" : section(t("advisories.products"), products(it.products)),
    steps(view, it.id),
  ];
}

const products = (items) =>
  items.length
    ? table(
        t("advisories.products"),
        [
          { title: t("advisories.product"), style: "wide", cell: (it) => it.name },
          { title: t("advisories.identifiers"), cell: (it) => it.identifiers.map((text) => h("code", {}, text)) },
        ],
        items,
      )
    : empty(t("advisories.no-products"));

const vulnerability = (it) =>
  section(
    it.title ? `${it.name}: ${it.title}` : it.name,
    it.summary ? h("p", {}, it.summary) : "",
    it.score === undefined ? "" : h("p", {}, t("advisories.score", { score: number(it.score) })),
    it.statements.length
      ? table(t("advisories.status"), statusColumns(), it.statements)
      : empty(t("advisories.no-status")),
    it.remediations.length ? table(t("advisories.remedies"), remedies(), it.remediations) : "",
  );

const remedies = () => [
  { title: t("advisories.kind"), cell: (it) => word("remedy", it.category) },
  { title: t("advisories.to-do"), style: "wide", cell: (it) => it.details },
  { title: t("advisories.for"), cell: (it) => it.products.map((name) => h("div", {}, name)) },
];

/** What the tests of the standard find, for whoever wants to know it exactly. */
const findings = (list) =>
  list.length
    ? h(
        "details",
        { class: "card" },
        h("summary", {}, t("advisories.findings", { count: number(list.length) })),
        h(
          "ul",
          {},
          list.map((it) =>
            h(
              "li",
              {},
              t("advisories.test", { test: it.test }),
              " ",
              h("code", {}, it.path),
              ": ",
              said(it.message) ?? it.message,
            ),
          ),
        ),
      )
    : h("p", { class: "help" }, t("advisories.right"));

/** A file, what would become of it, and the press that keeps it. */
function taking(view) {
  const out = h("div", { "aria-live": "polite" });
  const file = h("input", { type: "file", name: "advisory", accept: ".json" });
  file.addEventListener("change", async () => {
    if (!file.files[0]) return fill(out);
    try {
      const content = await base64(file.files[0]);
      fill(out, review(view, content, await api.post("cyber/advisory/review", { file: content }), out));
    } catch (error) {
      fill(out, errorText(error));
    }
  });
  return [field(t("advisories.file"), file, t("advisories.file-help")), out];
}

const base64 = async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
};

function review(view, file, found, out) {
  const levels = tlp.filter(({ id }) => found.markings.includes(id));
  // What is looked at has the marking that it would get.
  view.mark(levels.filter(({ id }) => id === found.marking).map(({ name }) => name));
  const marking = select(
    "marking",
    levels.map(({ id, name }) => [id, name]),
    found.marking,
  );
  const form = h(
    "form",
    { class: "card" },
    h("h3", {}, found.title),
    h(
      "dl",
      { class: "pairs" },
      row(t("advisories.publisher"), whose(found)),
      row(t("advisories.own-label"), found.tlp || t("advisories.no-label")),
      row(t("advisories.group"), found.group || t("advisories.no-group")),
      row(t("advisories.recipients"), found.recipients.join(", ") || t("advisories.nobody")),
      row(
        t("advisories.becomes"),
        Object.entries(found.objects).map(([type, count]) => h("div", {}, `${typeName(type)}: ${number(count)}`)),
      ),
    ),
    findings(found.findings),
    field(t("column.marking"), marking, t("advisories.marking-help")),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "first" }, t("advisories.keep"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const kept = await api.post("cyber/advisory", { file, marking: marking.value });
      location.hash = page(kept.report);
    } catch (error) {
      fill(out, form, errorText(error));
    }
  });
  return form;
}
