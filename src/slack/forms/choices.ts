import * as z from "zod";
import { noteOf } from "../../../tools/fields.ts";
import { catalog } from "../../../tools/index.ts";
import type { Lookup } from "../../../tools/lookup.ts";
import type { Actor } from "../../gate/actor.ts";
import type { Gate } from "../../gate/gate.ts";
import { createCachedRead } from "../../gate/names/cached-read.ts";
import { type Found, type Thing, createFinder } from "../../gate/names/finder.ts";
import { oneLine } from "../../gate/plain.ts";
import { cut } from "../views/blocks.ts";
import type { Choice } from "../payloads.ts";
import { within } from "../within.ts";

/** Offers the things that an id can name, while somebody types. */
export interface Choices {
  /**
   * At most 100 things whose id or name holds what was typed, as this person may see them; and what was typed itself
   * where it could be an id. Only the latter when the things cannot be had in time. Never throws.
   *
   * `given` is the rest of the form: a contract chosen there is the one whose things are offered.
   */
  choices(
    lookup: Lookup,
    typed: string,
    given: Readonly<Record<string, unknown>>,
    actor: Actor,
  ): Promise<readonly Choice[]>;
}

/** What choices are found with. */
export interface ChoicesOptions {
  readonly gate: Pick<Gate, "ask">;
  readonly now: () => number;
  /** Default 1 500: Slack is answered with nothing after two seconds, and what was typed has to be there before. */
  readonly patienceMs?: number;
}

/** The options that Slack takes at once, and the characters in one. */
const mostChoices = 100;
const longestOption = 75;

/** Choices that are read through the gate; what was read is kept for 30 seconds, for each person. */
export function createChoices({ gate, now, patienceMs = 1_500 }: ChoicesOptions): Choices {
  const find = createFinder(createCachedRead({ gate, now }));
  return {
    async choices(lookup, typed, given, actor) {
      // When they take too long, they are still on their way, and there for the next letter.
      const { things } = (await within(patienceMs, find(lookup, given, actor))) ?? nothing;
      const wanted = folded(typed);
      const found = things.filter((thing) => holds(thing, wanted)).map(toChoice);
      const id = typed.normalize("NFKC").trim();
      const isKnown = things.some((thing) => thing.id === id);
      const asTyped = isKnown || !couldBeId(lookup, id) ? [] : [toChoice({ id, names: [] })];
      const offered = byId(found, id).filter(({ value }) => value.length <= longestOption);
      return [...offered.slice(0, mostChoices - asTyped.length), ...asTyped];
    },
  };
}

const nothing = { things: [] } satisfies Found;

function holds({ id, names }: Thing, wanted: string): boolean {
  return [id, ...names].some((text) => folded(text).includes(wanted));
}

function folded(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** The one with the id that was typed in full comes first. */
function byId(choices: readonly Choice[], id: string): readonly Choice[] {
  return choices.toSorted((left, right) => Number(right.value === id) - Number(left.value === id));
}

function couldBeId(lookup: Lookup, typed: string): boolean {
  const schema = idSchemas.get(lookup);
  return (
    schema !== undefined &&
    typed !== "" &&
    typed.length <= longestOption &&
    z.safeParse(schema, typed).success
  );
}

function toChoice({ id, names: [name] }: Thing): Choice {
  // Of a long name the end can go; the id must be there to be compared.
  const label =
    name === undefined ? id : `${cut(oneLine(name), Math.max(1, longestOption - id.length - 3))} (${id})`;
  return { label: cut(label, longestOption), value: id };
}

/** The form of the ids that each lookup finds, as the fields that have it want them. */
const idSchemas: ReadonlyMap<Lookup, z.core.$ZodType> = new Map(
  catalog
    .flatMap(({ input }) => Object.values(input.shape))
    .flatMap((schema) => {
      const lookup = noteOf(schema)?.lookup;
      return lookup === undefined ? [] : [[lookup, schema] as const];
    }),
);
