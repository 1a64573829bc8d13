import { request } from "undici";
import { every } from "../../src/mcp/tools/toolbox.ts";
import { program } from "./program.ts";
import { startSandboxProcess } from "./sandbox-process.ts";
import { startStdioServer } from "./stdio-server.ts";

/** Reads one user, in one way each. */
export type Sides = Readonly<Record<"bare" | "ours" | "sdk" | "constant", () => Promise<unknown>>>;

/** How many tools both servers have. */
export const tools = every.length;

/**
 * The same row of a sandbox, read by: a bare GET; a call of our server; a call of an SDK server with as many tools, which
 * does that GET; and a call of that server that reads nothing. Each process ends with the test.
 */
export async function startSides(): Promise<Sides> {
  const { url, partner, environment, token } = await startSandboxProcess();
  const usersUrl = `${url}/api/v1.0/users`;
  const input = { user_id: partner.userId };
  const ours = await startStdioServer([program, "mcp"], environment);
  const sdk = await startStdioServer([userServer, String(tools), usersUrl, token]);
  return {
    async bare() {
      const headers = { "x-auth-token": token };
      const { body } = await request(`${usersUrl}/${partner.userId}`, { headers });
      return { structuredContent: await body.json() };
    },
    ours: () => ours.call("get_user", input),
    sdk: () => sdk.call("get_user", input),
    constant: () => sdk.call("get_constant", input),
  };
}

const userServer = "test/bench/programs/user-server.mjs";
