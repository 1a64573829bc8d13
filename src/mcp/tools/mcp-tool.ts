import type { CallToolResult, InputRequiredResult, Tool } from "@modelcontextprotocol/server";
import type { Operation } from "../../../tools/operation.ts";
import type { Pages } from "../answers/pages.ts";
import type { Ticket } from "../../gate/ticket.ts";
import type { TicketContext } from "../wait.ts";

/** What a call is answered with: its result, or a question to the person in front of the client. */
export type ToolAnswer = CallToolResult | InputRequiredResult;

/** What a tool goes by, for people in both languages and for whoever searches. */
export type Described = Pick<Operation, "name" | "command" | "aliases" | "title" | "summary">;

/** Something that a model can call. */
export interface McpTool extends Described {
  /** As hosts are shown it. */
  readonly tool: Tool;
  /** The most that a call of it can do: the scope it takes, and the tool of a search profile that runs it. */
  readonly risk: Operation["risk"];
  /** The operation that it is; absent where it looks after requests that were made. */
  readonly operation?: Operation;
  /** Answers a call. Throws nothing that a model should not read. */
  readonly run: (input: unknown, call: ToolCall) => Promise<ToolAnswer>;
}

/** A call of a tool by somebody. */
export interface ToolCall extends TicketContext {
  /** What was read of long lists, for the pages after the first. */
  readonly pages: Pages;
  /** What the reply costs at most, in tokens. */
  readonly replyTokens: number;
  /** Puts an operation to the gate, or the answer to the question that an earlier round of the same call asked. */
  readonly put: (operation: Operation, input: unknown, how?: Putting) => Promise<ToolAnswer>;
  /** The ticket whose question an earlier round of this call asked. */
  readonly asked: () => Promise<Ticket | undefined>;
  /** Why this caller does not have an operation; undefined when they do, as far as the policy lets them. */
  readonly whyLeftOut: (name: string) => string | undefined;
}

/** How an operation is put. */
export interface Putting {
  /** Makes the result of what SSS answers. */
  readonly show?: (answer: Record<string, unknown>) => CallToolResult;
  /** The ticket that it undoes. */
  readonly undoes?: string;
}
