import type { AuditRow } from "../store/records.ts";
import type { Actor } from "./actor.ts";
import type { GateOptions } from "./options.ts";
import { isApprover } from "./policy/people.ts";

/** The last so many rows on record of what an actor did, of everybody's to an approver; the newest first. */
export async function trailOf(
  actor: Actor,
  last: number,
  { store, policy }: Pick<GateOptions, "store" | "policy">,
): Promise<readonly AuditRow[]> {
  const seesAll = isApprover(actor, policy);
  const whose = seesAll ? {} : { principal: actor.principal };
  const rows: AuditRow[] = [];
  for await (const row of (await store()).audit.read({ ...whose, last })) rows.push(row);
  return rows.toReversed();
}
