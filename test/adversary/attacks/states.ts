import { startEndpoint } from "../../mcp/clients.ts";
import { typed } from "../../mcp/wire.ts";
import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import { type Doomed, shareOf } from "../calls.ts";
import { createRandom } from "../../../src/sandbox/ids.ts";

/** What the client carries between question and answer: forged, damaged, somebody else's, or of another server. */
export const states: Attack = {
  name: "forged and foreign states",
  run: async (arena) => {
    const elsewhere = await strangersOf(arena);
    const random = createRandom(7);
    for (const [index, call] of arena.doomed.entries()) {
      await damage(arena, call, random, index);
      for (const [label, url] of elsewhere) await carryOver(arena, call, label, url);
    }
    return [];
  },
};

/** The same house as another caller sees it, and as a server with another key would. */
async function strangersOf({ house }: Arena): Promise<readonly (readonly [label: string, url: string])[]> {
  const principal = await startEndpoint(house, { localPrincipal: "stranger" });
  const key = await startEndpoint(house, { stateKey: () => Promise.resolve(new Uint8Array(32).fill(7)) });
  return [
    ["another principal", principal.url],
    ["another key", key.url],
  ];
}

async function damage(
  { url, house, ask, attempt }: Arena,
  call: Doomed,
  random: () => number,
  index: number,
): Promise<void> {
  const { state, name } = await ask(call);
  const [ticket] = await house.gate.list({ states: ["open"], operation: call.operation });
  for (const [label, requestState] of shareOf(damaged(state, ticket?.id ?? "", random), index)) {
    const answer = { requestState, inputResponses: typed(name) } as Parameters<typeof send>[3];
    await attempt(`${call.operation}: ${label}`, () => send(url, call.operation, call.input, answer));
  }
}

function damaged(
  state: string,
  ticketId: string,
  random: () => number,
): readonly (readonly [string, unknown])[] {
  const at = Math.floor(random() * state.length);
  const parts = state.split(".");
  return [
    ["no state", undefined],
    ["an empty state", ""],
    ["the ticket's id", ticketId],
    ["its id in quotes", JSON.stringify(ticketId)],
    ["cut short", state.slice(0, -1)],
    ["only the first half", state.slice(0, state.length / 2)],
    ["without its signature", parts.slice(0, -1).join(".")],
    ["an empty signature", [...parts.slice(0, -1), ""].join(".")],
    ["twice", state + state],
    ["one letter another", `${state.slice(0, at)}${state[at] === "x" ? "y" : "x"}${state.slice(at + 1)}`],
    ["parts the other way round", parts.toReversed().join(".")],
    ["a list of it", [state]],
    ["a record of it", { state }],
    ["a number", 1],
  ];
}

async function carryOver(
  { url, ask, attempt }: Arena,
  call: Doomed,
  label: string,
  there: string,
): Promise<void> {
  const routes = [
    ["to", url, there],
    ["from", there, url],
  ] as const;
  for (const [direction, asked, answered] of routes) {
    const { state, name } = await ask(call, asked);
    await attempt(`${call.operation}: carried ${direction} ${label}`, () =>
      send(answered, call.operation, call.input, { requestState: state, inputResponses: typed(name) }),
    );
  }
}
