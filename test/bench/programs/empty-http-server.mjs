// The floor over HTTP: an SDK server with as many tools as ours and nothing behind them.
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { McpServer, createMcpHandler } from "@modelcontextprotocol/server";
import * as z from "zod";

const count = Number(process.argv[2]);

const { fetch } = createMcpHandler(() => {
  const server = new McpServer({ name: "empty", version: "1.0.0" });
  for (let index = 0; index < count; index += 1) {
    const inputSchema = z.strictObject({ user_id: z.string(), contract_id: z.string().optional() });
    server.registerTool(`tool_${index}`, { description: "An empty tool.", inputSchema }, () => ({
      content: [],
    }));
  }
  return server;
});

const answer = getRequestListener((request) => fetch(request));
const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => {
  process.stderr.write(`http://127.0.0.1:${server.address().port}/mcp\n`);
});
