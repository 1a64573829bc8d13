import type { Actor } from "./actor.ts";
import { guard } from "./guards.ts";
import { operationOf } from "./operation-of.ts";
import { type Denied, denied } from "./outcome.ts";
import type { Policy } from "./policy.ts";
import { humanOf } from "./policy/people.ts";
import type { Ticket } from "./ticket.ts";

/**
 * What the guards refuse to whoever decides: a colleague's ticket is no way to approve one's own request on SSS. Without
 * the API key that the server runs on, only what is sure without it.
 */
export function forbiddenTo(
  actor: Actor,
  ticket: Ticket,
  policy: Policy,
  apiKey?: string,
): Denied | undefined {
  const operation = operationOf(ticket);
  const { before, impact, steps, input } = ticket;
  const requester = humanOf(actor, policy);
  const verdict = guard(operation, input, {
    before,
    impact,
    ...(steps === undefined ? {} : { steps }),
    own: { apiKey },
    requester,
  });
  return verdict.kind === "deny" ? denied(operation, "guarded", verdict.message) : undefined;
}
