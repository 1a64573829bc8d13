import type { CallToolResult } from "@modelcontextprotocol/server";
import * as z from "zod";
import { type Risk, type Text, risks } from "../../../tools/operation.ts";
import { notRun, toAnswer, toError } from "../result.ts";
import { defineTool } from "./define-tool.ts";
import type { McpTool, ToolAnswer, ToolCall } from "./mcp-tool.ts";

/** The tool that runs what has a risk. */
export const runTools: Readonly<Record<Risk, string>> = {
  read: "run_read",
  change: "run_change",
  destroy: "run_destroy",
};

const texts: Readonly<Record<Risk, { readonly title: Text; readonly summary: Text }>> = {
  read: {
    title: { en: "Run a read", ja: "参照操作の実行" },
    summary: {
      en: "Run an operation that only reads, found by search_operations.",
      ja: "search_operations で見つけた参照操作を実行します。",
    },
  },
  change: {
    title: { en: "Run a change", ja: "変更操作の実行" },
    summary: {
      en: "Run an operation that changes the account; the person is asked to confirm it.",
      ja: "アカウントを変更する操作を実行します。実行前に本人の確認を求めます。",
    },
  },
  destroy: {
    title: { en: "Run a destructive operation", ja: "破壊的操作の実行" },
    summary: {
      en: "Run an operation that deletes, locks out or hands over power; a person has to type the target's name.",
      ja: "削除や権限の剥奪・移譲をする操作を実行します。対象の名前を人が入力する必要があります。",
    },
  },
};

const mostMatches = 10;

/** A text, since some model APIs refuse an object without known fields; what comes as an object all the same is taken. */
const argumentsText = z
  .preprocess(
    (value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : value),
    z.string().max(100_000).default("{}"),
  )
  .describe("Its arguments, a JSON object");

const searchTool = defineTool({
  name: "search_operations",
  command: "operations search",
  title: { en: "Search operations", ja: "操作の検索" },
  summary: {
    en: "Find the SSS operation for a job (users, tenants, contracts, roles, IAM, API keys, approvals, billing, tickets...), with its arguments and the tool that runs it. English or Japanese.",
    ja: "目的に合うSSSの操作を、引数と実行に使うツールとともに検索します。日本語でも英語でも検索できます。",
  },
  risk: "read",
  isOpenWorld: false,
  input: z.strictObject({
    query: z.string().min(1).max(500),
    limit: z.int().min(1).max(mostMatches).default(3),
  }),
  output: z.looseObject({ operations: z.array(z.looseObject({ operation: z.string() })) }),
  run: ({ query, limit }, { reach }) => {
    const ranked = reach.rank(query);
    const reachable = reach.tools();
    const here = ranked.filter((tool) => reachable.includes(tool)).slice(0, limit);
    const elsewhere = ranked.slice(0, limit).filter((tool) => !reachable.includes(tool));
    return Promise.resolve(
      toAnswer({
        operations: here.map(toMatch),
        ...(here.length === 0 ? { hint: nothingFound(reachable) } : {}),
        ...(elsewhere.length === 0 ? {} : { not_available_here: elsewhere.map(({ name }) => name) }),
      }),
    );
  },
});

const runners: readonly McpTool[] = risks.map(runTool);

/**
 * The tools by which few words reach all of these: one that searches, and one for each risk there is among them. They are
 * made once, with their schemas: what a caller has comes with the call.
 */
export function searchToolsFor(reachable: readonly McpTool[]): readonly McpTool[] {
  const present = runners.filter(({ risk }) => reachable.some((tool) => tool.risk === risk));
  return [searchTool, ...present];
}

function toMatch({ name, risk, tool }: McpTool): Record<string, unknown> {
  const { description, inputSchema } = tool;
  return { operation: name, run_with: runTools[risk], description, arguments: inputSchema };
}

function nothingFound(reachable: readonly McpTool[]): string {
  const resources = [...new Set(reachable.map(({ command }) => command.split(" ")[0]))];
  return `Nothing fits these words. There are operations on: ${resources.join(", ")}.`;
}

function runTool(risk: Risk): McpTool {
  return defineTool({
    name: runTools[risk],
    command: `operations ${runTools[risk].replace("_", "-")}`,
    ...texts[risk],
    risk,
    takesAccount: true,
    isOpenWorld: true,
    input: z.strictObject({
      operation: z.string().min(1).max(64).describe("Name, as search_operations gives it"),
      arguments: argumentsText,
    }),
    output: z.looseObject({}),
    run: ({ operation: name, arguments: text }, call) => {
      const tool = call.reach.find(name) ?? { instead: unknownName };
      if ("instead" in tool) return Promise.resolve(toError(`denied (operation_denied): ${tool.instead}`));
      return tool.risk === risk ? runWith(tool, text, call) : Promise.resolve(wrongTool(tool, risk));
    },
  });
}

async function runWith(tool: McpTool, text: string, call: ToolCall): Promise<ToolAnswer> {
  const input = parsed(text);
  return input === undefined
    ? notRun(tool.name, "arguments must be a JSON object, as text.")
    : tool.run(input, call);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unknownName = "There is no operation of that name. search_operations finds those there are.";

function wrongTool({ name, risk }: McpTool, called: Risk): CallToolResult {
  const why = `${runTools[called]} does not run it. Call ${runTools[risk]} with the same arguments.`;
  return notRun(name, why);
}
