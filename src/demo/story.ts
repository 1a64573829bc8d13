import type { CallToolResult, Client } from "@modelcontextprotocol/client";

/** Long enough for a busy machine, and short enough that the whole demo ends by itself. */
export const answerWithinMs = 10_000;

/** What is told of a demo, line by line, and whether it went as it should. */
export interface Story {
  /** A line of somebody, such as `assistant` or `hanako`; of several lines the rest is set below it. */
  say(who: string, text: string): void;
  expect(what: string, holds: boolean): void;
  /** Calls a tool as the assistant, and tells the call and its result. */
  call(client: Client, tool: string, input: Record<string, unknown>): Promise<CallToolResult>;
  /** Tells the end, and gives the exit code: 0 when every step went as it should. */
  end(): number;
}

/** A story that is written as it happens. */
export function createStory(write: (line: string) => void): Story {
  const failures: string[] = [];
  const say = (who: string, text: string) => write(indent(who.padEnd(10), text));
  return {
    say,
    expect(what, holds) {
      write(`${holds ? "  ok      " : "  FAILED  "} ${what}`);
      if (!holds) failures.push(what);
    },
    async call(client, tool, input) {
      write("");
      say("assistant", `${tool} ${JSON.stringify(input)}`);
      const result = await client.callTool({ name: tool, arguments: input }, { timeout: answerWithinMs });
      say("server", shorten(textOf(result)));
      return result;
    },
    end() {
      write(
        failures.length === 0
          ? "\nEverything went as it should."
          : `\n${failures.length} step(s) went wrong.`,
      );
      return failures.length === 0 ? 0 : 1;
    },
  };
}

/** The text of a result. */
export function textOf({ content }: CallToolResult): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

/** The rows of a list in a result. */
export function listIn(result: CallToolResult, field: string): readonly Record<string, unknown>[] {
  const list = answerOf(result)[field];
  return Array.isArray(list) ? (list as readonly Record<string, unknown>[]) : [];
}

/** The answer in a result, as data. */
export function answerOf({ structuredContent }: CallToolResult): Record<string, unknown> {
  return { ...(structuredContent as object | undefined) };
}

/** A text that fits a line or two. */
export function shorten(text: string, most = 220): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function indent(label: string, text: string): string {
  return `${label} ${text.replaceAll("\n", `\n${" ".repeat(label.length + 1)}`)}`;
}
