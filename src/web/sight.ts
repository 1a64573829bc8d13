import type { Actor } from "../gate/actor.ts";
import type { Gate } from "../gate/gate.ts";

/** Whether somebody sees what others asked for: approvers do, and whoever runs the server on this machine. */
export function seesAll({ principal }: Actor, gate: Gate): boolean {
  return principal.startsWith("local:") || gate.person(principal)?.mayApprove === true;
}
