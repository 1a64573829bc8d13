import type { Fields } from "../plain.ts";
import { authMethods, checkToken, missingScope, takesMissingScope } from "./auth.ts";
import { chatMethods } from "./chat.ts";
import { ApiError } from "./error.ts";
import type { Method, Site } from "./method.ts";
import { userMethods } from "./users.ts";
import { viewMethods } from "./views.ts";

const methods: Readonly<Record<string, Method>> = {
  ...authMethods,
  ...chatMethods,
  ...userMethods,
  ...viewMethods,
};

/** An answer of the Web API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Fields;
}

/** Makes a call; a refusal is an answer, too. */
export function call(site: Site, name: string, token: string | undefined, readBody: () => Fields): ApiAnswer {
  try {
    const run = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (run === undefined && !takesMissingScope(name))
      throw new ApiError("unknown_method", { req_method: name });
    checkToken(site, name, token);
    if (run === undefined) throw missingScope(name);
    const scopes = { "x-oauth-scopes": site.world.scopes.join(",") };
    return toAnswer({ ok: true, ...run(site, readBody()) }, scopes);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { retryAfter, ...details } = error.details;
    return error.code === "ratelimited"
      ? toRateLimit(Number(retryAfter))
      : toAnswer({ ok: false, error: error.code, ...details });
  }
}

/** The answer to somebody who calls too often; the wait is in seconds. */
export function toRateLimit(retryAfter: number): ApiAnswer {
  return {
    status: 429,
    headers: { "retry-after": String(retryAfter) },
    body: { ok: false, error: "ratelimited" },
  };
}

/** An answer with the status of success, which refusals have too. */
export function toAnswer(body: Fields, headers: ApiAnswer["headers"] = {}): ApiAnswer {
  return { status: 200, headers, body };
}
