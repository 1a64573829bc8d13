import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { createFaultLog } from "../log.ts";

/** The version of the program, as its package has it. */
export const { version } = createRequire(import.meta.url)("#package") as { readonly version: string };

/** Writes a fault of this program where whoever runs it looks. */
export const logFault = createFaultLog(log);

/** Writes a line beside the program's answers: standard output belongs to JSON-RPC and to those. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * The user of this machine who started the process; whoever calls over loopback counts as the same person, so that nobody
 * is their own second one. Containers run users without a name.
 */
export function localPrincipal(): string {
  try {
    return `local:${userInfo().username}`;
  } catch {
    return `local:uid-${process.getuid?.() ?? "unknown"}`;
  }
}

/** A new id of 32 hex digits: what begins with a dash, a command line takes for an option. */
export function newId(): string {
  return randomBytes(16).toString("hex");
}

/** When the process is asked to end, by a person or by what runs it. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
