import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { allScopes } from "../access/caller.ts";
import { createFactories } from "./factories.ts";
import type { McpOptions } from "./server.ts";
import { createStdioWire } from "./stdio-wire.ts";

/** What a server on standard input and output needs beside the rest. */
export interface StdioOptions extends McpOptions {
  /** Whoever started the process. */
  readonly principal: string;
  /** The account that the client is held to; absent: it chooses. */
  readonly held?: string | undefined;
  readonly onError: (error: Error) => void;
}

/**
 * Serves MCP on standard input and output; stdout carries JSON-RPC and nothing else. Once `stopping` is aborted no more
 * requests are taken.
 *
 * @returns a promise that is fulfilled when the client has closed its end, in whichever way, or, once it is stopping, when
 *   every request in flight is answered.
 */
export async function serveStdio(options: StdioOptions): Promise<void> {
  const caller = { principal: options.principal, scopes: allScopes, profiles: [options.profile] };
  const factory = createFactories({ ...options, callerOf: () => caller })(options.held);
  if (factory === undefined) throw new Error(`no account is called ${options.held}`);
  const { transport, drained } = createStdioWire();
  const handle = serve(() => factory(caller.profiles), {
    legacy: "serve",
    transport,
    onerror: options.onError,
  });
  await new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error"]) process.stdin.once(event, () => resolve());
    process.stdout.on("error", () => resolve());
    options.stopping?.addEventListener("abort", () => void drained().then(resolve), { once: true });
  });
  await handle.close();
}
