import { onceEach } from "../../tools/once-each.ts";
import type { Version } from "../../tools/operation.ts";
import { parseAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Token } from "./authenticate.ts";
import { SssError } from "./errors.ts";
import type { SssErrorCode } from "./errors.ts";
import type { HttpAnswer } from "./answer-reader.ts";
import type { Exchange } from "./exchange.ts";
import { abortion, failure } from "./failure.ts";
import type { Call } from "./failure.ts";
import { codeOfStatus, refusal } from "./refusal.ts";
import { toTarget } from "./request.ts";
import type { SssRequest } from "./request.ts";
import { withRetries } from "./retry.ts";
import type { RetryOptions } from "./retry.ts";
import { isTrusted, serviceUrlOf } from "./service-url.ts";
import type { TokenSource } from "./token.ts";

/** What a session is made of. */
export interface SessionOptions {
  readonly exchange: Exchange;
  readonly tokens: TokenSource<Token>;
  readonly retry: RetryOptions;
  readonly keystoneUrl: string;
  readonly sssUrl: string;
  readonly endpointFrom: "catalog" | "settings";
  readonly region: string | undefined;
}

/** A request with all that is needed to send it and to speak of its end. */
export interface Errand {
  readonly call: Call;
  readonly request: SssRequest;
  /** The path with its parameters by name. */
  readonly route: string;
  readonly version: Version;
  /** What a refusal with this code means, in plain words. */
  readonly meaning: (code: SssErrorCode) => string;
  readonly signal: AbortSignal;
  /** The call replaces the key pair, so it does not wait for that to end. */
  readonly inRotation?: boolean;
}

/** Sends requests with a token to the address the token or the settings name. */
export interface Session {
  send(errand: Errand): Promise<Answer>;
  tokenFor(errand: Pick<Errand, "call" | "signal" | "inRotation">): Promise<Token>;
  /** SSS's address up to the version. */
  addressOf(call: Call, token: Token, version: Version): string;
}

/** Opens a session over an exchange and a token source. */
export function createSession(options: SessionOptions): Session {
  const { exchange, tokens, retry, keystoneUrl, sssUrl, endpointFrom, region } = options;

  const basesOf = onceEach((_token: Token) => new Map<Version, Base>());

  async function tokenFor({ call, signal, inRotation = false }: Parameters<Session["tokenFor"]>[0]) {
    try {
      const token = await tokens.get(signal, { inRotation });
      // With the token the pair may have become another one.
      for (const secret of [token.value, ...tokens.secrets()]) call.secrets.add(secret);
      return token;
    } catch (error) {
      if (signal.aborted) throw abortion(call, signal, false);
      if (!(error instanceof SssError)) throw error;
      // The failure is shared by all who waited for the token; each says it in its own name.
      const { code, message, status, retryAfterMs } = error;
      throw failure(call, code, message, { status, retryAfterMs, cause: error });
    }
  }

  function addressOf(call: Call, token: Token, version: Version): string {
    if (endpointFrom === "settings") return sssUrl;
    const url = serviceUrlOf(token.body.catalog, version, region) ?? sssUrl;
    if (url === sssUrl || isTrusted(url, keystoneUrl)) return url;
    throw failure(call, "invalid_answer", `the catalog's address is not one to send a token to: ${url}`);
  }

  /** Where requests with a token go: that does not change while it lives. */
  function baseOf(call: Call, token: Token, version: Version): Base {
    const bases = basesOf(token);
    const base = bases.get(version) ?? toBase(addressOf(call, token, version));
    bases.set(version, base);
    return base;
  }

  function attempt(
    { call, request, route, version, meaning, signal }: Errand,
    token: Token,
  ): Promise<Answer> {
    const { origin, path } = baseOf(call, token, version);
    const { method, body } = request;
    const target = path + toTarget(request);
    const headers = { "x-auth-token": token.value };
    return withRetries(call, signal, retry, async (number) => {
      const sent = { origin, target, route, attempt: number, method, headers, body };
      const answer = await exchange.send(call, sent, signal);
      if (!isSuccess(answer)) {
        const code = codeOfStatus(answer.status);
        throw refusal(call, code, meaning(code), answer);
      }
      return parseAnswer(call, answer);
    });
  }

  async function send(errand: Errand): Promise<Answer> {
    const token = await tokenFor(errand);
    try {
      return await attempt(errand, token);
    } catch (error) {
      if (!(error instanceof SssError) || error.code !== "unauthenticated") throw error;
      // Deleting a tenant ends tokens early. A 401 refuses before anything is done, so a write too goes once more.
      tokens.drop(token);
      return attempt(errand, await tokenFor(errand));
    }
  }

  return { send, tokenFor, addressOf };
}

interface Base {
  readonly origin: string;
  readonly path: string;
}

function toBase(address: string): Base {
  const { origin, pathname } = new URL(address);
  return { origin, path: pathname.replace(/\/+$/, "") };
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status <= 299;
}
