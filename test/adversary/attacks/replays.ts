import { typed } from "../../mcp/wire.ts";
import { type Answer, send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import type { Doomed } from "../calls.ts";

/** One true consent among others of the same call: before it, beside it and after it nothing runs. */
export const replays: Attack = {
  name: "replays and answers in parallel",
  run: async (arena) => {
    const calls = arena.spares;
    for (const [index, call] of calls.entries())
      await replay(arena, call, ways[index % ways.length] ?? asItIs);
    return calls.map(({ input }) => `tenants/${input["tenant_id"]}`);
  },
};

/** How a person may write the name so that it still is the name. */
type Way = (name: string) => string;

const asItIs: Way = (name) => name;
const ways: readonly Way[] = [
  asItIs,
  (name) => ` ${name} `,
  (name) => `${name}\u3000`,
  (name) => name.replace(/[!-~]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
];
const atOnce = 5;

async function replay({ url, ask, attempt, volley }: Arena, call: Doomed, way: Way): Promise<void> {
  const { operation, input } = call;
  const { name, state } = await ask(call);
  const answer = (text: string, requestState: string) => (): Promise<Answer> =>
    send(url, operation, input, { requestState, inputResponses: typed(text) });
  const about = `${operation} of ${name}`;
  await attempt(`${about}, answered before it is asked`, () =>
    send(url, operation, input, { inputResponses: typed(name) }),
  );
  const acts = Array.from({ length: atOnce }, () => answer(way(name), state));
  await volley(`${about}, ${atOnce} at once`, acts, [call]);
  await attempt(`${about}, once more`, answer(name, state));
  await attempt(`${about}, once more by another name`, answer("another", state));
  await attempt(`${about}, anew`, () => send(url, operation, input));
}
