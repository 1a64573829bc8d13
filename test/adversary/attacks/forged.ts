import type { Arena, Attack } from "../arena.ts";
import { send } from "../answer.ts";
import { type Doomed, shareOf } from "../calls.ts";
import { liesAbout } from "../lies.ts";

/** In how many shares all the lies are told. */
const shares = 10;

/** Forms that come back with anything but the name. */
export const forged: Attack = {
  name: "forged answers",
  run: async (arena) => {
    for (const [index, call] of arena.doomed.entries()) await lieTo(arena, call, index);
    return [];
  },
};

async function lieTo({ url, ask, attempt }: Arena, call: Doomed, index: number): Promise<void> {
  const { name } = await ask(call);
  const lies = liesAbout(name, ["hoshino-batch", call.operation, ...Object.values(call.input)]);
  for (const { label, inputResponses } of shareOf(lies, index, shares)) {
    const { state } = await ask(call);
    const answer = { requestState: state, inputResponses };
    await attempt(`${call.operation}: ${label}`, () => send(url, call.operation, call.input, answer));
  }
}
