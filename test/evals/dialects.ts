import * as z from "zod";

/** A tool as a model is offered it. */
export interface Offered {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
}

/** A tool that a model calls. */
export interface Use {
  readonly id: string;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a model says: the first tool it calls, if any, and what that cost in tokens. */
export interface Reply {
  readonly use?: Use;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** What stands for the reply in the messages that follow. */
  readonly message: object;
}

/** What is sent to a model. */
interface Talk {
  readonly model: string;
  readonly system: string;
  readonly messages: readonly object[];
  readonly tools: readonly Offered[];
}

/** How one kind of model API is spoken with. */
export interface Dialect {
  readonly path: string;
  readonly headers: (key: string) => Record<string, string>;
  readonly toBody: (talk: Talk) => object;
  /** Throws where the answer is not of this API. */
  readonly readReply: (body: unknown) => Reply;
  readonly resultOf: (use: Use, text: string) => object;
}

const count = z.number().default(0);
const input = z.record(z.string(), z.unknown());
const inputText = z
  .string()
  .transform((text) => parsed(text))
  .pipe(input.catch({}));

const openAiReply = z.looseObject({
  choices: z.tuple([
    z.looseObject({
      message: z.looseObject({
        tool_calls: z
          .array(
            z.looseObject({
              id: z.string(),
              function: z.looseObject({ name: z.string(), arguments: inputText }),
            }),
          )
          .nullish(),
      }),
    }),
  ]),
  usage: z.looseObject({ prompt_tokens: count, completion_tokens: count }).prefault({}),
});

const anthropicReply = z.looseObject({
  content: z.array(
    z.looseObject({
      type: z.string(),
      id: z.string().default(""),
      name: z.string().default(""),
      input: input.default({}),
    }),
  ),
  usage: z.looseObject({ input_tokens: count, output_tokens: count }).prefault({}),
});

/** The kinds of model APIs, by the name of who made them. */
export const dialects = { openai: openAi(), anthropic: anthropic() } as const satisfies Record<
  string,
  Dialect
>;

function openAi(): Dialect {
  return {
    path: "chat/completions",
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    toBody: ({ model, system, messages, tools }) => ({
      model,
      messages: [{ role: "system", content: system }, ...messages],
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        function: { name, description, parameters: inputSchema },
      })),
    }),
    readReply: (body) => {
      const { choices, usage } = openAiReply.parse(body);
      const call = choices[0].message.tool_calls?.[0];
      const use = call && { id: call.id, name: call.function.name, input: call.function.arguments };
      return {
        ...(use === undefined ? {} : { use }),
        tokensIn: usage.prompt_tokens,
        tokensOut: usage.completion_tokens,
        message: { role: "assistant", content: null, tool_calls: use === undefined ? [] : [toCall(use)] },
      };
    },
    resultOf: ({ id }, text) => ({ role: "tool", tool_call_id: id, content: text }),
  };
}

function toCall({ id, name, input: arguments_ }: Use): object {
  return { id, type: "function", function: { name, arguments: JSON.stringify(arguments_) } };
}

function anthropic(): Dialect {
  return {
    path: "messages",
    headers: (key) => ({ "x-api-key": key, "anthropic-version": "2023-06-01" }),
    toBody: ({ model, system, messages, tools }) => ({
      model,
      max_tokens: 1_024,
      system,
      messages,
      tools: tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        input_schema: inputSchema,
      })),
    }),
    readReply: (body) => {
      const { content, usage } = anthropicReply.parse(body);
      const use = content.find(({ type }) => type === "tool_use");
      return {
        ...(use === undefined ? {} : { use }),
        tokensIn: usage.input_tokens,
        tokensOut: usage.output_tokens,
        message: { role: "assistant", content: use === undefined ? [] : [use] },
      };
    },
    resultOf: ({ id }, text) => ({
      role: "user",
      content: [{ type: "tool_result", tool_use_id: id, content: text }],
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
