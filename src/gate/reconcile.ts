import { endpointNamed } from "../../tools/index.ts";
import type { Endpoint, Operation } from "../../tools/operation.ts";
import { SssError } from "../sss/errors.ts";
import { digestOf } from "../store/canonical.ts";
import type { Ending } from "./outcome.ts";
import { unknown } from "./outcome.ts";
import { readTarget } from "./preview.ts";
import type { Send } from "./send.ts";
import type { Ticket } from "./ticket.ts";

/**
 * Finds out by reading whether a write whose answer was lost took effect: `done`, or, where a read cannot tell, the
 * `unknown` it was. Never runs the write again.
 */
export async function reconcile(
  operation: Endpoint,
  { input, before }: Pick<Ticket, "input" | "before">,
  loss: Extract<Ending, { readonly kind: "unknown" }>,
  send: Send,
): Promise<Ending> {
  if (operation.target === undefined) return loss;
  try {
    const now = await readTarget(operation, input, send);
    if (digestOf(now) === digestOf(before)) {
      // Behind a slow upstream it may still be on its way, so that nobody is told that it did not happen.
      const message = `${loss.message} Reading the target shows no change so far.`;
      return { ...loss, message };
    }
    return hasTaken(operation, input, now) ? happened(operation) : loss;
  } catch (error) {
    if (!(error instanceof SssError)) throw error;
    if (error.code !== "not_found" || !isGoneAfterwards(operation)) return loss;
    return happened(operation);
  }
}

/** The ending of a write that a process began and did not live to see through. */
export function lossOfProcess(operation: Operation): Extract<Ending, { readonly kind: "unknown" }> {
  return unknown(
    operation,
    "connection_lost",
    `${operation.name}: the process that ran it ended before the answer came.`,
  );
}

/** The ending of a write that was done, as a read shows, though its answer was lost. */
export function happened({ name }: Operation): Ending {
  return {
    kind: "done",
    operation: name,
    answer: { note: "The answer was lost; reading the target shows that it was done." },
  };
}

/** Whether the write deletes the target itself, so that a target that is gone proves it. */
function isGoneAfterwards({ effect, route, target }: Endpoint): boolean {
  const reading = target === undefined ? undefined : endpointNamed(target.operation);
  return effect === "delete" && reading?.route.split(" ")[1] === route.split(" ")[1];
}

/** Whether an update's every field stands in the target as it was sent. */
function hasTaken(
  { effect, route }: Endpoint,
  input: Record<string, unknown>,
  now: Record<string, unknown>,
): boolean {
  const sent = Object.entries(input).filter(([field]) => !route.includes(`{${field}}`));
  return (
    effect === "update" &&
    sent.length > 0 &&
    sent.every(([field, value]) => field in now && digestOf(now[field]) === digestOf(value))
  );
}
