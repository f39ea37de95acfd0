// What an object has in common with others, as its reader may see them: a value, a network, a domain, a host, a hash.

import * as api from "./api.js";
import { fill, h } from "./dom.js";
import { number } from "./format.js";
import { t } from "./i18n.js";
import { chip } from "./marking.js";
import { empty, errorText, objectLink, section, sourceName, table, typeName } from "./parts.js";

/** The types of objects that have values by which they are compared. */
export const types = [
  "artifact",
  "autonomous-system",
  "domain-name",
  "email-addr",
  "file",
  "indicator",
  "ipv4-addr",
  "ipv6-addr",
  "mac-addr",
  "url",
  "vulnerability",
  "windows-registry-key",
  "x509-certificate",
];

/** The section of an object's page; nothing for an object without values. */
export function correlated(view, id) {
  if (!types.includes(id.split("--")[0]) || !view.can("GET cyber/correlations")) return "";
  const out = h("div", { class: "correlations" });
  draw(view, id, out);
  return section(t("correlation.title"), out);
}

async function draw(view, id, out) {
  try {
    const found = await api.get("cyber/correlations", { query: { object: id }, signal: view.signal });
    view.mark(found.items.flatMap((one) => one.objects.map((other) => other.banner)));
    fill(
      out,
      found.complete ? "" : h("p", { class: "warning" }, t("correlation.incomplete")),
      found.items.length
        ? table(t("correlation.title"), columns(), found.items)
        : empty(t(found.values ? "correlation.none" : "correlation.no-values")),
    );
  } catch (error) {
    if (error.name !== "AbortError") fill(out, errorText(error));
  }
}

const columns = () => [
  { title: t("correlation.value"), style: "wide", cell: (one) => h("span", { class: "value" }, one.value) },
  { title: t("correlation.kind"), cell: (one) => t(`correlation-kind.${one.kind}`) },
  { title: t("correlation.objects"), style: "wide", cell: others },
];

function others(one) {
  const more = one.count - one.objects.length;
  return [
    h(
      "ul",
      {},
      one.objects.map((other) =>
        h(
          "li",
          {},
          objectLink(other.id, other.name === other.id ? typeName(other.type) : other.name),
          " ",
          chip(other.banner),
          " ",
          sourceName(other.source),
        ),
      ),
    ),
    more > 0 ? h("p", { class: "help" }, t("correlation.more", { count: number(more) })) : "",
    one.more ? h("p", { class: "help" }, t("correlation.not-all", { count: number(one.count) })) : "",
  ];
}
