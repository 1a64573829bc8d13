import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import type { Doomed } from "../calls.ts";

/** Changes that a yes is enough for, and every form that comes back without it. */
export const unticked: Attack = {
  name: "changes without a yes",
  run: async (arena) => {
    for (const [index, call] of arena.changes.entries()) await pretend(arena, call, index % share);
    return [];
  },
};

/** Every operation takes every so manieth content, each another share. */
const share = 4;

const contents = [
  undefined,
  {},
  { yes: false },
  { yes: null },
  { yes: "true" },
  { yes: 1 },
  { yes: [true] },
  { yes: { yes: true } },
  { Yes: true, confirm: true },
  { name: "yes" },
  { content: { yes: true } },
];

async function pretend({ url, attempt }: Arena, { operation, input }: Doomed, offset: number): Promise<void> {
  for (const content of contents.filter((_content, index) => index % share === offset)) {
    const first = await send(url, operation, input);
    const state = first.question?.state;
    const answer = {
      ...(state === undefined ? {} : { requestState: state }),
      inputResponses: { consent: { action: "accept", ...(content === undefined ? {} : { content }) } },
    };
    await attempt(`${operation}: ${JSON.stringify(content)}`, () => send(url, operation, input, answer));
  }
  const ticked = { inputResponses: { consent: { action: "accept", content: { yes: true } } } };
  await attempt(`${operation}: a yes before the question`, () => send(url, operation, input, ticked));
}
