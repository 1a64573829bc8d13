import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

/** The session id that the browser holds. */
export function readSession(context: Context, url: string): string | undefined {
  const { name, prefix } = shapeOf(url);
  return prefix === undefined ? getCookie(context, name) : getCookie(context, name, prefix);
}

/** Gives the browser a session id, which no script and no other site's request ever carries. */
export function writeSession(context: Context, url: string, id: string): void {
  const { name, ...shape } = shapeOf(url);
  setCookie(context, name, id, { ...shape, path: "/", httpOnly: true, sameSite: "Strict" });
}

/** Takes the session id back from the browser. */
export function dropSession(context: Context, url: string): void {
  const { name, ...shape } = shapeOf(url);
  deleteCookie(context, name, { ...shape, path: "/" });
}

/** Bound to the host where there is TLS. Cookies of one host count on all its ports, so that each has a name of its own. */
function shapeOf(url: string): { readonly name: string; readonly secure: boolean; readonly prefix?: "host" } {
  const { protocol, port } = new URL(url);
  return protocol === "https:"
    ? { name: "sss-ops", secure: true, prefix: "host" }
    : { name: `sss-ops-${port || "80"}`, secure: false };
}
