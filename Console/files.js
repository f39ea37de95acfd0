// Files that leave the browser, and bundles that come in.

import * as api from "./api.js";
import { add, h } from "./dom.js";
import { number } from "./format.js";
import { language, t } from "./i18n.js";
import { warned } from "./listed.js";
import { chip } from "./marking.js";
import { ask, check, countField, field, objectLink, objectName, select, told } from "./parts.js";

/**
 * Hands a file to the person.
 * @param banner of what is in it: what is invented for an exercise is seen by the name of the file.
 */
export function download(content, name, type, banner = "") {
  const marked = banner.startsWith("EXERCISE") ? `EXERCISE-${name}` : name;
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: marked });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** A value in its canonical form (RFC 8785), of which the log has the digest. */
export const canonical = (value) =>
  value === null || typeof value !== "object"
    ? JSON.stringify(value)
    : Array.isArray(value)
      ? `[${value.map(canonical).join(",")}]`
      : `{${Object.keys(value)
          .sort()
          .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
          .join(",")}}`;

const named = (items) =>
  h(
    "ul",
    { class: "chosen-items" },
    items.map((one) => h("li", {}, objectName(one), " ", chip(one.banner))),
  );

/** What leaves and what stays, each by its name. */
const leaving = ({ count, marking, objects, left }) => [
  h("p", {}, t("export.leaves", { count: number(count) }), " ", marking || count ? chip(marking) : ""),
  h("details", {}, h("summary", {}, t("export.which")), named(objects)),
  left.count
    ? [
        h("p", { class: "warning" }, t("export.stays", { count: number(left.count), levels: left.up_to.join(", ") })),
        h("details", {}, h("summary", {}, t("export.which-stay")), named(left.items)),
      ]
    : "",
];

/**
 * Writes what is asked for into files: each is one answer of the node, byte by byte, so that the log has its digest.
 * @param isChosen whether a person chose the objects one by one: the number is then typed again.
 */
export async function exporting(view, wanted, isChosen = false) {
  const query = { ...wanted, lang: language() };
  const found = await api.get("export", { query: { ...query, trial: "true" }, signal: view.signal });
  return ask(
    t("export.title"),
    [
      h("p", {}, t("export.help")),
      leaving(found),
      found.next ? h("p", {}, t("export.more")) : "",
      isChosen && found.count ? countField(found.count) : "",
    ],
    t("export.title"),
    async () => {
      let [next, count, left] = [undefined, 0, 0];
      do {
        const page = await api.get("export", { query: { ...query, next }, signal: view.signal });
        if (page.count)
          download(canonical(page.bundle), `${page.bundle.id}.json`, "application/stix+json", page.marking);
        [next, count, left] = [page.next, count + page.count, left + page.left.count];
      } while (next);
      view.say(t(left ? "export.done-left" : "export.done", { count: number(count), left: number(left) }));
    },
  );
}

/** Takes a bundle in. */
export function importing(view, done) {
  const file = h("input", {
    type: "file",
    name: "file",
    accept: ".json,application/json,application/stix+json",
    required: true,
  });
  return ask(
    t("import.title"),
    [h("p", {}, t("import.help")), field(t("import.file"), file)],
    t("import.title"),
    async () => {
      let bundle;
      try {
        bundle = JSON.parse(await file.files[0].text());
      } catch {
        throw new api.Problem(0, { title: t("import.no-json") });
      }
      const found = await api.post("imports/doubles", { bundle, lang: language() });
      if (!found.items.length && !found.listed.length) {
        const taking = await api.post("imports", { bundle });
        await done();
        return taken(taking);
      }
      return void choosing(bundle, found, done);
    },
  );
}

/** What is here already, by kinds, each by its name. */
const doubles = (items, counts) =>
  ["later", "alike", "known", "older", "conflict"].map((state) => {
    const some = items.filter((one) => one.state === state);
    return some.length
      ? h(
          "details",
          { open: state === "later" || state === "alike" },
          h("summary", {}, t(`import.double-${state}`, { count: number(counts[state]) })),
          h(
            "ul",
            { class: "chosen-items" },
            some.map((one) => h("li", {}, objectLink(one.held, { ...one, id: one.held }), " ", chip(one.banner))),
          ),
        )
      : "";
  });

/** What of a file is here already or on warning lists, before anything is kept, and what is to become of it. */
function choosing(bundle, { items, counts, total, listed }, done) {
  const alike = Object.fromEntries(items.filter((one) => one.state === "alike").map((one) => [one.id, one.held]));
  return ask(
    t(items.length ? "import.known" : "import.look"),
    [
      h(
        "p",
        {},
        items.length
          ? t("import.known-text", { total: number(total), known: number(total - counts.new) })
          : t("import.look-text", { total: number(total) }),
      ),
      warned(listed),
      doubles(items, counts),
      counts.later
        ? field(
            t("import.choice"),
            select(
              "known",
              ["skip", "versions"].map((choice) => [choice, t(`import.${choice}`)]),
              "skip",
            ),
          )
        : "",
      counts.alike ? check("alike", t("import.alike"), { checked: true }) : "",
    ],
    t("import.title"),
    async (entered) => {
      const found = await api.post("imports", {
        bundle,
        known: entered.known ?? "skip",
        ...(entered.alike ? { same: alike } : {}),
      });
      await done();
      return taken(found);
    },
  );
}

/** What became of a file. */
function taken(found) {
  const out = h(
    "div",
    { role: "status" },
    h("p", { class: "fine" }, t("import.done", { added: number(found.added), total: number(found.total) })),
  );
  if (found.known) add(out, h("p", {}, t("import.here", { known: number(found.known) })));
  if (found.versions) add(out, h("p", {}, t("import.as-versions", { versions: number(found.versions) })));
  if (found.refused.length) {
    add(
      out,
      h("h3", {}, t("import.refused")),
      h(
        "ul",
        { class: "findings" },
        found.refused.map((one) => h("li", { class: "error" }, h("code", {}, one.id), " ", told(one.message))),
      ),
    );
  }
  return out;
}
