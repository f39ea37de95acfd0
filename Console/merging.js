// Two people write at one object: what the other one saved is shown, and taken over where one left it as it was.

import { differenceOf } from "./difference.js";
import { h } from "./dom.js";
import { time } from "./format.js";
import { t } from "./i18n.js";
import { woven } from "./parts.js";

/**
 * What somebody saved since one began.
 * @param base the version that one began with.
 * @param newest the newest one, as the API describes it.
 * @param merge goes on over the newest one with one's own changes.
 * @param leave takes the newest one as it is.
 */
export const meanwhile = (base, newest, merge, leave) =>
  h(
    "div",
    { class: "meanwhile", role: "alert" },
    h("p", {}, woven(newest.by ? "merge.by" : "merge.somebody", { name: newest.by ?? "", time: time(newest.kept) })),
    h(
      "details",
      {},
      h("summary", {}, t("merge.see")),
      differenceOf(base, { ...newest.object, modified: base.modified }, t("merge.see")),
    ),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", class: "merge", onclick: merge }, t("merge.both")),
      h("button", { type: "button", class: "theirs", onclick: leave }, t("merge.theirs")),
    ),
  );

/**
 * What the fields say after both wrote: what one left as it was comes from the other one.
 * @param base what the fields said at first.
 * @param own what they say now.
 * @param theirs what they would say of the newest version.
 */
export const merged = (base, own, theirs) =>
  Object.fromEntries(
    Object.entries(own).map(([name, value]) => [
      name,
      name in theirs && String(value ?? "") === String(base[name] ?? "") ? theirs[name] : value,
    ]),
  );
