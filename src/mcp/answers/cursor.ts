import { createHash } from "node:crypto";

/** Where a page begins, in which reading of the list. */
export interface Place {
  readonly offset: number;
  /** Eight hex digits that name a reading. */
  readonly reading: string;
}

/** What a cursor counts for: nobody else, and no other call, can go on with it. */
export interface Call {
  readonly principal: string;
  readonly account?: string | undefined;
  readonly operation: string;
  readonly input: unknown;
  readonly query?: string | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** Why a text is no cursor of a call. */
export type CursorFault = "malformed" | "foreign";

const bindingBytes = 10;
const bytes = bindingBytes + 4 + 4;

/**
 * The place as an opaque text, bound to its call. It is not signed: all that one made by hand can do is to begin elsewhere
 * in a list that its maker may read anyway.
 */
export function toCursor({ offset, reading }: Place, call: Call): string {
  const place = Buffer.alloc(4);
  place.writeUInt32BE(offset);
  return Buffer.concat([bindingOf(call), Buffer.from(reading, "hex"), place]).toString("base64url");
}

/** The place that a cursor of this call names, or why it names none. */
export function placeOf(cursor: string, call: Call): Place | CursorFault {
  const raw = Buffer.from(cursor, "base64url");
  if (raw.length !== bytes || raw.toString("base64url") !== cursor) return "malformed";
  if (!raw.subarray(0, bindingBytes).equals(bindingOf(call))) return "foreign";
  const reading = raw.subarray(bindingBytes, bindingBytes + 4).toString("hex");
  return { offset: raw.readUInt32BE(bindingBytes + 4), reading };
}

function bindingOf(call: Call): Buffer {
  return createHash("sha256").update(keyOf(call)).digest().subarray(0, bindingBytes);
}

/** The call as one text, the same for any order of its arguments. */
export function keyOf({ principal, account, operation, input, query, fields }: Call): string {
  const given = typeof input === "object" && input !== null ? Object.entries(input) : [];
  const sorted = given.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([principal, account ?? null, operation, sorted, query ?? null, fields ?? null]);
}
