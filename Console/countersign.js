// Acts that need two: a security officer signs beside the person, at the same screen.

import { add, h } from "./dom.js";
import { t } from "./i18n.js";
import { ask, errorText, field, given, input } from "./parts.js";
import * as passkey from "./passkey.js";

/** Sends; where the node asks for a security officer beside, has that person sign here and sends once more. */
export async function countersigned(send) {
  try {
    return await send(undefined);
  } catch (problem) {
    if (problem.code !== "second-needed") throw problem;
    return signed(send, problem);
  }
}

const signed = (send, refusal) =>
  new Promise((resolve, reject) => {
    const password = input("password", { type: "password" });
    const sign = async (second) => {
      const answer = await send(second);
      resolve(answer);
    };
    const failed = h("div", { "aria-live": "assertive" });
    const key = h(
      "button",
      {
        type: "button",
        id: "sign-passkey",
        onclick: async () => {
          failed.replaceChildren();
          try {
            await sign({ passkey: await passkey.use("signature") });
            dialog.close();
          } catch (problem) {
            add(failed, errorText(problem));
          }
        },
      },
      t("countersign.passkey"),
    );
    const dialog = ask(
      t("countersign.title"),
      [
        h("p", {}, t("countersign.text")),
        field(t("countersign.name"), input("name", { autocapitalize: "none" })),
        field(t("sign-in.password"), password),
        field(t("sign-in.code"), input("code", { inputmode: "numeric" }), t("sign-in.code-help")),
        passkey.available() ? h("div", { class: "buttons" }, key) : "",
        failed,
      ],
      t("countersign.sign"),
      (entered) => sign({ ...given(entered), password: password.value }),
    );
    // Closed without a signature, the act was not done; after one this changes nothing.
    dialog.addEventListener("close", () => reject(refusal));
  });
