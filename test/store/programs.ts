import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { inject, onTestFinished } from "vitest";
import { testKeys } from "./engines.ts";

/** A program of `programs/` that runs beside the test. */
export interface Program {
  readonly process: ChildProcess;
  /** What it says, line by line. */
  readonly lines: AsyncIterator<string>;
  readonly exited: Promise<unknown>;
}

/** Starts a program, which is killed at the latest when the test ends. */
export function startProgram(name: string, environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [pathOf(name)], {
    env: { ...process.env, KEYS: hexOf(testKeys), ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { process: child, lines, exited };
}

/** Runs a program to its end and gives the JSON it said; `through` are words that come before it, such as a shell. */
export async function runProgram(
  name: string,
  environment: Record<string, string>,
  { uid, through = [] }: { readonly uid?: number; readonly through?: readonly string[] } = {},
): Promise<unknown> {
  const [command, ...words] = [...through, process.execPath, pathOf(name)];
  const { stdout } = await promisify(execFile)(command, words, {
    env: { ...process.env, KEYS: hexOf(testKeys), ...environment },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  return JSON.parse(stdout);
}

function pathOf(name: string): string {
  return join(inject("programs"), `${name}.mjs`);
}

function hexOf(keys: object): string {
  const hex = Object.entries(keys).map(([name, key]: [string, Uint8Array]) => [
    name,
    Buffer.from(key).toString("hex"),
  ]);
  return JSON.stringify(Object.fromEntries(hex));
}
