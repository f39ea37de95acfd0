// Passkeys: what the browser's own functions give, in the form that the API takes.

import * as api from "./api.js";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** Whether this page may use passkeys: a browser that has them, over HTTPS or on this machine, under a name. */
export const available = () => Boolean(window.PublicKeyCredential) && !/^[\d.]+$|^\[/.test(location.hostname);

/** Has the authenticator make a passkey. */
export async function make(purpose, link) {
  const asked = await api.post("challenges", { purpose, ...(link ? { link } : {}) });
  const made = await attempt(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(asked.challenge),
        rp: { id: asked.host, name: "Entente" },
        user: { id: bytes(asked.handle), name: asked.name, displayName: asked.title },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: "public-key", alg })),
        excludeCredentials: asked.held.map((id) => ({ type: "public-key", id: bytes(id) })),
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        attestation: "none",
      },
    }),
  );
  const { response } = made;
  return {
    id: text(made.rawId),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.getAuthenticatorData()),
    algorithm: response.getPublicKeyAlgorithm(),
  };
}

/** Has the authenticator sign in, or sign an act (`signature`). */
export async function use(purpose = "sign-in") {
  const asked = await api.post("challenges", { purpose });
  const made = await attempt(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytes(asked.challenge),
        rpId: asked.host,
        userVerification: "required",
      },
    }),
  );
  const { response } = made;
  return {
    id: text(made.rawId),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.authenticatorData),
    signature: text(response.signature),
  };
}

/** A person who cancels, or has no such key, is told so as by the API. */
async function attempt(action) {
  try {
    return await action();
  } catch {
    throw new api.Problem(0, { code: "passkey-none", title: "no passkey" });
  }
}
