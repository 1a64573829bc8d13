import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Ending, Pending } from "../gate/outcome.ts";

/**
 * The tool result of a call: its whole answer; or, while it waits, the handle to ask after it with; or an error that says
 * what to do.
 */
export function toResult(outcome: Ending | Pending): CallToolResult {
  switch (outcome.kind) {
    case "done":
      return toAnswer(outcome.answer);
    case "pending": {
      const { ticket, message, link } = outcome;
      const expiresAt = new Date(ticket.expiresAt).toISOString();
      const where = link === undefined ? {} : { url: link };
      const { id, account } = ticket;
      const about = account === undefined ? {} : { account };
      return toAnswer({ pending: true, message, ...about, ticket_id: id, expires_at: expiresAt, ...where });
    }
    case "denied":
    case "failed":
    case "unknown": {
      const { kind, code, message, next, data } = outcome;
      return toError(`${kind} (${code}): ${message} ${next}`, data);
    }
  }
}

/** An answer. On its way out it is written down as text as well, as hosts read one form or the other. */
export function toAnswer(answer: Record<string, unknown>): CallToolResult {
  return { content: [], structuredContent: answer };
}

/** An error that the model is to read, and facts about it as data: in the text of the error stand no words of others. */
export function toError(text: string, data?: Readonly<Record<string, unknown>>): CallToolResult {
  const message = { type: "text", text } as const;
  if (data === undefined) return { isError: true, content: [message] };
  return { ...toAnswer({ ...data }), isError: true, content: [message] };
}

/** The error for a call whose arguments do not do: nothing was run. `why` is a sentence or two, with its full stop. */
export function notRun(tool: string, why: string): CallToolResult {
  return toError(`failed (invalid_request): ${tool} was not run: ${why}`);
}
