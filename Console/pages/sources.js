// Servers of others and hooks: how each stands, and what may be done with it. Nothing of what is held.

import * as api from "../api.js";
import { countersigned } from "../countersign.js";
import { fill, h } from "../dom.js";
import { number, time } from "../format.js";
import { t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { party } from "../names.js";
import { acting, ask, copyButton, empty, field, input, rowButton, select, table } from "../parts.js";
import { Tabs } from "../tabs.js";

export async function show(view) {
  const sources = new Sources(view);
  await sources.draw();
  const hooks =
    view.can("GET hooks") &&
    (async () => {
      const list = new Hooks(view);
      await list.draw();
      return list.parts();
    });
  const list = [
    ["sources", t("page.sources"), sources.parts()],
    ["hooks", t("hooks.title"), hooks],
  ];
  fill(view.body, new Tabs(view, t("page.sources"), list, "#/sources").element);
}

/** Asks until what somebody wanted done is done. */
async function until(view, ask, isDone) {
  for (;;) {
    const found = await ask();
    if (isDone(found) || view.signal.aborted) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Where something can be: one of the places that are listed at the command line, and what follows there. */
const place = (servers, placeholder) => [
  field(
    t("sources.server"),
    select(
      "server",
      servers.map((one) => [one, one]),
      servers[0],
    ),
    t("sources.server-help"),
  ),
  field(t("sources.path"), input("path", { placeholder, autocapitalize: "none" }), t("sources.path-help")),
];

/** A button that adds something, where there is a place for it; else the page says who lists one. */
const adding = (id, title, servers, add) =>
  servers?.length
    ? h("div", { class: "buttons" }, h("button", { type: "button", id, onclick: add }, title))
    : h("p", { class: "help" }, t("sources.no-server"));

const state = (style, text) => h("span", { class: `state-chip ${style}` }, text);

class Sources {
  #view;
  #act;
  #list = h("div", {});
  #add = h("div", {});
  #errors = h("div", { "aria-live": "assertive" });
  #found;

  constructor(view) {
    this.#view = view;
    this.#act = acting(view, this.#errors, () => this.draw());
  }

  async #ask() {
    return api.get("sources", { signal: this.#view.signal });
  }

  async draw() {
    this.#found = await this.#ask();
    const { items, servers } = this.#found;
    fill(this.#list, items.length ? table(t("page.sources"), this.#columns(), items) : empty(t("sources.none")));
    if (!this.#view.can("POST sources")) return;
    fill(
      this.#add,
      adding("new-source", t("sources.new"), servers, () => this.#new()),
    );
  }

  parts() {
    return [h("p", { class: "help" }, t("sources.help")), this.#errors, this.#list, this.#add];
  }

  #new() {
    ask(
      t("sources.new"),
      [
        ...place(this.#found.servers, "/taxii2/"),
        field(t("sources.collection"), input("collection", { required: true }), t("sources.collection-help")),
        field(t("property.name"), input("name", { required: true, autocapitalize: "none" }), t("consumers.name-help")),
        ...access({ way: "open" }),
        field(t("sources.stands-for"), input("party", { autocapitalize: "none" }), t("sources.stands-for-help")),
        h("p", { class: "help" }, t("node.second-help")),
      ],
      t("sources.add"),
      async ({ party: name, path, ...wanted }) => {
        const body = { ...wanted, ...(path && { path }), ...(name && { party: name }) };
        await countersigned((second) => api.post("sources", { ...body, second }));
        this.#view.say(t("sources.added"));
        await this.draw();
      },
    );
  }

  #change(one) {
    ask(
      t("sources.change"),
      [h("p", {}, one.title), ...access(one), h("p", { class: "help" }, t("node.second-help"))],
      t("sources.change"),
      async (wanted) => {
        const path = `sources/${api.segment(one.name)}/access`;
        await countersigned((second) => api.post(path, { ...wanted, second }));
        this.#view.say(t("people.changed"));
        await this.draw();
      },
    );
  }

  #columns() {
    return [
      {
        title: t("property.name"),
        style: "wide",
        cell: (one) => [
          one.title,
          h("p", { class: "help" }, `${one.name} · ${one.address}`),
          h("p", { class: "help" }, word("source-way", one.way)),
          one.party ? h("p", { class: "help" }, t("sources.party", { name: party(one.party) })) : "",
        ],
      },
      { title: t("column.state"), style: "wide", cell: sourceState },
      {
        title: t("column.marking"),
        cell: (one) => (one.marking ? chip(one.banner) : state("open", t("sources.quarantine"))),
      },
      { title: t("sources.kept-back"), cell: (one) => number(one.quarantine) },
      { title: t("column.act"), hidden: true, cell: (one) => this.#acts(one) },
    ];
  }

  #acts(one) {
    const can = (call) => this.#view.can(call);
    // Collections of two servers may have one title.
    const name = `${one.title} (${one.name})`;
    return h(
      "div",
      { class: "buttons" },
      can("POST sources/{name}/fetch") ? rowButton(t("sources.fetch"), name, () => this.#fetch(one)) : "",
      can("POST sources/{name}/marking") ? rowButton(t("sources.mark"), name, () => this.#mark(one)) : "",
      can("POST sources/{name}/access") ? rowButton(t("sources.change"), name, () => this.#change(one)) : "",
      can("DELETE sources/{name}") ? rowButton(t("sources.remove"), name, () => this.#remove(one)) : "",
    );
  }

  #fetch({ name }) {
    return this.#act(async () => {
      await api.post(`sources/${api.segment(name)}/fetch`, {});
      this.#view.say(t("sources.fetching"));
      const isDone = ({ items }) => !items.find((one) => one.name === name)?.fetching;
      await until(this.#view, () => this.#ask(), isDone);
    }, t("sources.fetched-now"));
  }

  #mark(one) {
    const { markings } = this.#found;
    const choices = [["", t("sources.quarantine")], ...markings.map(({ id, name }) => [id, name])];
    if (one.marking && !markings.some(({ id }) => id === one.marking)) choices.push([one.marking, one.banner]);
    ask(
      t("sources.mark"),
      [
        h("p", {}, one.title),
        field(t("column.marking"), select("marking", choices, one.marking ?? ""), t("sources.mark-help")),
      ],
      t("sources.mark"),
      async ({ marking }) => {
        await api.post(`sources/${api.segment(one.name)}/marking`, marking ? { marking } : {});
        this.#view.say(t("people.changed"));
        await this.draw();
      },
    );
  }

  #remove(one) {
    ask(
      t("sources.remove"),
      h("p", {}, t("sources.remove-text", { name: one.title })),
      t("sources.remove"),
      async () => {
        await api.remove(`sources/${api.segment(one.name)}`);
        this.#view.say(t("people.changed"));
        await this.draw();
      },
      "danger",
    );
  }
}

/** How the node shows itself; a certificate is given at the command line. */
const access = ({ way }) => [
  field(
    t("sources.way"),
    select(
      "way",
      ["open", "user", "bearer"].map((one) => [one, word("source-way", one)]),
      way === "certificate" ? "open" : way,
    ),
    t("sources.way-help"),
  ),
  field(t("sources.account"), input("account", { autocapitalize: "none", autocomplete: "off" })),
  field(
    t("sources.secret"),
    input("secret", { type: "password", autocomplete: "new-password" }),
    t("sources.secret-help"),
  ),
];

function sourceState(one) {
  const style = one.cut_off ? "bad" : one.problem ? "open" : one.fetched ? "good" : "open";
  const words = one.cut_off ? "cut-off" : one.problem ? "failing" : one.fetched ? "reads" : "new";
  return [
    state(style, word("source-state", words)),
    one.problem ? h("p", { class: "help" }, word("source-problem", one.problem)) : "",
    one.cut_off ? h("p", { class: "help" }, t("sources.cut-off"), " ", time(one.cut_off)) : "",
    one.fetched ? h("p", { class: "help" }, t("sources.fetched"), " ", time(one.fetched)) : "",
  ];
}

class Hooks {
  #view;
  #act;
  #list = h("div", {});
  #add = h("div", {});
  #once = h("div", { "aria-live": "polite" });
  #errors = h("div", { "aria-live": "assertive" });
  #found;

  constructor(view) {
    this.#view = view;
    this.#act = acting(view, this.#errors, () => this.draw());
  }

  async #ask() {
    return api.get("hooks", { signal: this.#view.signal });
  }

  async draw() {
    this.#found = await this.#ask();
    const { items, servers } = this.#found;
    fill(this.#list, items.length ? table(t("hooks.title"), this.#columns(), items) : empty(t("hooks.none")));
    if (!this.#view.can("POST hooks")) return;
    fill(
      this.#add,
      adding("new-hook", t("hooks.new"), servers, () => this.#new()),
    );
  }

  parts() {
    return [h("p", { class: "help" }, t("hooks.help")), this.#errors, this.#once, this.#list, this.#add];
  }

  #places() {
    return place(
      this.#found.servers.map(({ address }) => address),
      "/hooks/entente",
    );
  }

  #new() {
    const { keys, collections } = this.#found;
    ask(
      t("hooks.new"),
      [
        ...this.#places(),
        field(t("property.name"), input("name", { required: true, autocapitalize: "none" }), t("consumers.name-help")),
        field(
          t("hooks.key"),
          select(
            "key",
            keys.map((one) => [one, one]),
            keys[0],
          ),
        ),
        field(
          t("hooks.reads"),
          select(
            "collection",
            collections.map(({ id, title }) => [id, title]),
            collections[0]?.id,
          ),
          t("hooks.reads-help"),
        ),
        h("p", { class: "help" }, t("node.second-help")),
      ],
      t("hooks.add"),
      async ({ path, ...wanted }) => {
        const body = { ...wanted, ...(path && { path }) };
        const { name, secret } = await countersigned((second) => api.post("hooks", { ...body, second }));
        this.#show(name, secret);
        await this.draw();
      },
    );
  }

  #move(one) {
    ask(
      t("hooks.move"),
      [h("p", {}, one.name), ...this.#places(), h("p", { class: "help" }, t("node.second-help"))],
      t("hooks.move"),
      async ({ path, server }) => {
        const body = { server, ...(path && { path }) };
        const call = `hooks/${api.segment(one.name)}/address`;
        await countersigned((second) => api.post(call, { ...body, second }));
        this.#view.say(t("people.changed"));
        await this.draw();
      },
    );
  }

  #renew({ name }) {
    ask(
      t("hooks.renew"),
      [h("p", {}, t("hooks.renew-text", { name })), h("p", { class: "help" }, t("node.second-help"))],
      t("hooks.renew"),
      async () => {
        const call = `hooks/${api.segment(name)}/secret`;
        const { secret } = await countersigned((second) => api.post(call, { second }));
        this.#show(name, secret);
      },
    );
  }

  /** A secret is shown once, when it is made. */
  #show(name, secret) {
    fill(
      this.#once,
      h(
        "div",
        { class: "card link-card" },
        h("p", {}, t("hooks.once", { name })),
        h("code", { class: "block one-time" }, secret),
        copyButton(secret, this.#view.say),
      ),
    );
  }

  #columns() {
    return [
      {
        title: t("property.name"),
        style: "wide",
        cell: (one) => [
          one.name,
          h("p", { class: "help" }, one.address),
          one.networks.length ? h("p", { class: "help" }, t("hooks.networks"), " ", one.networks.join(", ")) : "",
        ],
      },
      {
        title: t("hooks.reads"),
        cell: (one) => [
          one.collection ?? t("hooks.collection-gone"),
          h("p", { class: "help" }, t("hooks.key"), " ", one.key),
        ],
      },
      { title: t("column.state"), style: "wide", cell: hookState },
      {
        title: t("hooks.told"),
        cell: (one) => t("hooks.of", { told: number(one.told), counter: number(one.counter) }),
      },
      { title: t("column.act"), hidden: true, cell: (one) => this.#acts(one) },
    ];
  }

  #acts(one) {
    const can = (call) => this.#view.can(call);
    const isOver = ["key", "collection"].includes(one.ended && one.problem);
    return h(
      "div",
      { class: "buttons" },
      can("POST hooks/{name}/trial") && !isOver ? rowButton(t("hooks.try"), one.name, () => this.#try(one)) : "",
      can("POST hooks/{name}/address") && this.#found.servers?.length
        ? rowButton(t("hooks.move"), one.name, () => this.#move(one))
        : "",
      can("POST hooks/{name}/secret") ? rowButton(t("hooks.renew"), one.name, () => this.#renew(one)) : "",
      can("DELETE hooks/{name}") ? rowButton(t("hooks.remove"), one.name, () => this.#remove(one)) : "",
    );
  }

  #try({ name }) {
    return this.#act(async () => {
      await api.post(`hooks/${api.segment(name)}/trial`, {});
      const isDone = ({ items }) => !items.find((one) => one.name === name)?.trying;
      await until(this.#view, () => this.#ask(), isDone);
    }, t("hooks.tried"));
  }

  #remove(one) {
    ask(
      t("hooks.remove"),
      h("p", {}, t("hooks.remove-text", { name: one.name })),
      t("hooks.remove"),
      async () => {
        await api.remove(`hooks/${api.segment(one.name)}`);
        this.#view.say(t("people.changed"));
        await this.draw();
      },
      "danger",
    );
  }
}

function hookState(one) {
  const style = one.ended ? "bad" : one.problem ? "open" : one.delivered ? "good" : "open";
  const words = one.ended ? "ended" : one.problem ? "failing" : one.delivered ? "tells" : "new";
  return [
    state(style, word("hook-state", words)),
    one.problem ? h("p", { class: "help" }, word("hook-problem", one.problem)) : "",
    one.ended ? h("p", { class: "help" }, t("hooks.ended"), " ", time(one.ended)) : "",
    one.next ? h("p", { class: "help" }, t("hooks.next"), " ", time(one.next)) : "",
    one.delivered ? h("p", { class: "help" }, t("hooks.delivered"), " ", time(one.delivered)) : "",
  ];
}
