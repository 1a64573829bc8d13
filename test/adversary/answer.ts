import type { Outcome } from "../../src/gate/outcome.ts";
import type { ToolResult } from "../mcp/clients.ts";
import { type WireAnswer, callOnWire } from "../mcp/wire.ts";

/** What came of a call, as an attacker cares about it. */
export interface Answer {
  readonly verdict: "refused" | "asked" | "rehearsed" | "done";
  /** All that was said, for the report on an attempt that got through. */
  readonly said: string;
  /** What the client carries to the next round, and the name that the form wants. */
  readonly question?: { readonly state: string; readonly name: string; readonly message: string };
}

/** What a client brings along in the round that answers. */
type Retry = Parameters<typeof callOnWire>[3];

/** Calls a tool on the raw wire. */
export async function send(
  url: string,
  name: string,
  input: Record<string, unknown>,
  retry: Retry = {},
): Promise<Answer> {
  return toAnswer(await callOnWire(url, name, input, retry));
}

/** What came over the raw wire. */
export async function fromWire(response: Response): Promise<Answer> {
  return toAnswer({ status: response.status, body: (await response.json()) as WireAnswer["body"] });
}

/** The result of a tool, as any client shows it. */
export function fromTool(result: ToolResult): Answer {
  const said = JSON.stringify(result);
  if (result.isError === true) return { verdict: "refused", said };
  const shown = result.structuredContent as Record<string, unknown> | undefined;
  if (shown?.["dry_run"] === true) return { verdict: "rehearsed", said };
  return { verdict: shown?.["pending"] === true ? "asked" : "done", said };
}

/** What the gate itself says. */
export function fromGate(outcome: Outcome | undefined): Answer {
  const said = JSON.stringify(outcome ?? "no such ticket");
  return { verdict: outcome === undefined ? "refused" : verdicts[outcome.kind], said };
}

/** What may have taken effect counts as done. */
const verdicts: Readonly<Record<Outcome["kind"], Answer["verdict"]>> = {
  done: "done",
  unknown: "done",
  asking: "asked",
  pending: "asked",
  denied: "refused",
  failed: "refused",
};

function toAnswer({ status, body }: WireAnswer): Answer {
  const { result } = body;
  if (result === undefined) return { verdict: "refused", said: `${status} ${JSON.stringify(body)}` };
  if (result["resultType"] !== "input_required") return fromTool(result as ToolResult);
  const message = messageIn(result);
  const name = /To confirm, type: (.+)$/u.exec(message)?.[1] ?? "";
  return { verdict: "asked", said: message, question: { state: result.requestState ?? "", name, message } };
}

function messageIn(result: Record<string, unknown>): string {
  const { consent } = result["inputRequests"] as { consent: { params: { message: string } } };
  return consent.params.message;
}
