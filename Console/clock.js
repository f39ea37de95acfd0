// In which zone moments are shown: that of the place where something happened, Zulu (UTC), or the reader's own.
// Kept per browser.

import { h } from "./dom.js";
import { language, t } from "./i18n.js";

const kept = "entente-clock";
const modes = ["place", "zulu", "mine"];

const stored = localStorage.getItem(kept);
let mode = modes.includes(stored) ? stored : "place";

/** Zones by country, where a country has one alone (IANA tz). */
const countries = {
  AT: "Europe/Vienna",
  BE: "Europe/Brussels",
  BG: "Europe/Sofia",
  CH: "Europe/Zurich",
  CZ: "Europe/Prague",
  DE: "Europe/Berlin",
  DJ: "Africa/Djibouti",
  DK: "Europe/Copenhagen",
  EE: "Europe/Tallinn",
  FI: "Europe/Helsinki",
  FR: "Europe/Paris",
  GB: "Europe/London",
  GR: "Europe/Athens",
  HR: "Europe/Zagreb",
  HU: "Europe/Budapest",
  IE: "Europe/Dublin",
  IN: "Asia/Kolkata",
  IT: "Europe/Rome",
  JP: "Asia/Tokyo",
  KP: "Asia/Pyongyang",
  KR: "Asia/Seoul",
  LT: "Europe/Vilnius",
  LU: "Europe/Luxembourg",
  LV: "Europe/Riga",
  NL: "Europe/Amsterdam",
  NO: "Europe/Oslo",
  OM: "Asia/Muscat",
  PH: "Asia/Manila",
  PL: "Europe/Warsaw",
  RO: "Europe/Bucharest",
  SE: "Europe/Stockholm",
  SG: "Asia/Singapore",
  SI: "Europe/Ljubljana",
  SK: "Europe/Bratislava",
  TR: "Europe/Istanbul",
  UA: "Europe/Kyiv",
};

/** The zone of a country with one zone; nothing for any other. */
export const zoneOf = (country) => countries[country];

const central = [
  "Amsterdam|Belgrade|Berlin|Bratislava|Brussels|Budapest|Copenhagen|Ljubljana|Luxembourg|Madrid|Malta|Oslo|Paris",
  "Podgorica|Prague|Rome|Sarajevo|Skopje|Stockholm|Tirane|Vienna|Warsaw|Zagreb|Zurich",
].join("|");

/** What zones are called, by minutes ahead of UTC; others are called by those. */
const names = [
  [/^Asia\/Tokyo$/, { 540: "JST" }],
  [/^Asia\/(Seoul|Pyongyang)$/, { 540: "KST" }],
  [/^Europe\/London$/, { 0: "GMT", 60: "BST" }],
  [/^(Europe\/Lisbon|Atlantic\/(Canary|Madeira|Faroe))$/, { 0: "WET", 60: "WEST" }],
  [
    /^Europe\/(Athens|Bucharest|Helsinki|Kyiv|Kiev|Riga|Sofia|Tallinn|Vilnius)$|^Asia\/Nicosia$/,
    { 120: "EET", 180: "EEST" },
  ],
  [new RegExp(`^Europe/(${central})$`), { 60: "CET", 120: "CEST" }],
];

const formats = new Map();
/** A format, made once: making one costs more than using it many times. */
function format(parts) {
  const locale = language() === "en" ? "en-GB" : language();
  const key = `${locale} ${JSON.stringify(parts)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, parts));
  return formats.get(key);
}

const day = { year: "numeric", month: "short", day: "numeric" };
const coarse = { year: { year: "numeric" }, month: { year: "numeric", month: "short" }, day };

/** A date as the reader's language writes it: 29 Nov 2026, 2026年11月29日. */
export const dateText = (moment, zone = "UTC", precision = "day") =>
  format({ ...coarse[precision], timeZone: zone }).format(moment);

/** The same in full, with its weekday. */
export const longDate = (moment) =>
  format({ weekday: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" }).format(moment);

const shortDate = (moment, zone) => format({ month: "short", day: "numeric", timeZone: zone }).format(moment);

/** Hours and minutes are written alike in every language: 07:11. */
function hours(moment, zone, hasSeconds) {
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  const key = `hours ${zone} ${hasSeconds}`;
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat("en-GB", hasSeconds ? { ...parts, second: "2-digit" } : parts));
  return formats.get(key).format(moment);
}

/** The minutes by which a zone is ahead of UTC at a moment. */
function ahead(moment, zone) {
  const key = `offset ${zone}`;
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }));
  const text = formats
    .get(key)
    .formatToParts(moment)
    .find(({ type }) => type === "timeZoneName").value;
  const [, sign, hour, minute] = /GMT([+-])(\d+):(\d+)/.exec(text) ?? [];
  return sign ? Number(`${sign}1`) * (Number(hour) * 60 + Number(minute)) : 0;
}

function zoneName(zone, minutes) {
  const known = names.find(([pattern]) => pattern.test(zone))?.[1][minutes];
  if (known) return known;
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "−" : "+"}${hour}${minute ? `:${String(minute).padStart(2, "0")}` : ""}`;
}

const mine = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * A moment as it is read: `31 Oct 2024 07:11 KST · 22:11Z (30 Oct)`. The day of Zulu stands there only where it is
 * another one.
 * `place` is the zone where something happened; `isAbout`, that the minutes mean nothing.
 */
export function momentText(value, { place, hasSeconds = false, isAbout = false } = {}) {
  const moment = new Date(value);
  const zone = mode === "zulu" ? "UTC" : (mode === "place" && place) || mine();
  const [minutes, about] = [ahead(moment, zone), isAbout ? "~" : ""];
  const zulu = `${about}${hours(moment, "UTC", hasSeconds)}Z`;
  if (!minutes && zone !== "Europe/London") return `${dateText(moment, zone)} ${zulu}`;
  const there = `${dateText(moment, zone)} ${about}${hours(moment, zone, hasSeconds)} ${zoneName(zone, minutes)}`;
  const isOther = dateText(moment, zone) !== dateText(moment, "UTC");
  return `${there} · ${zulu}${isOther ? ` (${shortDate(moment, "UTC")})` : ""}`;
}

/** What a clock of a zone shows: hours to the second, the day, and what the zone is called. */
export const clockFace = (moment, zone) => ({
  hours: hours(moment, zone, true),
  day: dateText(moment, zone),
  zone: zone === "UTC" ? "Z" : zoneName(zone, ahead(moment, zone)),
});

/** The hour of a moment in a zone, and its day without the year. */
export const hourIn = (moment, zone) => hours(moment, zone);
export const dayIn = (moment, zone) => shortDate(moment, zone);

/** The hour alone. */
export function hourText(value) {
  const moment = new Date(value);
  const zone = mode === "zulu" ? "UTC" : mine();
  const minutes = ahead(moment, zone);
  return `${hours(moment, zone)}${minutes ? ` ${zoneName(zone, minutes)}` : "Z"}`;
}

/** The day without its year, where the clock that is chosen has it. */
const dayText = (value) => shortDate(new Date(value), mode === "zulu" ? "UTC" : mine());

/** The same date, of a moment and of now, where the reader is. */
export const isToday = (value) => new Date(value).toDateString() === new Date().toDateString();

const shown = new WeakMap();

/** An element whose text a function writes, now and whenever the switch is moved. */
function following(value, write) {
  const element = h("time", { datetime: value, title: value, "data-moment": true }, write());
  shown.set(element, write);
  return element;
}

/** An element that shows a moment, and follows the switch. */
export const momentElement = (value, options = {}) => following(value, () => momentText(value, options));

/** The same for a narrow column: the hour of a moment of today, the day of another one. */
export const ageElement = (value) => following(value, () => (isToday(value) ? hourText(value) : dayText(value)));

/** All moments that are shown are written anew. */
function rewrite() {
  for (const element of document.querySelectorAll("time[data-moment]")) {
    const write = shown.get(element);
    if (write) element.textContent = write();
  }
}

/** The switch for the bar: Place, Zulu, Mine. */
export function clockChoice() {
  const choose = ({ target }) => {
    mode = target.value;
    localStorage.setItem(kept, mode);
    rewrite();
  };
  return h(
    "select",
    { id: "clock", "aria-label": t("clock.label"), title: t("clock.label"), onchange: choose },
    modes.map((one) => h("option", { value: one, selected: one === mode }, `◷ ${t(`clock.${one}`)}`)),
  );
}

/** Keeps the choice beyond the end of a session, when a browser forgets everything. */
export const keepClock = () => localStorage.setItem(kept, mode);
