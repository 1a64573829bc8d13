import type { AuditEvent, NewTicket, Party, TicketRecord } from "../../src/store/records.ts";

/** The moment at which tests begin, in milliseconds since the epoch. */
export const noon = Date.UTC(2026, 0, 5, 12);

export const minuteMs = 60_000;

export const taro: Party = { principal: "local:taro", face: "mcp", client: { name: "test", version: "1" } };

export const hanako: Party = { principal: "local:hanako", face: "terminal" };

/** A ticket to delete a tenant, open for ten minutes from noon. */
export function newTicket(id: string, fields: Partial<NewTicket> = {}): NewTicket {
  return {
    id,
    operation: "delete_tenant",
    callDigest: `digest of ${id}`,
    input: { tenant_id: id },
    before: { tenant_name: "billing", tags: ["a", "ü", "日本"] },
    beforeDigest: "digest of before",
    impact: [{ operation: "list_users", answer: { users: [] } }],
    question: { message: "Delete?", wanted: "name", name: "billing" },
    consent: "self",
    requester: taro,
    policyVersion: "1",
    rule: "destroys are confirmed",
    createdAt: noon,
    expiresAt: noon + 10 * minuteMs,
    ...fields,
  };
}

/** An audit event of the same call. */
export function newEvent(fields: Partial<AuditEvent> = {}): AuditEvent {
  return { event: "asked", at: noon, operation: "delete_tenant", actor: taro, details: {}, ...fields };
}

/** The event that a ticket expired. */
export function toExpiry({ id, operation, requester }: TicketRecord): AuditEvent {
  return { event: "ended", at: noon, ticketId: id, operation, actor: requester, details: { as: "expired" } };
}
