import { readFile } from "node:fs/promises";
import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import { type Worded, commandOf, commandsLike, inputOf } from "../../tools/words.ts";
import type { Actor } from "../gate/actor.ts";
import type { Consent } from "../gate/consent.ts";
import { dataLines } from "../gate/data-lines.ts";
import type { Gate } from "../gate/gate.ts";
import type { Ending, Pending } from "../gate/outcome.ts";
import type { Request } from "../gate/request.ts";
import type { Question } from "../gate/ticket.ts";
import { wordsFor } from "./rehearsal.ts";

/** The person in front of the program, and where answers and remarks go. */
export interface Terminal {
  /** Whether there is a person to ask. */
  readonly isInteractive: boolean;
  /** Puts a question and gives the line that was typed. */
  ask(question: string): Promise<string>;
  /** Writes to standard output: the answer, as JSON. */
  print(text: string): void;
  /** Writes to standard error: everything else. */
  remark(text: string): void;
}

/** Exit codes of `sss-ops call`, by how the call ended. */
export const exitCodes = { done: 0, failed: 1, usage: 2, denied: 3, unknown: 4, pending: 5 } as const;

/** What a call from the terminal is made with. */
export interface CallDesk {
  readonly gate: Gate;
  readonly terminal: Terminal;
  readonly principal: string;
  /** The account that is meant, by its name, where there are several. */
  readonly meant?: string | undefined;
}

/**
 * Runs one operation given as words, asking on the terminal for what it needs, and gives the exit code. A dry run only
 * tells what would become of it.
 */
export async function call(
  words: readonly string[],
  desk: CallDesk,
  { isDry = false }: { readonly isDry?: boolean } = {},
): Promise<number> {
  const { terminal } = desk;
  const unknown = unknownAccount(desk);
  if (unknown !== undefined) {
    terminal.remark(unknown);
    return exitCodes.usage;
  }
  const command = commandOf(words);
  if (command === undefined) {
    terminal.remark(`There is no such command. There are:\n  ${commandsLike(words).join("\n  ")}`);
    return exitCodes.usage;
  }
  const { operation } = command;
  const worded = inputOf(operation, command.rest);
  const given = "fault" in worded ? worded : await withSecrets(operation, worded.input);
  if ("fault" in given) {
    terminal.remark(`${operation.command}: ${given.fault}.`);
    return exitCodes.usage;
  }
  const request = { operation, input: given.input, actor: actorAt(desk) };
  return isDry ? rehearse(request, desk) : put(request, desk);
}

/** Tells what would become of a call: in words, and as JSON on standard output. */
async function rehearse(request: Request, { gate, terminal }: CallDesk): Promise<number> {
  const told = await gate.rehearse(request);
  if (told.kind !== "rehearsed") return report(told, terminal);
  terminal.remark(wordsFor(told));
  terminal.print(JSON.stringify(told, null, 2));
  return told.would === "be refused" ? exitCodes.denied : exitCodes.done;
}

/** Puts a call to the gate, asks the person at the terminal where they are to be asked, and gives the exit code. */
export async function put(request: Request, { gate, terminal }: CallDesk): Promise<number> {
  const asked = await gate.ask(request);
  const told =
    asked.kind === "asking"
      ? await gate.answer(asked.ticket.id, await consentOf(asked.ticket.question, terminal), {
          ...request,
          onProgress: (done, total, message) => terminal.remark(`${done}/${total} ${message}`),
        })
      : asked;
  return report(told, terminal);
}

/** Whoever runs the program, as the gate knows them. */
export function actorAt({ principal, terminal, meant }: CallDesk): Actor {
  return {
    principal,
    face: "terminal",
    asking: terminal.isInteractive ? "terminal" : "none",
    ...(meant === undefined ? {} : { account: meant }),
  };
}

/** What to tell whoever named an account that is not there; undefined for any other. */
export function unknownAccount({
  meant,
  gate: { accounts },
}: Pick<CallDesk, "meant" | "gate">): string | undefined {
  return meant === undefined || accounts.includes(meant)
    ? undefined
    : `--account: there is none called ${JSON.stringify(meant)}. Expected one of: ${accounts.join(", ")}.`;
}

/** Reads secret fields from the files they name (`password=@FILE`): a command line is visible to everybody on the machine. */
async function withSecrets(operation: Operation, input: Record<string, unknown>): Promise<Worded> {
  const read: Record<string, unknown> = { ...input };
  for (const [field, value] of Object.entries(input)) {
    if (!isSecretField(operation, field)) continue;
    const path = typeof value === "string" && value.startsWith("@") ? value.slice(1) : undefined;
    const text = path === undefined ? undefined : await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined)
      return { fault: `${field} is a secret: write it to a file and give ${field}=@FILE` };
    read[field] = text.trimEnd();
  }
  return { input: read };
}

/** Puts a question to the person and takes the answer. */
export async function consentOf({ message, wanted }: Question, terminal: Terminal): Promise<Consent> {
  terminal.remark(message);
  const line = await terminal.ask(wanted === "name" ? "Name: " : "Run it? [y/N] ");
  if (wanted === "name") return line === "" ? { kind: "declined" } : { kind: "given", name: line };
  return /^y(es)?$/i.test(line.trim()) ? { kind: "given", yes: true } : { kind: "declined" };
}

/** Tells how a call stands, and gives the exit code. */
export function report(told: Ending | Pending, terminal: Terminal): number {
  if (told.kind === "done") terminal.print(JSON.stringify(told.answer, null, 2));
  else if (told.kind === "pending") terminal.remark(`pending: ${told.message}`);
  else {
    terminal.remark(`${told.kind} (${told.code}): ${told.message} ${told.next}`);
    for (const line of dataLines(told.data, "en")) terminal.remark(line);
  }
  return exitCodes[told.kind];
}
