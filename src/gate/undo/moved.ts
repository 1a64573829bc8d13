import { isSecretField } from "../../../tools/fields.ts";
import type { Operation } from "../../../tools/operation.ts";
import { digestOf } from "../../store/canonical.ts";
import { type Changed, differenceOf } from "../difference.ts";
import { mentions } from "../facts.ts";
import { type Kept, type Reversal, isId } from "./reversal.ts";

/** Where a target reads otherwise than a call left it, as far as the call's arguments and answer tell. */
export function movedSince(
  operation: Operation,
  { input, before, answer }: Kept,
  now: Record<string, unknown>,
): readonly Changed[] {
  // Of an answer only what its record knows: the end of a transaction says things of its own.
  const told = Object.entries(answer).filter(([field]) => Object.hasOwn(operation.output.shape, field));
  const left = Object.entries({ ...input, ...Object.fromEntries(told) });
  const isTold = (field: string) => !isId(operation, field) && !isSecretField(operation, field);
  return left
    .filter(([field, value]) => isTold(field) && Object.hasOwn(now, field) && isKnown(value))
    .flatMap(([field, value]) => movedFrom(field, [value, merged(before[field], value)], now[field]));
}

/** Whether a target already reads as it would after the call that reverses another one. */
export function isBack({ operation, input }: Reversal, now: Record<string, unknown>): boolean {
  const set = Object.entries(input).filter(([field]) => !isId(operation, field));
  return (
    operation.effect === "update" &&
    set.length > 0 &&
    set.every(([field, value]) => Object.hasOwn(now, field) && isSame(now[field], value))
  );
}

function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && !mentions([value], "(hidden)");
}

/** What differs from the nearest of the values that the call may have left. */
function movedFrom(field: string, left: readonly unknown[], now: unknown): readonly Changed[] {
  const differences = left.map((value) => differenceOf({ [field]: value }, { [field]: now }));
  return differences.toSorted((one, other) => one.length - other.length)[0] ?? [];
}

/** A list of settings of which only some were given: each is known by its first value. */
function merged(before: unknown, given: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(given)) return given;
  const known: readonly unknown[] = before;
  const some: readonly unknown[] = given;
  return known.map((entry) => some.find((one) => isSame(firstIn(one), firstIn(entry))) ?? entry);
}

function firstIn(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null ? Object.values(entry)[0] : entry;
}

function isSame(one: unknown, other: unknown): boolean {
  return digestOf([one]) === digestOf([other]);
}
