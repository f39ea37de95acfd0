// Who could get what of a party's: a table of parties and levels, and the chains of one level as a picture.

import * as api from "./api.js";
import { called } from "./accord.js";
import { dayField } from "./day-field.js";
import { fill, h, s, unique } from "./dom.js";
import { t, word } from "./i18n.js";
import { empty, errorText, field, latest, section, select, table, told } from "./parts.js";

const last = (entry) => entry.chain?.at(-1);
const signs = { direct: "●", "with-consent": "◐", "not-yet": "○", unknown: "?", never: "–" };
/** What a party gets nothing by, the most open answer first. */
const nothing = ["not-yet", "unknown", "never"];

/** The section; `known` is the set as the API describes it. */
export function reach(view, known) {
  const parties = new Map(known.parties.map((party) => [party.name, party]));
  const name = (party) => called(parties.get(party) ?? { name: party });
  const origins = known.schemes
    .map((scheme) => scheme.party)
    .filter((party, place, all) => all.indexOf(party) === place);
  if (!origins.length) return "";
  const drafts = known.agreements.filter((one) => one.draft).map((one) => one.name);
  const from = select(
    "from",
    origins.map((party) => [party, name(party)]),
    origins.includes(known.own) ? known.own : origins[0],
  );
  const on = dayField("on");
  const assume = select("assume", [
    ["", t("reach.as-it-is")],
    ...drafts.map((one) => [one, t("reach.assumed", { name: one })]),
  ]);
  const out = h("div", { class: "page", "aria-live": "polite" });
  const ask = latest(view.signal);
  async function load() {
    try {
      draw(
        out,
        await api.get("reach", { query: { from: from.value, on: on.value, assume: assume.value }, signal: ask() }),
        name,
      );
    } catch (problem) {
      if (problem.name !== "AbortError") fill(out, errorText(problem));
    }
  }
  for (const control of [from, on, assume]) control.addEventListener("change", load);
  load();
  return section(
    t("reach.title"),
    h("p", { class: "help" }, t("reach.help")),
    h(
      "div",
      { class: "filters" },
      field(t("reach.from"), from),
      field(t("reach.on"), on, t("reach.on-help")),
      drafts.length ? field(t("reach.assume"), assume) : "",
    ),
    out,
  );
}

const entryOf = (level, party) => level.parties.find((one) => one.party === party);

function draw(out, found, name) {
  if (!found.levels.length) return fill(out, empty(t("reach.no-levels")));
  const parties = found.levels[0].parties.map((entry) => entry.party);
  const kinds = (party) => found.levels.map((level) => entryOf(level, party).reach);
  const gets = parties.filter((party) => kinds(party).some((kind) => !nothing.includes(kind)));
  const rest = parties.filter((party) => !gets.includes(party));
  const chains = h("div", { class: "page" });
  const levels = select(
    "level",
    found.levels.map((level, place) => [String(place), level.level.level]),
    "0",
    { onchange: () => one() },
  );
  const one = () => fill(chains, picture(found.levels[levels.value], name), articles(found.levels[levels.value], name));
  one();
  fill(
    out,
    gets.length ? matrix(found.levels, gets, name) : empty(t("reach.nobody")),
    nothing.map((kind) => {
      const some = rest.filter((party) => kind === nothing.find((one) => kinds(party).includes(one)));
      return some.length ? without(kind, found.levels, some, name) : "";
    }),
    gets.length ? [h("div", { class: "filters" }, field(t("reach.level"), levels)), chains] : "",
  );
}

/** What each party could get of each level. */
const matrix = (levels, parties, name) =>
  h(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": t("reach.matrix") },
    table(
      t("reach.matrix"),
      [
        { title: t("column.party"), cell: (party) => h("strong", {}, name(party)) },
        ...levels.map((level) => ({ title: level.level.level, cell: (party) => cell(entryOf(level, party), name) })),
      ],
      parties,
    ),
  );

/** Parties that get nothing of any level, of one kind, with the reasons. */
function without(kind, levels, parties, name) {
  const reasons = (party) => [...new Set(levels.map((level) => entryOf(level, party).reason))];
  return h(
    "details",
    {},
    h("summary", {}, t(`reach-any.${kind}`, { count: parties.length })),
    h(
      "ul",
      { class: "never" },
      parties.map((party) =>
        h(
          "li",
          {},
          h("strong", {}, name(party)),
          " – ",
          reasons(party).map((reason, place) => [place ? "; " : "", told(reason)]),
        ),
      ),
    ),
  );
}

function cell(entry, name) {
  const step = last(entry);
  return [
    h(
      "span",
      { class: `reach ${entry.reach}` },
      h("span", { class: "sign", "aria-hidden": "true" }, signs[entry.reach]),
      " ",
      word("reach", entry.reach),
    ),
    step ? [" ", t("reach.as", { level: step.level.level })] : "",
    entry.chain?.length > 1
      ? [
          " ",
          t("reach.through", {
            parties: entry.chain
              .slice(1)
              .map((one) => name(one.from))
              .join(" → "),
          }),
        ]
      : "",
    entry.chain?.some((one) => one.channel === "courier")
      ? [" ", h("span", { class: "tag warn" }, t("reach.courier"))]
      : "",
  ];
}

/** A step of a chain: straight on into the next column, or round within one. */
function curve(step, a, b) {
  const bend =
    a.x === b.x
      ? `C${a.x + 250} ${a.y + 18} ${a.x + 250} ${b.y + 18} ${b.x + 210} ${b.y + 18}`
      : `C${a.x + 255} ${a.y + 18} ${b.x - 45} ${b.y + 18} ${b.x} ${b.y + 18}`;
  return s(
    "path",
    { d: `M${a.x + 210} ${a.y + 18} ${bend}`, class: `${step.channel}${step.consent_of ? " consent" : ""}` },
    s("title", {}, step.articles.join("; ")),
  );
}

const shorten = (text) => (text.length > 27 ? `${text.slice(0, 26)}…` : text);

const box = (title, level, { x, y }) =>
  s(
    "g",
    {},
    s("rect", { x, y, width: 210, height: 36, rx: 5 }),
    s("text", { class: "party", x: x + 105, y: y + 15 }, shorten(title)),
    s("text", { x: x + 105, y: y + 29 }, shorten(level)),
  );

/** The same as a picture: the originator, who gets it directly, and who by a chain. */
function picture(level, name) {
  const [direct, consent] = ["direct", "with-consent"].map((reach) =>
    level.parties.filter((one) => one.reach === reach).map((one) => one.party),
  );
  const columns = [[level.from], direct, consent];
  if (direct.length + consent.length === 0) return empty(t("reach.nobody"));
  const heights = Math.max(...columns.map((column) => column.length));
  const places = new Map(
    columns.flatMap((column, x) =>
      column.map((party, y) => [party, { x: 10 + x * 300, y: 34 + (x ? y : (heights - 1) / 2) * 46 }]),
    ),
  );
  const steps = new Map(
    level.parties.flatMap((one) => one.chain ?? []).map((step) => [`${step.from} ${step.to}`, step]),
  );
  const levelOf = (party) => (party === level.from ? level : last(entryOf(level, party))).level.level;
  const heads = [t("reach.from"), word("reach", "direct"), word("reach", "with-consent")];
  const said = { level: level.level.level, direct: direct.length, consent: consent.length };
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "group", "aria-label": t("reach.picture") },
    s(
      "svg",
      {
        class: "drawing chains",
        viewBox: `0 0 830 ${48 + heights * 46}`,
        role: "img",
        "aria-label": t("reach.picture-text", said),
      },
      heads.map((head, x) => s("text", { x: 115 + x * 300, y: 18 }, head)),
      [...steps.values()].map((step) => curve(step, places.get(step.from), places.get(step.to))),
      [...places].map(([party, place]) => box(name(party), levelOf(party), place)),
    ),
  );
}

/** Each chain with the articles that it stands on. */
function articles(level, name) {
  const list = level.parties.filter((one) => one.chain);
  const id = unique("r");
  return list.length
    ? h(
        "details",
        { id },
        h("summary", {}, t("reach.articles", { level: level.level.level })),
        h(
          "ul",
          { class: "page chains" },
          list.map((one) =>
            h(
              "li",
              { class: "card" },
              h("h3", {}, name(one.party)),
              h(
                "ol",
                {},
                one.chain.map((step) =>
                  h(
                    "li",
                    {},
                    `${name(step.from)} → ${name(step.to)}: `,
                    h("strong", {}, step.level.level),
                    `, ${word("channel", step.channel)}`,
                    step.consent_of ? [", ", t("reach.consent-of", { party: name(step.consent_of) })] : "",
                    h("span", { class: "rule", lang: "en" }, ` ${step.articles.join("; ")}`),
                  ),
                ),
              ),
            ),
          ),
        ),
      )
    : "";
}
