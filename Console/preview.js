// Beside what is being written: what is wrong with it, and what every partner would get of it.

import * as api from "./api.js";
import { blackenedPart } from "./blackened.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { language, t, word } from "./i18n.js";
import { warned } from "./listed.js";
import { party } from "./names.js";
import { chip } from "./marking.js";
import { channels, check, decisionCard, empty, errorText, field, input, latest, section, values } from "./parts.js";

/** Findings and decisions for what is in the form; an older question is dropped when a newer one is asked. */
export class Preview {
  #view;
  #ask;
  #out = h("div", { class: "preview", "aria-live": "polite", "aria-busy": "false" });
  #channel = channels();
  #purpose = input("purpose");
  #named = h("fieldset", { class: "inline", hidden: true }, h("legend", {}, t("preview.named")));
  #options;

  /** @param changed what another channel, purpose or naming does. */
  constructor(view, changed) {
    [this.#view, this.#ask] = [view, latest(view.signal)];
    this.#options = h(
      "form",
      {
        class: "options",
        onsubmit: (event) => event.preventDefault(),
        oninput: changed,
        onchange: changed,
      },
      h(
        "div",
        { class: "pair" },
        field(t("preview.channel"), this.#channel),
        field(t("property.purpose"), this.#purpose),
      ),
      this.#named,
    );
    this.element = section(t("preview.title"), h("p", { class: "help" }, t("preview.help")), this.#options, this.#out);
  }

  /** Nothing was written yet: there is nothing to judge. */
  blank() {
    this.#ask();
    this.#out.setAttribute("aria-busy", "false");
    fill(this.#out, empty(t("preview.blank")));
  }

  /** @param isTried whether somebody tried to save it: what is missing is said from then on. */
  async ask(object, sources, isTried) {
    const signal = this.#ask();
    const purpose = this.#purpose.value;
    const body = {
      object,
      sources,
      named: values(this.#options).named ?? [],
      channel: this.#channel.value,
      lang: language(),
      ...(purpose ? { purpose } : {}),
    };
    this.#out.setAttribute("aria-busy", "true");
    try {
      this.#draw(object, await api.post("preview", body, { signal }), isTried);
    } catch (problem) {
      if (problem.name !== "AbortError") fill(this.#out, errorText(problem));
    } finally {
      if (!signal.aborted) this.#out.setAttribute("aria-busy", "false");
    }
  }

  #draw(object, answer, isTried) {
    const { decisions } = answer;
    this.#view.mark([answer.banner]);
    this.#offerNames(decisions);
    const open = new Set(this.#folded("[open]").map(nameOf));
    fill(
      this.#out,
      h("p", { class: "facts" }, t("preview.banner"), " ", chip(answer.banner)),
      warned(answer.listed, true),
      floor(answer),
      isTried ? findings(answer) : early(answer),
      decisions.length
        ? decisions.map((decision) => decisionCard(decision, "h3", blackenedPart(object, decision)))
        : empty(t("today.no-partners")),
    );
    for (const part of this.#folded("")) if (open.has(nameOf(part))) part.open = true;
  }

  /** The partners that can be named stand there from the first answer on. */
  #offerNames(decisions) {
    if (!this.#named.hidden || !decisions.length) return;
    this.#named.append(...decisions.map((one) => check("named[]", party(one.party, one.title), { value: one.party })));
    this.#named.hidden = false;
  }

  /** The parts of the decisions that can be opened: what is open stays so. */
  #folded(state) {
    return [...this.#out.querySelectorAll(`.decision details${state}`)];
  }
}

const nameOf = (part) => `${part.className} ${part.closest(".decision").dataset.party}`;

/** The lowest markings that the whole may have by its sources and portions, and what is below them. */
const floor = ({ floor: lowest, below_sources: sources, below_portions: portions }) => [
  lowest.length
    ? h(
        "p",
        { class: "facts" },
        t("write.floor"),
        " ",
        lowest.map((one) => [chip(one), " "]),
      )
    : "",
  sources.length || portions.length
    ? h("ul", { class: "findings" }, below("write.below-sources", sources), below("write.below-portions", portions))
    : "",
];

const below = (key, markings) =>
  markings.length ? h("li", { class: "error" }, t(key, { markings: markings.join(", ") })) : "";

/** Before anybody tried to save, what is missing is still to come; what is doubtful or whole is told. */
const early = (answer) => {
  const told = answer.findings.filter(({ severity }) => severity !== "error");
  return told.length || !answer.findings.length ? findings({ findings: told }) : "";
};

const findings = ({ findings: list, more_findings: more }) =>
  list.length
    ? h(
        "ul",
        { class: "findings" },
        list.map((one) =>
          h("li", { class: one.severity }, h("strong", {}, word("severity", one.severity)), " ", finding(one)),
        ),
        more ? h("li", {}, t("write.more-findings", { count: number(more) })) : "",
      )
    : h("p", { class: "fine" }, t("preview.valid"));

/** What is wrong, in the reader's language, with the names and values that the node's own words hold. */
function finding({ code, path, message }) {
  const parts = [...new Set([path, ...(message.match(/`[^`]*`/g) ?? []).map((part) => part.slice(1, -1))])].filter(
    Boolean,
  );
  return [word("finding", code), parts.map((part, place) => [place ? ", " : ": ", spoken(part)])];
}

/** A property or a type as people call it; any other part as it stands. */
function spoken(part) {
  const [name] = part.split(/[.[]/);
  const known = [word("property", name), word("type", name)].find((text) => text !== name);
  return known ?? h("code", {}, part);
}
