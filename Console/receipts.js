// Receipts as people look at them: what was verified step by step, and the receipts that came with an object.

import * as api from "./api.js";
import { momentText } from "./clock.js";
import { fill, h } from "./dom.js";
import { download } from "./files.js";
import { isTime, number, time } from "./format.js";
import { t, word } from "./i18n.js";
import { party } from "./names.js";
import { empty, errorText, rowButton, table } from "./parts.js";
import { verify } from "./proof.js";

export const receiptType = "text/plain";

const signs = { yes: "✓", no: "✕", open: "–" };

/** What came of a verification, step by step, with the entry that it is about. */
export function verdict({ steps, holds, complete, proof }) {
  const text = complete ? t("proof.holds") : holds ? t("proof.holds-open") : t("proof.fails");
  return [
    h("p", { class: `result ${complete ? "yes" : holds ? "open" : "no"}` }, h("strong", {}, text)),
    h(
      "ul",
      { class: "steps" },
      steps.map(([name, state, wrong]) =>
        h(
          "li",
          { class: state },
          h("span", { class: "sign", "aria-hidden": "true" }, signs[state]),
          h(
            "span",
            {},
            word("proof-step", name),
            ": ",
            t(`proof-state.${state}`),
            wrong ? ` — ${word("proof-wrong", wrong)}` : "",
          ),
        ),
      ),
    ),
    holds && proof
      ? [
          h("p", {}, t("proof.stands", { index: number(proof.index), size: number(proof.size), origin: proof.origin })),
          h("p", { class: "help" }, t("proof.cosigned", { count: number(proof.signatures.length - 1) })),
          h(
            "pre",
            { tabindex: "0", "aria-label": t("ledger.entry") },
            JSON.stringify(JSON.parse(proof.extra.entry), null, 2),
          ),
        ]
      : "",
  ];
}

/**
 * The receipts that partners gave with an object: each is verified in this browser,
 * against the key that the node knows and what it keeps; where the browser can't, the node's own word stands there.
 */
export function received(found, view) {
  if (!found.receipts?.length) return empty(t("object.no-receipts"));
  const out = h("div", { class: "verdict", role: "status", "aria-live": "polite" });
  const path = `objects/${api.segment(found.id)}/receipt`;
  const looksAt = ({ partner, version }) => api.get(path, { query: { partner, version }, signal: view.signal });
  // What is saved as a file leaves the node, and stands in the log.
  const saves = ({ partner, version }) => api.post(path, { partner, version });
  const act = (label, style, row, ask, action) => {
    const button = rowButton(label, `${party(row.partner)} ${row.version}`, async () => {
      try {
        await action(await ask(row));
      } catch (problem) {
        if (problem.name !== "AbortError") fill(out, errorText(problem));
      }
    });
    button.classList.add(style);
    return button;
  };
  return [
    table(
      t("object.receipts"),
      [
        { title: t("column.partner"), cell: (row) => party(row.partner) },
        {
          title: t("column.version"),
          cell: (row) => (isTime(row.version) ? momentText(row.version, { hasSeconds: true }) : row.version),
        },
        {
          title: t("column.act"),
          hidden: true,
          cell: (row) =>
            h(
              "span",
              { class: "buttons" },
              act(t("proof.verify"), "verify", row, looksAt, async (receipt) => fill(out, await judged(receipt))),
              act(t("proof.download"), "download", row, saves, (receipt) =>
                download(receipt.file, `${found.id.slice(0, -28)}-${receipt.partner}.tlog-proof`, receiptType),
              ),
            ),
        },
      ],
      found.receipts,
    ),
    out,
  ];
}

async function judged(receipt) {
  const result = await verify(receipt.file, receipt.key, receipt.sha256);
  const taken = h(
    "p",
    { class: "help" },
    t("proof.taken", { partner: party(receipt.partner) }),
    " ",
    time(receipt.taken),
    receipt.by_courier ? ` ${t("origin.courier")}` : "",
  );
  const cannot = result.steps[0][0] === "browser";
  return [
    cannot ? "" : verdict(result),
    taken,
    cannot || (result.holds && !result.complete)
      ? h(
          "p",
          { class: `result ${receipt.holds ? "yes" : "no"}` },
          t(receipt.holds ? "proof.node-holds" : "proof.node-fails"),
        )
      : "",
  ];
}
