import * as z from "zod";
import { innerOf, inputField } from "./fields.ts";
import { catalog, operationNamed } from "./index.ts";
import type { Operation } from "./operation.ts";

/** An operation addressed by words, and the words left over for its arguments. */
export interface Command {
  readonly operation: Operation;
  readonly rest: readonly string[];
}

/** The operation that the first words name, by its command (`user delete`) or its name (`delete_user`). */
export function commandOf(words: readonly string[]): Command | undefined {
  const byName = operationNamed(words[0] ?? "");
  if (byName !== undefined) return { operation: byName, rest: words.slice(1) };
  const operation = catalog
    .filter(({ command }) => command.split(" ").every((word, index) => word === words[index]))
    // `tenant create-in-workspace` is one word longer than none, `iam group list` than `iam`: the longest wins.
    .toSorted((left, right) => right.command.length - left.command.length)[0];
  return operation && { operation, rest: words.slice(operation.command.split(" ").length) };
}

/** The commands that begin with the same word, or all of them: what to offer when nothing matched. */
export function commandsLike(words: readonly string[]): readonly string[] {
  const commands = catalog.map(({ command }) => command);
  const alike = commands.filter((command) => command.split(" ")[0] === words[0]);
  return alike.length > 0 ? alike : commands;
}

/** Raw input, or what keeps the words from being one. */
export type Worded = { readonly input: Record<string, unknown> } | { readonly fault: string };

/**
 * Raw input from words: `field=value`, `--field value`, `--field=value`, or bare values for the fields in the order
 * they are declared. Flags, numbers and JSON become what the schema wants; anything else is left for it to refuse.
 */
export function inputOf(operation: Operation, words: readonly string[]): Worded {
  const input = new Map<string, unknown>();
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const [name, value] = argumentOf(operation, word, queue, input);
    const field = fieldNamed(operation, name);
    if (input.has(field)) return { fault: `${field} is given twice` };
    const schema = inputField(operation, field);
    input.set(field, schema === undefined ? value : coerce(innerOf(schema), value));
  }
  return { input: Object.fromEntries(input) };
}

function argumentOf(
  operation: Operation,
  word: string,
  queue: string[],
  given: ReadonlyMap<string, unknown>,
): readonly [name: string, value: string] {
  const [, name, value] = /^(?:--)?([A-Za-z][\w-]*)=([^]*)$/.exec(word) ?? [];
  if (name !== undefined) return [name, value ?? ""];
  if (word.startsWith("--")) return [word.slice(2), optionValue(operation, word.slice(2), queue)];
  const next = Object.keys(operation.input.shape).find((field) => !given.has(field));
  // A word too many is nobody's value: it is refused as the unknown argument it is.
  return [next ?? word, word];
}

/** The word after an option; a flag may stand alone and then means true. */
function optionValue(operation: Operation, name: string, queue: string[]): string {
  const schema = inputField(operation, fieldNamed(operation, name));
  const isFlag = schema !== undefined && innerOf(schema) instanceof z.ZodBoolean;
  if (isFlag && queue[0] !== "true" && queue[0] !== "false") return "true";
  return queue.shift() ?? "";
}

function fieldNamed(operation: Operation, name: string): string {
  const underscored = name.replaceAll("-", "_");
  return inputField(operation, underscored) === undefined ? name : underscored;
}

function coerce(schema: z.core.$ZodType, value: string): unknown {
  if (schema instanceof z.ZodBoolean) return value === "true" ? true : value === "false" ? false : value;
  if (schema instanceof z.ZodNumber) return /^-?\d+$/.test(value) ? Number(value) : value;
  if (schema instanceof z.ZodArray) return toList(value);
  return value;
}

/** A JSON list, or JSON values between commas, as `ecl` takes them; else the words between commas, as in `user,tenant`. */
function toList(value: string): unknown {
  try {
    const items = JSON.parse(`[${value}]`) as readonly unknown[];
    return items.length === 1 && Array.isArray(items[0]) ? items[0] : items;
  } catch {
    return value.split(",").map((item) => item.trim());
  }
}
