import type { Client } from "@modelcontextprotocol/client";
import { type Model, beginChat } from "./ask-model.ts";
import type { Offered, Reply, Use } from "./dialects.ts";
import type { Prompt } from "./prompts.ts";

/** How a model did. */
export interface Report {
  readonly model: string;
  readonly tools: number;
  readonly prompts: number;
  /** Of all prompts, in percent, those whose operation was the first that the model called. */
  readonly top1: Readonly<Record<"all" | Prompt["language"], number>>;
  readonly tokens: { readonly in: number; readonly out: number };
  /** Prompts that the API gave no answer to; they count as missed. */
  readonly failed: number;
  readonly misses: readonly Miss[];
}

interface Miss {
  readonly prompt: string;
  readonly expect: readonly string[];
  readonly chosen?: string;
  readonly fault?: string;
}

interface Outcome {
  readonly prompt: Prompt;
  readonly chosen?: string;
  readonly fault?: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** The one tool that is called for the model; it only reads what operations there are. */
const searchTool = "search_operations";
const mostSearches = 4;

/**
 * Gives each prompt to a model, with the tools that an MCP server offers, and notes the operation it calls first. Nothing is
 * called but the search for operations: the call that is noted is not made.
 */
export async function evaluate(
  model: Model,
  client: Client,
  prompts: readonly Prompt[],
  atOnce = 4,
): Promise<Report> {
  const tools = (await client.listTools()).tools.map(({ name, description = "", inputSchema }): Offered => ({
    name,
    description,
    inputSchema,
  }));
  const outcomes = await inTurns(prompts, atOnce, (prompt) => ask(model, client, tools, prompt));
  return reportOf(model, tools.length, outcomes);
}

async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const work = async () => {
    for (const [at, item] of left) results[at] = await run(item);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

async function ask(
  model: Model,
  client: Client,
  tools: readonly Offered[],
  prompt: Prompt,
): Promise<Outcome> {
  const chat = beginChat(model, systemOf(client), tools);
  const replies: Reply[] = [];
  try {
    replies.push(await chat.say(prompt.prompt));
    for (let search = 0; search < mostSearches; search += 1) {
      const use = replies.at(-1)?.use;
      if (use?.name !== searchTool) break;
      replies.push(await chat.answer(await found(client, use)));
    }
    return { prompt, ...tokensOf(replies), ...chosenBy(replies.at(-1)?.use) };
  } catch (error) {
    return { prompt, ...tokensOf(replies), fault: error instanceof Error ? error.message : String(error) };
  }
}

function systemOf(client: Client): string {
  return `${client.getInstructions() ?? ""}\n\nCall the tool that does what the person asks for. Where an id is missing, use the name or words that the person used.`;
}

async function found(client: Client, { name, input }: Use): Promise<string> {
  const { content } = await client.callTool({ name, arguments: { ...input } });
  return content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
}

/** The operation that a call is of, whether a tool of its own or the argument of one that runs it. */
function chosenBy(use: Use | undefined): { readonly chosen?: string } {
  if (use === undefined) return {};
  const { operation } = use.input;
  return { chosen: use.name.startsWith("run_") && typeof operation === "string" ? operation : use.name };
}

function tokensOf(replies: readonly Reply[]) {
  return {
    tokensIn: sum(replies.map(({ tokensIn }) => tokensIn)),
    tokensOut: sum(replies.map(({ tokensOut }) => tokensOut)),
  };
}

function reportOf({ model }: Model, tools: number, outcomes: readonly Outcome[]): Report {
  const top1 = (of: readonly Outcome[]) => percent(of.filter(isRight).length, of.length);
  const inLanguage = (language: Prompt["language"]) =>
    outcomes.filter(({ prompt }) => prompt.language === language);
  return {
    model,
    tools,
    prompts: outcomes.length,
    top1: { all: top1(outcomes), en: top1(inLanguage("en")), ja: top1(inLanguage("ja")) },
    tokens: {
      in: sum(outcomes.map(({ tokensIn }) => tokensIn)),
      out: sum(outcomes.map(({ tokensOut }) => tokensOut)),
    },
    failed: outcomes.filter(({ fault }) => fault !== undefined).length,
    misses: outcomes.filter((outcome) => !isRight(outcome)).map(toMiss),
  };
}

function isRight({ prompt, chosen }: Outcome): boolean {
  return chosen !== undefined && prompt.expect.includes(chosen);
}

function toMiss({ prompt: { prompt, expect }, chosen, fault }: Outcome): Miss {
  return {
    prompt,
    expect,
    ...(chosen === undefined ? {} : { chosen }),
    ...(fault === undefined ? {} : { fault }),
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Number(((100 * part) / whole).toFixed(1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
