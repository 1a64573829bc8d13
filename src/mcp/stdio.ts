import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { allScopes } from "../access/caller.ts";
import { type McpOptions, createServerFactory } from "./server.ts";

/** What a server on standard input and output needs beside the rest. */
export interface StdioOptions extends McpOptions {
  /** Whoever started the process. */
  readonly principal: string;
  readonly onError: (error: Error) => void;
}

/**
 * Serves MCP on standard input and output; stdout carries JSON-RPC and nothing else.
 *
 * @returns a promise that is fulfilled when the client has closed its end, in whichever way.
 */
export async function serveStdio(options: StdioOptions): Promise<void> {
  const caller = { principal: options.principal, scopes: allScopes, profiles: [options.profile] };
  const factory = createServerFactory({ ...options, callerOf: () => caller });
  const handle = serve(() => factory(caller.profiles), { legacy: "serve", onerror: options.onError });
  await new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error"]) process.stdin.once(event, () => resolve());
    process.stdout.on("error", () => resolve());
  });
  await handle.close();
}
