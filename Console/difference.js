// A simple difference of two texts, line by line.

import { h } from "./dom.js";

const signs = { old: "−", new: "+", same: " " };

/** The difference for people. */
export const shownDifference = (before, after, label) =>
  h(
    "pre",
    { class: "difference", tabindex: "0", "aria-label": label },
    difference(before, after).map(([kind, line]) =>
      h(kind === "old" ? "del" : kind === "new" ? "ins" : "span", {}, `${signs[kind]} ${line}\n`),
    ),
  );

/** `[["same" | "old" | "new", line], …]` by the longest common subsequence. */
export function difference(before, after) {
  const old = before.split("\n"),
    fresh = after.split("\n");
  const common = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i][j] = old[i] === fresh[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0,
    j = 0;
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push(["same", old[i]]);
      i++;
      j++;
    } else if (j >= fresh.length || (i < old.length && common[i + 1][j] >= common[i][j + 1]))
      lines.push(["old", old[i++]]);
    else lines.push(["new", fresh[j++]]);
  }
  return lines;
}

/** The names of an object in one order at every depth, as the node keeps them. */
const ordered = (value) =>
  Array.isArray(value)
    ? value.map(ordered)
    : value && typeof value === "object"
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((name) => [name, ordered(value[name])]),
        )
      : value;

/** The difference of two objects, as lines of their JSON. */
export const differenceOf = (before, after, label) =>
  shownDifference(...[before, after].map((one) => JSON.stringify(ordered(one), null, 2)), label);
