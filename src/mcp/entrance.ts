import { type Caller, allScopes } from "../access/caller.ts";
import { type Rate, createLimit } from "../access/limit.ts";
import { fingerprintOf } from "../access/secret.ts";
import type { Verify } from "../access/verify.ts";
import { type BearerOptions, callerOf } from "./bearer.ts";
import type { McpEndpoint } from "./endpoint.ts";
import { metadataResponse } from "./metadata.ts";
import { refusal } from "./refusal.ts";

/** Who may come in, and how often. */
export interface EntranceOptions extends Omit<BearerOptions, "verify"> {
  readonly endpoint: McpEndpoint;
  /** Absent: whoever reaches the server is `localPrincipal`. */
  readonly verify?: Verify;
  readonly localPrincipal: string;
  /** Requests of one caller. */
  readonly rate?: Rate;
}

/** Answers a request from an address. */
export type Entrance = (request: Request, address: string) => Promise<Response>;

const usualRate: Rate = { perMinute: 600, burst: 100 };
const failureRate: Rate = { perMinute: 20, burst: 20 };
const mostKnown = 1_000;

/** The way to the MCP endpoint: says who calls, and keeps out whoever may not, or calls too often. */
export function createEntrance(options: EntranceOptions): Entrance {
  const { endpoint, protectedBy, now } = options;
  const rate = createLimit(options.rate ?? usualRate);
  const identify = identifierOf(options);
  return async (request, address) => {
    if (new URL(request.url).pathname.startsWith("/.well-known/")) {
      return protectedBy === undefined ? notFound() : metadataResponse(protectedBy);
    }
    const caller = await identify(request, address);
    if (caller instanceof Response) return caller;
    const wait = rate.take(caller.principal, now());
    return wait > 0 ? tooMany(wait) : endpoint.fetch(request, caller);
  };
}

function identifierOf(
  options: EntranceOptions,
): (request: Request, address: string) => Promise<Caller | Response> {
  const { verify, localPrincipal, now } = options;
  if (verify === undefined) {
    const local: Caller = { principal: localPrincipal, scopes: allScopes, profiles: [] };
    return (request) => Promise.resolve(isForwarded(request) ? forwarded() : local);
  }
  const failures = createLimit(failureRate);
  const known = createKnown();
  return async (request, address) => {
    const isAttempt = request.headers.has("authorization") && !known.has(request);
    // Counted before it is known how it ends: many at the same moment are as many.
    const wait = isAttempt ? failures.take(address, now()) : 0;
    if (wait > 0) return tooMany(wait);
    const caller = await callerOf(request, { ...options, verify });
    const isFailure = caller instanceof Response && caller.status === 401;
    if (isAttempt && !isFailure) failures.giveBack(address, now());
    if (!(caller instanceof Response)) known.add(request);
    return caller;
  };
}

/**
 * The headers that once were good. While an address has failed too often, only these are looked at: many callers may share
 * the address of a proxy, and one of them must not lock out the others.
 */
function createKnown() {
  const fingerprints = new Set<string>();
  const of = ({ headers }: Request) => fingerprintOf(headers.get("authorization") ?? "");
  return {
    has: (request: Request) => fingerprints.has(of(request)),
    add(request: Request) {
      fingerprints.add(of(request));
      const [oldest] = fingerprints;
      if (fingerprints.size > mostKnown && oldest !== undefined) fingerprints.delete(oldest);
    },
  };
}

/** Whoever comes through a proxy is not known to be on this machine. */
function isForwarded({ headers }: Request): boolean {
  return ["forwarded", "x-forwarded-for", "x-real-ip"].some((name) => headers.has(name));
}

function forwarded(): Response {
  return refusal(
    403,
    "Requests that come through a proxy need SSS_OPS_AUTH, so that callers show who they are.",
  );
}

function tooMany(waitMs: number): Response {
  const seconds = String(Math.ceil(waitMs / 1_000));
  return refusal(429, `Too many requests: wait ${seconds} s.`, { "retry-after": seconds });
}

function notFound(): Response {
  return refusal(404, "No authorization server is configured here.");
}
