// Moments as they are typed on the clock of a place.

import { t } from "./i18n.js";
import { field, select } from "./parts.js";

const zones = [
  "UTC",
  "Asia/Tokyo",
  "Europe/Brussels",
  "Europe/Berlin",
  "Europe/Paris",
  "Europe/Rome",
  "Europe/London",
  "Asia/Seoul",
  "America/New_York",
  "Australia/Sydney",
];

/** A field for the zone of a place. */
export const zoneField = (value = "UTC") =>
  field(
    t("property.zone"),
    select(
      "zone",
      (zones.includes(value) ? zones : [...zones, value]).map((zone) => [zone, zone.replace("_", " ")]),
      value,
    ),
  );

/** How far the clock of a zone is ahead of UTC at a moment, in milliseconds. */
function ahead(zone, moment) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(moment);
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second) - Math.floor(moment / 1000) * 1000;
}

/**
 * What the clock of a place shows (`2027-03-28T02:30`) as a moment of UTC. Of an hour that comes twice the first one
 * counts, one that is left out is read as the clock went before (RFC 5545, 3.3.5).
 */
export function momentAt(local, zone) {
  const shown = Date.parse(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(shown)) return local;
  const before = ahead(zone, shown - 86_400_000);
  const fits = [before, ahead(zone, shown + 86_400_000)].find((one) => ahead(zone, shown - one) === one) ?? before;
  return new Date(shown - fits).toISOString().replace(".000Z", "Z");
}

/** The same the other way: what the clock of a place shows at a moment, for a field. */
export function shownAt(moment, zone) {
  if (!moment) return "";
  const at = Date.parse(moment);
  return new Date(at + ahead(zone, at)).toISOString().slice(0, 16);
}
