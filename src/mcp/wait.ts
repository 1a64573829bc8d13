import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";
import type { Ticket } from "../gate/ticket.ts";

/** What is needed to look after a requester's tickets. */
export interface TicketContext {
  readonly gate: Gate;
  readonly actor: Actor;
  readonly signal: AbortSignal;
  /** Aborted when the process is told to stop: nobody is kept waiting then. */
  readonly stopping?: AbortSignal | undefined;
  /** Tells whoever waits that it goes on: so much of so much, seconds of a wait or steps of a workflow. */
  readonly onProgress: (progress: number, total: number, message?: string) => Promise<void>;
}

const pauseMs = 500;

/** A ticket of the requester once it is no longer open or running, or as it is when the time is over. */
export async function waitForEnd(
  id: string,
  seconds: number,
  { gate, actor, signal, stopping, onProgress }: TicketContext,
): Promise<Ticket | undefined> {
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    const ticket = await gate.find(id, actor.principal);
    const isSettled = ticket === undefined || !["open", "approved", "running"].includes(ticket.state);
    const isOver = waitedMs >= seconds * 1_000 || signal.aborted || stopping?.aborted === true;
    if (isSettled || isOver) return ticket;
    if (waitedMs % 5_000 === 0) await onProgress(waitedMs / 1_000, seconds);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
