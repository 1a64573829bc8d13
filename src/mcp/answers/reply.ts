import type { CallToolResult } from "@modelcontextprotocol/server";
import type { ToolAnswer } from "../tools/mcp-tool.ts";
import { cleaned, cleanedText } from "./clean.ts";
import { cutTo } from "./cut.ts";
import { costsAtMost } from "./tokens.ts";

const mostMessageCharacters = 2_000;

/**
 * What a tool answers as it leaves the server: nothing in a result that cannot be seen, and at most so many tokens of data,
 * the same in the text and the structured content. A question to a person stays as it is.
 */
export function toReply(answer: ToolAnswer, tokens: number): ToolAnswer {
  return isResult(answer) ? toShown(answer, tokens) : answer;
}

function isResult(answer: ToolAnswer): answer is CallToolResult {
  return Array.isArray(answer["content"]);
}

function toShown(result: CallToolResult, tokens: number): CallToolResult {
  const { isError, structuredContent, content } = result;
  const messages = isError === true ? content.slice(0, 1).map(toMessage) : [];
  if (structuredContent === undefined) return isError === true ? { ...result, content: messages } : result;
  const { text, shown } = cutDown(cleaned(structuredContent as Record<string, unknown>), tokens);
  return { ...result, content: [...messages, { type: "text", text }], structuredContent: shown };
}

function cutDown(whole: Record<string, unknown>, tokens: number) {
  const text = JSON.stringify(whole);
  if (costsAtMost(text, tokens)) return { text, shown: whole };
  const shown = cutTo(whole, tokens);
  return { text: JSON.stringify(shown), shown };
}

function toMessage(block: CallToolResult["content"][number]): CallToolResult["content"][number] {
  return block.type === "text" ? { ...block, text: cleanedText(block.text, mostMessageCharacters) } : block;
}
