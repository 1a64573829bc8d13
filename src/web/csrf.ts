import { createHmac, timingSafeEqual } from "node:crypto";

/** The token that a session's forms carry: whoever does not hold the secret cannot make it from the session. */
export function csrfOf(sessionId: string, secret: Uint8Array): string {
  return createHmac("sha256", secret).update(`sss-ops/console/csrf/v1:${sessionId}`).digest("base64url");
}

/** Whether a post carries the token in its form. Its body can be read again. */
export async function hasToken(request: Request, token: string): Promise<boolean> {
  const form = await request
    .clone()
    .formData()
    .catch(() => undefined);
  const given = form?.get("csrf");
  return typeof given === "string" && isSame(given, token);
}

/** Whether a request that changes something comes from a page of this server, by what the browser says of it. */
export function isFromHere({ headers, url }: Request, own: string): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  return (
    (origin !== null || site !== null) &&
    (origin === null || origin === new URL(own).origin || isOwnLoopback(origin, url)) &&
    (site === null || site === "same-origin" || site === "none")
  );
}

/** This machine has several names; which of them the browser was given does not matter, as long as it is the same one. */
function isOwnLoopback(origin: string, url: string): boolean {
  const { hostname, origin: asked } = new URL(url);
  return origin === asked && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
