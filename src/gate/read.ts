import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "./actor.ts";
import type { Gate } from "./gate.ts";
import type { Ending } from "./outcome.ts";

/** How a read ended that was put to the gate for somebody. Throws for a write, which has to wait for a consent. */
export async function read(
  gate: Pick<Gate, "ask">,
  operation: Operation,
  input: Record<string, unknown>,
  actor: Actor,
): Promise<Ending> {
  const outcome = await gate.ask({ operation, input, actor });
  if (outcome.kind !== "asking" && outcome.kind !== "pending") return outcome;
  throw new Error(`${operation.name} is no read: it waits for a consent`);
}
