// How a person has the list of holdings: its order, and the columns beside the name. The node keeps both.

import * as api from "./api.js";
import { h } from "./dom.js";
import { time } from "./format.js";
import { t, word } from "./i18n.js";
import { chip } from "./marking.js";
import { ask, check, objectLink, sourceName, typeName } from "./parts.js";

/** The orders that the node has a list in. */
export const orders = ["newest", "oldest", "type", "source", "marking", "version"];

/** What can stand beside the name: how it is drawn, and the orders that its head gives in turn. */
const possible = {
  type: { cell: (row) => typeName(row.type), orders: ["type"] },
  marking: { cell: (row) => chip(row.banner), orders: ["marking"] },
  source: { cell: (row) => sourceName(row.source), orders: ["source"] },
  kept: { style: "when", cell: (row) => time(row.kept), orders: ["newest", "oldest"] },
  version: { style: "when", cell: (row) => time(row.version), orders: ["version"] },
  labels: { style: "labels", cell: (row) => (row.labels ?? []).join(", "), orders: [] },
};

const usual = ["type", "marking", "source", "kept"];

/** The direction of an order, as tables tell it. */
const directions = { newest: "descending", version: "descending", marking: "descending" };

export class ListForm {
  #values;

  /** @param values what is kept of it: `order` and `columns`, each or none. */
  constructor(values = {}) {
    this.#values = values;
  }

  get order() {
    return orders.includes(this.#values.order) ? this.#values.order : orders[0];
  }

  get columns() {
    return this.#values.columns?.filter((name) => name in possible) ?? usual;
  }

  /** As it is kept. */
  get values() {
    return { order: this.order, columns: this.columns };
  }

  with(changed) {
    return new ListForm({ ...this.values, ...changed });
  }

  keep() {
    return api.post("searches/list", this.values);
  }

  /**
   * The columns of the table; heads of those that can be sorted by are buttons.
   * @param sorted the order that the list has.
   * @param sort called with the order that somebody chose.
   */
  tableColumns(sorted, sort) {
    const columns = this.columns.map((name) => {
      const { cell, style, orders: own } = possible[name];
      const place = own.indexOf(sorted);
      const next = own[(place + 1) % own.length];
      const title = t(`column.${name}`);
      const head = h(
        "button",
        { type: "button", class: "sort", onclick: () => sort(next) },
        title,
        sign(place, sorted),
      );
      return {
        title,
        style,
        cell,
        head: own.length ? head : null,
        sorted: place < 0 ? null : (directions[sorted] ?? "ascending"),
      };
    });
    return [nameColumn(), ...columns];
  }

  /** Asks which columns are wanted. */
  choose(changed) {
    const label = (name) => t(`column.${name}`);
    return ask(
      t("list.columns"),
      h(
        "fieldset",
        {},
        h("legend", {}, t("list.beside-name")),
        Object.keys(possible).map((name) =>
          h("div", {}, check("columns[]", label(name), { value: name, checked: this.columns.includes(name) })),
        ),
      ),
      t("list.use"),
      ({ columns }) => changed(this.with({ columns: columns ?? [] })),
    );
  }
}

const sign = (place, sorted) =>
  h("span", { "aria-hidden": "true" }, place < 0 ? "" : directions[sorted] === "descending" ? " ↓" : " ↑");

const nameColumn = () => ({
  title: t("property.name"),
  style: "wide",
  cell: (row) => [
    objectLink(row.id, row, { details: true }),
    row.quarantine ? h("span", { class: "tag warn" }, t("object.quarantine")) : "",
  ],
});

/** The words for an order. */
export const orderName = (order) => word("list-order", order);
