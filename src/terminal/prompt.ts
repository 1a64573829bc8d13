import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Terminal } from "./call.ts";

/** The terminal of this process. Questions go to standard error, so that standard output can be piped. */
export function processTerminal(): Terminal {
  return {
    isInteractive: process.stdin.isTTY && process.stderr.isTTY,
    ask,
    print: (text) => void process.stdout.write(`${text}\n`),
    remark: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** The line that is typed; empty when there is none, as after Ctrl-C or Ctrl-D. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.setPrompt(question);
  lines.prompt();
  const [line] = (await Promise.race([once(lines, "line"), once(lines, "close")])) as [string?];
  lines.close();
  return line ?? "";
}
