import { sendOnWire, typed } from "../../mcp/wire.ts";
import { fromWire, send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import { type Doomed, shareOf } from "../calls.ts";

/** Destruction under another name, by a tool that hosts wave through, or past a profile that leaves it out. */
export const disguises: Attack = {
  name: "operations in disguise",
  run: async (arena) => {
    for (const [index, call] of arena.doomed.entries()) {
      await disguise(arena, call, index);
      await goPast(arena, call);
      await mislabel(arena, call);
    }
    return [];
  },
};

async function disguise(
  { url, ask, attempt }: Arena,
  { operation, input }: Doomed,
  index: number,
): Promise<void> {
  const there = `${url}?profile=search`;
  const { state, name } = await ask({ operation, input });
  const answer = { requestState: state, inputResponses: typed(name) };
  const arguments_ = JSON.stringify(input);
  for (const tool of ["run_read", "run_change"]) {
    await attempt(`${operation} by ${tool}`, () =>
      send(there, tool, { operation, arguments: arguments_ }, answer),
    );
  }
  const trials = namesLike(operation).flatMap((other) =>
    ["run_read", "run_destroy"].map((tool) => [other, tool] as const),
  );
  for (const [other, tool] of shareOf(trials, index)) {
    await attempt(`${JSON.stringify(other)} by ${tool}`, () =>
      send(there, tool, { operation: other, arguments: arguments_ }, answer),
    );
  }
}

function namesLike(operation: string): readonly string[] {
  return [
    operation.toUpperCase(),
    ` ${operation}`,
    `${operation}\n`,
    `${operation}\u200B`,
    operation.replace("e", "е"),
    operation.replaceAll("_", "-"),
    `sss.${operation}`,
    `../${operation}`,
    operation.replace(/[a-z]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  ];
}

/** A header that says another name than the body, for whoever lets calls through by their headers. */
async function mislabel({ url, ask, attempt }: Arena, { operation, input }: Doomed): Promise<void> {
  const { state, name } = await ask({ operation, input });
  const params = { name: operation, arguments: input, requestState: state, inputResponses: typed(name) };
  for (const label of ["list_tenants", "run_read", `${operation}.`]) {
    await attempt(`${operation} labelled ${label}`, async () =>
      fromWire(await sendOnWire(url, "tools/call", params, { "mcp-name": label })),
    );
  }
}

async function goPast({ url, ask, attempt }: Arena, { operation, input }: Doomed): Promise<void> {
  const { state, name } = await ask({ operation, input });
  const answer = { requestState: state, inputResponses: typed(name) };
  for (const profile of ["search", "read-only", "no-destroy", `-${operation}`, "billing"]) {
    await attempt(`${operation} under the profile ${profile}`, () =>
      send(`${url}?profile=${profile}`, operation, input, answer),
    );
  }
  const run = { operation, arguments: JSON.stringify(input) };
  for (const profile of ["search,read-only", "search,no-destroy", `search,-${operation}`]) {
    await attempt(`run_destroy of ${operation} under the profile ${profile}`, () =>
      send(`${url}?profile=${profile}`, "run_destroy", run, answer),
    );
  }
}
