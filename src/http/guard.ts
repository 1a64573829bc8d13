import type { IncomingMessage, ServerResponse } from "node:http";
import { isIP } from "node:net";

/** Says whether a request may be answered; if not, it has been refused. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Methods of which the Fetch standard makes no request. */
const unheard: readonly string[] = ["CONNECT", "TRACE", "TRACK"];

/**
 * Lets requests pass that are made to a name of the server: one of this machine's, or its public one. A browser tells in
 * Origin which page made the request: that has to be one of this machine, or of the public origin. What `isProbe` names by
 * its path is answered under any address as well: probes know the server by its address, and no name can be rebound to it.
 */
export function createGuard(publicUrl: string | undefined, isProbe: (url: string) => boolean): Guard {
  const names = [...loopback, ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])];
  return ({ method = "", url = "", headers: { host = "", origin } }, response) => {
    if (unheard.includes(method)) return refuse(response, 405, `${method} is not answered here.`);
    // A whole URL in place of a path would name the server past its Host header.
    if (!url.startsWith("/")) return refuse(response, 400, "The request target has to be a path.");
    const name = hostnameOf(`http://${host}`);
    if (!names.includes(name) && !(isProbe(url) && isAddress(name))) {
      return refuse(response, 403, "The server is not known by this name; SSS_OPS_PUBLIC_URL gives it one.");
    }
    if (origin !== undefined && origin !== publicUrl && !isLocalPage(origin)) {
      return refuse(response, 403, "Pages of other sites may not call this server.");
    }
    return true;
  };
}

function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, "")) !== 0;
}

function isLocalPage(origin: string): boolean {
  return /^https?:/.test(origin) && loopback.includes(hostnameOf(origin));
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}

function refuse(response: ServerResponse, status: number, message: string): false {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
  response.end(`sss-ops: ${message}\n`);
  return false;
}
