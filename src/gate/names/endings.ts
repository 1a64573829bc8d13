import * as z from "zod";
import type { Operation } from "../../../tools/operation.ts";
import { operationOf } from "../operation-of.ts";
import { type Ending, failed } from "../outcome.ts";
import { plain } from "../plain.ts";
import type { Lack, Thing } from "./finder.ts";
import type { IdField } from "./resolve.ts";

/** A name that stands for no id, in the call that it was given in. */
export interface LostName {
  readonly operation: Operation;
  readonly field: IdField;
  readonly given: string;
  /** The rest of the call, ids in the place of names as far as they are known. */
  readonly input: Readonly<Record<string, unknown>>;
}

const mostCandidates = 10;

/** The ending of a call that names several things, or one that others look like. */
export function ambiguous({ operation, field, given }: LostName, things: readonly Thing[]): Ending {
  const candidates = things.slice(0, mostCandidates).map(toShown);
  const more = things.length - candidates.length;
  const message = `${operation.name} was not run: the name in ${field.name} fits ${things.length} entries of ${field.lookup.operation}.`;
  return failed(operation, "ambiguous", message, {
    next: `Call again with ${field.name} set to the id of the one that is meant.`,
    data: { ...asGiven(field, given), candidates, ...(more === 0 ? {} : { more_candidates: more }) },
  });
}

/** The ending of a call that names nothing there is, with what comes closest. */
export function unknownName(lost: LostName, closest: readonly Thing[]): Ending {
  const { operation, field, given } = lost;
  const reading = field.lookup.operation;
  const message = `${operation.name} was not run: no entry of ${reading} has the id or name in ${field.name}${scopeOf(lost)}.`;
  return failed(operation, "not_found", message, {
    next: `Call again with ${field.name} set to an id that ${reading} shows${closest.length === 0 ? "" : "; the closest are in the data"}.`,
    data: { ...asGiven(field, given), ...(closest.length === 0 ? {} : { closest: closest.map(toShown) }) },
  });
}

/** The ending of a call whose name could not be looked up. */
export function unreadable({ operation, field, given }: LostName, lack: Lack): Ending {
  const code = lack.kind === "failed" ? lack.code : "invalid_request";
  const message = `${operation.name} was not run: ${field.name} holds no id, and ${lack.operation}, which tells ids by name, ended as ${lack.kind} (${lack.code}).`;
  return failed(operation, code, message, {
    next: `${itself(field)} ${lack.next}`,
    data: { ...asGiven(field, given), ...lack.data },
  });
}

/** The ending of a call whose name may stand in more places than are looked into. */
export function tooManyPlaces({ operation, field, given }: LostName): Ending {
  const message = `${operation.name} was not run: ${field.name} holds no id, and there are too many places to look for the name.`;
  return failed(operation, "invalid_request", message, { next: itself(field), data: asGiven(field, given) });
}

/** Something that was found as it is told: other people's words cleaned and capped. */
export function toShown({ id, names, apart = {} }: Thing): Record<string, unknown> {
  const marks = Object.entries(apart).map(([field, mark]) => [field, plain(mark)] as const);
  return { id: plain(id), names: names.map(plain), ...Object.fromEntries(marks) };
}

function asGiven({ name }: IdField, given: string): Record<string, unknown> {
  return { field: name, given: plain(given) };
}

/** Asks for the id, with an example. */
function itself({ name, example }: IdField): string {
  return `Give the id itself as ${name}${typeof example === "string" ? `, such as ${example}` : ""}.`;
}

/** Says that only one contract was looked in, where the call names none. */
function scopeOf({ field: { lookup }, input }: LostName): string {
  const contract = operationOf(lookup).input.shape["contract_id"];
  const isOwn = contract !== undefined && z.safeParse(contract, undefined).success;
  return isOwn && input["contract_id"] === undefined ? "; only the account's own contract was looked in" : "";
}
