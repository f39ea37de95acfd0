// Dates and other values as people read them.

import { ageElement, dateText, hourText, isToday, momentElement, momentText } from "./clock.js";
import { h } from "./dom.js";
import { language, t } from "./i18n.js";

const dayOnly = /^\d{4}-\d\d-\d\d$/;
export const isTime = (value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(value);

const coarse = { year: 4, month: 7, day: 10 };

/** A date of UTC, as the reader's language writes it; to the month or year where no more is known. */
export const utc = (moment, precision) => dateText(moment, "UTC", precision);

/**
 * A moment in the zone that the reader has chosen, with Zulu beside (`clock.js`). A day has no zone and stays that day.
 * What is known to the day or less (`precision`) is the date at the place where it happened; `place` is the zone there.
 */
export function time(value, precision, place) {
  if (!value) return "";
  const moment = new Date(value);
  if (Number.isNaN(moment.valueOf())) return value;
  const length = coarse[precision];
  if (length) return h("time", { datetime: value.slice(0, length) }, t("form.local", { date: utc(moment, precision) }));
  if (dayOnly.test(value)) return h("time", { datetime: value, title: value }, utc(moment));
  return momentElement(value, { place, isAbout: precision === "hour", hasSeconds: precision === "second" });
}

/** The hour of a moment of today, the whole of another one. */
export const clock = (value) => (isToday(value) ? hourText(value) : momentText(value));

/** For a narrow column: the hour of a moment of today, the day of another one. */
export const age = ageElement;

/** This moment as the reader's clock shows it, with its zone. */
export const now = () => momentText(new Date().toISOString());

/** The day of a moment, in UTC. */
export const dayOf = (value) => time(value.slice(0, 10));

/**
 * A moment whose digits after the day may mean nothing: the first and the last second of a day, without a precision,
 * are that day in every zone.
 */
export const dated = (value, precision, place) =>
  !precision && value && /T(00:00:00(\.0+)?|23:59:59(\.\d+)?)Z$/.test(value)
    ? dayOf(value)
    : time(value, precision, place);

/** Members that say a day by which, until which or on which something is, was or will be. */
const dayNames = new Set(["due", "until", "noticed", "review"]);
export const timeOf = (name, value) => (dayNames.has(name) ? dated(value) : time(value));

/** Today where the reader is or in UTC, whichever is later, as a field for days takes it. */
export function today() {
  const now = new Date();
  return [now, new Date(now - now.getTimezoneOffset() * 60_000)].map((one) => one.toISOString().slice(0, 10)).sort()[1];
}

/** A day that has ended, in UTC: nothing can be done by then any more. */
export const isPast = (day) => dayOnly.test(day) && Date.parse(`${day}T23:59:59.999Z`) < Date.now();

export const number = (value) => new Intl.NumberFormat(language()).format(value);

/** Only the last part of an identifier, enough to tell two apart. */
export const short = (id) => id.replace(/^(.*--[0-9a-f]{8}).*$/, "$1…");

/** Bytes in the largest unit that leaves a whole part. */
export function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(language(), {
    style: "unit",
    unit: units[step],
    unitDisplay: step ? "short" : "long",
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}

/** A length of time (ISO 8601) as people say it: P1Y is a year. */
export function period(text) {
  const [, count, unit] = /^P(\d+)([YMWD])$/.exec(text ?? "") ?? [];
  const units = { Y: "year", M: "month", W: "week", D: "day" };
  return unit
    ? new Intl.NumberFormat(language(), { style: "unit", unit: units[unit], unitDisplay: "long" }).format(count)
    : text;
}
