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
  /** Whether it goes to an account, which a call names where there are several. */
  readonly takesAccount?: true;
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
  readonly reach: Reach;
}

/** What a caller has, whether a host is shown it or it is found by searching. */
export interface Reach {
  readonly tools: () => readonly McpTool[];
  /** The one of a name, or what to tell them instead; undefined where there is none. One that the policy alone refuses is found. */
  readonly find: (name: string) => Found | undefined;
  /** Why they do not have the one of a name; undefined where they do, and where only the policy refuses it. */
  readonly whyNot: (name: string) => string | undefined;
  /** Everything there is, by how well it fits words, the best first. */
  readonly rank: (query: string) => readonly McpTool[];
}

/** What a name leads to: a tool that the caller has, or what to tell them instead. */
export type Found = McpTool | { readonly instead: string };

/** How an operation is put. */
export interface Putting {
  /** Makes the result of what SSS answers. */
  readonly show?: (answer: Record<string, unknown>) => CallToolResult;
  /** The ticket that it undoes. */
  readonly undoes?: string;
}
