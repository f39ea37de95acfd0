// Chooses objects among the holdings, by typing.

import * as api from "./api.js";
import { debounced, fill, h, hidden, unique } from "./dom.js";
import { t } from "./i18n.js";
import { chip } from "./marking.js";
import { errorText, input, typeName } from "./parts.js";

/** A field for references: `element`, and `chosen()` with the identifiers. */
export function picker(view, label, { type, source, required, changed, help: said }) {
  const chosen = new Map();
  const search = input("", { type: "search", id: unique("p"), spellcheck: "false" });
  search.removeAttribute("name");
  const help = h("p", { class: "help", id: `${search.id}-help` }, said ?? t("picker.help"));
  search.setAttribute("aria-describedby", help.id);
  const found = h("ul", { class: "picker-found", "aria-live": "polite", "aria-label": t("picker.found") });
  const list = h("ul", { class: "picker-chosen", "aria-label": t("picker.chosen") });
  let asked = new AbortController();

  function draw() {
    list.hidden = !chosen.size;
    fill(
      list,
      [...chosen].map(([id, name]) =>
        h(
          "li",
          {},
          name,
          " ",
          h(
            "button",
            {
              type: "button",
              class: "small",
              onclick: () => {
                chosen.delete(id);
                draw();
                changed();
                search.focus();
              },
            },
            t("picker.remove"),
            hidden(" ", name),
          ),
        ),
      ),
    );
  }
  const look = debounced(120, async () => {
    asked.abort();
    asked = new AbortController();
    if (!search.value.trim()) return fill(found);
    try {
      const { items } = await api.get("holdings", {
        query: { q: search.value.trim(), type, source: source?.(), limit: 6 },
        signal: asked.signal,
      });
      const offered = items.filter((item) => !chosen.has(item.id));
      fill(
        found,
        offered.length
          ? offered.map((item) =>
              h(
                "li",
                {},
                h(
                  "button",
                  {
                    type: "button",
                    onclick: () => {
                      chosen.set(item.id, item.name || typeName(item.type));
                      search.value = "";
                      fill(found);
                      draw();
                      changed();
                      search.focus();
                    },
                  },
                  item.name || item.id,
                  " ",
                  h("span", { class: "rule" }, typeName(item.type)),
                  " ",
                  chip(item.banner),
                ),
              ),
            )
          : h("li", { class: "nothing" }, t("holdings.none")),
      );
    } catch (problem) {
      if (problem.name !== "AbortError") fill(found, h("li", {}, errorText(problem)));
    }
  });
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    look();
  });
  search.addEventListener("change", (event) => event.stopPropagation());
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  view.signal.addEventListener("abort", () => (look.cancel(), asked.abort()));
  draw();
  const element = h(
    "div",
    { class: "field picker" },
    h("label", { for: search.id }, label, required ? h("span", { class: "required" }, ` (${t("form.required")})`) : ""),
    search,
    help,
    found,
    list,
  );
  return {
    element,
    chosen: () => [...chosen.keys()],
    /** What is chosen with its names, and choosing it again. */
    entries: () => [...chosen],
    choose: (entries) => {
      chosen.clear();
      entries.forEach(([id, name]) => chosen.set(id, name));
      draw();
    },
  };
}
