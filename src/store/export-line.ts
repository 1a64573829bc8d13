import * as z from "zod";

const count = z.number().int().nonnegative();

/** A line of an export: first `store`, then keys of the chain's older parts, audit rows, tickets and notes as they are stored, last `end`. */
export const exportLine = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("store"),
    version: count,
    fingerprint: z.string(),
    head: z.strictObject({ seq: count, hash: z.string() }),
  }),
  z.strictObject({
    kind: z.literal("chain_key"),
    row: z.strictObject({ until_seq: count, chain_key: z.string() }),
  }),
  z.strictObject({
    kind: z.literal("audit"),
    row: z.strictObject({
      seq: count,
      event: z.enum(["asked", "decided", "called", "ended"]),
      at: z.number(),
      ticket_id: z.string().nullable(),
      operation: z.string(),
      principal: z.string(),
      actor: z.string(),
      details: z.string(),
      hash: z.string(),
    }),
  }),
  z.strictObject({
    kind: z.literal("ticket"),
    row: z.strictObject({
      id: z.string(),
      operation: z.string(),
      call_digest: z.string(),
      principal: z.string(),
      state: z.enum([
        "open",
        "approved",
        "denied",
        "cancelled",
        "expired",
        "running",
        "done",
        "failed",
        "unknown",
      ]),
      holder: z.string().nullable(),
      created_at: z.number(),
      expires_at: z.number(),
      ended_at: z.number().nullable(),
      record: z.string(),
    }),
  }),
  z.strictObject({
    kind: z.literal("note"),
    row: z.strictObject({
      kind: z.string(),
      key: z.string(),
      version: z.number(),
      created_at: z.number(),
      expires_at: z.number().nullable(),
      value: z.string(),
    }),
  }),
  // A store of version 1 had no notes, and its export does not count them.
  z.strictObject({ kind: z.literal("end"), audit: count, tickets: count, notes: count.default(0) }),
]);

export type ExportLine = z.output<typeof exportLine>;
