import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Wanted } from "./policy.ts";
import type { Preview } from "./preview.ts";
import { isSecretField } from "./seal.ts";
import type { Question } from "./ticket.ts";

const shownFields = 12;
const shownCharacters = 120;

/** What a person is asked before a write: the question, the exact arguments, how the target is now, and what hangs on it. */
export function toQuestion(
  operation: Operation,
  input: Record<string, unknown>,
  preview: Preview,
  wanted: Wanted,
): Question {
  const name = nameOf(operation, input, preview);
  const lines = [
    fill(operation.confirm?.en ?? `Run ${operation.name}?`, operation, input, preview),
    `Operation: ${operation.name}`,
    ...section("Arguments", withoutSecrets(operation, input)),
    ...section("Now", preview.before),
    ...preview.impact.flatMap(({ operation: read, answer }) => section(`Depends on it (${read})`, answer)),
    operation.undo === "none" ? "This cannot be undone." : `To undo it: ${operation.undo}.`,
    ...(wanted === "name" ? [`To confirm, type: ${name}`] : []),
  ];
  return { message: lines.join("\n"), wanted, name };
}

/** Whether what was typed is the name; full-width letters of a Japanese input method count as the plain ones. */
export function isTyped(typed: unknown, name: string): boolean {
  return typeof typed === "string" && name !== "" && toHalfWidth(typed).trim() === toHalfWidth(name).trim();
}

/** Text of other people made safe to stand in a sentence: one line, no control or bidi characters, capped. */
export function plain(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const oneLine = text.replace(/\s+/gu, " ").replace(/\p{C}/gu, "").trim();
  return oneLine.length > shownCharacters ? `${oneLine.slice(0, shownCharacters)}…` : oneLine;
}

/** The name of the target, or its id where upstream shows no name (outside a user's home region it is empty). */
function nameOf({ name, target }: Operation, input: Record<string, unknown>, { before }: Preview): string {
  if (target === undefined) return name;
  const idFields = Object.keys(operationNamed(target.operation)?.input.shape ?? {});
  const id = idFields.map((field) => input[field]).find(isShown);
  return plain(isShown(before[target.name]) ? before[target.name] : (id ?? name));
}

function fill(
  text: string,
  operation: Operation,
  input: Record<string, unknown>,
  { before }: Preview,
): string {
  const values = {
    ...before,
    ...withoutSecrets(operation, input),
    // The name is the one the target has now, not the one it is to get.
    ...(operation.target !== undefined && isShown(before[operation.target.name])
      ? { [operation.target.name]: before[operation.target.name] }
      : {}),
  };
  return text.replace(/\{(\w+)\}/g, (_placeholder, field: string) =>
    plain((values as Record<string, unknown>)[field] ?? "-"),
  );
}

function withoutSecrets(operation: Operation, input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([field, value]) => [
      field,
      isSecretField(operation, field) ? "(hidden)" : value,
    ]),
  );
}

function section(title: string, fields: Record<string, unknown>): readonly string[] {
  const shown = Object.entries(fields).filter(([, value]) => isShown(value));
  if (shown.length === 0) return [];
  const lines = shown.slice(0, shownFields).map(([field, value]) => `  ${plain(field)}: ${summaryOf(value)}`);
  return [`${title}:`, ...lines, ...(shown.length > shownFields ? ["  …"] : [])];
}

/** A value on one line; of a list the number of entries and what each begins with, which is its id. */
function summaryOf(value: unknown): string {
  if (!Array.isArray(value)) return plain(value);
  const firsts = value.map((entry: unknown) =>
    typeof entry === "object" && entry !== null ? Object.values(entry)[0] : entry,
  );
  return plain(`${value.length} (${firsts.join(", ")})`);
}

function isShown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** Full-width ASCII forms (U+FF01 to U+FF5E) and the ideographic space as what they stand for; look-alikes stay apart. */
function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ");
}
