// Calls of the documented API. The server decides who may see what; nothing is checked here.

import { language } from "./i18n.js";
import { own } from "./live.js";

let csrf = "";
let isLeaving = false;
const underWay = new AbortController();
let ended = () => {};

/** What the server answered instead of doing it (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? "";
    this.detail = body.detail ?? "";
    this.retryAfter = retryAfter;
  }
}

/** Notes that the node cannot be reached; what a page says of it. */
export function noConnection() {
  connected(false);
  return new Problem(0, { code: "no-connection", title: "no connection" });
}

/** Called once when a call finds that the session is over, or another page of this browser says so. */
export function onSessionEnd(action) {
  ended = action;
}

export const endSession = () => ended();

/** Whoever signs out wants no answer any more: what is under way is dropped, and nothing is asked after it. */
export function drop() {
  isLeaving = true;
  underWay.abort();
}

let lost = null;
let connection = () => {};

/** Called with the moment since which the node cannot be reached, at each try, and with null when it answers again. */
export function onConnection(action) {
  connection = action;
}

function connected(isThere) {
  if (isThere && !lost) return;
  lost = isThere ? null : (lost ?? new Date());
  connection(lost);
}

let asked = 0;
/** How many calls wait for an answer is told to whoever has to know when a page has all that it shows. */
function waits(change) {
  asked += change;
  document.documentElement.toggleAttribute("data-asking", asked > 0);
}

/** A call aside (`isAside`) is none that a page waits for. */
async function call(method, path, options = {}) {
  if (options.isAside) return send(method, path, options);
  waits(1);
  try {
    return await send(method, path, options);
  } finally {
    waits(-1);
  }
}

async function send(method, path, { query = {}, body, signal, keepalive = false, isFile = false } = {}) {
  // What is read is wanted in the reader's language.
  const asked = method === "GET" && path !== "session" ? { lang: language(), ...query } : query;
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = given.length ? `?${new URLSearchParams(given)}` : "";
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-Entente-CSRF"] = csrf;
  const isLast = method === "DELETE" && path === "session";
  if (isLeaving && !isLast) throw new DOMException("signing out", "AbortError");
  const signals = isLast ? [] : [underWay.signal, ...(signal ? [signal] : [])];
  let response, text;
  try {
    response = await fetch(`/api/v1/${path}${search}`, {
      method,
      headers,
      signal: AbortSignal.any(signals),
      keepalive,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
    text = isFile && response.ok ? await response.blob() : await response.text();
    connected(true);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw noConnection();
  }
  if (response.ok && method !== "GET") own();
  if (response.ok) return text;
  const problem = new Problem(response.status, parsed(text) ?? {}, response.headers.get("Retry-After"));
  if (problem.code === "not-signed-in" && path !== "session") endSession();
  throw problem;
}

/** What JSON says, or null where nothing does. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const read = (text) => (text === "" ? null : JSON.parse(text));

export const get = async (path, options) => read(await call("GET", path, options));
export const post = async (path, body, options) => read(await call("POST", path, { ...options, body }));
/** What is answered as a file. */
export const postFile = (path, body) => call("POST", path, { body, isFile: true });
export const file = (path, options) => call("GET", path, { ...options, isFile: true });
export const text = (path, options) => call("GET", path, options);

/** The signed-in person, or null. */
export async function session() {
  try {
    return remember(await get("session"));
  } catch (problem) {
    if (problem.status === 401) return null;
    throw problem;
  }
}

export const signIn = async (given) => remember(await post("session", given));

export const remove = (path) => call("DELETE", path);

export async function signOut() {
  await remove("session");
  csrf = "";
}

function remember(information) {
  csrf = information.csrf;
  return information;
}

/** An identifier as one segment of a path. */
export const segment = (value) => encodeURIComponent(value);
