// Who fetches files for programs that detect: what each may get and was given last, in counts. Nothing of what is held.

import * as api from "../api.js";
import { countersigned } from "../countersign.js";
import { fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { t, word } from "../i18n.js";
import {
  acting,
  ask,
  check,
  copyButton,
  empty,
  field,
  input,
  rowButton,
  section,
  select,
  sourceName,
  table,
} from "../parts.js";

export async function show(view) {
  const page = new Consumers(view);
  await page.draw();
  fill(view.body, page.parts());
}

class Consumers {
  #view;
  #act;
  #list = h("div", {});
  #unmarked = h("div", {});
  #files = h("div", {});
  #errors = h("div", { "aria-live": "assertive" });
  #once = h("div", { "aria-live": "polite" });
  #found;

  constructor(view) {
    this.#view = view;
    this.#act = acting(view, this.#errors, () => this.draw());
  }

  async draw() {
    this.#found = await api.get("consumers", { signal: this.#view.signal });
    const { items, sources, files, address } = this.#found;
    fill(
      this.#list,
      items.length
        ? table(
            t("page.consumers"),
            columns((one) => this.#end(one)),
            items,
          )
        : empty(t("consumers.none")),
    );
    fill(
      this.#unmarked,
      table(
        t("consumers.unmarked"),
        useColumns((one) => this.#use(one)),
        sources,
      ),
    );
    fill(this.#files, table(t("consumers.addresses"), fileColumns(address), files));
  }

  parts() {
    const add = () => this.#add();
    return [
      h("p", { class: "help" }, t("consumers.help")),
      this.#errors,
      this.#once,
      section(
        t("page.consumers"),
        this.#list,
        h(
          "div",
          { class: "buttons" },
          h("button", { type: "button", id: "new-consumer", onclick: add }, t("consumers.new")),
        ),
      ),
      section(t("consumers.unmarked"), h("p", { class: "help" }, t("consumers.unmarked-help")), this.#unmarked),
      section(t("consumers.addresses"), h("p", { class: "help" }, t("consumers.addresses-help")), this.#files),
    ];
  }

  #use(one) {
    const chosen = select("use", uses(), one.use);
    chosen.setAttribute("aria-label", `${t("consumers.use")}: ${sourceName(one.source)}`);
    const save = rowButton(t("consumers.save"), sourceName(one.source), () =>
      this.#act(() => api.post("unmarked-use", { source: one.source, use: chosen.value }), t("people.changed")),
    );
    return h("div", { class: "buttons" }, chosen, save);
  }

  #end(one) {
    ask(
      t("consumers.end"),
      h("p", {}, t("consumers.end-text", { name: one.name })),
      t("consumers.end"),
      async () => {
        await api.remove(`consumers/${api.segment(one.name)}`);
        this.#view.say(t("people.changed"));
        await this.draw();
      },
      "danger",
    );
  }

  #add() {
    const { files, sources, agreements } = this.#found;
    const choices = (name, legend, list, help) =>
      h("fieldset", {}, h("legend", {}, legend), list, help ? h("p", { class: "help" }, help) : "");
    ask(
      t("consumers.new"),
      [
        field(t("property.name"), input("name", { required: true }), t("consumers.name-help")),
        field(t("consumers.register"), input("register", {}), t("consumers.register-help")),
        choices(
          "formats",
          t("consumers.formats"),
          files.map(({ format }) => check("formats[]", word("detection-format", format), { value: format })),
        ),
        field(
          t("consumers.levels"),
          input("levels", { required: true, value: "TLP:GREEN" }),
          t("consumers.levels-help"),
        ),
        choices(
          "sources",
          t("consumers.sources"),
          sources.map(({ source }) => check("sources[]", sourceName(source), { value: source })),
          t("consumers.sources-help"),
        ),
        check("without_listed", t("consumers.without-listed")),
        h("p", { class: "help" }, t("consumers.without-listed-help")),
        agreements.length
          ? choices(
              "agreements",
              t("consumers.agreements"),
              agreements.map((name) => check("agreements[]", name, { value: name })),
              t("consumers.sources-help"),
            )
          : "",
        h("p", { class: "help" }, t("node.second-help")),
      ],
      t("consumers.make"),
      async ({ name, register, levels, formats, sources: only, agreements: by = [], without_listed }) => {
        const wanted = {
          name,
          register,
          formats,
          levels: levels
            .split(",")
            .map((one) => one.trim())
            .filter(Boolean),
          sources: only,
          agreements: by,
          without_listed,
        };
        this.#show(await countersigned((second) => api.post("consumers", { ...wanted, second })));
        await this.draw();
      },
    );
  }

  /** A key is shown once, when it is made. */
  #show({ name, key }) {
    fill(
      this.#once,
      h(
        "div",
        { class: "card link-card" },
        h("p", {}, t("consumers.once", { name })),
        h("code", { class: "block one-time" }, key),
        copyButton(key, this.#view.say),
      ),
    );
  }
}

const formatNames = (formats) => formats.map((one) => word("detection-format", one)).join(", ");
const uses = () => ["none", "passive", "active"].map((one) => [one, word("detection-use", one)]);

const columns = (end) => [
  {
    title: t("property.name"),
    cell: (one) => [
      one.name,
      h("p", { class: "help" }, formatNames(one.formats)),
      one.ended ? h("span", { class: "tag warn" }, t("node.revoked")) : "",
    ],
  },
  {
    title: t("consumers.levels"),
    cell: (one) => [
      one.levels.join(", "),
      one.register ? h("p", { class: "help" }, `${t("consumers.register")}: ${one.register}`) : "",
      one.sources.length
        ? h("p", { class: "help" }, `${t("consumers.sources")}: ${one.sources.map(sourceName).join(", ")}`)
        : "",
      one.without_listed ? h("p", { class: "help" }, t("consumers.without-listed")) : "",
      one.agreements.length
        ? h("p", { class: "help" }, `${t("consumers.agreements")}: ${one.agreements.join(", ")}`)
        : "",
    ],
  },
  { title: t("consumers.given"), style: "wide", cell: given },
  { title: t("column.made"), style: "when", cell: (one) => time(one.created) },
  {
    title: t("column.act"),
    hidden: true,
    cell: (one) => (one.ended ? "" : rowButton(t("consumers.end"), one.name, () => end(one))),
  },
];

/** What a consumer was given last of each file, and why not more. */
const given = ({ given: files }) =>
  files.length
    ? h(
        "ul",
        {},
        files.map(({ file, made, objects, left }) =>
          h(
            "li",
            {},
            h("code", {}, file),
            " ",
            time(made),
            " ",
            t("consumers.indicators", { count: number(objects) }),
            left.length
              ? h(
                  "details",
                  {},
                  h("summary", {}, t("consumers.left")),
                  h(
                    "ul",
                    {},
                    left.map(({ reason, count }) =>
                      h("li", {}, `${word("detection-reason", reason)}: ${number(count)}`),
                    ),
                  ),
                )
              : "",
          ),
        ),
      )
    : t("consumers.nothing");

const useColumns = (choose) => [
  { title: t("column.source"), cell: (one) => sourceName(one.source) },
  { title: t("consumers.use"), style: "wide", cell: choose },
];

const fileColumns = (address) => [
  { title: t("detection.format"), cell: (one) => word("detection-format", one.format) },
  { title: t("consumers.use"), cell: (one) => word("detection-use", one.use) },
  {
    title: t("consumers.addresses"),
    style: "wide",
    cell: (one) => h("code", { class: "block" }, `${address}${one.format}/${one.files[0]}`),
  },
];
