// Verifies a receipt in the browser: C2SP tlog-proof, RFC 6962 inclusion, the opening of the commitment, the signature.
// The formats are in Documentation/protocol.md.

const utf8 = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true });

/** Something does not hold; the message is a key of `proof.`. */
export class Rejected extends Error {}

const reject = (key) => {
  throw new Rejected(key);
};

/** Standard base 64 with padding, one spelling only (RFC 4648, 4). */
export function bytesOf(text) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    reject("base64");
  }
  if (btoa(binary) !== text) reject("base64");
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

const hash = (text) => {
  const bytes = bytesOf(text);
  return bytes.length === 32 ? bytes : reject("base64");
};

const count = (text) =>
  /^(0|[1-9][0-9]{0,15})$/.test(text ?? "") && Number.isSafeInteger(Number(text)) ? Number(text) : reject("format");
const same = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);

async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((place, part) => (whole.set(part, place), place + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

/** The parts of a tlog-proof. */
export function parse(file) {
  const gap = file.indexOf("\n\n");
  if (gap < 0) reject("format");
  const lines = file.slice(0, gap).split("\n");
  if (lines.shift() !== "c2sp.org/tlog-proof@v1" || !lines[0]?.startsWith("extra ")) reject("format");
  let extra;
  try {
    extra = JSON.parse(strict.decode(bytesOf(lines.shift().slice(6))));
  } catch (error) {
    throw error instanceof Rejected ? error : new Rejected("extra");
  }
  if (typeof extra.entry !== "string" || typeof extra.salt !== "string") reject("extra");
  if (!lines[0]?.startsWith("index ")) reject("format");
  const index = count(lines.shift().slice(6));
  return { extra, index, path: lines.map(hash), ...checkpoint(file.slice(gap + 2)) };
}

/** A signed checkpoint (C2SP signed-note, tlog-checkpoint). */
function checkpoint(note) {
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0 || !note.endsWith("\n")) reject("note");
  const text = note.slice(0, gap + 1);
  const [origin, size, root] = text.split("\n");
  const signatures = note
    .slice(gap + 2, -1)
    .split("\n")
    .map((line) => {
      const [, name, data] = /^— ([^ +]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? reject("note");
      const bytes = bytesOf(data);
      return bytes.length > 4 ? { name, identifier: bytes.slice(0, 4), signature: bytes.slice(4) } : reject("note");
    });
  return { text, origin, size: count(size), root: hash(root ?? ""), signatures };
}

/** The root that a leaf and its path lead to (RFC 6962, 2.1.1, read backwards). */
async function rootFrom(leaf, index, size, path) {
  if (index >= size) reject("inclusion");
  let node = leaf,
    place = index,
    last = size - 1;
  for (const sibling of path) {
    if (last === 0) reject("inclusion");
    if (place % 2 === 1 || place === last) {
      node = await sha256([1], sibling, node);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else node = await sha256([1], node, sibling);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? node : reject("inclusion");
}

/** A verifier key: `name+identifier+key` (C2SP signed-note). */
async function verifierKey(text) {
  const [, name, identifier, data] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text ?? "") ?? reject("key");
  const typed = bytesOf(data);
  if (typed.length !== 33 || typed[0] !== 1) reject("key");
  const computed = (await sha256(utf8.encode(`${name}\n`), typed)).slice(0, 4);
  const hexadecimal = [...computed].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hexadecimal === identifier ? { name, identifier: computed, key: typed.slice(1) } : reject("key");
}

/** Whether the log's key signed the checkpoint; null where the browser has no Ed25519. */
async function signed(proof, keyText) {
  const { name, identifier, key } = await verifierKey(keyText);
  if (name !== proof.origin) reject("key");
  const line =
    proof.signatures.find((one) => one.name === name && same(one.identifier, identifier)) ?? reject("signature");
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, line.signature, utf8.encode(proof.text));
}

/**
 * Verifies a receipt step by step.
 * @param file the text of a tlog-proof.
 * @param known the key of the log as the reader knows it; without it the receipt's own key is used, and that is said.
 * @param digest SHA-256 of the object that it should be for, in hexadecimal; without it that is no step.
 * @returns `steps` as `[name, "yes" | "no" | "open", key of what was wrong]`, `holds`, and the proof's parts.
 */
export async function verify(file, known = "", digest = "") {
  const steps = [];
  let proof = null;
  const step = async (name, action) => {
    try {
      const result = await action();
      steps.push([
        name,
        result === null ? "open" : result ? "yes" : "no",
        result === null ? `${name}-open` : result ? "" : name,
      ]);
      return result !== false;
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      steps.push([name, "no", error.message]);
      return false;
    }
  };
  if (!crypto.subtle) return { steps: [["browser", "no", "browser"]], holds: false, complete: false };
  const good =
    (await step("format", () => Boolean((proof = parse(file))))) &&
    (await step("entry", () => {
      const entry = JSON.parse(proof.extra.entry);
      return entry.entry === "entente-1" && entry.log === proof.origin;
    })) &&
    (await step("inclusion", async () => {
      const commitment = await sha256(
        utf8.encode("entente-entry-1\n"),
        hash(proof.extra.salt),
        utf8.encode(proof.extra.entry),
      );
      return same(await rootFrom(await sha256([0], commitment), proof.index, proof.size, proof.path), proof.root);
    })) &&
    (await step("signature", () => signed(proof, known || proof.extra.key))) &&
    (await step("key", () => (known ? proof.extra.key === undefined || proof.extra.key === known : null))) &&
    (!digest || (await step("object", () => JSON.parse(proof.extra.entry).sha256 === digest)));
  return { steps, holds: good, complete: good && steps.every(([, state]) => state === "yes"), proof };
}
