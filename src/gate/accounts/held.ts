import type { Gate } from "../gate.ts";
import type { AuditRow } from "../../store/records.ts";
import type { Ticket } from "../ticket.ts";
import { type Branch, isOf } from "./branch.ts";

/** Rows on record that are read for each that is shown. */
const readForOne = 50;

/**
 * The gate as those have it who are held to one account: no call reaches another, and no ticket of another is there for
 * them. `isOnly` says whether there is no other: what is on record then names none.
 */
export function heldTo(branch: Branch, isOnly: boolean): Gate {
  const { name, gate } = branch;
  const isHere = (ticket: Ticket) => isOf(ticket, branch);
  const has = async (ticketId: string) => (await find(ticketId)) !== undefined;
  const find: Gate["find"] = async (ticketId, principal) => {
    const ticket = await gate.find(ticketId, principal);
    return ticket !== undefined && isHere(ticket) ? ticket : undefined;
  };
  const isToldHere = ({ details: { account } }: AuditRow) =>
    account === name || (account === undefined && isOnly);
  const held: Gate = {
    ...gate,
    accounts: [name],
    within: (other) => (other === name ? held : undefined),
    find,
    decide: async (id, ...answer) => ((await has(id)) ? gate.decide(id, ...answer) : undefined),
    undo: async (id, actor) => ((await has(id)) ? gate.undo(id, actor) : undefined),
    cancel: async (id, actor) => ((await has(id)) ? gate.cancel(id, actor) : undefined),
    // The store knows no accounts: what is left out must not count.
    list: async ({ limit, ...filter } = {}) => (await gate.list(filter)).filter(isHere).slice(0, limit),
    trail: async (actor, last) =>
      (await gate.trail(actor, last * readForOne)).filter(isToldHere).slice(0, last),
  };
  return held;
}
