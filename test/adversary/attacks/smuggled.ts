import { typed } from "../../mcp/wire.ts";
import { send } from "../answer.ts";
import type { Arena, Attack } from "../arena.ts";
import { type Doomed, shareOf } from "../calls.ts";

/** Arguments that are more, less or other than they look, under a consent to what they look like. */
export const smuggled: Attack = {
  name: "smuggled arguments",
  run: async (arena) => {
    for (const [index, call] of arena.doomed.entries()) {
      const other = arena.spares[index % arena.spares.length];
      if (other !== undefined) await smuggle(arena, call, other.input["tenant_id"] ?? "", index);
    }
    return [];
  },
};

async function smuggle(
  { url, ask, attempt }: Arena,
  { operation, input }: Doomed,
  other: string,
  index: number,
): Promise<void> {
  const { state, name } = await ask({ operation, input });
  const answer = { requestState: state, inputResponses: typed(name) };
  const [[field, id] = ["", ""]] = Object.entries(input);
  const rounds = [["asked", {}] as const, ["answered", answer] as const];
  const trials = disguisesOf(id, other).flatMap((disguise) =>
    rounds.map((round) => [disguise, round] as const),
  );
  for (const [[label, value], [round, retry]] of shareOf(trials, index)) {
    await attempt(`${operation}: ${field} as ${label}, ${round}`, () =>
      send(url, operation, { ...input, [field]: value }, retry),
    );
  }
  for (const text of textsOf(input, field, other)) {
    const run = { operation, arguments: text };
    await attempt(`${operation}: ${text.slice(0, 200)}`, () =>
      send(`${url}?profile=search`, "run_destroy", run, answer),
    );
  }
}

function disguisesOf(id: string, other: string): readonly (readonly [string, unknown])[] {
  return [
    ["a list", [id]],
    ["a list of two", [id, other]],
    ["a record", { id }],
    ["a number", Number(id.replaceAll(/\D/gu, "")) || 1],
    ["a path", `${id}/../${other}`],
    ["an encoded path", `${id}%2f..%2f${other}`],
    ["a way up", `../tenants/${other}`],
    ["a query", `${id}?force=true`],
    ["a fragment", `${id}#${other}`],
    ["two ids", `${id},${other}`],
    ["an id with a hidden character", `${id}\u200B`],
    ["an id with a line break", `${id}\r\nX-Other: ${other}`],
    ["a very long text", id.repeat(2_000)],
    ["all", "*"],
    ["true", true],
  ];
}

/** Arguments as text, as the run tools take them: of two values for one key the last one counts. */
function textsOf(input: Doomed["input"], field: string, other: string): readonly string[] {
  const body = JSON.stringify(input).slice(1, -1);
  return [
    `{${body},"${field}":"${other}"}`,
    `{${body},"__proto__":{"${field}":"${other}"}}`,
    `{${body},"constructor":{"prototype":{"${field}":"${other}"}}}`,
    `{${body},"requestState":"x","confirm":true}`,
    `{${body},"consent":{"action":"accept"}}`,
    `{${body},"toString":"x"}`,
    `{"__proto__":{${body}}}`,
    `[{${body}}]`,
    `{"arguments":{${body}}}`,
    `{${body}}{${body}}`,
    `{${body},}`,
    JSON.stringify(JSON.stringify(input)),
  ];
}
