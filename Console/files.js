// Files that leave the browser, and bundles that come in.

import * as api from "./api.js";
import { add, h } from "./dom.js";
import { number } from "./format.js";
import { t } from "./i18n.js";
import { ask, field, told } from "./parts.js";

/** Hands a file to the person. */
export function download(content, name, type) {
  const link = h("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** What a list finds, page by page, as one bundle. */
export const exporting = (view, wanted) => ask(t("export.title"), h("p", {}, t("export.help")), t("export.title"), async () => {
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
  const file = h("input", { type: "file", name: "file", accept: ".json,application/json,application/stix+json", required: true });
  return ask(t("import.title"), [h("p", {}, t("import.help")), field(t("import.file"), file)], t("import.title"), async () => {
    let bundle;
    try {
      bundle = JSON.parse(await file.files[0].text());
    } catch {
      throw new api.Problem(0, { title: t("import.no-json") });
    }
    const found = await api.post("imports", { bundle });
    await done();
    const out = h("div", { role: "status" }, h("p", { class: "fine" }, t("import.done", { added: number(found.added), total: number(found.total) })));
    if (found.refused.length) {
      add(out, h("h3", {}, t("import.refused")), h("ul", { class: "findings" }, found.refused.map((one) => h("li", { class: "error" }, h("code", {}, one.id), " ", told(one.message)))));
    }
    return out;
  });
}
