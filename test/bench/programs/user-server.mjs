// What a server costs that has nothing but the SDK: as many tools as ours, and one of them reads a user with a bare GET.
import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { request } from "undici";
import * as z from "zod";

const [count, usersUrl, token] = process.argv.slice(2);
const inputSchema = z.strictObject({ user_id: z.string(), contract_id: z.string().optional() });
const constant = { user_id: "ecid1000000001", login_id: "ECID1000000001", email: "taro@example.com" };

serveStdio(() => {
  const server = new McpServer({ name: "users", version: "1.0.0" });
  server.registerTool("get_user", { description: "Show one user.", inputSchema }, async ({ user_id }) =>
    toResult(await read(user_id)),
  );
  server.registerTool("get_constant", { description: "Show the same.", inputSchema }, () =>
    toResult(constant),
  );
  for (let index = 2; index < Number(count); index += 1) {
    server.registerTool(`tool_${index}`, { description: "An empty tool.", inputSchema }, () => toResult({}));
  }
  return server;
});

async function read(userId) {
  const { body } = await request(`${usersUrl}/${userId}`, { headers: { "x-auth-token": token } });
  return body.json();
}

function toResult(answer) {
  return { content: [{ type: "text", text: JSON.stringify(answer) }], structuredContent: answer };
}
