// Files that leave the browser, and bundles that come in.

import * as api from "./api.js";
import { add, h } from "./dom.js";
import { number } from "./format.js";
import { language, t } from "./i18n.js";
import { chip } from "./marking.js";
import { ask, check, field, objectLink, select, told } from "./parts.js";

/** Hands a file to the person. */
export function download(content, name, type) {
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** What a list finds, page by page, as one bundle. */
export const exporting = (view, wanted) =>
  ask(t("export.title"), h("p", {}, t("export.help")), t("export.title"), async () => {
    let bundle, next;
    do {
      const page = await api.get("export", { query: { ...wanted, next }, signal: view.signal });
      if (bundle) (bundle.objects ??= []).push(...(page.bundle.objects ?? []));
      else bundle = page.bundle;
      next = page.next;
    } while (next);
    download(JSON.stringify(bundle, null, 1), `${bundle.id}.json`, "application/stix+json");
    view.say(t("export.done", { count: number(bundle.objects?.length ?? 0) }));
  });

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
      if (!found.items.length) {
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

/** What of a file is here already, before anything is kept, and what is to become of it. */
function choosing(bundle, { items, counts, total }, done) {
  const alike = Object.fromEntries(items.filter((one) => one.state === "alike").map((one) => [one.id, one.held]));
  return ask(
    t("import.known"),
    [
      h("p", {}, t("import.known-text", { total: number(total), known: number(total - counts.new) })),
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
