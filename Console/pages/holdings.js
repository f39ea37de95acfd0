// Everything that the node keeps, found as one types.

import * as api from "../api.js";
import { add, debounced, fill, h, hidden } from "../dom.js";
import { exporting, importing } from "../files.js";
import { number } from "../format.js";
import { t, word } from "../i18n.js";
import {
  ask as dialog,
  empty,
  errorText,
  field,
  holdingColumns,
  input,
  latest,
  select,
  sourceName,
  table,
  tableRow,
} from "../parts.js";

const pageSize = 50;

export async function show(view) {
  const wanted = {
    q: view.query.get("q") ?? "",
    type: view.query.get("type") ?? "",
    source: view.query.get("source") ?? "",
  };
  const search = input("q", { type: "search", value: wanted.q, spellcheck: "false" });
  const types = h("select", { name: "type" });
  const sources = select(
    "source",
    [
      ["", t("holdings.every-source")],
      ["own", t("source.own")],
    ],
    wanted.source,
  );
  const count = h("p", { class: "count-line", role: "status", "aria-live": "polite" });
  const saved = h("div", { class: "saved" });
  const list = h("div", { class: "results" });
  const more = h("div", { class: "buttons" });
  fill(
    view.body,
    h(
      "form",
      {
        class: "filters",
        role: "search",
        onsubmit: (event) => {
          event.preventDefault();
          again();
        },
      },
      field(t("holdings.search"), search, t("holdings.search-help")),
      field(t("column.type"), types),
      field(t("column.source"), sources),
    ),
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "small", id: "export", onclick: () => exporting(view, wanted) },
        t("export.title"),
      ),
      view.may("write")
        ? h(
            "button",
            { type: "button", class: "small", id: "import", onclick: () => importing(view, () => load()) },
            t("import.title"),
          )
        : "",
    ),
    saved,
    count,
    list,
    more,
  );

  const ask = latest(view.signal);
  const banners = [];

  async function load(next) {
    try {
      const found = await api.get("holdings", { query: { ...wanted, limit: pageSize, next }, signal: ask() });
      if (!next) banners.length = 0;
      banners.push(...found.items.map((item) => item.banner));
      view.mark(banners);
      draw(found, Boolean(next));
    } catch (problem) {
      if (problem.name !== "AbortError") fill(list, errorText(problem));
    }
  }

  function draw(found, appended) {
    const columns = holdingColumns();
    fill(count, t("holdings.count", { count: number(found.count) }));
    if (appended)
      add(
        list.querySelector("tbody"),
        found.items.map((item) => tableRow(columns, item)),
      );
    else fill(list, found.items.length ? table(t("page.holdings"), columns, found.items) : empty(t("holdings.none")));
    const button = h(
      "button",
      {
        type: "button",
        id: "more",
        onclick: async () => {
          const place = list.querySelectorAll("tbody tr").length;
          await load(found.next);
          list.querySelectorAll("tbody tr")[place]?.querySelector("a")?.focus();
        },
      },
      t("holdings.more"),
    );
    fill(more, found.next ? button : "");
    const known = { ...found.types };
    if (wanted.type && !(wanted.type in known)) known[wanted.type] = 0;
    fill(
      types,
      h("option", { value: "" }, t("holdings.every-type")),
      Object.entries(known)
        .map(([type, size]) => [type, `${word("type", type)} (${number(size)})`])
        .sort((one, other) => one[1].localeCompare(other[1]))
        .map(([type, label]) => h("option", { value: type, selected: type === wanted.type }, label)),
    );
  }

  function again() {
    Object.assign(wanted, { q: search.value.trim(), type: types.value, source: sources.value });
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
    history.replaceState(null, "", `#/holdings${query ? `?${query}` : ""}`);
    return load();
  }

  const address = (one) => {
    const query = new URLSearchParams(
      Object.entries({ q: one.q, type: one.type, source: one.source }).filter(([, value]) => value),
    ).toString();
    return `#/holdings${query ? `?${query}` : ""}`;
  };
  /** The searches that the person keeps: each leads there, and can be forgotten. */
  async function drawSaved() {
    const { items } = await api.get("searches", { signal: view.signal });
    const keep = h(
      "button",
      {
        type: "button",
        class: "small keep-search",
        onclick: () =>
          dialog(
            t("search.keep"),
            [field(t("property.name"), input("name", { required: true, maxlength: 100, value: search.value.trim() }))],
            t("search.keep"),
            async ({ name }) => {
              await api.post("searches", {
                name,
                ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)),
              });
              view.say(t("search.kept", { name }));
              await drawSaved();
            },
          ),
      },
      t("search.keep"),
    );
    fill(
      saved,
      items.length
        ? h(
            "ul",
            { "aria-label": t("search.saved") },
            items.map((one) =>
              h(
                "li",
                {},
                h("a", { href: address(one) }, one.name),
                h(
                  "button",
                  {
                    type: "button",
                    class: "small forget",
                    onclick: async () => {
                      await api.remove(`searches/${api.segment(one.name)}`);
                      view.say(t("search.forgotten", { name: one.name }));
                      await drawSaved();
                      saved.querySelector(".keep-search").focus();
                    },
                  },
                  h("span", { "aria-hidden": "true" }, "×"),
                  hidden(`${t("search.forget")} ${one.name}`),
                ),
              ),
            ),
          )
        : "",
      keep,
    );
  }

  const typed = debounced(120, again);
  view.signal.addEventListener("abort", () => typed.cancel());
  search.addEventListener("input", typed);
  types.addEventListener("change", again);
  sources.addEventListener("change", again);
  view.keys({ "/": () => search.select() });
  search.focus();
  const [today] = await Promise.all([
    api.get("today", { signal: view.signal }).catch(() => ({ partners: [] })),
    load(),
    drawSaved(),
  ]);
  for (const { name } of today.partners ?? []) {
    const value = `partner ${name}`;
    add(sources, h("option", { value, selected: value === wanted.source }, sourceName(value)));
  }
}
