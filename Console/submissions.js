// What authors hand in for release: handing in, the words between author and officer, what became of it.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { time } from "./format.js";
import { language, t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { party } from "./names.js";
import { area, ask, check, errorText, field, objectLink, objectName, outcomeChip, select } from "./parts.js";

/** Hands the version that is looked at in; which partners would get it stands beside each. */
export async function submit(view, found, done = () => {}) {
  const [{ version }] = found.versions;
  const query = { version, lang: language() };
  const { decisions } = await api.get(`objects/${api.segment(found.id)}/decisions`, { query, signal: view.signal });
  const partners = decisions.filter((one) => !one.originator);
  return ask(
    t("paper.submit"),
    [
      h("p", {}, objectName(found)),
      h(
        "fieldset",
        {},
        h("legend", {}, t("paper.to")),
        partners.map((one) =>
          check("parties[]", [party(one.party, one.title), " ", outcomeChip(one.outcome)], { value: one.party }),
        ),
      ),
      field(t("paper.word"), area("text"), t("paper.word-help")),
    ],
    t("paper.send"),
    async ({ parties = [], text }) => {
      if (!parties.length) throw new api.Problem(422, { title: t("paper.no-party") });
      await api.post("submissions", { item: found.id, version, parties, ...(text ? { text } : {}) });
      view.say(t("paper.sent", { name: objectName(found) }));
      await done();
    },
  );
}

const act = (one, body) => api.post(`submissions/${api.segment(one.id)}`, body);

/** A dialog that asks for a word and sends it with an act. */
const asksWord = (view, one, name, label, done, style = "") =>
  ask(
    label,
    [h("p", {}, objectName({ ...one, id: one.item })), field(t("paper.word"), area("text", { required: true }))],
    label,
    async ({ text }) => {
      await act(one, { act: name, text });
      await done();
    },
    style,
  );

/** For whom it was handed in, and what was decided for each. */
const parties = (one) =>
  h(
    "ul",
    { class: "paper-parties" },
    one.parties.map(({ party: name, title, outcome, officer, made, reason }) =>
      h(
        "li",
        {},
        h("strong", {}, party(name, title)),
        " ",
        outcome ? [outcomeChip(outcome), " ", officer, " · ", time(made)] : word("paper-state", one.state),
        reason ? h("p", { class: "rule" }, reason) : "",
      ),
    ),
  );

/** What was said about it, the oldest first. */
const remarks = (one) =>
  one.remarks.length
    ? h(
        "ol",
        { class: "remarks", "aria-label": t("paper.words") },
        one.remarks.map(({ name, made, text }) =>
          h("li", {}, h("p", { class: "facts" }, h("strong", {}, name), " · ", time(made)), h("p", {}, text)),
        ),
      )
    : "";

const button = (name, label, action, style = "") =>
  h("button", { type: "button", class: `${name} ${style}`, onclick: action }, label);

/** An author's own paper with its state. */
export function paper(view, one, again) {
  const errors = h("div", { "aria-live": "assertive" });
  const sends = (body) => async () => {
    try {
      await act(one, body);
      await again();
    } catch (problem) {
      fill(errors, errorText(problem));
    }
  };
  return h(
    "article",
    { class: `card paper ${one.news ? "news-paper" : ""}` },
    h(
      "header",
      {},
      h("h2", {}, objectLink(one.item, { ...one, id: one.item }, { details: true })),
      h("span", { class: `state-chip ${style(one)}` }, word("paper-state", one.state)),
    ),
    h("p", { class: "facts" }, chip(one.banner), " ", t("paper.handed-in"), " ", time(one.made), assigned(one)),
    parties(one),
    remarks(one),
    errors,
    h(
      "div",
      { class: "buttons" },
      one.news ? button("seen", t("paper.seen"), sends({ act: "seen" }), "primary") : "",
      button("remark", t("paper.say"), () => asksWord(view, one, "remark", t("paper.say"), again)),
      one.state === "open" ? button("withdraw", t("paper.withdraw"), sends({ act: "withdraw" })) : "",
    ),
  );
}

const style = (one) =>
  ({ open: "asked", returned: "refused", withdrawn: "open" })[one.state] ??
  (one.parties.some(({ outcome }) => outcome === "refuse") ? "refused" : "granted");

const assigned = (one) => (one.assigned ? ` · ${t("paper.with", { name: one.assigned.title })}` : "");

/** What an officer sees of who handed in what is decided about, and can say to that. */
export async function handedIn(view, id, done) {
  const { items, officers } = await api.get("submissions", { query: { lang: language() }, signal: view.signal });
  const one = items.find((item) => item.id === id);
  if (!one) return "";
  const out = h("div", { class: "handed-in" });
  const again = async () => fill(out, await handedIn(view, id, done));
  const give = select(
    "to",
    [["", t("paper.nobody")], ...(officers ?? []).map(({ name, title }) => [name, title])],
    officers?.find(({ title }) => title === one.assigned?.title)?.name ?? "",
    {
      onchange: async (event) => {
        await act(one, { act: "assign", to: event.target.value });
        await again();
      },
    },
  );
  fill(
    out,
    h("p", {}, t("paper.by", { author: one.author }), " ", time(one.made)),
    remarks(one),
    officers ? field(t("paper.assign"), give) : "",
    h(
      "div",
      { class: "buttons" },
      button("remark", t("paper.say"), () => asksWord(view, one, "remark", t("paper.say"), again)),
      button("return", t("paper.return"), () => asksWord(view, one, "return", t("paper.return"), done, "danger")),
    ),
  );
  return out;
}
