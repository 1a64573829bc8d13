import * as z from "zod";
import { noteOf } from "../../../tools/fields.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import type { Lookup } from "../../../tools/lookup.ts";
import type { Operation } from "../../../tools/operation.ts";
import type { Actor } from "../../gate/actor.ts";
import { recordsIn } from "../../gate/facts.ts";
import { operationOf } from "../../gate/operation-of.ts";
import { type CachedRead, type CachedReadOptions, createCachedRead } from "./cached-read.ts";

/** Something that an id can name: the id, and what people know it by, the best name first. */
export interface Thing {
  readonly id: string;
  readonly names: readonly string[];
}

/** Finds the things that an id can name, as `actor` may see them. Gives none where they cannot be had; never throws. */
export type Finder = (
  lookup: Lookup,
  given: Readonly<Record<string, unknown>>,
  actor: Actor,
) => Promise<readonly Thing[]>;

/** Things that are looked into to find others: the channels that contracts stand in. */
const mostParents = 10;

/** A way to find things through the gate. */
export function createFinder(options: CachedReadOptions): Finder {
  const read = createCachedRead(options);
  const find: Finder = async (lookup, given, actor) => {
    const reading = operationOf(lookup);
    const inputs =
      lookup.ofOwnContract === true
        ? await ofOwnContract(read, actor)
        : await inputsFor(reading, given, (parent) => find(parent, given, actor));
    const answers = await Promise.all(inputs.map((input) => read(reading, input, actor)));
    return answers.flatMap((answer) => rowsIn(answer[lookup.in], lookup)).map((row) => toThing(row, lookup));
  };
  return find;
}

type Input = Readonly<Record<string, unknown>>;

async function ofOwnContract(read: CachedRead, actor: Actor): Promise<readonly Input[]> {
  const { contract_id } = await read(listUsers, {}, actor);
  return contract_id === undefined ? [] : [{ contract_id }];
}

/** What to ask the read with: the ids given beside; and one by one those of the things it wants and nobody gave. */
async function inputsFor(
  { input }: Operation,
  given: Input,
  findParents: (parent: Lookup) => Promise<readonly Thing[]>,
): Promise<readonly Input[]> {
  const ids = Object.entries(input.shape).filter(([, schema]) => noteOf(schema)?.lookup !== undefined);
  const known = Object.fromEntries(
    ids
      .map(([name, schema]) => [name, z.safeParse(schema, given[name]).data] as const)
      .filter(([, id]) => id !== undefined),
  );
  const wanted = ids.find(
    ([name, schema]) => known[name] === undefined && !z.safeParse(schema, undefined).success,
  );
  const parent = wanted && noteOf(wanted[1])?.lookup;
  if (wanted === undefined || parent === undefined) return [known];
  const parents = await findParents(parent);
  return parents.slice(0, mostParents).map(({ id }) => ({ ...known, [wanted[0]]: id }));
}

function rowsIn(list: unknown, { id, isTree }: Lookup): readonly Record<string, unknown>[] {
  const rows: readonly unknown[] = isTree === true ? recordsIn(list) : Array.isArray(list) ? list : [];
  return rows
    .filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null)
    .filter((row) => isWord(row[id]));
}

function toThing(row: Record<string, unknown>, { id, names }: Lookup): Thing {
  return {
    id: String(row[id]),
    names: names
      .map((name) => row[name])
      .filter(isWord)
      .map(String),
  };
}

function isWord(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}
