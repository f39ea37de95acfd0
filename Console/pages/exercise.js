// One exercise: its setting, its programme, the list of injects, what goes on now, and what it came to.

import * as api from "../api.js";
import { fill, h } from "../dom.js";
import { after } from "../exercise-after.js";
import { ExerciseForms, momentField } from "../exercise-forms.js";
import { injects } from "../exercise-injects.js";
import { live } from "../exercise-live.js";
import { programme } from "../exercise-programme.js";
import { setting } from "../exercise-setting.js";
import { time } from "../format.js";
import { language, t, word } from "../i18n.js";
import { chip } from "../marking.js";
import { raises } from "../noplay.js";
import { area, field, input, objectLink, row, select, sourceName } from "../parts.js";
import { Tabs } from "../tabs.js";
import { sendBox } from "../work-forms.js";
import { momentAt, zoneField } from "../zones.js";
import { exerciseState } from "./exercises.js";

/** So often the page asks again while the exercise runs, in milliseconds: what is not told by events comes by then. */
const patience = 15_000;

export async function show(view) {
  const page = new Page(view);
  await page.begin();
}

class Page {
  #view;
  #exercise;
  #forms;
  #tabs;
  #head = h("div", {});
  #shown = new Map();
  /** What draws each tab that was opened. */
  #drawn = new Map();

  constructor(view) {
    this.#view = view;
  }

  async begin() {
    const view = this.#view;
    await this.#read();
    view.title(this.#exercise.name);
    if (!view.query.get("tab") && ["running", "paused"].includes(this.#exercise.state)) view.query.set("tab", "live");
    const address = `#/exercise/${encodeURIComponent(this.#exercise.id)}`;
    this.#tabs = new Tabs(view, t("exercises.tabs"), this.#list(), address);
    fill(view.body, this.#head, this.#tabs.element);
    this.#keys();
    view.renews((changed) => this.#renew(changed));
    const timer = setInterval(() => this.#renew(["recent"]), patience);
    view.signal.addEventListener("abort", () => clearInterval(timer));
  }

  async #read() {
    const query = { exercise: this.#view.argument, lang: language() };
    const { exercise } = await api.get("exercises/exercise", { query, signal: this.#view.signal });
    if (!exercise) throw new api.Problem(404, { code: "not-found" });
    this.#exercise = exercise;
    this.#forms = new ExerciseForms(this.#view, exercise, this.#isPlayer, () => this.#again());
    const parts = [
      exercise.objectives,
      exercise.conferences,
      exercise.cells,
      exercise.units,
      exercise.acts,
      exercise.notes,
    ];
    this.#mark(
      "",
      [exercise, ...parts.flat()].map((one) => one.banner),
    );
    this.#drawHead();
  }

  /** What one tab shows stays on the page when another one is opened. */
  #mark(part, banners) {
    this.#shown.set(part, banners);
    this.#view.mark([...this.#shown.values()].flat());
  }

  /** The cells that the person is in. */
  get #seats() {
    const seats = this.#view.person?.exercises ?? [];
    return seats.filter((one) => one.exercise === this.#exercise.id).map((one) => one.cell);
  }

  /** Whether the person is in cells that play alone. */
  get #isPlayer() {
    const seats = this.#seats;
    return seats.length > 0 && !["white", "trusted", "observer"].some((cell) => seats.includes(cell));
  }

  #list() {
    const seats = this.#seats;
    const sees = (...cells) => cells.some((cell) => seats.includes(cell));
    const isPlayer = this.#isPlayer;
    const isOver = ["ended", "closed"].includes(this.#exercise.state);
    return [
      ["setting", t("exercises.setting"), this.#tab("setting", async () => setting(this.#forms))],
      ["programme", t("exercises.programme"), this.#tab("programme", (mark) => programme(this.#forms, mark))],
      [
        "injects",
        t("exercises.injects"),
        sees("white", "trusted") && this.#tab("injects", (mark) => injects(this.#forms, mark)),
      ],
      ["live", t("exercises.live"), this.#tab("live", (mark) => live(this.#forms, mark, this.#seats))],
      [
        "after",
        t("exercises.after-action"),
        (!isPlayer || isOver) && this.#tab("after", (mark) => after(this.#forms, mark)),
      ],
    ];
  }

  /** A tab that is made when it is opened, and can be made anew. */
  #tab(name, make) {
    const box = h("div", { class: `exercise-tab exercise-${name}` });
    const draw = async () => {
      const parts = await make((banners) => this.#mark(name, banners));
      const [focused, chosen] = [document.activeElement?.id, box.querySelector(".current")?.dataset.inject];
      fill(box, parts);
      if (chosen)
        this.#choose(
          [...box.querySelectorAll("tr[data-inject]")].find((tr) => tr.dataset.inject === chosen),
          false,
        );
      if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
    };
    return async () => {
      await draw();
      this.#drawn.set(name, draw);
      return box;
    };
  }

  /** After an act: what is shown is drawn anew. */
  async #again() {
    await this.#read();
    await Promise.all([...this.#drawn.values()].map((draw) => draw()));
    this.#view.real();
  }

  /** What others did: the live part takes it in, elsewhere it is told, as somebody may be working there. */
  #renew(changed = []) {
    const isLive = this.#view.query.get("tab") === "live" && this.#drawn.has("live");
    if (!isLive) return false;
    if (changed.includes("recent") && !document.querySelector("dialog[open]")) this.#renewLive();
    return true;
  }

  async #renewLive() {
    try {
      await this.#drawn.get("live")();
    } catch (problem) {
      // The frame says that the node does not answer; what is shown stays.
      if (problem.name !== "AbortError" && problem.status === undefined) throw problem;
    }
  }

  #drawHead() {
    const one = this.#exercise;
    const { kind, starts, ends, started, ended, zone, place, host_ref: host, source, banner } = one;
    const forms = this.#forms;
    const isInvited = ["invited", "withdrew"].includes(one.part) && this.#view.can("POST exercises/join");
    const opener = one.parties[0];
    const hostName = one.parties.find((party) => party.id === host)?.name;
    fill(
      this.#head,
      h(
        "div",
        { class: "card exercise-head" },
        h("p", {}, exerciseState(one.state), " ", chip(banner)),
        h(
          "dl",
          { class: "pairs" },
          row(t("exercises.held"), [word("kind", kind), place, hostName].filter(Boolean).join(", ")),
          row(t("exercises.when"), [
            time(started ?? starts, undefined, zone),
            " – ",
            time(ended ?? ends, undefined, zone),
          ]),
          row(t("column.source"), sourceName(source)),
        ),
        h(
          "div",
          { class: "buttons" },
          objectLink(one.id, t("exercises.object")),
          isInvited
            ? h(
                "button",
                {
                  type: "button",
                  id: "join",
                  class: "primary",
                  onclick: () => forms.says("join", t("exercises.join")),
                },
                t("exercises.join"),
              )
            : "",
          one.own ? forms.button("edit", "edit-exercise", t("talks.edit-round"), () => this.#edit()) : "",
          opener?.own
            ? ""
            : forms.button("withdraw", "withdraw", t("exercises.withdraw"), () =>
                forms.says("withdraw", t("exercises.withdraw")),
              ),
        ),
      ),
    );
  }

  #edit() {
    const one = this.#exercise;
    const { zone } = one;
    const kinds = ["sea", "table", "mixed"].map((kind) => [kind, word("kind", kind)]);
    this.#forms.acts(
      "edit",
      t("talks.edit-round"),
      [
        field(t("property.name"), input("name", { value: one.name, required: true }), t("exercises.name-help")),
        field(t("property.kind"), select("kind", kinds, one.kind)),
        one.state === "planned"
          ? momentField(t("property.starts"), "starts", one.starts, zone, { required: true })
          : "",
        momentField(t("property.ends"), "ends", one.ends, zone, { required: true }),
        zoneField(zone),
        momentField(t("property.scenario_starts"), "scenario_starts", one.scenario_starts, zone),
        field(t("talks.place"), input("place", { value: one.place ?? "" })),
        field(t("property.description"), area("description", { value: one.description ?? "" })),
        field(t("property.scenario"), area("scenario", { value: one.scenario ?? "" })),
        sendBox(),
      ],
      t("write.save"),
      (entered) => {
        const at = (name) => (entered[name] ? { [name]: momentAt(entered[name], entered.zone) } : {});
        return { ...entered, ...at("starts"), ...at("ends"), ...at("scenario_starts"), exercise: one.id };
      },
    );
  }

  #keys() {
    const step = (by) => () => {
      const rows = [...this.#view.body.querySelectorAll("[role=tabpanel]:not([hidden]) tr[data-inject]")];
      if (!rows.length) return;
      const place = rows.findIndex((tr) => tr.classList.contains("current"));
      this.#choose(rows[Math.min(Math.max(place + by, 0), rows.length - 1)]);
    };
    const press = (selector) => () => {
      const panel = this.#view.body.querySelector("[role=tabpanel]:not([hidden])");
      const chosen = panel?.querySelector(`.current ${selector}`) ?? panel?.querySelector(selector);
      chosen?.click();
    };
    const tab = (name) => () => this.#tabs.open(name);
    const real = () =>
      this.#exercise.part &&
      this.#view.can("POST exercises/no-play") &&
      raises(this.#view, this.#exercise, () => this.#again());
    this.#view.keys(
      {
        j: step(1),
        k: step(-1),
        s: press(".send"),
        l: tab("live"),
        p: tab("programme"),
        m: tab("injects"),
        "!": real,
      },
      [
        ["j k", t("exercises.key-step")],
        ["s", t("exercises.key-send")],
        ["!", t("exercises.no-play")],
        ["p", t("exercises.programme")],
        ["m", t("exercises.injects")],
        ["l", t("exercises.live")],
      ],
    );
  }

  #choose(wanted, isSeen = true) {
    this.#view.body.querySelectorAll(".current").forEach((tr) => tr.classList.remove("current"));
    wanted?.classList.add("current");
    if (isSeen) wanted?.scrollIntoView({ block: "nearest" });
  }
}
