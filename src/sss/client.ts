import { setTimeout as sleep } from "node:timers/promises";
import { noteOf } from "../../tools/fields.ts";
import { onceEach } from "../../tools/once-each.ts";
import type { Endpoint, Version } from "../../tools/operation.ts";
import type { Answer } from "./answer.ts";
import { authenticate, lifeMsOf } from "./authenticate.ts";
import type { SssErrorCode } from "./errors.ts";
import { createExchange } from "./exchange.ts";
import type { Timeouts } from "./exchange.ts";
import type { Call } from "./failure.ts";
import { findRow } from "./find.ts";
import { meaningOf } from "./meaning.ts";
import { routeOf, toRequest, toTarget } from "./request.ts";
import type { SssRequest } from "./request.ts";
import type { ObserveRequest } from "./observer.ts";
import type { RetryOptions } from "./retry.ts";
import { createKeyRotation } from "./rotation.ts";
import type { KeyRotation } from "./rotation.ts";
import { createSession } from "./session.ts";
import type { Session } from "./session.ts";
import { authenticateInSuccession } from "./succession.ts";
import { createTokenSource } from "./token.ts";
import type { Credentials } from "./token.ts";
import { createWork } from "./work.ts";

/** Where SSS is, who calls it, and how patiently. */
export interface ClientOptions {
  readonly credentials: Credentials;
  /** Scopes the token; without it, real tokens carry no service catalog. */
  readonly tenantId?: string;
  /** Keystone's address, `/v3` included. */
  readonly keystoneUrl: string;
  /** SSS's address up to the version: `https://sss-jp1-ecl.api.ntt.com/api`. */
  readonly sssUrl: string;
  /** `catalog`: where the token's catalog says, else `sssUrl`. `settings`: always `sssUrl`. Default `catalog`. */
  readonly endpointFrom?: "catalog" | "settings";
  /** Picks among several addresses in the catalog. */
  readonly region?: string;
  /** The API version of operations that have it. Default `v1.0`. */
  readonly version?: Version;
  /** Default 10 s to connect, 30 s each for head and body, 120 s in all. */
  readonly timeouts?: Partial<Timeouts>;
  /** Bytes of the largest answer that is read. Default 32 MiB. */
  readonly maxAnswerBytes?: number;
  /** Connections per origin. Default 64. */
  readonly connections?: number;
  /** Stores a reissued key pair for good, before it is used: there is no other copy. */
  readonly onRotation?: (pair: Credentials) => Promise<void>;
  /** The pair that was stored last; asked for when Keystone refuses the one in use, which another process may have reissued. */
  readonly storedPair?: () => Promise<Credentials | undefined>;
  readonly userAgent?: string;
  /** How often and how patiently calls are repeated. */
  readonly retry?: Partial<RetryOptions>;
  /** A clock that never jumps, in milliseconds. */
  readonly now?: () => number;
  /** Runs around every request. */
  readonly observe?: ObserveRequest | undefined;
}

/** Whose key pair the client runs on, as far as Keystone says, and where its calls go. */
export interface Account {
  /** The API key in use: `keystone_name` of the user the client acts as. */
  readonly apiKey: string;
  /** Keystone's id of the user, which is not SSS's `user_id`. */
  readonly keystoneUserId: string | undefined;
  /** The tenant the token is scoped to. */
  readonly tenantId: string | undefined;
  /** SSS's address up to the version. */
  readonly sssUrl: string;
  /** How long Keystone lets a token live, as far as it tells. */
  readonly tokenLifeMs: number | undefined;
}

/** What can end a call before its answer. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Calls SSS operations. */
export interface SssClient {
  /**
   * Calls an operation with input its schema has passed, and gives the answer, `{}` when there is none.
   *
   * @throws {@link SssError}
   */
  call(operation: Endpoint, input: Record<string, unknown>, options?: CallOptions): Promise<Answer>;
  /**
   * Whose key pair this is; asks Keystone for a token when there is none.
   *
   * @throws {@link SssError}
   */
  account(options?: CallOptions): Promise<Account>;
  /** Lets the calls under way end, then closes the connections. */
  close(): Promise<void>;
}

const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 30_000,
  totalMs: 120_000,
};

/** Makes a client of SSS. It connects on the first call. */
export function createClient(options: ClientOptions): SssClient {
  const { credentials, tenantId, keystoneUrl, sssUrl, endpointFrom = "catalog", region } = options;
  const {
    version = "v1.0",
    maxAnswerBytes = 32 * 2 ** 20,
    connections = 64,
    userAgent = "sss-ops",
  } = options;
  const { now = () => performance.now(), onRotation = async () => {} } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const { totalMs } = timeouts;
  const retry: RetryOptions = { random: Math.random, delay: pause, ...options.retry };

  const exchange = createExchange({
    timeouts,
    maxAnswerBytes,
    connections,
    userAgent,
    observe: options.observe,
  });
  const authentication = { keystoneUrl, tenantId, totalMs, retry, now };
  const succession = {
    authenticate: (pair: Credentials) => authenticate(exchange, pair, authentication),
    storedPair: options.storedPair,
    delay: retry.delay,
  };
  const tokens = createTokenSource(credentials, (pair) => authenticateInSuccession(pair, succession), now);
  const session = createSession({ exchange, tokens, retry, keystoneUrl, sssUrl, endpointFrom, region });
  const rotation = createKeyRotation({ tokens, onRotation, totalMs, delay: retry.delay });
  const work = createWork(totalMs, async () => {
    try {
      await rotation.close();
    } finally {
      await exchange.close();
    }
  });

  return {
    call: (operation, input, { signal } = {}) => {
      const call = toCall(operation, input, tokens.secrets());
      return work.run(call, signal, (whole) =>
        perform({ session, rotation, version }, { call, operation, input, signal: whole }),
      );
    },
    account: ({ signal } = {}) => {
      const call = { name: "account", write: false, secrets: new Set(tokens.secrets()) };
      return work.run(call, signal, async (whole) => {
        const token = await session.tokenFor({ call, signal: whole });
        const address = session.addressOf(call, token, version);
        const { user, project } = token.body;
        const { apiKey } = tokens.credentials();
        const tokenLifeMs = lifeMsOf(token.body);
        return { apiKey, keystoneUserId: user?.id, tenantId: project?.id, sssUrl: address, tokenLifeMs };
      });
    },
    close: () => work.close(),
  };
}

interface Means {
  readonly session: Session;
  readonly rotation: KeyRotation;
  /** The version of operations that have it. */
  readonly version: Version;
}

interface Performance {
  readonly call: Call;
  readonly operation: Endpoint;
  readonly input: Record<string, unknown>;
  readonly signal: AbortSignal;
}

async function perform(
  { session, rotation, version: preferred }: Means,
  { call, operation, input, signal }: Performance,
): Promise<Answer> {
  const version = operation.versions.includes(preferred) ? preferred : operation.versions[0];
  const request = toRequest(operation, input, version);
  const meaning = (code: SssErrorCode) => meaningOf(code, operation, input);
  const route = routeOf(operation, version);
  const errand = { call, request, route, version, meaning, signal };
  const answer =
    operation.rotation === undefined
      ? await session.send(errand)
      : await rotation.run(call, operation.rotation, signal, (own) =>
          session.send({ ...errand, signal: own, inRotation: true }),
        );
  const wanted = wantedOf(answer, { call, operation, input, request });
  return operation.output.safeParse(wanted).data ?? wanted;
}

/** The one row of an answer that is looked for, where it is one; else all of it. */
function wantedOf(
  answer: Answer,
  { call, operation, input, request }: Omit<Performance, "signal"> & { readonly request: SssRequest },
): Answer {
  const { find } = operation;
  if (find === undefined) return answer;
  const where = `${request.method} ${toTarget(request)}`;
  return findRow(call, find, String(input[find.by]), answer, where);
}

function toCall(operation: Endpoint, input: Record<string, unknown>, secrets: readonly string[]): Call {
  const given = secretFieldsOf(operation)
    .map((field) => input[field])
    .filter((value) => typeof value === "string");
  return {
    name: operation.name,
    write: operation.effect !== "read",
    secrets: new Set([...secrets, ...given]),
  };
}

const secretFieldsOf = onceEach(({ input }: Endpoint) =>
  Object.entries(input.shape)
    .filter(([, schema]) => noteOf(schema)?.secret === true)
    .map(([field]) => field),
);

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
