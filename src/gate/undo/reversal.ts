import * as z from "zod";
import { inputField, isSecretField, noteOf } from "../../../tools/fields.ts";
import { operationNamed } from "../../../tools/index.ts";
import { type Operation, type Text, isEndpoint } from "../../../tools/operation.ts";
import { mentions } from "../facts.ts";
import type { Ticket } from "../ticket.ts";

/** What is kept of a call that was run. */
export interface Kept extends Pick<Ticket, "input" | "before" | "impact"> {
  readonly answer: Record<string, unknown>;
}

/** The call that reverses another one, and what it does not bring back. */
export interface Reversal {
  readonly operation: Operation;
  readonly input: Record<string, unknown>;
  readonly lost: readonly Text[];
}

/** The call that reverses one that was run, by what is kept of it; or why there is none, in one sentence. */
export function reversalOf(operation: Operation, kept: Kept): Reversal | { readonly lack: string } {
  const { name, undo } = operation;
  const reverse = operationNamed(undo?.operation ?? "none");
  if (reverse === undefined) return { lack: `${name} cannot be undone. ${undo?.lost?.en ?? ""}`.trim() };
  const { input, stays } = reverse.name === name ? setBack(operation, kept) : taken(operation, reverse, kept);
  const lost = [
    ...(undo?.lost === undefined ? [] : [undo.lost]),
    ...stays.map((field) => staying(operation, field)),
  ];
  if (reverse.input.safeParse(input).success) return { operation: reverse, input, lost };
  const why = lost.map(({ en }) => en).join(" ");
  return { lack: `${name} cannot be undone: too little is known of what it changed. ${why}`.trim() };
}

/** Whether an argument says only what an operation is about, not what that is to become. */
export function isId(operation: Operation, field: string): boolean {
  return isEndpoint(operation) && operation.route.includes(`{${field}}`);
}

interface Sources {
  readonly input: Record<string, unknown>;
  /** The arguments that stay as the call left them. */
  readonly stays: readonly string[];
}

/** The arguments of an update that sets back what an update has set: nothing but that. */
function setBack(operation: Operation, kept: Kept): Sources {
  const given = Object.keys(kept.input);
  const stays = given.filter((field) => !isId(operation, field) && !canBeSetBack(operation, field, kept));
  const back = given
    .filter((field) => !stays.includes(field))
    .map((field) => [field, isId(operation, field) ? kept.input[field] : kept.before[field]]);
  return { input: { ...Object.fromEntries(back), ...mapped(operation, kept) }, stays };
}

function canBeSetBack(operation: Operation, field: string, { before }: Kept): boolean {
  if (operation.undo?.kept?.includes(field) === true || isSecretField(operation, field)) return false;
  const schema = inputField(operation, field);
  const value = Object.hasOwn(before, field) ? before[field] : undefined;
  // What is hidden in the image of a target is not what stood there.
  if (schema === undefined || mentions([value], "(hidden)")) return false;
  return z.safeParse(schema, value).data !== undefined;
}

/** The arguments of another operation: those it cannot do without, and those the record tells the place of. */
function taken(operation: Operation, reverse: Operation, kept: Kept): Sources {
  const required = Object.entries(reverse.input.shape)
    .filter(([, schema]) => !z.safeParse(schema, undefined).success)
    .map(([field]) => [field, firstOf(field, [kept.answer, kept.input, kept.before])]);
  return { input: { ...Object.fromEntries(required), ...mapped(operation, kept) }, stays: [] };
}

function firstOf(field: string, sources: readonly Record<string, unknown>[]): unknown {
  return sources.find((source) => Object.hasOwn(source, field) && source[field] !== "")?.[field];
}

function mapped({ undo }: Operation, { impact, ...kept }: Kept): Record<string, unknown> {
  const reads = Object.fromEntries(impact.map(({ operation, answer }) => [operation, answer]));
  const places = Object.entries(undo?.input ?? {});
  return Object.fromEntries(
    places.map(([field, path]) => [field, valueAt({ ...kept, impact: reads }, path)]),
  );
}

function valueAt(whole: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce(
      (value, key) =>
        Object.hasOwn(Object(value), key) ? (value as Record<string, unknown>)[key] : undefined,
      whole,
    );
}

function staying(operation: Operation, field: string): Text {
  const schema = inputField(operation, field);
  const title = (schema && noteOf(schema)?.title) ?? { en: field, ja: field };
  return { en: `${title.en} stays as it was set.`, ja: `${title.ja}は変更後のまま残ります。` };
}
