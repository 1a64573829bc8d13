import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Gate } from "./gate.ts";
import type { Request } from "./request.ts";

/** What the gate is asked to do: put a call, look at what it would do, or answer or take back the ticket of one. */
export interface Asked {
  readonly act: "ask" | "rehearse" | "answer" | "decide" | "cancel";
  /** Known from the start where it is about a call; else it is the ticket's. */
  readonly operation?: Operation;
  readonly actor: Actor;
  readonly ticketId?: string;
}

/** What is seen of how that ended; undefined when there was no such ticket. */
export type Ended =
  | {
      readonly kind: string;
      readonly operation: string;
      readonly code?: string;
      readonly ticket?: { readonly id: string };
    }
  | undefined;

/** Runs around everything that the gate is asked to do, and gives or throws what `act` does. */
export type ObserveCall = <Result extends Ended>(asked: Asked, act: () => Promise<Result>) => Promise<Result>;

/** The same gate, whose calls and answers are observed. */
export function observedGate(gate: Gate, observe: ObserveCall): Gate {
  return {
    ...gate,
    within(account) {
      const held = gate.within(account);
      return held && observedGate(held, observe);
    },
    ask: (request) => observe(toAsked("ask", request), () => gate.ask(request)),
    rehearse: (request) => observe(toAsked("rehearse", request), () => gate.rehearse(request)),
    answer: (ticketId, consent, request) =>
      observe({ ...toAsked("answer", request), ticketId }, () => gate.answer(ticketId, consent, request)),
    decide: (ticketId, consent, actor, reason) =>
      observe({ act: "decide", actor, ticketId }, () => gate.decide(ticketId, consent, actor, reason)),
    cancel: (ticketId, actor) =>
      observe({ act: "cancel", actor, ticketId }, () => gate.cancel(ticketId, actor)),
  };
}

function toAsked(act: Asked["act"], { operation, actor }: Request): Asked {
  return { act, operation, actor };
}
