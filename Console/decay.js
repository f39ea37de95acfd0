// The party's own rules by which the worth of indicators falls: what each gives on some days, and their form. A score
// stands in nobody's object.

import * as api from "./api.js";
import { fill, h, s } from "./dom.js";
import { number } from "./format.js";
import { t, word } from "./i18n.js";
import { check, empty, errorText, field, input, section, select, sends, table, typeName } from "./parts.js";

/** What patterns ask for. */
const kinds = [
  "ipv4-addr",
  "ipv6-addr",
  "domain-name",
  "url",
  "email-addr",
  "file",
  "mac-addr",
  "autonomous-system",
  "windows-registry-key",
  "x509-certificate",
  "network-traffic",
  "process",
  "mutex",
  "software",
  "user-account",
  "email-message",
  "artifact",
  "directory",
];

const usual = { kinds: [], form: "misp", lifetime: 90, decay_speed: 2, threshold: 30 };

/** The section: the rules with their curves, and the form for whoever may change them. */
export async function decay(view) {
  const found = await api.get("decay-rules", { signal: view.signal });
  const shown = h("div", { class: "decay", "aria-live": "polite" });
  fill(shown, drawn(found));
  const form = view.can("POST decay-rules") ? editor(view, found, shown) : "";
  return section(t("decay.title"), h("p", { class: "help" }, t("decay.help")), shown, form);
}

/** What rules give: a drawing and a table each. */
const drawn = ({ base, rules }) =>
  rules.length
    ? rules.map((rule) => {
        const title = rule.kinds.length ? rule.kinds.map(typeName).join(", ") : t("decay.all");
        return h(
          "figure",
          { class: "card" },
          h("figcaption", {}, h("strong", {}, title), " ", h("span", { class: "help" }, said(rule, base))),
          curve(rule, title, base),
          days(rule, title),
        );
      })
    : empty(t("decay.none"));

const said = (rule, base) =>
  t("decay.said", {
    form: word("decay-form", rule.form),
    base: number(base),
    lifetime: number(rule.lifetime),
    threshold: number(rule.threshold),
    end: number(rule.end),
  });

const [width, height, pad] = [360, 110, 6];

/** The way down as a line, with the threshold; the table beside it says the same. */
function curve({ curve: points, lifetime, threshold, end }, title, base) {
  const x = (day) => pad + (day / lifetime) * (width - 2 * pad);
  const y = (score) => height - pad - (score / 100) * (height - 2 * pad);
  const line = points.map(({ day, score }) => `${x(day).toFixed(1)},${y(score).toFixed(1)}`).join(" ");
  const label = t("decay.curve", { title, base: number(base), lifetime: number(lifetime), end: number(end) });
  return s(
    "svg",
    { class: "curve", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
    s("line", { class: "floor", x1: pad, x2: width - pad, y1: y(0), y2: y(0) }),
    s("line", { class: "threshold", x1: pad, x2: width - pad, y1: y(threshold), y2: y(threshold) }),
    s("polyline", { points: line }),
  );
}

const days = ({ days: list }, title) =>
  table(
    title,
    [
      { title: t("decay.day"), cell: (one) => number(one.day) },
      {
        title: t("cyber.score"),
        style: "wide",
        cell: (one) => {
          const label = t("cyber.score-of", { score: number(one.score) });
          return [h("meter", { min: 0, max: 100, value: one.score, "aria-label": label }), " ", number(one.score)];
        },
      },
    ],
    list,
  );

/** The form: a part for each rule; what it would give is shown before it is kept. */
function editor(view, found, shown) {
  const errors = h("div", { "aria-live": "assertive" });
  const list = h("div", { class: "decay-rules" });
  const base = input("base", { type: "number", min: 0, max: 100, step: "any", required: true, value: found.base });
  const add = (rule) => {
    const part = ruleFields(rule, () => part.remove());
    list.append(part);
    return part;
  };
  found.rules.forEach(add);
  const body = () => ({ base: Number(base.value), rules: [...list.children].map(ruleOf) });
  const show = async (path) => fill(shown, drawn(await api.post(path, body())));
  const preview = h("button", { type: "button", id: "decay-preview", onclick: () => tried() }, t("decay.preview"));
  const tried = async () => {
    fill(errors);
    if (!form.reportValidity()) return;
    await show("decay-rules/preview").catch((problem) => fill(errors, errorText(problem)));
  };
  const more = () => add(usual).querySelector("input, select").focus();
  const form = h(
    "form",
    { class: "card", id: "decay-form" },
    h("h3", {}, t("decay.edit")),
    field(t("decay.base"), base, t("decay.base-help")),
    list,
    errors,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", id: "decay-add", onclick: more }, t("decay.add")),
      preview,
      h("button", { class: "primary" }, t("decay.save")),
    ),
  );
  sends(form, errors, async () => {
    await show("decay-rules");
    view.say(t("decay.saved"));
  });
  return form;
}

let made = 0;

function ruleFields(rule, remove) {
  const name = `rule${(made += 1)}`;
  const figure = (key, value, more = {}) =>
    input(`${name}-${key}`, { type: "number", required: true, step: "any", value, "data-of": key, ...more });
  const form = select(
    `${name}-form`,
    ["misp", "opencti"].map((one) => [one, word("decay-form", one)]),
    rule.form,
    { "data-of": "form" },
  );
  const factor = figure("factor", rule.form === "misp" ? rule.decay_speed : rule.pound, { min: 0.01 });
  return h(
    "fieldset",
    { class: "decay-rule" },
    h("legend", {}, t("decay.rule")),
    h(
      "details",
      { open: rule.kinds.length > 0 },
      h("summary", {}, t("decay.kinds")),
      h("p", { class: "help" }, t("decay.kinds-help")),
      kinds.map((kind) =>
        check(`${name}-kinds[]`, typeName(kind), {
          value: kind,
          checked: rule.kinds.includes(kind),
          "data-of": "kind",
        }),
      ),
    ),
    h("div", { class: "pair" }, field(t("decay.form"), form), field(t("decay.factor"), factor, t("decay.factor-help"))),
    h(
      "div",
      { class: "pair" },
      field(t("decay.lifetime"), figure("lifetime", rule.lifetime, { min: 0.01, max: 100_000 })),
      field(t("decay.threshold"), figure("threshold", rule.threshold, { min: 0, max: 100 })),
    ),
    h("button", { type: "button", class: "small", onclick: remove }, t("decay.remove")),
  );
}

/** What the fields of a rule say. */
function ruleOf(part) {
  const value = (key) => part.querySelector(`[data-of=${key}]`).value;
  const form = value("form");
  return {
    kinds: [...part.querySelectorAll("[data-of=kind]:checked")].map((one) => one.value),
    form,
    lifetime: Number(value("lifetime")),
    threshold: Number(value("threshold")),
    [form === "misp" ? "decay_speed" : "pound"]: Number(value("factor")),
  };
}
