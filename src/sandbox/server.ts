import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { answer } from "./answer.ts";
import { controlPath } from "./control.ts";
import { toFaultReply } from "./fault-reply.ts";
import { createFaultList } from "./faults.ts";
import type { FaultList } from "./faults.ts";
import { createIds, createRandom } from "./ids.ts";
import { readIncoming } from "./incoming.ts";
import type { Reply } from "./reply.ts";
import { seedWorld } from "./seed.ts";
import type { Accounts } from "./seed.ts";
import { send } from "./send.ts";
import type { Site } from "./site.ts";
import { hourMs } from "./time.ts";
import type { World } from "./world.ts";

/** How a sandbox is set up. Everything has a default. */
export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** `large` has one contract of 10 000 users. Default `small`. */
  readonly size?: "small" | "large";
  /** The region it plays. Default `jp1`. */
  readonly region?: string;
  /** Milliseconds a token lives. Default one hour, as upstream. */
  readonly tokenLifeMs?: number;
  /** Milliseconds an asynchronous call runs. Default 2 000. */
  readonly transactionMs?: number;
  /** False: unscoped tokens carry no service catalog, as with the real service. Default true. */
  readonly unscopedCatalog?: boolean;
  /** The clock. Default the system's. */
  readonly now?: () => number;
  /** The random source of ids, keys and tokens. Default one that gives the same ids every time. */
  readonly random?: () => number;
}

/** One request the sandbox received. */
export interface ReceivedCall {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly path: string;
  /** Undefined while it is not answered, and when the answer was cut. */
  status: number | undefined;
  /** What went wrong inside the sandbox itself, which the caller is told as a plain 500. */
  failure?: unknown;
}

/** A running sandbox. */
export interface Sandbox {
  readonly url: string;
  /** The address of its Keystone, `…/v3`. */
  readonly keystoneUrl: string;
  readonly accounts: Accounts;
  readonly faults: FaultList;
  readonly world: World;
  /** The requests received, oldest first; of very many only the last ones. */
  readonly calls: readonly ReceivedCall[];
  close(): Promise<void>;
}

const mostCallsKept = 20_000;

/** Starts a fake of Keystone and SSS with a world in it. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const site = createSite(options);
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const call: ReceivedCall = { method: request.method ?? "", path: request.url ?? "", status: undefined };
    calls.push(call);
    calls.splice(0, calls.length - mostCallsKept);
    serve(site, call, request, response).catch((error: unknown) => {
      call.failure = error;
      response.destroy();
    });
  });
  const url = await listen(server, options);
  return {
    url,
    keystoneUrl: `${url}/v3`,
    accounts: site.accounts,
    faults: site.faults,
    world: site.world,
    calls,
    close: () => close(server),
  };
}

function createSite({
  size = "small",
  region = "jp1",
  tokenLifeMs = hourMs,
  transactionMs = 2000,
  unscopedCatalog = true,
  now = Date.now,
  random = createRandom(1),
}: SandboxOptions): Site {
  const { world, accounts } = seedWorld({ region, now, ids: createIds(random), transactionMs }, size);
  return { world, accounts, faults: createFaultList(), tokenLifeMs, unscopedCatalog };
}

/** One request from its first byte to the last of its answer, with the faults that strike it on the way. */
async function serve(
  site: Site,
  call: ReceivedCall,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const incoming = await readIncoming(request);
  const struck = incoming.path.startsWith(controlPath) ? [] : site.faults.strike(incoming.method, call.path);
  for (const fault of struck) {
    if (fault.kind === "latency") {
      await delay(fault.ms, undefined, { ref: false });
    }
  }
  const fault = struck.find(({ kind }) => kind !== "latency");
  if (fault?.kind === "hang") {
    return;
  }
  if (fault?.kind === "cut-before") {
    response.destroy();
    return;
  }
  const onFailure = (error: unknown) => {
    call.failure = error;
  };
  const reply = (fault && toFaultReply(fault)) ?? answer(site, incoming, onFailure);
  call.status = await send(response, withTransactionId(site, reply), fault);
}

/** The gateway marks every answer with an id of its own, unrelated to the transactions of SSS. */
function withTransactionId({ world }: Site, reply: Reply): Reply {
  return { ...reply, headers: { "ECL-Transaction-ID": world.ids.uuid(4), ...reply.headers } };
}

async function listen(server: Server, { port = 0, host = "127.0.0.1" }: SandboxOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  return `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
