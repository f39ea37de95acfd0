// Files that go with an object: chosen here, kept by the node when the object is saved.

import * as api from "./api.js";
import { fill, h, hidden } from "./dom.js";
import { number } from "./format.js";
import { t } from "./i18n.js";
import { field, input } from "./parts.js";

const content = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/**
 * A file and its artifact, kept by the node;
 * what a failed saving has kept already is not sent again under the same markings.
 */
async function kept(one, markings) {
  if (one.under !== markings.join()) {
    one.kept = await api.post("attachments", {
      name: one.file.name,
      payload: await content(one.file),
      object_marking_refs: markings,
      ...(one.file.type ? { mime_type: one.file.type } : {}),
    });
    one.under = markings.join();
  }
  return [one.kept.file, one.kept.artifact];
}

const chosenFile = (file, remove) =>
  h(
    "li",
    {},
    `${file.name} (${number(file.size)} B) `,
    h("button", { type: "button", class: "small", onclick: remove }, t("picker.remove"), hidden(" ", file.name)),
  );

const tooLarge = (files, most) =>
  h(
    "p",
    { class: "error", role: "alert" },
    t("write.too-large", { names: files.map((file) => file.name).join(", "), most: number(most) }),
  );

/** A field for files: `element`, `entries()`, `choose(entries)`, and `keep(markings)`, which gives the identifiers. */
export function attachments(most) {
  let chosen = [];
  const list = h("ul", { class: "picker-chosen", "aria-label": t("write.attached") });
  const errors = h("div", { "aria-live": "assertive" });
  const choose = input("", { type: "file", multiple: true });
  choose.removeAttribute("name");
  function draw() {
    list.hidden = !chosen.length;
    fill(
      list,
      chosen.map((one) =>
        chosenFile(one.file, () => {
          chosen = chosen.filter((other) => other !== one);
          draw();
          choose.focus();
        }),
      ),
    );
  }
  choose.addEventListener("change", (event) => {
    event.stopPropagation();
    const [good, large] = [true, false].map((fits) =>
      [...choose.files].filter((file) => (file.size > 0 && file.size <= most) === fits),
    );
    chosen.push(...good.map((file) => ({ file })));
    fill(errors, large.length ? tooLarge(large, most) : "");
    choose.value = "";
    draw();
  });
  draw();
  const help = t("write.attach-help", { most: number(most) });
  return {
    element: h("div", {}, field(t("write.attach"), choose, help), errors, list),
    entries: () => chosen,
    choose: (entries) => {
      chosen = entries;
      draw();
    },
    keep: async (markings) => {
      const ids = [];
      for (const one of chosen) ids.push(...(await kept(one, markings)));
      return ids;
    },
  };
}
