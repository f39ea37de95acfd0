// Tokens for a person's own programs: what their forms and lists share.

import { h } from "./dom.js";
import { time } from "./format.js";
import { t } from "./i18n.js";
import { field, input, select } from "./parts.js";

/** The fields for what a token is called and how many days it holds, the first of which is chosen. */
export const nameAndDays = (label, days) =>
  h(
    "div",
    { class: "pair" },
    field(label, input("name", { required: true, maxlength: 100 })),
    field(
      t("account.days"),
      select(
        "days",
        days.map((count) => [String(count), t("account.days-of", { days: count })]),
        String(days[0]),
      ),
    ),
  );

/** When something was made. */
export const created = () => ({ title: t("people.created"), style: "when", cell: (one) => time(one.created) });

/** When a token ends, or that it has. */
export const ends = () => ({
  title: t("account.ends"),
  style: "when",
  cell: (one) => [time(one.expires), one.ended ? h("span", { class: "tag warn" }, t("account.ended")) : ""],
});

/** When something was used last. */
export const used = (title = t("account.used")) => ({
  title,
  style: "when",
  cell: (one) => (one.used ? time(one.used) : t("account.never")),
});
