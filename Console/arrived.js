// What was met when it came in, as the inbox tells of it: each indicator with what meets it, the press that says that
// it was seen here, and that one is done with it.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { banners, hitTable } from "./hits.js";
import { language, t } from "./i18n.js";
import { check, empty, errorText, section } from "./parts.js";
import { press } from "./sightings.js";

/** The tab; of one indicator where the address names one. */
export async function arrived(view) {
  const out = h("div", { class: "arrived" });
  const one = view.query.get("tab") === "arrived" ? view.query.get("indicator") : null;
  let all = Boolean(one);
  const draw = async () => {
    const query = { lang: language(), all: String(all), ...(one ? { indicator: one } : {}) };
    const found = await api.get("cyber/arrived", { query, signal: view.signal });
    view.mark(banners({ items: found.items, wrong: [] }));
    fill(
      out,
      found.complete ? "" : h("p", { class: "warning" }, t("cyber.arrived-more")),
      found.items.length ? hitTable(view, found.items, acts(draw)) : empty(t("cyber.arrived-none")),
    );
  };
  const again = () => draw().catch((problem) => problem.name === "AbortError" || fill(out, errorText(problem)));
  const whole = check("all", t("cyber.arrived-all"), { checked: all });
  whole.addEventListener("change", (event) => {
    all = event.target.checked;
    again();
  });
  await draw();
  // The inbox leads here with one key; the next one goes to the press that hands the sighting in.
  if (one) {
    view.keys({ y: () => out.querySelector(".note-sighting")?.focus() }, [["y", t("cyber.key-sighting")]]);
  }
  return section(t("cyber.arrived"), h("p", { class: "help" }, t("cyber.arrived-help")), one ? "" : whole, out);
}

/** What can be done with a hit. */
const acts = (draw) => (view, hit) => {
  const settle = async () => {
    await api.post("hits/settle", { indicator: hit.id });
    await draw();
  };
  return h(
    "div",
    { class: "buttons" },
    press(view, hit, () => api.post("hits/settle", { indicator: hit.id })),
    view.can("POST hits/settle")
      ? h(
          "button",
          {
            type: "button",
            class: "settle-hit",
            "aria-label": `${t("cyber.settle")}: ${hit.name}`,
            onclick: (event) => {
              const button = event.currentTarget;
              settle()
                .then(() => view.say(t("cyber.settled")))
                .catch((problem) => button.after(errorText(problem)));
            },
          },
          t("cyber.settle"),
        )
      : "",
  );
};
