// The difference of two texts, word by word: what one side would have otherwise than the other.

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** A text in words, in the way of its language; numbers and katakana stay whole. */
function words(text, tag) {
  const parts = text.match(/[0-9０-９]+|[\u30a0-\u30ff]+|[^0-9０-９\u30a0-\u30ff]+/gu) ?? [];
  const segmenter = new Intl.Segmenter(tag, { granularity: "word" });
  return parts.flatMap((part) =>
    /^[0-9０-９\u30a0-\u30ff]/u.test(part) ? [part] : [...segmenter.segment(part)].map((one) => one.segment),
  );
}

/** So many pairs of words are compared at most; what has more is shown whole. */
const most = 4_000_000;

/** `[["same" | "old" | "new", text], …]` by the longest common subsequence of words. */
export function differing(before, after, tag) {
  const [old, fresh] = [words(before, tag), words(after, tag)];
  if (old.length * fresh.length > most)
    return [
      ["old", before],
      ["new", after],
    ];
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i][j] = old[i] === fresh[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const found = [];
  const say = (kind, text) => {
    if (found.at(-1)?.[0] === kind) found.at(-1)[1] += text;
    else found.push([kind, text]);
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      say("same", old[i]);
      i++;
      j++;
    } else if (j >= fresh.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) say("old", old[i++]);
    else say("new", fresh[j++]);
  }
  return found;
}

/** What the others would have, with what is otherwise in the own words struck through before it. */
export const wordDifference = (own, theirs, tag) =>
  differing(own, theirs, tag).map(([kind, text]) =>
    kind === "same"
      ? text
      : h(
          kind === "old" ? "del" : "ins",
          { title: t(kind === "old" ? "talks.difference-old" : "talks.difference-new") },
          text,
        ),
  );
