import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server";
import type { Text } from "../../../tools/operation.ts";
import { cleanedText } from "../answers/clean.ts";
import { type Prompt, type PromptArgument, argumentsOf } from "./prompt.ts";

/** The arguments of a prompt as they were given: cleaned, of each at most 20 values, none empty. */
export interface Given {
  readonly language: keyof Text;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

const longestValue = 200;
const mostValues = 20;

/** Reads the arguments of a prompt. Throws a {@link ProtocolError} that names the one that does not fit. */
export function givenTo(
  prompt: Prompt,
  raw: Readonly<Record<string, string>>,
  accounts: readonly string[] = [],
): Given {
  const known = argumentsOf(prompt, accounts);
  const unknown = Object.keys(raw).find((name) => known.every((argument) => argument.name !== name));
  if (unknown !== undefined) {
    throw invalid(prompt, `there is no argument ${JSON.stringify(cleanedText(unknown, 60))}`, known);
  }
  const values = new Map<string, readonly string[]>();
  for (const argument of known) {
    const given = valuesOf(argument, raw);
    const fault = faultOf(argument, given);
    if (fault !== undefined) throw invalid(prompt, fault, known);
    if (given.length > 0) values.set(argument.name, given);
  }
  const language = values.get("language")?.[0] === "ja" ? "ja" : "en";
  return { language, values };
}

/** Between values stands a comma, or what a Japanese keyboard types for one. */
export const betweenValues = /[,、，]/;

function valuesOf(
  { name, isMany }: PromptArgument,
  raw: Readonly<Record<string, string>>,
): readonly string[] {
  const given = Object.hasOwn(raw, name) ? (raw[name] ?? "") : "";
  const parts = isMany === true ? given.split(betweenValues) : [given];
  return [...new Set(parts.map((part) => cleanedText(part, Infinity).trim()))].filter((part) => part !== "");
}

const forms = { month: /^\d{4}-(0[1-9]|1[0-2])$/, language: /^(en|ja)$/ } as const;
const expected = { month: "a month as YYYY-MM", language: "en or ja" } as const;

function faultOf(
  { name, required, form, among }: PromptArgument,
  values: readonly string[],
): string | undefined {
  if (required === true && values.length === 0) return `${name} is missing`;
  if (values.length > mostValues) return `${name} takes at most ${mostValues} values`;
  if (values.some((value) => value.length > longestValue))
    return `${name} is longer than ${longestValue} characters`;
  if (among !== undefined && !values.every((value) => among.includes(value)))
    return `${name} must be one of ${among.join(", ")}`;
  const isFitting = form === undefined || values.every((value) => forms[form].test(value));
  return isFitting ? undefined : `${name} must be ${expected[form]}`;
}

function invalid({ name }: Prompt, fault: string, known: readonly PromptArgument[]): ProtocolError {
  const names = known.map((argument) => `${argument.name}${argument.required === true ? " (required)" : ""}`);
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `The prompt ${name} was not made: ${fault}. It takes: ${names.join(", ")}.`,
  );
}
