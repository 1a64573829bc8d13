import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { userInfo } from "node:os";
import { createFaultLog } from "../telemetry/faults.ts";
import { escaped } from "../telemetry/hidden.ts";
import type { Logs } from "../telemetry/logs.ts";

const described = createRequire(import.meta.url)("#package") as {
  readonly version: string;
  readonly engines: { readonly node: string };
};

/** The version of the program, as its package has it. */
export const { version } = described;

/** The release of Node that the package asks for, such as `>=20.19`. */
export const nodeWanted = described.engines.node;

/** Standard output belongs to JSON-RPC and to answers. */
const write = (line: string) => void process.stderr.write(`${escaped(line)}\n`);
let voice: Pick<Logs, "say" | "fault"> = { say: write, fault: createFaultLog(write) };

// Whoever started the program may have closed its end, and reads no lines: that ends no server.
process.stderr.on("error", () => undefined);

/** Has the program's lines and faults go to logs from now on; before, they are plain text on standard error. */
export function speakThrough(logs: Logs): void {
  voice = logs;
}

/** Writes a line beside the program's answers. */
export function log(line: string): void {
  voice.say(line);
}

/** The same with how much it matters. */
export function logAs(line: string, level: "info" | "warn"): void {
  voice.say(line, level);
}

/** Writes why the program ends. */
export function logEnd(line: string): void {
  voice.say(line, "error");
}

/** Writes a fault of this program where whoever runs it looks. */
export function logFault(fault: unknown): void {
  voice.fault(fault);
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

/** Ends the program when whoever reads its answer has enough of it before its end, as `head` does. */
export function endWithReader(): void {
  process.stdout.on("error", () => process.exit());
}

/** When the process is asked to end, by a person or by what runs it. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}
