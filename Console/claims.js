// What a claim says in short: its measure, what it is about, the figure, whose it is.

import { momentText } from "./clock.js";
import { isTime, number } from "./format.js";
import { t, word } from "./i18n.js";

/** A measure: the words for it, or, where a party has measures of its own, its name as words. */
export function measureName(measure) {
  const known = word("measure", measure);
  if (known !== measure || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(measure)) return known;
  const words = measure.replaceAll("-", " ");
  return words[0].toUpperCase() + words.slice(1);
}

/** "Apogee of Hwasong-19: 7,687.5 km (KCNA)", with the parts that are known. */
export function claimName(measure, claim) {
  const name = measureName(measure);
  if (!claim) return name;
  const about = claim.about ? t("names.claim-about", { measure: name, about: claim.about }) : name;
  const shown = figure(claim);
  const valued = shown ? t("names.claim-figure", { claim: about, figure: shown }) : about;
  return claim.claimant ? t("names.claim-of", { claim: valued, claimant: claim.claimant }) : valued;
}

/** A figure as its claimant put it. */
export function figure({ value, value_min: low, value_max: high, text_value: text, unit, comparison }) {
  const span = value ?? ([low, high].every((one) => one !== undefined) ? null : (low ?? high));
  const shown = span === undefined ? "" : span === null ? `${number(low)}–${number(high)}` : number(span);
  const sign = value === undefined && span !== null && span !== undefined ? (low === undefined ? "≤ " : "≥ ") : "";
  const measured = shown && [sign + shown, unit].filter(Boolean).join(" ");
  return [
    measured && comparison ? t(`comparison.${comparison}`, { value: measured }) : measured,
    isTime(text) ? momentText(text) : text,
  ]
    .filter(Boolean)
    .join("; ");
}
