import { typed } from "../../mcp/wire.ts";
import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import { type Doomed, shareOf } from "../calls.ts";

/** Rehearsals that are taken for the thing, and the other way round. */
export const dryRuns: Attack = {
  name: "confusions about dry runs",
  run: async (arena) => {
    for (const [index, call] of arena.doomed.entries()) {
      await rehearse(arena, call, arena.doomed[(index + 1) % arena.doomed.length] ?? call, index);
    }
    return [];
  },
};

/** What is neither true nor false. */
const neither = ["false", "true", "", 0, 1, "null", [], [false], {}, { dry_run: false }] as const;

async function rehearse(
  { url, ask, attempt }: Arena,
  call: Doomed,
  other: Doomed,
  index: number,
): Promise<void> {
  const { operation, input } = call;
  const { state, name } = await ask(call);
  const answer = { requestState: state, inputResponses: typed(name) };
  for (const wish of shareOf(neither, index)) {
    await attempt(`${operation}: dry_run ${JSON.stringify(wish)}, with the consent`, () =>
      send(url, operation, { ...input, dry_run: wish }, answer),
    );
  }
  const dry = { ...input, dry_run: true };
  await attempt(`${operation}: dry run`, () => send(url, operation, dry));
  await attempt(`${operation}: dry run with a name typed`, () =>
    send(url, operation, dry, { inputResponses: typed(name) }),
  );
  await attempt(`${operation}: dry run in the round that answers`, () => send(url, operation, dry, answer));
  await attempt(`${operation}: the name, after a dry run, without a question`, () =>
    send(url, operation, input, { inputResponses: typed(name) }),
  );
  await attempt(`${operation}: its consent for a dry run of ${other.operation}`, () =>
    send(url, other.operation, { ...other.input, dry_run: true }, answer),
  );
  await attempt(`${operation}: its consent for no dry run of ${other.operation}`, () =>
    send(url, other.operation, { ...other.input, dry_run: false }, answer),
  );
}
