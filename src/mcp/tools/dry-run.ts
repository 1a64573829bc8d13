import type { CallToolResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import type { Operation, Text } from "../../../tools/operation.ts";
import type { Rehearsal } from "../../gate/rehearse.ts";
import type { Request } from "../../gate/request.ts";
import { withoutEmpties } from "../answers/empties.ts";
import { notRun, toAnswer, toResult } from "../result.ts";
import type { ToolCall } from "./mcp-tool.ts";

const description = "Only tell what would happen";

/** The argument with which a write is only rehearsed. */
export const dryRun = z.boolean().default(false).describe(description);

/** It, as models are shown it. */
export const dryRunSchema = { type: "boolean", description } as const;

/** Arguments parted from the wish for a rehearsal. */
export type Parted = { readonly isDry: boolean; readonly rest: unknown } | { readonly fault: CallToolResult };

/** Parts the wish for a rehearsal from the arguments of a write. Anything but true and false is no wish, and runs nothing. */
export function partDryRun({ name }: Operation, input: unknown): Parted {
  if (typeof input !== "object" || input === null || !Object.hasOwn(input, "dry_run")) {
    return { isDry: false, rest: input };
  }
  const { dry_run: wish, ...rest } = input as Record<string, unknown>;
  if (typeof wish === "boolean") return { isDry: wish, rest };
  return { fault: notRun(name, "dry_run must be true or false.") };
}

/** Tells what would become of a call, and does nothing. */
export async function rehearse(
  operation: Operation,
  input: unknown,
  { gate, actor, signal }: ToolCall,
  { undoes }: Pick<Request, "undoes"> = {},
): Promise<CallToolResult> {
  const request = { operation, input, actor, signal };
  const told = await gate.rehearse(undoes === undefined ? request : { ...request, undoes });
  return told.kind === "rehearsed" ? toAnswer(toShown(told)) : toResult(told);
}

function toShown({ kind: _rehearsed, ...told }: Rehearsal): Record<string, unknown> {
  return withoutEmpties({ dry_run: true, ...(inEnglish(told) as Record<string, unknown>) });
}

/** Models read English; where a text is in both languages, that one. */
function inEnglish(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inEnglish);
  if (typeof value !== "object" || value === null) return value;
  if (isText(value)) return value.en;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inEnglish(inner)]));
}

function isText(value: object): value is Text {
  return Object.keys(value).sort().join() === "en,ja";
}
