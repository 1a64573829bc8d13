import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** The built program, serving. */
export interface Serving {
  readonly process: ChildProcess;
  /** Its origin. */
  readonly url: string;
  /** How it ends: exit code and signal. */
  readonly exit: Promise<unknown>;
  /** What it has said on standard error. */
  readonly said: readonly string[];
}

/** Starts the built program's `serve` on a free port; it is killed at the latest when the test ends. */
export async function startServing(environment: Record<string, string>): Promise<Serving> {
  const server = spawn(process.execPath, ["dist/cli.js", "serve"], {
    env: { PATH: process.env["PATH"] ?? "", SSS_OPS_PORT: "0", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const exit = once(server, "exit");
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stderr }).on("line", (line) => {
      said.push(line);
      const [, found] = /MCP on (http:\S+)\/mcp/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void exit.then(() => reject(new Error(`The server did not start:\n${said.join("\n")}`)));
  });
  return { process: server, url, exit, said };
}
