// Collections for the party's own tools, and the search index: parts of the page about the node.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { t, word } from "../i18n.js";
import { party } from "../names.js";
import { acting, ask, copyButton, empty, field, given, input, rowButton, section, select, table } from "../parts.js";

/** The columns of the list; a partner's feed is not removed here. */
const columns = (view, remove) => [
  { title: t("property.name"), style: "wide", cell: (one) => one.title },
  { title: t("property.kind"), cell: (one) => word("collection", one.kind) },
  {
    title: t("collections.path"),
    cell: (one) => h("code", {}, `/${one.root}/collections/${encodeURIComponent(one.alias ?? one.id)}/`),
  },
  { title: t("column.partner"), cell: (one) => (one.party ? party(one.party) : "") },
  {
    title: t("column.act"),
    hidden: true,
    cell: (one) =>
      one.kind === "feed"
        ? ""
        : h(
            "span",
            { class: "buttons" },
            copyButton(one.id, view.say),
            rowButton(t("collections.remove"), one.title, () => remove(one)),
          ),
  },
];

/** Asks for a new one. */
function add(view, again) {
  const kinds = ["shelf", "inbox"].map((kind) => [kind, word("collection", kind)]);
  const alias = input("alias", { autocapitalize: "none", spellcheck: "false", maxlength: 255 });
  ask(
    t("collections.new"),
    [
      field(t("property.name"), input("title", { required: true, maxlength: 200 })),
      field(t("property.kind"), select("kind", kinds, "shelf"), t("collections.kind-help")),
      field(t("collections.alias"), alias, t("collections.alias-help")),
    ],
    t("node.make"),
    async (entered) => {
      await api.post("collections", given(entered));
      view.say(t("people.changed"));
      await again();
    },
  );
}

export function collectionPart({ items }, view) {
  const list = h("div", {}),
    errors = h("div", { "aria-live": "assertive" });
  const draw = (all) =>
    fill(list, all.length ? table(t("collections.title"), columns(view, remove), all) : empty(t("collections.none")));
  const again = async () => draw((await api.get("collections", { signal: view.signal })).items);
  const act = acting(view, errors, again);
  const remove = (one) =>
    ask(
      t("collections.remove"),
      h("p", {}, t("collections.remove-text", { title: one.title })),
      t("collections.remove"),
      () => act(() => api.remove(`collections/${one.id}`), t("people.changed")),
      "danger",
    );
  draw(items);
  return section(
    t("collections.title"),
    h("p", { class: "help" }, t("collections.help")),
    errors,
    list,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", id: "new-collection", onclick: () => add(view, again) }, t("collections.new")),
    ),
  );
}
