import type { CallToolResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import { operationOf } from "../../gate/operation-of.ts";
import type { Undoing } from "../../gate/undo/undo.ts";
import { withoutEmpties } from "../answers/empties.ts";
import { toAnswer, toError, toResult } from "../result.ts";
import { defineTool } from "./define-tool.ts";
import { dryRun, rehearse } from "./dry-run.ts";
import type { McpTool, ToolAnswer, ToolCall } from "./mcp-tool.ts";
import { noTicket, ticketId } from "./ticket-id.ts";

/** The tool that asks for the opposite of what a ticket did: a call like any other, with the consent that it takes. */
export const undoTool: McpTool = defineTool({
  name: "undo",
  command: "tickets undo",
  title: { en: "Undo", ja: "元に戻す" },
  summary: {
    en: "Undo (revert, roll back) what one of your finished tickets did, by the opposite operation; says what cannot be restored.",
    ja: "完了した自分のチケットの操作を、逆の操作で元に戻します。元に戻せないものはその旨を伝えます。",
  },
  // The opposite of what creates something deletes it.
  risk: "destroy",
  isOpenWorld: true,
  input: z.strictObject({ ticket_id: ticketId, dry_run: dryRun }),
  output: z.looseObject({}),
  run: async ({ ticket_id: id, dry_run: isDry }, call) => {
    const asked = await call.asked();
    // The answer to this call's own question: what it asked about stands in its ticket.
    if (asked?.undoes === id && !isDry)
      return put({ ...asked, operation: operationOf(asked), lost: [] }, id, call);
    const plan = await call.gate.undo(id, call.actor);
    if (plan === undefined) return noTicket(id);
    if (plan.kind !== "undoing") return toResult(plan);
    return isDry ? rehearsed(plan, call) : put(plan, id, call);
  },
});

async function put(
  { operation, input, lost }: Pick<Undoing, "operation" | "input" | "lost">,
  undoes: string,
  call: ToolCall,
): Promise<ToolAnswer> {
  const why = call.reach.whyNot(operation.name);
  if (why !== undefined) return toError(`denied (operation_denied): ${why}`);
  const show = (answer: Record<string, unknown>) =>
    toAnswer(
      withoutEmpties({ undid: undoes, by: operation.name, answer, not_restored: lost.map(({ en }) => en) }),
    );
  return call.put(operation, input, { show, undoes });
}

/** What the undo would be, and what would become of it. */
async function rehearsed(plan: Undoing, call: ToolCall): Promise<CallToolResult> {
  const { operation, input, undoes, lost, moved, differences } = plan;
  const told = await rehearse(operation, input, call, { undoes });
  if (told.isError === true) return told;
  return toAnswer(
    withoutEmpties({
      ...(told.structuredContent as Record<string, unknown>),
      not_restored: lost.map(({ en }) => en),
      ...(moved ? { changed_since: differences } : {}),
    }),
  );
}
