import { isIP } from "node:net";

/** Whether keys may travel there: over nothing but TLS, or to a server on this machine. */
export function isSafeUrl(text: string): boolean {
  const read = parsed(text);
  return read?.protocol === "https:" || (read?.protocol === "http:" && isLoopback(read.hostname));
}

/** Whether a URL has nothing behind its host. Leaves it to another check whether that is a URL at all. */
export function isOrigin(text: string): boolean {
  const read = parsed(text);
  return read === undefined || read.href === `${read.origin}/`;
}

/** Whether a text names a host. */
export function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
}

/** Whether an address, or a name in a URL, leads to this machine only. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && ["127.0.0.1", "localhost", "::1", "[::1]"].includes(host);
}

/** Whether only this machine reaches a server: behind a public name a proxy lets others in, wherever it listens. */
export function isLocal(host: string, publicUrl: string | undefined): boolean {
  return isLoopback(host) && (publicUrl === undefined || isLoopback(parsed(publicUrl)?.hostname));
}

/** Whether two issuers are the same or on different hosts. */
export function areOneOrApart(left: string | undefined, right: string | undefined): boolean {
  return (
    left === undefined || right === undefined || left === right || parsed(left)?.host !== parsed(right)?.host
  );
}

/** The checks over several settings meet those that do not fit as well. */
function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
