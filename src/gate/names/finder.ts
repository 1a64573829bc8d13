import * as z from "zod";
import { noteOf } from "../../../tools/fields.ts";
import { listUsers } from "../../../tools/user/list-users.ts";
import type { Lookup } from "../../../tools/lookup.ts";
import type { Operation } from "../../../tools/operation.ts";
import type { Actor } from "../actor.ts";
import { recordsIn } from "../facts.ts";
import { operationOf } from "../operation-of.ts";
import type { Ending } from "../outcome.ts";
import type { CachedRead } from "./cached-read.ts";

/** Something that an id can name: the id, and what people know it by, the best name first. */
export interface Thing {
  readonly id: string;
  readonly names: readonly string[];
  /** What tells it apart from those that share a name, under the field it stands in. */
  readonly apart?: Readonly<Record<string, string>>;
}

/** How a read ended that gave no answer. */
export type Lack = Exclude<Ending, { readonly kind: "done" }>;

/** What was found, and whether that is all there is. */
export interface Found {
  readonly things: readonly Thing[];
  /** The first read that gave no answer; undefined where each gave one. */
  readonly lack?: Lack;
  /** There were more places to look into than are looked into. */
  readonly isPart?: true;
}

/** Finds the things that an id can name, as `actor` may see them. Throws only where the gate does. */
export type Finder = (
  lookup: Lookup,
  given: Readonly<Record<string, unknown>>,
  actor: Actor,
) => Promise<Found>;

/** Things that are looked into to find others: the channels that contracts stand in. */
const mostParents = 10;

/** A way to find things by reading what lists them. */
export function createFinder(read: CachedRead): Finder {
  const find: Finder = async (lookup, given, actor) => {
    const reading = operationOf(lookup);
    const { inputs, ...rest } =
      lookup.ofOwnContract === true
        ? await ofOwnContract(read, actor)
        : await inputsFor(reading, given, (parent) => find(parent, given, actor));
    const endings = await Promise.all(inputs.map((input) => read(reading, input, actor)));
    const things = endings
      .flatMap((ending) => (ending.kind === "done" ? rowsIn(ending.answer[lookup.in], lookup) : []))
      .map((row) => toThing(row, lookup));
    return { things: distinct(things), ...lackAmong(endings), ...rest };
  };
  return find;
}

type Input = Readonly<Record<string, unknown>>;

/** What a read is to be asked with, once for each input. */
interface Asking extends Omit<Found, "things"> {
  readonly inputs: readonly Input[];
}

async function ofOwnContract(read: CachedRead, actor: Actor): Promise<Asking> {
  const ending = await read(listUsers, {}, actor);
  if (ending.kind !== "done") return { inputs: [], lack: ending };
  const { contract_id } = ending.answer;
  return { inputs: contract_id === undefined ? [] : [{ contract_id }] };
}

/** What to ask the read with: the ids given beside; and one by one those of the things it wants and nobody gave. */
async function inputsFor(
  { input }: Operation,
  given: Input,
  findParents: (parent: Lookup) => Promise<Found>,
): Promise<Asking> {
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
  if (wanted === undefined || parent === undefined) return { inputs: [known] };
  const { things, ...rest } = await findParents(parent);
  const inputs = things.slice(0, mostParents).map(({ id }) => ({ ...known, [wanted[0]]: id }));
  return { inputs, ...rest, ...(things.length > mostParents ? { isPart: true } : {}) };
}

function lackAmong(endings: readonly Ending[]): { readonly lack?: Lack } {
  const lack = endings.find((ending) => ending.kind !== "done");
  return lack === undefined ? {} : { lack };
}

function distinct(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}

function rowsIn(list: unknown, { id, isTree }: Lookup): readonly Record<string, unknown>[] {
  const rows: readonly unknown[] = isTree === true ? recordsIn(list) : Array.isArray(list) ? list : [];
  return rows
    .filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null)
    .filter((row) => isWord(row[id]));
}

function toThing(row: Record<string, unknown>, { id, names, apart }: Lookup): Thing {
  return {
    id: String(row[id]),
    names: names
      .map((name) => row[name])
      .filter(isWord)
      .map(String),
    ...(apart !== undefined && isWord(row[apart]) ? { apart: { [apart]: String(row[apart]) } } : {}),
  };
}

function isWord(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && value.trim() !== "");
}
