import { oneLine } from "../gate/plain.ts";
import type { Ticket } from "../gate/ticket.ts";
import { type CallDesk as Desk, type Terminal, actorAt, consentOf, exitCodes, put, report } from "./call.ts";

/** Lists the newest tickets, one to a line. */
export async function listTickets({ gate, terminal }: Desk): Promise<number> {
  const isToldApart = gate.accounts.length > 1;
  for (const { id, state, operation, requester, createdAt, account = "-" } of await gate.list()) {
    const columns = [id, state, operation, requester.principal, new Date(createdAt).toISOString()];
    terminal.print([...columns, ...(isToldApart ? [account] : [])].join("\t"));
  }
  return exitCodes.done;
}

/** Shows one ticket whole, but for what it would do with secrets. */
export async function showTicket(id: string, { gate, terminal }: Desk): Promise<number> {
  const ticket = await gate.find(id);
  if (ticket === undefined) return notFound(id, terminal);
  terminal.print(JSON.stringify(withoutInput(ticket), null, 2));
  return exitCodes.done;
}

/** Puts a ticket's question to the person at the terminal and runs it if the answer is the consent it wants. */
export async function approveTicket(id: string, desk: Desk): Promise<number> {
  const { gate, terminal } = desk;
  const ticket = await gate.find(id);
  if (ticket === undefined) return notFound(id, terminal);
  if (!terminal.isInteractive) {
    terminal.remark("A ticket is approved by a person on a terminal, and this is none.");
    return exitCodes.denied;
  }
  const consent =
    ticket.state === "open" ? await consentOf(ticket.question, terminal) : { kind: "declined" as const };
  const told = await gate.decide(id, consent, actorAt(desk));
  return told === undefined ? notFound(id, terminal) : report(told, terminal);
}

/** Denies a ticket, with the reason that its requester is told. */
export async function denyTicket(id: string, reason: string | undefined, desk: Desk): Promise<number> {
  const told = await desk.gate.decide(id, { kind: "declined" }, actorAt(desk), reason);
  if (told === undefined) return notFound(id, desk.terminal);
  // That it was not confirmed is what a denial comes to; anything else was in its way.
  if (told.kind !== "denied" || told.code !== "not_confirmed") return report(told, desk.terminal);
  desk.terminal.remark(`Ticket ${id} is denied.`);
  return exitCodes.done;
}

/** Plans the call that undoes a ticket, tells what it does not bring back, and puts it as any other call. */
export async function undoTicket(id: string, desk: Desk): Promise<number> {
  const { gate, terminal } = desk;
  const actor = actorAt(desk);
  const plan = await gate.undo(id, actor);
  if (plan === undefined) return notFound(id, terminal);
  if (plan.kind !== "undoing") return report(plan, terminal);
  for (const { en } of plan.lost) terminal.remark(`Not undone: ${en}`);
  for (const { field, before, now } of plan.differences) {
    terminal.remark(`Changed since: ${field} was ${oneLine(before)}, is ${oneLine(now)}`);
  }
  return put({ ...plan, actor }, desk);
}

function notFound(id: string, terminal: Terminal): number {
  terminal.remark(`There is no ticket ${id}. sss-ops tickets list shows those there are.`);
  return exitCodes.failed;
}

/** The question already shows the arguments, secrets hidden. */
function withoutInput({ input: _input, ...shown }: Ticket): Omit<Ticket, "input"> {
  return shown;
}
