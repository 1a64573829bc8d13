import { operationNamed } from "../../tools/index.ts";
import type { Operation, Text } from "../../tools/operation.ts";
import { oneLine, plain, visible } from "./plain.ts";
import type { TicketStep } from "../store/records.ts";
import type { Wanted } from "./policy/decision.ts";
import type { Preview } from "./preview.ts";
import { placeholders } from "./placeholders.ts";
import { redacted } from "./redacted.ts";
import { operationOf } from "./operation-of.ts";
import type { Question, Ticket } from "./ticket.ts";
import { endpointOf } from "./workflow/states.ts";

const shownFields = 12;

/**
 * What a person is asked before a write: the question, every argument in full, how the target is now, and what hangs
 * on it.
 */
export function toQuestion(
  operation: Operation,
  input: Record<string, unknown>,
  preview: Preview,
  wanted: Wanted,
  account?: string,
): Question {
  const name = nameOf(operation, input, preview);
  const lines = [
    sentenceFor(operation, input, preview, "en"),
    ...(account === undefined ? [] : [`Account: ${account}`]),
    `Operation: ${operation.name}`,
    ...titled(
      "Arguments",
      inFull(redacted(operation, input)).map(([field, value]) => `${field}: ${value}`),
    ),
    ...titled(
      "Steps, in this order; the first surprise stops it",
      (preview.steps ?? []).map((step, index) => `${index + 1}. ${stepLine(step, "en")}`),
    ),
    ...titled("Now", inShort(preview.before)),
    ...preview.impact.flatMap(({ operation: read, answer }) =>
      titled(`Depends on it (${read})`, inShort(answer)),
    ),
    undoLine(operation),
    ...(wanted === "name" ? [`To confirm, type: ${name}`] : []),
  ];
  return { message: lines.join("\n"), wanted, name };
}

function undoLine({ undo }: Operation): string {
  const reverse = undo?.operation ?? "none";
  const line = reverse === "none" ? "This cannot be undone." : `To undo it: ${reverse}.`;
  return undo?.lost === undefined ? line : `${line} ${undo.lost.en}`;
}

/** What a ticket asks in one sentence, behind the account that it is about where there are several. */
export function sentenceOf(
  { operation, input, before, account }: Pick<Ticket, "operation" | "input" | "before" | "account">,
  language: keyof Text,
): string {
  const sentence = sentenceFor(operationOf({ operation }), input, { before }, language);
  return account === undefined ? sentence : `${account}: ${sentence}`;
}

/** The question in one sentence: secrets hidden, every value on one line and cut after 120 characters. */
export function sentenceFor(
  operation: Operation,
  input: Record<string, unknown>,
  preview: Pick<Preview, "before">,
  language: keyof Text,
): string {
  const text = operation.confirm ?? {
    en: `Run ${operation.name}?`,
    ja: `${operation.name} を実行しますか？`,
  };
  return fill(text[language], operation, redacted(operation, input, language), preview);
}

/**
 * Every value to its end by its path, such as `resources.0.verb`, on one line each: nobody may consent to what is not
 * shown.
 */
export function inFull(
  value: unknown,
  path = "",
  language: keyof Text = "en",
): readonly (readonly [path: string, text: string])[] {
  if (typeof value !== "object" || value === null) return [[path, visible(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return path === "" ? [] : [[path, placeholders.none[language]]];
  return entries.flatMap(([key, inner]) =>
    inFull(inner, path === "" ? visible(key) : `${path}.${visible(key)}`, language),
  );
}

/** What a step does, in words and with every argument in full. */
export function stepLine(step: TicketStep, language: keyof Text): string {
  const endpoint = endpointOf(step);
  const given = inFull(redacted(endpoint, step.input)).map(([field, value]) => `${field}: ${value}`);
  return `${endpoint.title[language]}: ${visible(step.name)} (${given.join(", ")})`;
}

/**
 * Whether what was typed is the name. Full-width letters of a Japanese input method count as the plain ones, and a
 * letter composed of two characters as the one it makes; look-alikes stay apart.
 */
export function isTyped(typed: unknown, name: string): boolean {
  return typeof typed === "string" && name !== "" && folded(typed) === folded(name);
}

function folded(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\uFF01-\uFF5E]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/\s+/gu, " ")
    .trim();
}

/** The name of the target, or its id where upstream shows no name (outside a user's home region it is empty). */
function nameOf({ name, target }: Operation, input: Record<string, unknown>, { before }: Preview): string {
  if (target === undefined) return name;
  const idFields = Object.keys(operationNamed(target.operation)?.input.shape ?? {});
  const id = idFields.map((field) => input[field]).find(isShown);
  return oneLine(before[target.name] ?? "") || oneLine(id ?? name);
}

function fill(
  text: string,
  { target }: Operation,
  shown: Record<string, unknown>,
  { before }: Pick<Preview, "before">,
): string {
  const values: Record<string, unknown> = { ...before, ...shown };
  // The name is the one the target has now, not the one it is to get.
  if (target !== undefined && isShown(before[target.name])) values[target.name] = before[target.name];
  return text.replace(/\{(\w+)\}/g, (_placeholder, field: string) => plain(values[field] ?? "-"));
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

/** The first fields, cut; of a list the number of entries and what each begins with, which is its id. */
function inShort(fields: Record<string, unknown>): readonly string[] {
  const shown = Object.entries(fields).filter(([, value]) => isShown(value));
  const lines = shown.slice(0, shownFields).map(([field, value]) => `${plain(field)}: ${summaryOf(value)}`);
  return shown.length > shownFields ? [...lines, "…"] : lines;
}

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
