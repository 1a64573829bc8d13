import type { TicketRecord } from "./records.ts";
import { seal, unseal } from "./sealed.ts";
import { StoreError } from "./store-error.ts";
import type { TicketRow } from "./tables.ts";

/** A ticket as a row: all of it under seal, and beside it what is searched by. */
export function toTicketRow(sealKey: Uint8Array, ticket: TicketRecord): TicketRow {
  return { ...columnsOf(ticket), record: seal(sealKey, labelOf(ticket.id), ticket) };
}

/**
 * The ticket of a row. The seal is what counts: someone who can write the table can neither approve a ticket nor change
 * what it was approved for.
 *
 * @throws {@link StoreError} `corrupt` when the seal is broken or the row says anything else than the ticket under it.
 */
export function fromTicketRow(sealKey: Uint8Array, row: TicketRow): TicketRecord {
  // -- authenticated: nobody but this store can have sealed it.
  const ticket = unseal(sealKey, labelOf(row.id), row.record) as TicketRecord;
  const columns = columnsOf(ticket);
  const forged = Object.entries(columns).find(([name, value]) => row[name as keyof TicketRow] !== value);
  if (forged === undefined) return ticket;
  const message = `Ticket ${row.id} was changed from outside: its column ${forged[0]} is not what its seal says. Restore the store from a backup.`;
  throw new StoreError("corrupt", message);
}

function labelOf(id: string): string {
  return `ticket ${id}`;
}

function columnsOf(ticket: TicketRecord): Omit<TicketRow, "record"> {
  return {
    id: ticket.id,
    operation: ticket.operation,
    call_digest: ticket.callDigest,
    principal: ticket.requester.principal,
    state: ticket.state,
    holder: ticket.holder ?? null,
    created_at: ticket.createdAt,
    expires_at: ticket.expiresAt,
    ended_at: ticket.endedAt ?? null,
  };
}
