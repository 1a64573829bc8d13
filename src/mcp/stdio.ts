import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { type McpOptions, createServerFactory } from "./server.ts";

/**
 * Serves MCP on standard input and output; stdout carries JSON-RPC and nothing else.
 *
 * @returns a promise that is fulfilled when the client has closed its end, in whichever way.
 */
export async function serveStdio(
  options: McpOptions & { readonly onError: (error: Error) => void },
): Promise<void> {
  const handle = serve(createServerFactory(options), { legacy: "serve", onerror: options.onError });
  await new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error"]) process.stdin.once(event, () => resolve());
    process.stdout.on("error", () => resolve());
  });
  await handle.close();
}
