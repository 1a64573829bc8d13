import * as z from "zod";
import { innerOf, inputField } from "./fields.ts";
import { catalog, operationNamed } from "./index.ts";
import type { Operation } from "./operation.ts";

/** An operation addressed by words, and the words left over for its arguments. */
export interface Command {
  readonly operation: Operation;
  /** The command or alias that was typed; for a name the command. */
  readonly command: string;
  /** An alias puts what it gives before the words that followed it. */
  readonly rest: readonly string[];
}

/**
 * The operation that the first words name, by its command (`user delete`), an alias or its name (`delete_user`).
 * Full-width and capital letters count as the plain ones.
 */
export function commandOf(words: readonly string[]): Command | undefined {
  const folded = words.slice(0, longestCommand).map(foldedWord);
  const byName = operationNamed(folded[0] ?? "");
  if (byName !== undefined) return { operation: byName, command: byName.command, rest: words.slice(1) };
  const entry = entries.find(({ verbs }) => verbs.every((verb, index) => verb === folded[index]));
  if (entry === undefined) return undefined;
  const { operation, command, verbs, given } = entry;
  return { operation, command, rest: [...given, ...words.slice(verbs.length)] };
}

/** A word of a command as the catalog writes it: a Japanese input method and a phone make it wide or capital. */
export function foldedWord(word: string): string {
  return word.normalize("NFKC").toLowerCase();
}

/** The commands and aliases that begin with the same word, or all of them: what to offer when nothing matched. */
export function commandsLike(words: readonly string[]): readonly string[] {
  const [first = ""] = words.map(foldedWord);
  const commands = entries.map(({ command }) => command);
  const alike = commands.filter((command) => command.split(" ")[0] === first);
  return alike.length > 0 ? alike : commands;
}

/** What can be typed for an operation: its command, or an alias with what that gives, as words. */
interface Entry {
  readonly command: string;
  readonly verbs: readonly string[];
  readonly operation: Operation;
  readonly given: readonly string[];
}

const entries: readonly Entry[] = catalog.flatMap((operation: Operation) => [
  toEntry(operation, operation.command, {}),
  ...(operation.aliases ?? []).map(({ command, input }) => toEntry(operation, command, input)),
]);

const longestCommand = Math.max(...entries.map(({ verbs }) => verbs.length));

function toEntry(operation: Operation, command: string, input: Readonly<Record<string, unknown>>): Entry {
  const given = Object.entries(input).map(([field, value]) => `${field}=${toWord(value)}`);
  return { command, verbs: command.split(" "), operation, given };
}

/** A value as a word that {@link inputOf} reads back. */
export function toWord(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The fields that have to be given, in the order they are declared. */
export function requiredFields({ input }: Operation): readonly string[] {
  return Object.keys(input.shape).filter((name) => !z.safeParse(input.shape[name], undefined).success);
}

/** A value for a field, as a word; `bare` without its name, `surplus` when it is one word more than there are fields. */
export interface Argument {
  readonly field: string;
  readonly word: string;
  readonly bare?: true;
  readonly surplus?: true;
}

/**
 * The arguments in words: `field=value`, `--field value`, `--field=value`, or bare values for the fields in the order
 * they are declared. Which fields there are, and how often one is given, is left for others to judge.
 */
export function argumentsOf(operation: Operation, words: readonly string[]): readonly Argument[] {
  const given: Argument[] = [];
  const queue = [...words];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    given.push(argumentOf(operation, word, queue, given));
  }
  return given;
}

function argumentOf(
  operation: Operation,
  word: string,
  queue: string[],
  given: readonly Argument[],
): Argument {
  const [, name, value = ""] = /^(?:--)?([A-Za-z][\w-]*)=([^]*)$/.exec(word) ?? [];
  if (name !== undefined) return { field: fieldNamed(operation, name), word: value };
  if (word.startsWith("--")) {
    const field = fieldNamed(operation, word.slice(2));
    return { field, word: optionValue(operation, field, queue) };
  }
  const next = Object.keys(operation.input.shape).find((field) => given.every((one) => one.field !== field));
  // A word too many is nobody's value: it is refused as the unknown argument it is.
  return next === undefined
    ? { field: word, word, bare: true, surplus: true }
    : { field: next, word, bare: true };
}

/** The word after an option; a flag may stand alone and then means true. */
function optionValue(operation: Operation, field: string, queue: string[]): string {
  const schema = inputField(operation, field);
  const isFlag = schema !== undefined && innerOf(schema) instanceof z.ZodBoolean;
  if (isFlag && !["true", "false"].includes(queue[0]?.normalize("NFKC") ?? "")) return "true";
  return queue.shift() ?? "";
}

function fieldNamed(operation: Operation, name: string): string {
  const underscored = name.replaceAll("-", "_");
  return inputField(operation, underscored) === undefined ? name : underscored;
}

/** Raw input, or what keeps the words from being one. */
export type Worded = { readonly input: Record<string, unknown> } | { readonly fault: string };

/** Raw input from words, as {@link argumentsOf} reads them; a field that is given twice is a fault. */
export function inputOf(operation: Operation, words: readonly string[]): Worded {
  const given = argumentsOf(operation, words);
  const repeated = repeatedIn(given);
  return repeated === undefined
    ? { input: toInput(operation, given) }
    : { fault: `${repeated} is given twice` };
}

/** The field that arguments give more than once; undefined when there is none. */
export function repeatedIn(given: readonly Argument[]): string | undefined {
  return given.find(({ field }, index) => given.findIndex((one) => one.field === field) < index)?.field;
}

/** Raw input from arguments. Flags, numbers and JSON become what the schema wants; anything else is left for it to refuse. */
export function toInput(operation: Operation, given: readonly Argument[]): Record<string, unknown> {
  return Object.fromEntries(
    given.map(({ field, word }) => {
      const schema = inputField(operation, field);
      return [field, schema === undefined ? word : coerce(innerOf(schema), word)];
    }),
  );
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
