import { withDeadline } from "./deadline.ts";
import type { SssError, SssErrorCode } from "./errors.ts";
import type { HttpAnswer } from "./answer-reader.ts";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";
import type { Call } from "./failure.ts";
import { codeOfStatus, refusal } from "./refusal.ts";
import { withRetries } from "./retry.ts";
import type { RetryOptions } from "./retry.ts";
import { tokenBody } from "./token-body.ts";
import type { TokenBody } from "./token-body.ts";
import type { Credentials, Expiring } from "./token.ts";

/** A Keystone token: its value, when to renew it, and what Keystone says of it. */
export interface Token extends Expiring {
  readonly body: TokenBody;
}

/** Where and how tokens are asked for. */
export interface AuthenticateOptions {
  readonly keystoneUrl: string;
  /** Scopes the token; without it, real tokens carry no service catalog. */
  readonly tenantId?: string | undefined;
  readonly totalMs: number;
  readonly retry: RetryOptions;
  /** A clock that never jumps, in milliseconds. */
  readonly now: () => number;
}

/**
 * Asks Keystone v3 for a token. Asking twice does no harm, so it is repeated as a read is.
 *
 * @throws {@link SssError} `unauthenticated` when the pair is refused.
 */
export async function authenticate(
  exchange: Exchange,
  { apiKey, apiSecret }: Credentials,
  { keystoneUrl, tenantId, totalMs, retry, now }: AuthenticateOptions,
): Promise<Token> {
  const call: Call = { name: "authentication", write: false, secrets: new Set([apiSecret]) };
  const user = { domain: { id: "default" }, name: apiKey, password: apiSecret };
  const identity = { methods: ["password"], password: { user } };
  const scope = tenantId === undefined ? {} : { scope: { project: { id: tenantId } } };
  const { origin, pathname } = new URL(keystoneUrl);
  const request = {
    origin,
    target: `${pathname.replace(/\/+$/, "")}/auth/tokens`,
    route: "/auth/tokens",
    method: "POST",
    body: { auth: { identity, ...scope } },
  } as const;
  return withDeadline(totalMs, undefined, (signal) =>
    withRetries(call, signal, retry, async (attempt) => {
      // Life is counted from before the question: never from later than the token was made.
      const askedAt = now();
      return toToken(call, askedAt, await exchange.send(call, { ...request, attempt }, signal));
    }),
  );
}

function toToken(call: Call, askedAt: number, answer: HttpAnswer): Token {
  if (answer.status < 200 || answer.status > 299) throw refused(call, answer);
  const value = answer.headers["x-subject-token"];
  if (typeof value !== "string" || value === "") {
    throw failure(call, "invalid_answer", "Keystone's answer has no X-Subject-Token", {
      status: answer.status,
    });
  }
  call.secrets.add(value);
  const parsed = parseBody(answer.body);
  if (parsed === undefined) {
    throw failure(call, "invalid_answer", "Keystone's answer is not a token", { status: answer.status });
  }
  return { value, renewAt: askedAt + toUsableMs(parsed), body: parsed };
}

/** Only what speaks of the key pair keeps its code: a Keystone that is not there must not read as a tenant that is not. */
function refused(call: Call, answer: HttpAnswer): SssError {
  const code = codeOfStatus(answer.status);
  const meaning = meanings.get(code);
  return meaning === undefined
    ? refusal(call, "invalid_answer", "Keystone does not understand the request for a token", answer)
    : refusal(call, code, meaning, answer);
}

const meanings: ReadonlyMap<SssErrorCode, string> = new Map([
  ["unauthenticated", "Keystone does not accept the API key and secret"],
  ["forbidden", "Keystone gives this API key no token"],
  ["rate_limited", "Keystone was asked too often"],
  ["upstream_error", "Keystone had an error of its own"],
]);

function parseBody(body: string): TokenBody | undefined {
  try {
    return tokenBody.safeParse(JSON.parse(body)).data?.token;
  } catch {
    return undefined;
  }
}

const longestMarginMs = 5 * 60_000;

/** The token's life by Keystone's own clock, in milliseconds; undefined without both times. */
export function lifeMsOf({ issued_at: issuedAt, expires_at: expiresAt }: TokenBody): number | undefined {
  const lifeMs = Date.parse(expiresAt ?? "") - Date.parse(issuedAt ?? "");
  return Number.isNaN(lifeMs) ? undefined : lifeMs;
}

/** Its life less a margin. Where that is not known, it is used until SSS refuses it. */
function toUsableMs(body: TokenBody): number {
  const lifeMs = lifeMsOf(body);
  return lifeMs === undefined ? Infinity : lifeMs - Math.min(longestMarginMs, lifeMs / 10);
}
