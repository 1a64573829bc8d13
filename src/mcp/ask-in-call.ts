import { randomUUID } from "node:crypto";
import {
  type CallToolResult,
  type ElicitResult,
  type InputRequiredResult,
  type ServerContext,
  isInputRequiredResult,
} from "@modelcontextprotocol/server";
import type { Rounds } from "./rounds.ts";
import type { ToolAnswer } from "./tools/mcp-tool.ts";

/** As long as a requester's ticket lives by default. */
const patienceMs = 600_000;

/**
 * Answers a call of a client older than 2026-07-28, which is asked while its call waits. One that fails to ask brings no
 * answer back, and what it says of that is passed on to nobody; nor does one that is still asking when the process is
 * `stopping`.
 */
export async function askInCall(
  run: (context: ServerContext) => Promise<ToolAnswer>,
  context: ServerContext,
  verify: Rounds["verify"],
  stopping?: AbortSignal,
): Promise<CallToolResult> {
  let answer = await run(context);
  while (isInputRequiredResult(answer))
    answer = await run(await nextRound(answer, context, verify, stopping));
  return answer;
}

/** The same call once more, with what the client brought back. */
async function nextRound(
  { inputRequests = {}, requestState = "" }: InputRequiredResult,
  context: ServerContext,
  verify: Rounds["verify"],
  stopping: AbortSignal | undefined,
): Promise<ServerContext> {
  const round = await verify(requestState, context);
  const inputResponses: Record<string, ElicitResult> = {};
  for (const [key, { params }] of Object.entries(inputRequests)) {
    const response = await elicit({ ...params }, context, stopping);
    if (response !== undefined) inputResponses[key] = response;
  }
  const requestedState = <State>() => round as State;
  return { ...context, mcpReq: { ...context.mcpReq, inputResponses, requestState: requestedState } };
}

/** Undefined when the client does not do it; throws only when the call itself was given up. */
async function elicit(
  params: Record<string, unknown>,
  { mcpReq }: ServerContext,
  stopping: AbortSignal | undefined,
): Promise<ElicitResult | undefined> {
  // These clients know an address by an id, which the newer protocol has no more.
  const told = params["mode"] === "url" ? { ...params, elicitationId: randomUUID() } : params;
  try {
    return await mcpReq.send(
      { method: "elicitation/create", params: told },
      {
        timeout: patienceMs,
        signal: AbortSignal.any(stopping === undefined ? [mcpReq.signal] : [mcpReq.signal, stopping]),
      },
    );
  } catch (error) {
    if (mcpReq.signal.aborted) throw error;
    return undefined;
  }
}
