// Dates and other values as people read them.

import { h } from "./dom.js";
import { language } from "./i18n.js";

const dayOnly = /^\d{4}-\d\d-\d\d$/;
export const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(value);

/** A moment in the reader's zone, with the zone; UTC on hover. Days have no zone of their own and are shown as UTC days. */
export function time(value) {
  if (!value) return "";
  const moment = new Date(value);
  if (Number.isNaN(moment.valueOf())) return value;
  const day = { year: "numeric", month: "short", day: "numeric" };
  const text = dayOnly.test(value)
    ? `${new Intl.DateTimeFormat(language(), { ...day, timeZone: "UTC" }).format(moment)} UTC`
    : new Intl.DateTimeFormat(language(), { ...day, hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(moment);
  return h("time", { datetime: value, title: value }, text);
}

export const number = (value) => new Intl.NumberFormat(language()).format(value);

/** Only the last part of an identifier, enough to tell two apart. */
export const short = (id) => id.replace(/^(.*--[0-9a-f]{8}).*$/, "$1…");
