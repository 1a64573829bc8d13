import type { CallToolResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import { toError } from "../result.ts";

/** The id of a ticket, as an argument. */
export const ticketId = z.string().min(1).max(64);

/** The error for an id that no ticket of the caller has, whether or not somebody else's has it. */
export function noTicket(id: string): CallToolResult {
  return toError(`failed (not_found): you have no ticket ${id}. list_tickets shows those you have.`);
}
