// Calls of the documented API. The server decides who may see what; nothing is checked here.

import { own } from "./live.js";

let csrf = "";
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

/** Called once when a call finds that the session is over. */
export function onSessionEnd(action) {
  ended = action;
}

async function call(method, path, { query = {}, body, signal, keepalive = false } = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = given.length ? `?${new URLSearchParams(given)}` : "";
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-Entente-CSRF"] = csrf;
  let response;
  try {
    response = await fetch(`/api/v1/${path}${search}`, {
      method, headers, signal, keepalive, body: body === undefined ? undefined : JSON.stringify(body), credentials: "same-origin", cache: "no-store",
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, { code: "no-connection", title: "no connection" });
  }
  if (response.ok && method !== "GET") own();
  if (response.ok) return response;
  const problem = new Problem(response.status, await response.json().catch(() => ({})), response.headers.get("Retry-After"));
  if (problem.code === "not-signed-in" && path !== "session") ended();
  throw problem;
}

const read = async (response) => (response.status === 204 ? null : response.json());

export const get = async (path, options) => read(await call("GET", path, options));
export const post = async (path, body, options) => read(await call("POST", path, { ...options, body }));
export const postText = async (path, body) => (await call("POST", path, { body })).text();
export const text = async (path, options) => (await call("GET", path, options)).text();

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
