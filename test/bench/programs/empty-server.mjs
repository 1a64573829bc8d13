// The floor: an SDK server with as many tools as ours and nothing behind them.
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod";

const count = Number(process.argv[2]);

serveStdio(() => {
  const server = new McpServer({ name: "empty", version: "1.0.0" });
  for (let index = 0; index < count; index += 1) {
    const inputSchema = z.strictObject({ user_id: z.string(), contract_id: z.string().optional() });
    server.registerTool(`tool_${index}`, { description: "An empty tool.", inputSchema }, () => ({
      content: [],
    }));
  }
  return server;
});
