import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Ending } from "../gate/outcome.ts";

/** The tool result of an ended call: the whole answer twice, as hosts read one form or the other, or an error that says what to do. */
export function toResult(ending: Ending): CallToolResult {
  if (ending.kind === "done") {
    return {
      content: [{ type: "text", text: JSON.stringify(ending.answer) }],
      structuredContent: ending.answer,
    };
  }
  const { kind, code, message, next } = ending;
  return { isError: true, content: [{ type: "text", text: `${kind} (${code}): ${message} ${next}` }] };
}
