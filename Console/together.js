// What is done with several objects at once: what would become of each is shown by kinds before, and each is named.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { object, party } from "./names.js";
import {
  area,
  ask,
  asksName,
  asksOriginator,
  check,
  countField,
  empty,
  errorText,
  field,
  prose,
  select,
  warnings,
} from "./parts.js";

/** What goes when somebody says yes; all else is left, with its reason. */
const goes = (one) => ["release", "rendition"].includes(one.state);

/** The kinds of outcomes in their order, and which items are of each. */
const kinds = [
  ["goes", (one) => one.state === "release"],
  ["part", (one) => one.state === "rendition"],
  ["consent", (one) => one.state === "refer" && asksOriginator(one.decision ?? {})],
  ["yes", (one) => one.state === "refer" && !asksOriginator(one.decision ?? {})],
  ["not", (one) => !goes(one) && one.state !== "refer"],
];

/** Why something does not go as it is: the first ground that is against it, with its article. */
function reason(one) {
  const ground = one.decision?.grounds?.find(({ verdict }) => verdict !== "permits");
  const rule = [...new Set([ground?.rule, ground?.source].filter(Boolean))].join(" · ");
  if (["refer", "refuse"].includes(one.state) && ground)
    return [prose(ground.text), " ", h("span", { class: "rule" }, rule)];
  if (one.state === "rendition") return t("together.withheld", { count: number(one.decision?.withheld?.length ?? 0) });
  return goes(one) ? "" : word("bulk-state", one.state);
}

/** Every item by its kind of outcome; nothing is left out. */
export function outcomeList(items) {
  return h(
    "div",
    { class: "outcomes", tabindex: "0", role: "group", "aria-label": t("together.outcomes") },
    kinds.map(([kind, isOf]) => {
      const some = items.filter(isOf);
      if (!some.length) return "";
      return h(
        "details",
        { class: `outcome-kind ${kind}`, open: true },
        h("summary", {}, t(`together.${kind}`, { count: number(some.length) })),
        h(
          "ul",
          {},
          some.map((one) =>
            h(
              "li",
              {},
              one.name === undefined ? t("together.unknown") : [object(one), " ", chip(one.banner)],
              reason(one) ? [h("br", {}), h("span", { class: "help" }, reason(one))] : "",
              warnings(one.decision),
            ),
          ),
        ),
      );
    }),
  );
}

/** Why something was left out. */
const left = (one) =>
  ["refer", "refuse"].includes(one.state) ? [word("outcome", one.state), " — ", reason(one)] : reason(one);

/** What became of each, and what was left out with its reason. */
function results(items, state, done) {
  return [
    h("p", {}, t("bulk.done", { done: number(done), count: number(items.length) })),
    h(
      "ul",
      {},
      items.map((item) =>
        h(
          "li",
          {},
          item.name === undefined ? t("together.unknown") : object(item),
          ": ",
          state[item.id]?.done
            ? h("span", { class: "fine" }, t("together.done"))
            : h("span", { class: "error" }, state[item.id] ? word("bulk-state", state[item.id].state) : left(item)),
        ),
      ),
    ),
  ];
}

/** Releases those that go, in one call that decides and logs each for itself. */
async function release(going, party, { count, reason: why, named }) {
  const { results: all } = await api.post("releases/together", {
    party,
    items: going.map(({ id, version, state }) => ({ id, version, outcome: state })),
    count: Number(count),
    reason: why,
    named,
    lang: language(),
  });
  return Object.fromEntries(all.map((one) => [one.id, one]));
}

/** Hands each in as a paper of its own. */
async function submit(going, party, { text }) {
  const state = {};
  for (const { id, version } of going) {
    try {
      await api.post("submissions", { item: id, version, parties: [party], ...(text ? { text } : {}) });
      state[id] = { done: true };
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      state[id] = { done: false, state: problem.code };
    }
  }
  return state;
}

const acts = {
  release: {
    title: "together.release",
    says: "together.act",
    yes: "release.yes",
    send: release,
    isSent: goes,
    words: () => field(t("property.reason"), area("reason", { required: true }), t("release.reason-help")),
  },
  submit: {
    title: "paper.submit",
    says: "together.hand-in",
    yes: "paper.send",
    send: submit,
    // An author may hand in what an officer still has to find a way for.
    isSent: (one) => ["release", "rendition", "refer"].includes(one.state),
    words: () => field(t("paper.word"), area("text"), t("paper.word-help")),
  },
};

/**
 * Asks for a partner, shows what would become of each of some rows, and does the act with those that it is for.
 * @param act `release` or `submit`.
 */
export async function together(view, act, rows, done) {
  const { title, says, yes, send, isSent, words } = acts[act];
  const path = `objects/${api.segment(rows[0].id)}/decisions`;
  const { decisions } = await api.get(path, { query: { lang: language() }, signal: view.signal });
  const out = h("div", { "aria-live": "polite" });
  const more = h("div", {});
  let found = [];
  const choices = decisions.map((one) => [one.party, party(one.party, one.title)]);
  const who = select("party", [["", "—"], ...choices], "", { required: true });
  const named = check("named", t("together.name"));
  const isNamed = named.querySelector("input");
  named.hidden = true;
  const draw = async () => {
    fill(more);
    found = [];
    if (!who.value) return fill(out);
    fill(out, empty(t("together.asking")));
    const question = {
      act,
      party: who.value,
      items: rows.map(({ id, version }) => ({ id, version })),
      named: isNamed.checked,
      lang: language(),
    };
    try {
      ({ items: found } = await api.post("releases/outcomes", question));
    } catch (problem) {
      return fill(out, errorText(problem));
    }
    named.hidden = act !== "release" || !(isNamed.checked || found.some((one) => asksName(one.decision ?? {})));
    const count = found.filter(isSent).length;
    const said = { count: number(count), party: party(who.value), left: number(found.length - count) };
    fill(out, outcomeList(found));
    fill(more, count ? [h("p", {}, t(says, said)), countField(count), words()] : empty(t("together.none-goes")));
  };
  who.addEventListener("change", draw);
  isNamed.addEventListener("change", draw);
  return ask(
    t(title),
    [h("p", {}, t("choose.chosen", { count: number(rows.length) })), field(t("column.partner"), who), named, out, more],
    t(yes),
    async (entered) => {
      const going = found.filter(isSent);
      if (!going.length) throw new api.Problem(422, { title: t("together.none-goes") });
      const state = await send(going, who.value, { ...entered, named: isNamed.checked });
      const count = going.filter(({ id }) => state[id]?.done).length;
      view.say(t("bulk.done", { done: number(count), count: number(found.length) }));
      done();
      return results(found, state, count);
    },
  );
}
