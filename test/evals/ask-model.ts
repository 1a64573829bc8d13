import { setTimeout as wait } from "node:timers/promises";
import { type Dialect, type Offered, type Reply, dialects } from "./dialects.ts";

/** A model behind a URL. */
export interface Model {
  /** The base of its API, up to the version: `https://api.openai.com/v1`. */
  readonly url: string;
  readonly key: string;
  readonly model: string;
  readonly api: keyof typeof dialects;
}

/** One talk with a model about one prompt. */
export interface Chat {
  readonly say: (prompt: string) => Promise<Reply>;
  /** Tells it what the tool answered that it called last. */
  readonly answer: (text: string) => Promise<Reply>;
}

const mostTries = 5;
const longestWaitMs = 60_000;

/** Begins a talk. What it says rejects with what the API said, in which the key never stands, when five tries are in vain. */
export function beginChat(model: Model, system: string, tools: readonly Offered[]): Chat {
  const dialect: Dialect = dialects[model.api];
  const messages: object[] = [];
  let last: Reply | undefined;
  const send = async (message: object) => {
    messages.push(message);
    const body = await post(model, dialect.toBody({ model: model.model, system, messages, tools }));
    last = dialect.readReply(body);
    messages.push(last.message);
    return last;
  };
  return {
    say: (prompt) => send({ role: "user", content: prompt }),
    answer: (text) => {
      if (last?.use === undefined) return Promise.reject(new Error("the model has called no tool"));
      return send(dialect.resultOf(last.use, text));
    },
  };
}

async function post(model: Model, body: object): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await postOnce(model, body);
    if ("body" in answer) return answer.body;
    if (!answer.mayRetry || attempt === mostTries) throw new Error(answer.fault.replaceAll(model.key, "***"));
    await wait(answer.waitMs ?? 500 * 2 ** attempt);
  }
}

type Answer =
  | { readonly body: unknown }
  | { readonly fault: string; readonly mayRetry: boolean; readonly waitMs?: number };

async function postOnce({ url, key, api }: Model, body: object): Promise<Answer> {
  const { path, headers } = dialects[api];
  try {
    const response = await fetch(`${url.replace(/\/+$/, "")}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers(key) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    return response.ok ? { body: await response.json() } : await faultOf(response);
  } catch (error) {
    return { fault: `the model API cannot be reached: ${String(error)}`, mayRetry: true };
  }
}

async function faultOf(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return {
    fault: `the model API answers ${status}: ${(await response.text()).slice(0, 300)}`,
    mayRetry: status === 429 || status >= 500,
    ...(Number.isFinite(seconds) ? { waitMs: Math.min(seconds * 1_000, longestWaitMs) } : {}),
  };
}
