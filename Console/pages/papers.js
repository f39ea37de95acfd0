// What the person handed in for release, with its state and the words about it.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { language, t } from "../i18n.js";
import { empty, section } from "../parts.js";
import { paper } from "../submissions.js";

export async function show(view) {
  const { items } = await api.get("submissions", { query: { lang: language() }, signal: view.signal });
  const own = items.filter((one) => one.own);
  const again = async () => {
    await show(view);
    view.heading.focus();
  };
  const list = (some) =>
    h(
      "div",
      { class: "papers-list" },
      some.map((one) => paper(view, one, again)),
    );
  const isCurrent = (one) => one.news || one.state === "open";
  const [current, past] = [own.filter(isCurrent), own.filter((one) => !isCurrent(one))];
  fill(
    view.body,
    section(t("paper.current"), current.length ? list(current) : empty(t("paper.none"))),
    past.length ? section(t("paper.past"), list(past)) : "",
  );
  view.mark(own.map((one) => one.banner));
  view.renews(() => document.querySelector("dialog") || show(view));
}
