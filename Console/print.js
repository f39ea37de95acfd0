// What stands on paper: every sheet is marked above and below, numbered, and says who printed it and when.
//
// The words come and go with the page, so that they stand in a sheet of rules that is written anew. Where a browser has
// no margin boxes (CSS Paged Media 3, 4) the banners of the page are repeated by the layout, and the browser's own foot
// has the numbers.

import * as api from "./api.js";
import { h } from "./dom.js";
import { now } from "./format.js";
import { t } from "./i18n.js";
import { sha256 } from "./sha256.js";

const most = 200;
const sheet = new CSSStyleSheet();
const boxes = "CSSMarginRule" in window;
document.documentElement.classList.toggle("no-margin-boxes", !boxes);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** A text as a string of CSS (CSS Syntax 3, 4.3.5): every sign that is no letter or digit by its number. */
const quoted = (text) =>
  `"${[...text].map((sign) => (/[a-z0-9]/i.test(sign) ? sign : `\\${sign.codePointAt(0).toString(16)} `)).join("")}"`;

/** `Page {page} of {pages}` with the counters of the sheets. */
const numbered = (text) =>
  text
    .split(/\{(pages?)\}/)
    .map((part, place) => (place % 2 ? `counter(${part})` : quoted(part)))
    .join(" ");

/** What is invented has a band, in amber where backgrounds are printed, and between lines in any case. */
const band = "background: #ffb000; print-color-adjust: exact; border-block: 2.5pt double #000;";

/** The marking above; below it again, who printed the sheet, and which one it is. */
const marginBoxes = ({ text, style }, by) => `@page {
  margin: 20mm 14mm 24mm;
  @top-center {
    content: ${quoted(text)};
    font: 700 11pt sans-serif; color: #000; text-align: center; width: 100%;
    ${isExercise(style) ? `${band} height: 8mm; margin-block: 6mm;` : ""}
  }
  @bottom-center {
    content: ${quoted(text)} "\\a " ${quoted(`${by} · `)} ${numbered(t("print.page"))};
    white-space: pre-wrap; font: 700 9pt sans-serif; color: #000; text-align: center; width: 100%;
    ${isExercise(style) ? `${band} height: 13mm; margin-block: 5mm;` : ""}
  }
}`;

const isExercise = (style) => style.split(" ").includes("exercise");

/**
 * Readies the console for paper.
 * @param state tells `marking` (`{ text, style }`), `person`, `node` (its title) and `place` (`{ name, argument }`) of
 *   what is shown.
 */
export function readiesPrint(state) {
  const foot = h("div", { class: "print-foot" });
  let copies = [];
  const write = () => {
    const { marking, person, node } = state();
    const by = t("print.by", { name: person || t("print.nobody"), node, when: now() });
    foot.textContent = by;
    sheet.replaceSync(boxes ? marginBoxes(marking, by) : "@page { margin: 14mm; }");
  };
  window.addEventListener("beforeprint", () => {
    write();
    const { marking, place } = state();
    copies = entered();
    if (marking.style !== "empty") tell(marking, place);
  });
  window.addEventListener("afterprint", () => {
    for (const copy of copies) copy.remove();
  });
  return { foot, write };
}

/** What stands in fields, as text: a field shows a part of it. */
function entered() {
  return [
    ...document.querySelectorAll(
      "main textarea, main input:not([type=checkbox], [type=radio], [type=password], [type=file]), main select",
    ),
  ]
    .filter((one) => one.value && one.checkVisibility())
    .map((one) => {
      const copy = h(
        "p",
        { class: "print-copy" },
        one.selectedOptions ? [...one.selectedOptions].map((option) => option.textContent).join(", ") : one.value,
      );
      one.after(copy);
      return copy;
    });
}

/**
 * What goes on paper is told to the log, with its marking and the digest of its text, as far as a page can: nothing
 * waits for the answer.
 */
function tell(marking, { name, argument }) {
  const linked = [...document.querySelectorAll("main a[href^='#/object/']")].map((one) =>
    decodeURIComponent(one.getAttribute("href").slice(9)),
  );
  const objects = [...new Set([...(name === "object" ? [argument] : []), ...linked])].slice(0, most);
  api
    .post(
      "prints",
      { page: name, marking: marking.text, objects, sha256: sha256(document.querySelector("main").innerText) },
      { keepalive: true },
    )
    .catch(() => {});
}
