import { expect } from "vitest";
import { type ClientKind, type Reaction, type Way, clientKinds, connect } from "../../mcp/clients.ts";
import { fromTool } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import { type Doomed, shareOf } from "../calls.ts";
import { fakesOf } from "../lies.ts";

/** Real clients of every kind whose host answers the form by itself, in both shapes of the tool list. */
export const clients: Attack = {
  name: "hosts that answer by themselves",
  run: async (arena) => {
    for (const [index, kind] of clientKinds.entries()) await answerAs(kind, arena, index);
    return [];
  },
};

async function answerAs(kind: ClientKind, arena: Arena, index: number): Promise<void> {
  for (const [turn, shape] of shapes.entries()) {
    const [profile] = shape;
    const way = { kind: "http", url: `${arena.url}?profile=${profile}` } as const;
    await answerForms(kind, way, shape, arena, index + turn);
    await answerNothing(kind, way, shape, arena);
  }
}

async function answerForms(
  kind: ClientKind,
  way: Way,
  [profile, toCall]: Shaped,
  { doomed, attempt }: Arena,
  turn: number,
): Promise<void> {
  let reaction: Reaction = () => ({ action: "cancel" });
  let forms = 0;
  const client = await connect(kind, way, (form) => {
    forms += 1;
    return reaction(form);
  });
  const share = shareOf([...reactions.entries()], turn);
  for (const [index, [label, next]] of share) {
    reaction = next;
    const call = doomed[index % doomed.length];
    if (call === undefined) throw new Error("nothing can be destroyed");
    const [tool, input] = toCall(call);
    await attempt(`${kind}, ${profile}, ${call.operation}: ${label}`, async () =>
      fromTool(await client.call(tool, input)),
    );
  }
  expect(forms).toBe(share.length);
}

/** A client that cannot ask. */
async function answerNothing(
  kind: ClientKind,
  way: Way,
  [profile, toCall]: Shaped,
  { doomed, attempt }: Arena,
): Promise<void> {
  const mute = await connect(kind, way);
  for (const call of doomed.slice(0, 5)) {
    const [tool, input] = toCall(call);
    await attempt(`${kind}, ${profile}, ${call.operation}: cannot ask`, async () =>
      fromTool(await mute.call(tool, input)),
    );
  }
}

type Shaped = readonly [
  profile: string,
  toCall: (call: Doomed) => readonly [string, Record<string, unknown>],
];

const shapes: readonly Shaped[] = [
  ["full", ({ operation, input }) => [operation, input]],
  ["search", ({ operation, input }) => ["run_destroy", { operation, arguments: JSON.stringify(input) }]],
];

/** The name that a form wants. */
const nameIn = (message: string) => /To confirm, type: (.+)$/u.exec(message)?.[1] ?? "";

/** The looks of a name that hosts are most likely to give. */
const someFakes = [3, 8, 17, 18, 19, 22, 26];

const reactions: readonly (readonly [label: string, reaction: Reaction])[] = [
  ["declines", () => ({ action: "decline" })],
  ["cancels", () => ({ action: "cancel" })],
  ["accepts without content", () => ({ action: "accept" })],
  ["accepts an empty form", () => ({ action: "accept", content: {} })],
  ["ticks a box", () => ({ action: "accept", content: { yes: true } })],
  ["gives true as the name", () => ({ action: "accept", content: { name: true } })],
  ["gives a number", () => ({ action: "accept", content: { name: 1 } })],
  ["gives a list", ({ message }) => ({ action: "accept", content: { name: [nameIn(message)] } })],
  ["declines with the name", ({ message }) => ({ action: "decline", content: { name: nameIn(message) } })],
  ["gives the whole question", ({ message }) => ({ action: "accept", content: { name: message } })],
  [
    "gives the first line",
    ({ message }) => ({ action: "accept", content: { name: message.split("\n")[0] ?? "" } }),
  ],
  ...someFakes.map((index) => {
    const reaction: Reaction = ({ message }) => ({
      action: "accept",
      content: { name: fakesOf(nameIn(message))[index]?.[1] ?? "" },
    });
    return [`types ${fakesOf("x")[index]?.[0]}`, reaction] as const;
  }),
];
