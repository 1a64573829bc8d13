import * as z from "zod";
import { innerOf, noteOf } from "../../../tools/fields.ts";
import type { Lookup } from "../../../tools/lookup.ts";
import { onceEach } from "../../../tools/once-each.ts";
import type { Operation } from "../../../tools/operation.ts";
import type { Actor } from "../actor.ts";
import { operationOf } from "../operation-of.ts";
import type { Ending } from "../outcome.ts";
import { closestTo } from "./closest.ts";
import { ambiguous, tooManyPlaces, unknownName, unreadable } from "./endings.ts";
import type { Finder } from "./finder.ts";
import { matchOf } from "./match.ts";

/** A call whose input may hold names where it wants ids. */
export interface Naming {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
}

/** An input field that takes an id, or a list of ids, of things that can be looked up. */
export interface IdField {
  readonly name: string;
  /** What one id has to be. */
  readonly schema: z.core.$ZodType;
  readonly lookup: Lookup;
  /** A real id, as an example. */
  readonly example: unknown;
}

/**
 * The input with ids in the place of names, as `actor` may look them up; or the ending that says why a name stands for no
 * id. What looks like an id is one, and nothing is read for it.
 */
export async function resolveNames(
  { operation, input, actor }: Naming,
  find: Finder,
): Promise<{ readonly input: Record<string, unknown> } | Ending> {
  const resolved: Record<string, unknown> = { ...input };
  // The contract that is given says where a user is looked up, so that it comes first.
  for (const field of orderedFieldsOf(operation)) {
    const id = await idsFor(field, { operation, input: resolved, actor }, find);
    if ("kind" in id) return id;
    if (id.value !== undefined) resolved[field.name] = id.value;
  }
  return { input: resolved };
}

/** The input fields of an operation that take ids of things that can be looked up. */
export const idFieldsOf = onceEach(({ input }: Operation): readonly IdField[] =>
  Object.entries(input.shape).flatMap(([name, whole]) => {
    const inner = innerOf(whole);
    const schema = inner instanceof z.ZodArray ? inner.element : inner;
    const note = noteOf(schema) ?? noteOf(whole);
    const [example] = [note?.examples ?? []].flat(2);
    return note?.lookup === undefined ? [] : [{ name, schema, lookup: note.lookup, example }];
  }),
);

const orderedFieldsOf = onceEach((operation: Operation) => parentsFirst(idFieldsOf(operation)));

/** The input of a call that names nothing: each id looks like one; undefined for any other. */
export function withIds(operation: Operation, input: unknown): Record<string, unknown> | undefined {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return undefined;
  const ids: Record<string, unknown> = { ...input };
  for (const { name, lookup } of idFieldsOf(operation)) {
    const given = ids[name];
    if (given === undefined || given === null) continue;
    const id = typeof given === "string" ? idIn(given, lookup) : undefined;
    if (id === undefined) return undefined;
    ids[name] = id;
  }
  return ids;
}

/** What looks like an id, as it is written; undefined for what does not. */
function idIn(given: string, { form }: Lookup): string | undefined {
  const text = given.normalize("NFKC").trim();
  return form.test(text) ? text : undefined;
}

/** The fields in an order in which those come first that others are looked up in. */
function parentsFirst(fields: readonly IdField[]): readonly IdField[] {
  const isParent = ({ name }: IdField) =>
    fields.some(({ lookup, name: other }) => other !== name && name in operationOf(lookup).input.shape);
  const parents = fields.filter(isParent);
  const rest = fields.filter((field) => !parents.includes(field));
  return parents.length < fields.length ? [...parentsFirst(parents), ...rest] : fields;
}

/** The value of a field with ids in it; undefined for one that is not given. */
interface Resolved {
  readonly value: unknown;
}

async function idsFor(field: IdField, naming: Naming, find: Finder): Promise<Resolved | Ending> {
  const given = naming.input[field.name];
  if (!Array.isArray(given)) return idFor(field, given, naming, find);
  const ids: unknown[] = [];
  for (const one of given as readonly unknown[]) {
    const id = await idFor(field, one, naming, find);
    if ("kind" in id) return id;
    ids.push(id.value);
  }
  return { value: ids };
}

async function idFor(
  field: IdField,
  given: unknown,
  { operation, input, actor }: Naming,
  find: Finder,
): Promise<Resolved | Ending> {
  const { lookup, schema } = field;
  if (typeof given !== "string" || given.trim() === "") return { value: given };
  const id = idIn(given, lookup);
  if (id !== undefined) return { value: id };
  const found = await find(lookup, input, actor);
  const match = matchOf(given, found.things);
  const lost = { operation, field, given, input };
  if (match.kind === "several") return ambiguous(lost, match.things);
  if (match.kind === "one" && found.lack === undefined && found.isPart === undefined) {
    return { value: match.thing.id };
  }
  // An id of a form that nobody knows yet: SSS knows it, or says that it does not.
  if (match.kind === "none" && z.safeParse(schema, given).success) return { value: given };
  if (found.lack !== undefined) return unreadable(lost, found.lack);
  return found.isPart === undefined ? unknownName(lost, closestTo(given, found.things)) : tooManyPlaces(lost);
}
