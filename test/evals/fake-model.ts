import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { Model } from "./ask-model.ts";

/** What a made-up model does: the call it makes once it has been told so much; undefined for words alone. */
export type Mind = (told: {
  readonly prompt: string;
  /** What the tools that it has called answered. */
  readonly answers: readonly string[];
}) => { readonly name: string; readonly input: object } | undefined;

/** A made-up answer of the API instead of the model's. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Message {
  readonly role: string;
  readonly content: string | null | readonly { readonly type: string; readonly content?: string }[];
}

interface Body {
  readonly messages: readonly Message[];
  readonly tools: readonly object[];
}

/** A model API on a free port that speaks one dialect and ends with the test; refusals are given first, one to a request. */
export async function startModel(api: Model["api"], mind: Mind, refusals: Refusal[] = []) {
  const requests: {
    readonly path: string;
    readonly headers: IncomingMessage["headers"];
    readonly body: Body;
  }[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      requests.push({ path: request.url ?? "", headers: request.headers, body: body as Body });
      const refusal = refusals.shift();
      response.writeHead(refusal?.status ?? 200, { "content-type": "application/json", ...refusal?.headers });
      response.end(refusal === undefined ? reply(api, mind, body as Body) : refusal.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    model: { url: `http://127.0.0.1:${port}/v1/`, key: "sk-not-to-be-seen", model: "made-up", api },
  };
}

function reply(api: Model["api"], mind: Mind, { messages }: Body): string {
  const call = mind({ prompt: promptIn(messages), answers: answersIn(messages) });
  return JSON.stringify(api === "openai" ? openAiReply(call) : anthropicReply(call));
}

function promptIn(messages: readonly Message[]): string {
  const said = messages.find(({ role }) => role === "user")?.content;
  return typeof said === "string" ? said : "";
}

function answersIn(messages: readonly Message[]): readonly string[] {
  return messages.flatMap(({ role, content }) => {
    if (typeof content === "string") return role === "tool" ? [content] : [];
    return (content ?? []).flatMap((block) => (block.type === "tool_result" ? [block.content ?? ""] : []));
  });
}

function openAiReply(call: ReturnType<Mind>): object {
  const toolCalls = call && [
    { id: "call_1", type: "function", function: { name: call.name, arguments: JSON.stringify(call.input) } },
  ];
  return {
    choices: [{ message: { role: "assistant", content: "I see.", tool_calls: toolCalls } }],
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  };
}

function anthropicReply(call: ReturnType<Mind>): object {
  return {
    content: [
      { type: "text", text: "I see." },
      ...(call ? [{ type: "tool_use", id: "toolu_1", ...call }] : []),
    ],
    usage: { input_tokens: 100, output_tokens: 10 },
  };
}
