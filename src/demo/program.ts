import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** This program: the demo is bundled beside it. */
export const program = fileURLToPath(new URL("cli.js", import.meta.url));

/** What a program of the demo is told, and nothing else of the user's own settings. */
export function environmentIn(state: string): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", SSS_OPS_STATE_DIR: state };
}

/** Runs this program once more, over the same state, and gives what it printed. */
export async function runCommand(state: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
    env: environmentIn(state),
  });
  return stdout;
}
