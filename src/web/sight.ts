import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";

/** Whether somebody sees what others asked for: approvers do, and whoever runs the server on this machine. */
export function seesAll(actor: Actor, gate: Gate): boolean {
  return actor.principal.startsWith("local:") || gate.isApprover(actor);
}
