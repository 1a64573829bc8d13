import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** An MCP server on standard input and output, with a client that has said hello to it. */
export interface StdioServer {
  readonly pid: number;
  /** The result of a request. Throws what the server answers in its place. */
  request(method: string, params?: object): Promise<Record<string, unknown>>;
  /** The result of a call of a tool. Throws where that is an error. */
  call(name: string, input: object): Promise<Record<string, unknown>>;
  /** Ends the server. */
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

const hello = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "bench", version: "1.0.0" },
};

/** Starts a server under Node, with further variables, and initializes it. It ends with the test at the latest. */
export async function startStdioServer(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<StdioServer> {
  const env = { ...process.env, ...environment };
  const server = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)));
  const waiting = new Map<number, (message: Message) => void>();
  server.once("exit", () => {
    const error = { message: `the server ended: ${said}` };
    for (const answer of waiting.values()) answer({ error });
  });
  createInterface({ input: server.stdout }).on("line", (line) => {
    const message = JSON.parse(line) as Message;
    waiting.get(message.id ?? -1)?.(message);
  });
  let sent = 0;
  const write = (message: object) =>
    server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const request: StdioServer["request"] = async (method, params = {}) => {
    const id = (sent += 1);
    const answered = new Promise<Message>((resolve) => waiting.set(id, resolve));
    write({ id, method, params });
    const { result, error } = await answered;
    waiting.delete(id);
    if (result === undefined) throw new Error(`${method}: ${error?.message ?? "no result"}`);
    return result;
  };
  await request("initialize", hello);
  write({ method: "notifications/initialized" });
  return {
    pid: server.pid ?? 0,
    request,
    async call(name, input) {
      const result = await request("tools/call", { name, arguments: input });
      if (result["isError"] === true) throw new Error(`${name}: ${JSON.stringify(result["content"])}`);
      return result;
    },
    async close() {
      const ended = once(server, "exit");
      server.stdin.end();
      await ended;
    },
  };
}
