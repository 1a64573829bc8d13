import { onTestFinished } from "vitest";
import type { Account } from "../../src/sandbox/seed.ts";
import { startSandbox } from "../../src/sandbox/server.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/server.ts";

/** What came back: JSON as it is, so that a test can reach into it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test compares what comes, whatever it is
  readonly body: any;
}

/** Short ways to speak to a sandbox. */
export interface Speaker {
  readonly sandbox: Sandbox;
  /** Asks Keystone for a token, and gives the answer. */
  authenticate(pair: Pair, scope?: unknown): Promise<Answer>;
  /** A fresh token. */
  token(pair: Pair, tenantId?: string): Promise<string>;
  /** Calls SSS with a fresh token: `GET /users` is of v1.0, `v2 GET /users` of v2. */
  call(pair: Pair, route: string, body?: unknown): Promise<Answer>;
  /** Calls SSS with this token. */
  callWith(token: string, route: string, body?: unknown): Promise<Answer>;
  /** Sends anything anywhere. */
  send(path: string, init?: RequestInit): Promise<Answer>;
}

/** A sandbox with a clock that stands still. */
export interface Sss extends Speaker {
  readonly clock: { advance(ms: number): void };
}

type Pair = Pick<Account, "apiKey" | "apiSecret">;

/** The moment at which a test's sandbox comes into being. */
export const birth = Date.UTC(2026, 3, 15, 6, 7, 8);

/** Starts a sandbox that ends with the test. */
export async function openSss(options: SandboxOptions = {}): Promise<Sss> {
  let now = birth;
  const sandbox = await startSandbox({ now: () => now, ...options });
  onTestFinished(() => sandbox.close());
  return { ...speakTo(sandbox), clock: { advance: (ms) => (now += ms) } };
}

/** Short ways to speak to a sandbox that runs. */
export function speakTo(sandbox: Sandbox): Speaker {
  const send: Sss["send"] = async (path, init) => {
    const response = await fetch(`${sandbox.url}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  };
  const authenticate: Sss["authenticate"] = (pair, scope) =>
    send(
      "/v3/auth/tokens",
      post({ auth: { identity: identityOf(pair), ...(scope !== undefined && { scope }) } }),
    );
  const token: Sss["token"] = async (pair, tenantId) => {
    const scope = tenantId === undefined ? undefined : { project: { id: tenantId } };
    return (await authenticate(pair, scope)).headers.get("x-subject-token") ?? "";
  };
  const callWith: Sss["callWith"] = (id, route, body) => {
    const [path = "", method = "", version = "v1.0"] = route.split(" ").reverse();
    const headers = { "X-Auth-Token": id, "Content-Type": "application/json" };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return send(`/api/${version}${path}`, init);
  };
  return {
    sandbox,
    authenticate,
    token,
    callWith,
    call: async (pair, route, body) => callWith(await token(pair), route, body),
    send,
  };
}

/** A POST of JSON. */
export function post(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

/** The password method, as the SDKs send it. */
export function identityOf({ apiKey, apiSecret }: Pair) {
  return {
    methods: ["password"],
    password: { user: { domain: { id: "default" }, name: apiKey, password: apiSecret } },
  };
}
