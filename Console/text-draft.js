// The draft of an agreement behind a text: whether both sides wrote the same, and what it would open and close.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { levelChanges, previewed } from "./effects.js";
import { time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { empty, errorText, latest, objectLink, section, table } from "./parts.js";
import { does, partyName, sendBox } from "./work-forms.js";

/** A row by its name, as the text has it. */
const rowOf = (text, name) => text.rows.find((one) => one.row === name);

/** What cannot be read in articles, each with its row and line. */
export const faults = (text, list, name) =>
  list.length
    ? h(
        "ul",
        { class: "findings" },
        list.map((one) =>
          h(
            "li",
            { class: "error" },
            h("strong", {}, name(rowOf(text, one.row))),
            " ",
            t("tie.line", { line: one.line }),
            ": ",
            language() === "en" || word("diagnostic", one.code) === one.code
              ? h("span", { lang: "en" }, one.message)
              : word("diagnostic", one.code),
          ),
        ),
      )
    : "";

/** The draft as it stands here, and what each party told of its own. */
export function draftSection(view, text, draft, name, again) {
  const parties = new Map(text.parties.map((one) => [one.id, partyName(one)]));
  const own = draft.told.find((one) => one.own);
  const mayTell = view.can("POST texts/draft") && text.parties.some((one) => one.own);
  return section(
    t("tie.title", { name: draft.agreement }),
    h(
      "div",
      { class: "card tied-draft" },
      h("p", { class: "help" }, t(draft.here ? "tie.here" : "tie.not-here")),
      faults(text, draft.faults, name),
      draft.agreed ? verdicts(draft, parties) : h("p", { class: "help" }, t("tie.not-agreed")),
      h("ul", { class: "acts" }, draft.told.map(toldLine(parties))),
      mayTell && draft.agreed && own?.compared !== "same"
        ? h(
            "div",
            { class: "buttons" },
            h(
              "button",
              { type: "button", class: "tell-draft", onclick: () => tells(view, text, again) },
              t("tie.tell"),
            ),
          )
        : "",
    ),
  );
}

/** Whether the drafts are the same, or what differs in that of each other party. */
function verdicts(draft, parties) {
  if (draft.same) return h("p", { class: "fine", id: "drafts-same" }, t("tie.same"));
  return draft.told
    .filter((one) => !one.own)
    .map((one) => {
      const party = parties.get(one.party);
      if (one.compared === "same") return h("p", {}, t("tie.theirs-same", { party }));
      const articles = one.differing.map(articleName).join(", ") || t("tie.head");
      return h("p", { class: "error drafts-differ" }, t("tie.differ", { party, articles }));
    });
}

const toldLine = (parties) => (one) =>
  h(
    "li",
    {},
    objectLink(one.id, t("tie.told", { party: parties.get(one.party) })),
    " ",
    time(one.made),
    " ",
    chip(one.banner),
    one.isSent ? "" : [" ", h("span", { class: "tag warn" }, t("talks.not-sent"))],
  );

/** Tells the others the digests of the own draft. */
const tells = (view, text, again) =>
  does(
    view,
    "texts/draft",
    t("tie.tell"),
    [h("p", {}, t("tie.tell-help")), sendBox()],
    t("tie.tell-yes"),
    (entered) => ({ text: text.id, send: Boolean(entered.send) }),
    again,
  );

/** `article 4(2)` in the reader's language. */
export function articleName(article) {
  const [kind, ...rest] = article.split(" ");
  return kind === "article" ? t("tie.article", { article: rest.join(" ") }) : article;
}

/** What the words of each side would open and close against today, for those who may preview agreements. */
export class EffectSection {
  #view;
  #text;
  #name;
  #ask;
  #marks;
  #out = h("div", { class: "tied-effect", "aria-live": "polite" });
  #row = "";

  /** @param marks the banners of what else the page shows. */
  constructor(view, text, draft, name, marks) {
    [this.#view, this.#text, this.#name, this.#marks] = [view, text, name, marks];
    this.#ask = latest(view.signal);
    const rows = [
      ["", t("tie.all-rows")],
      ...draft.rows.map((one) => [one.row, `${name(rowOf(text, one.row))} (${articleName(`article ${one.article}`)})`]),
    ];
    const choice = h(
      "select",
      {
        name: "tied-row",
        onchange: (event) => {
          this.#row = event.target.value;
          this.draw();
        },
      },
      rows.map(([value, label]) => h("option", { value }, label)),
    );
    this.element = section(
      t("tie.effect"),
      h("p", { class: "help" }, t("tie.effect-help")),
      h("label", { class: "field" }, h("span", { class: "label" }, t("tie.of")), choice),
      this.#out,
    );
  }

  /** Asks anew; an older answer is dropped. */
  async draw(held) {
    const signal = this.#ask();
    const query = { text: this.#text.id, lang: language(), ...(this.#row ? { row: this.#row } : {}) };
    try {
      const { effect } = await api.get("texts/effect", { query: { ...query, ...(held ? { held } : {}) }, signal });
      if (!effect) return;
      const items = effect.alternatives.flatMap((one) => one.change?.items ?? []);
      this.#view.mark([...this.#marks, ...items.map((one) => one.banner)]);
      fill(
        this.#out,
        effect.alternatives.map((one) => this.#alternative(one)),
      );
      if (held) this.#out.querySelector(`[data-alternative="${held}"] h3[tabindex]`)?.focus();
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.#out, errorText(problem));
    }
  }

  #alternative(one) {
    const whose = this.#text.parties.find((party) => party.id === one.party);
    const title = t(`tie.${one.alternative}`, { party: partyName(whose) });
    return h(
      "section",
      { class: "card", "data-alternative": one.alternative },
      h("h3", {}, title),
      faults(this.#text, one.faults, this.#name),
      one.difference ? [levelChanges(one.difference), reachChanges(one.reach)] : "",
      one.change
        ? previewed(one.change)
        : one.difference
          ? h(
              "button",
              {
                type: "button",
                class: "small held-effect",
                "aria-label": `${t("draft.ask")}: ${title}`,
                onclick: () => this.draw(one.alternative),
              },
              t("draft.ask"),
            )
          : "",
    );
  }
}

/** Who could get what of the parties' otherwise than today. */
const reachChanges = (list) =>
  list.length
    ? h(
        "details",
        {},
        h("summary", {}, t("tie.reach")),
        table(
          t("tie.reach"),
          [
            { title: t("property.source_ref"), cell: (one) => one.from },
            { title: t("reach.level"), cell: (one) => one.level.level },
            { title: t("property.target_ref"), cell: (one) => one.party },
            { title: t("object.before"), cell: (one) => t(`reach.${one.old}`) },
            { title: t("object.after"), cell: (one) => t(`reach.${one.new}`) },
          ],
          list,
        ),
      )
    : empty(t("tie.no-reach"));
