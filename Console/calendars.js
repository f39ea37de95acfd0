// Calendars for a person's own programs: the feeds on one's own page, and for administrators what leaves in them.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { t, word } from "./i18n.js";
import {
  acting,
  check,
  copyButton,
  empty,
  field,
  input,
  row,
  rowButton,
  section,
  select,
  sends,
  table,
  values,
} from "./parts.js";
import { created, ends, nameAndDays, used } from "./tokens.js";

/** The section on one's own page. */
export async function feedPart(view) {
  const feeds = new Feeds(view);
  await feeds.draw();
  return feeds.section();
}

class Feeds {
  #view;
  #act;
  #list = h("div", {});
  #told = h("p", { class: "help" });
  #errors = h("div", { "aria-live": "assertive" });
  /** What is shown once, and never again. */
  #once = h("div", { "aria-live": "polite" });
  #addresses = {};

  constructor(view) {
    this.#view = view;
    this.#act = acting(view, this.#errors, () => this.draw());
  }

  async draw() {
    const { items, rules, ...addresses } = await api.get("calendar-feeds", { signal: this.#view.signal });
    this.#addresses = addresses;
    fill(this.#told, rulesInWords(rules));
    fill(this.#list, items.length ? feedList(items, (one) => this.#end(one)) : empty(t("calendar.none")));
  }

  section() {
    return section(
      t("calendar.feeds"),
      h("p", { class: "help" }, t("calendar.feeds-help")),
      this.#told,
      this.#errors,
      this.#once,
      this.#list,
      this.#form(),
    );
  }

  #end(one) {
    return rowButton(t("calendar.revoke"), one.name, () =>
      this.#act(() => api.remove(`calendar-feeds/${one.id}`), t("calendar.revoked")),
    );
  }

  #form() {
    const form = h(
      "form",
      { class: "card" },
      nameAndDays(t("calendar.device"), [90, 30, 180, 366]),
      h("div", { class: "buttons" }, h("button", { class: "primary", id: "make-feed" }, t("calendar.make"))),
    );
    sends(form, this.#errors, async () => {
      const { name, days: count } = values(form);
      await this.#act(async () => {
        const { token } = await api.post("calendar-feeds", { name, days: Number(count) });
        fill(this.#once, newFeed(name, token, this.#addresses, this.#view.say));
      }, t("account.added"));
      form.reset();
    });
    return form;
  }
}

/** The token with what else a program asks for. */
function newFeed(name, token, { name: account, feed, series, collection }, say) {
  const copied = (label, text, style = "") =>
    row(label, [h("code", { class: style }, text), " ", copyButton(text, say)]);
  return h(
    "div",
    { class: "card link-card" },
    h("p", {}, t("calendar.once", { name })),
    h(
      "dl",
      { class: "pairs" },
      copied(t("calendar.user"), account),
      copied(t("calendar.token"), token, "one-time"),
      copied(t("calendar.collection"), collection),
      copied(t("calendar.feed"), feed),
      copied(t("calendar.series"), series),
    ),
    h("p", { class: "help" }, t("calendar.addresses-help")),
  );
}

const feedList = (items, end) =>
  table(
    t("calendar.feeds"),
    [
      { title: t("calendar.device"), style: "wide", cell: (one) => one.name },
      created(),
      ends(),
      used(t("calendar.fetched")),
      { title: t("column.act"), hidden: true, cell: end },
    ],
    items,
  );

/** What leaves, in a sentence or two. */
const rulesInWords = ({ levels, above, titles }) => [
  t("calendar.up-to", { levels: levels.join(", ") }),
  " ",
  word("calendar-above", above),
  " ",
  t(titles ? "calendar.with-titles" : "calendar.without-titles"),
];

/** The section on the node's page. */
export async function rulePart(view) {
  const told = h("p", {});
  const errors = h("div", { "aria-live": "assertive" });
  const form = h("div", {});
  const draw = async () => {
    const rules = await api.get("calendar-rules", { signal: view.signal });
    fill(told, rulesInWords(rules));
    fill(form, ruleForm(rules, act, errors));
  };
  const act = acting(view, errors, draw);
  await draw();
  return section(t("calendar.rules"), h("p", { class: "help" }, t("calendar.rules-help")), told, errors, form);
}

function ruleForm(rules, act, errors) {
  const form = h(
    "form",
    { class: "card", id: "calendar-rules" },
    field(
      t("calendar.levels"),
      input("levels", { required: true, value: rules.levels.join(", "), spellcheck: "false" }),
      t("calendar.levels-help"),
    ),
    field(
      t("calendar.above"),
      select(
        "above",
        ["out", "busy"].map((one) => [one, word("calendar-above", one)]),
        rules.above,
      ),
    ),
    check("titles", t("calendar.titles"), { checked: rules.titles }),
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "set-calendar-rules" }, t("calendar.set"))),
  );
  sends(form, errors, async () => {
    const { levels, above, titles } = values(form);
    const body = {
      levels: levels
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean),
      above,
      titles,
    };
    await act(() => api.post("calendar-rules", body), t("people.changed"));
  });
  return form;
}

/** The seats of which working days are known, and the file of a table that an administrator loads. */
export async function daysPart(view) {
  const list = h("div", {});
  const errors = h("div", { "aria-live": "assertive" });
  const draw = async () => {
    const { items } = await api.get("working-days", { signal: view.signal });
    fill(list, seatList(items));
  };
  const file = input("file", { type: "file", accept: ".json,application/json", required: true });
  const form = h(
    "form",
    { class: "card", id: "working-days" },
    field(t("days.file"), file, t("days.file-help")),
    h("div", { class: "buttons" }, h("button", { class: "primary", id: "load-days" }, t("days.load"))),
  );
  const act = acting(view, errors, draw);
  sends(form, errors, async () => {
    let table;
    try {
      table = JSON.parse(await file.files[0].text());
    } catch {
      throw new api.Problem(0, { title: t("import.no-json") });
    }
    const { seat, source, years } = table;
    await act(() => api.post("working-days", { seat, source, years }), t("days.loaded"));
    form.reset();
  });
  await draw();
  return section(t("days.title"), h("p", { class: "help" }, t("days.help")), list, errors, form);
}

const seatList = (items) =>
  table(
    t("days.title"),
    [
      { title: t("days.seat"), cell: (one) => word("seat", one.seat) },
      { title: t("days.years"), cell: (one) => spans(one.years) },
      { title: t("days.source"), style: "wide", cell: (one) => one.source },
    ],
    items,
  );

/** Years as spans: 2024–2027, 2029. */
const spans = (years) =>
  years
    .reduce((found, year) => {
      const last = found.at(-1);
      if (last && last[1] === year - 1) last[1] = year;
      else found.push([year, year]);
      return found;
    }, [])
    .map(([from, until]) => (from === until ? `${from}` : `${from}–${until}`))
    .join(", ");
