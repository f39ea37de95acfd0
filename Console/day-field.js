// Fields for days and moments of our own: they read what people write in any of the languages, say how they understood
// it, and have a calendar for the keyboard. What a browser makes of dates depends on its language, not the reader's.

import { longDate } from "./clock.js";
import { fill, h, unique } from "./dom.js";
import { language, t } from "./i18n.js";

const two = (number) => String(number).padStart(2, "0");
const iso = (year, month, day) => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 999 && year < 10_000;
  return isThere ? `${year}-${two(month)}-${two(day)}` : null;
};

const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}|\./gu, "")
    .toLowerCase();
let known = null;

/** The number of a month by its name in one of the languages, whole or cut short to three letters or more. */
function monthOf(name) {
  known ??= ["en-GB", "fr", "de"].flatMap((locale) =>
    Array.from({ length: 12 }, (_, month) => [
      plain(new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(Date.UTC(2026, month, 1))),
      month + 1,
    ]),
  );
  const wanted = plain(name);
  if (wanted.length < 3) return 0;
  const found = new Set(known.filter(([full]) => full.startsWith(wanted)).map(([, month]) => month));
  return found.size === 1 ? [...found][0] : 0;
}

/**
 * A day as people write it, as `2026-12-11`; null for what is none, or could be several: `2026-12-11`, `2026/12/11`,
 * `11.12.2026`, `11 Dec 2026`, `11 décembre 2026`, `Dec 11 2026`, `2026年12月11日`.
 */
export function dayIn(text) {
  const given = text.normalize("NFKC").trim();
  const yearFirst = /^(\d{4})(?:-|\/|\.|年)\s*(\d{1,2})(?:-|\/|\.|月)\s*(\d{1,2})日?$/.exec(given);
  if (yearFirst) return iso(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dotted = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(given);
  if (dotted) return iso(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const named = /^(\d{1,2})(?:st|nd|rd|th|er)?\.?\s+(\p{L}+\.?)\s+(\d{4})$/u.exec(given);
  if (named) return iso(Number(named[3]), monthOf(named[2]), Number(named[1]));
  const american = /^(\p{L}+\.?)\s+(\d{1,2}),?\s+(\d{4})$/u.exec(given);
  return american ? iso(Number(american[3]), monthOf(american[1]), Number(american[2])) : null;
}

/** A moment in UTC as people write it, as `2026-12-11T08:30`; null for what is none. */
export function momentIn(text) {
  const [, day, hour, minute, second = ""] =
    /^(.*?)[T\s,]+(\d{1,2})[:時](\d{2})分?(:\d{2}(?:\.\d+)?)?\s*Z?$/u.exec(text.normalize("NFKC").trim()) ?? [];
  const known = day ? dayIn(day) : null;
  return known && hour < 24 && minute < 60 ? `${known}T${two(Number(hour))}:${minute}${second}` : null;
}

/** What a field of ours holds, as the node takes it; what was not understood stays as it was written. */
export const entered = ({ value, dataset }) =>
  (value.trim() && (dataset.field === "moment" ? momentIn(value) : dayIn(value))) || value.trim();

const isOurs = (control) => "field" in control.dataset;
export { isOurs };

/**
 * A field for a day, or with `kind: "moment"` for a moment in UTC, with `isLocal` on the clock of a place. It is shown
 * as one element; `control` of it is the field itself. `most` is the last day that can be entered.
 */
export function dayField(name, { kind = "day", isLocal = false, most, value = "", ...attributes } = {}) {
  const note = h("output", { class: "understood", id: unique("u"), "aria-live": "polite" });
  const control = h("input", {
    type: "text",
    name,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t(kind === "moment" ? "day.example-moment" : "day.example"),
    "data-field": kind,
    value,
    ...attributes,
  });
  function tell() {
    const text = control.value.trim();
    const found = text && (kind === "moment" ? momentIn(text) : dayIn(text));
    const isLate = Boolean(found && most && found > most);
    control.setCustomValidity(text && !found ? t("day.unknown") : isLate ? t("day.late") : "");
    control.classList.toggle("wrong", Boolean(text) && (!found || isLate));
    fill(note, !text ? "" : !found ? t("day.unknown") : isLate ? t("day.late") : said(found, kind, isLocal));
  }
  control.addEventListener("input", tell);
  control.addEventListener("change", tell);
  tell();
  const element = h("div", { class: "day-field" }, control, calendarButton(control, kind, most, tell), note);
  Object.defineProperties(element, { control: { value: control }, value: { get: () => entered(control) } });
  return element;
}

const said = (found, kind, isLocal) => {
  const date = longDate(new Date(`${found.slice(0, 10)}T00:00:00Z`));
  return kind === "moment" ? `${date} ${found.slice(11)}${isLocal ? "" : "Z"}` : date;
};

const step = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The same day of another month, or that month's last. */
function monthStep(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}

/** From Monday on. */
const weekday = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

const moves = {
  ArrowLeft: (day) => step(day, -1),
  ArrowRight: (day) => step(day, 1),
  ArrowUp: (day) => step(day, -7),
  ArrowDown: (day) => step(day, 7),
  Home: (day) => step(day, -weekday(day)),
  End: (day) => step(day, 6 - weekday(day)),
  PageUp: (day) => monthStep(day, -1),
  PageDown: (day) => monthStep(day, 1),
};

/** A button that opens a small calendar: arrows, Home, End and Page keys go, Enter takes, Escape closes. */
function calendarButton(control, kind, most, tell) {
  let box = null;
  const button = h(
    "button",
    { type: "button", class: "calendar-open", "aria-label": t("day.calendar"), "aria-expanded": "false" },
    h("span", { "aria-hidden": "true" }, "▦"),
  );
  function close(isBack) {
    box?.remove();
    box = null;
    button.setAttribute("aria-expanded", "false");
    if (isBack) button.focus();
  }
  function take(day) {
    const clock = kind === "moment" ? ` ${(momentIn(control.value) ?? "").slice(11) || "00:00"}` : "";
    control.value = day + clock;
    close(false);
    control.focus();
    tell();
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function draw(day, isFocused) {
    fill(
      box,
      heading(day, (next) => draw(next, false)),
      grid(day, most, take),
    );
    if (isFocused) box.querySelector("[tabindex='0']").focus();
  }
  button.addEventListener("click", () => {
    if (box) return close(true);
    const now = entered(control).slice(0, 10);
    box = h("div", { class: "calendar", role: "group", "aria-label": t("day.calendar") });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        return close(true);
      }
      const at = event.target.dataset?.day;
      if (!at || !moves[event.key]) return undefined;
      event.preventDefault();
      return draw(moves[event.key](at), true);
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !box?.contains(relatedTarget) && relatedTarget !== button) close(false);
    });
    button.after(box);
    button.setAttribute("aria-expanded", "true");
    return draw(dayIn(now) ? now : new Date().toISOString().slice(0, 10), true);
  });
  return button;
}

function heading(day, go) {
  const title = new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), {
    year: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
  const turn = (label, sign, months) =>
    h(
      "button",
      { type: "button", class: "small", "aria-label": label, onclick: () => go(monthStep(day, months)) },
      sign,
    );
  return h(
    "div",
    { class: "calendar-head" },
    turn(t("day.month-before"), "‹", -1),
    h("strong", { "aria-live": "polite" }, title),
    turn(t("day.month-after"), "›", 1),
  );
}

function grid(day, most, take) {
  const locale = language() === "en" ? "en-GB" : language();
  const first = `${day.slice(0, 8)}01`;
  const start = step(first, -weekday(first));
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, place) => step(start, week * 7 + place)),
  ).filter(([monday], place) => place < 5 || monday.slice(0, 7) === day.slice(0, 7));
  const named = (one, width) =>
    new Intl.DateTimeFormat(locale, { weekday: width, timeZone: "UTC" }).format(new Date(`${one}T00:00:00Z`));
  const cell = (one) =>
    h(
      "td",
      {},
      h(
        "button",
        {
          type: "button",
          "data-day": one,
          class: one.slice(0, 7) === day.slice(0, 7) ? null : "other",
          tabindex: one === day ? "0" : "-1",
          "aria-label": longDate(new Date(`${one}T00:00:00Z`)),
          "aria-current": one === new Date().toISOString().slice(0, 10) ? "date" : null,
          disabled: most && one > most,
          onclick: () => take(one),
        },
        Number(one.slice(8)),
      ),
    );
  return h(
    "table",
    { class: "plain" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        weeks[0].map((one) => h("th", { scope: "col", abbr: named(one, "long") }, named(one, "short"))),
      ),
    ),
    h(
      "tbody",
      {},
      weeks.map((week) => h("tr", {}, week.map(cell))),
    ),
  );
}
