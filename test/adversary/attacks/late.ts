import { typed } from "../../mcp/wire.ts";
import { type Answer, send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import type { Doomed } from "../calls.ts";

let ahead = 0;

/** The right name, once the question is closed: declined, cancelled, or too old. */
export const late: Attack = {
  name: "answers to closed questions",
  now: () => Date.now() + ahead,
  run: async (arena) => {
    for (const call of arena.doomed) {
      await afterAnswer(arena, call);
      await afterCancel(arena, call);
    }
    await afterTime(arena);
    return [];
  },
};

async function afterAnswer({ url, ask, attempt }: Arena, call: Doomed): Promise<void> {
  const { state, name } = await ask(call);
  const decline = { requestState: state, inputResponses: { consent: { action: "decline" } } };
  await attempt(`${call.operation}: declined`, () => send(url, call.operation, call.input, decline));
  await attempt(`${call.operation}: after a decline`, consent(url, call, state, name));
}

async function afterCancel({ url, house, ask, attempt }: Arena, call: Doomed): Promise<void> {
  const { state, name } = await ask(call);
  const [ticket] = await house.gate.list({ states: ["open"], operation: call.operation });
  await send(url, "cancel_ticket", { ticket_id: ticket?.id });
  await attempt(`${call.operation}: after it was cancelled`, consent(url, call, state, name));
}

/** A day later, which is later than any question waits. */
async function afterTime({ url, doomed, ask, attempt }: Arena): Promise<void> {
  const asked: (readonly [Doomed, { readonly state: string; readonly name: string }])[] = [];
  for (const call of doomed) asked.push([call, await ask(call)]);
  ahead = 86_400_000;
  for (const [call, { state, name }] of asked) {
    await attempt(`${call.operation}: a day late`, consent(url, call, state, name));
  }
  ahead = 0;
}

function consent(
  url: string,
  { operation, input }: Doomed,
  state: string,
  name: string,
): () => Promise<Answer> {
  return () => send(url, operation, input, { requestState: state, inputResponses: typed(name) });
}
