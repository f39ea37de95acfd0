// Positions as seamen write them (`51-30.5N 003-12.0E`), and as decimal degrees.

const degrees = (whole, minutes, sign) => {
  const value = Number(whole) + (minutes ? Number(minutes) / 60 : 0);
  return /[SW]/i.test(sign) ? -value : value;
};

const number = String.raw`(\d{1,3}(?:[.,]\d+)?)`;
const minutes = String.raw`(?:[-°\s]+(\d{1,2}(?:[.,]\d+)?)['′]?)?`;
const nautical = new RegExp(`^${number}${minutes}\\s*°?\\s*([NS])[\\s,;/]+${number}${minutes}\\s*°?\\s*([EW])$`, "i");
const decimal = /^(-?\d{1,2}(?:\.\d+)?)[\s,;]+(-?\d{1,3}(?:\.\d+)?)$/;

const point = (text) => text?.replace(",", ".");

/** A position as it was written; null for what is none. */
export function positionIn(text) {
  const given = text.normalize("NFKC").trim();
  const plain = decimal.exec(given);
  const marked = nautical.exec(given);
  if (!plain && !marked) return null;
  const found = plain
    ? { latitude: Number(plain[1]), longitude: Number(plain[2]) }
    : {
        latitude: degrees(point(marked[1]), point(marked[2]), marked[3]),
        longitude: degrees(point(marked[4]), point(marked[5]), marked[6]),
      };
  const isThere = Math.abs(found.latitude) <= 90 && Math.abs(found.longitude) <= 180;
  return isThere ? { latitude: rounded(found.latitude), longitude: rounded(found.longitude) } : null;
}

const rounded = (value) => Math.round(value * 1e6) / 1e6;

const written = (value, width, signs) => {
  const tenths = Math.round(Math.abs(value) * 600);
  const [whole, rest] = [Math.floor(tenths / 600), tenths % 600];
  const text = `${String(whole).padStart(width, "0")}-${(rest / 10).toFixed(1).padStart(4, "0")}`;
  return `${text}${signs[value < 0 ? 1 : 0]}`;
};

/** A position to a tenth of a minute: `51-30.5N 003-12.0E`. */
export const positionText = ({ latitude, longitude }) => `${written(latitude, 2, "NS")} ${written(longitude, 3, "EW")}`;
