import { distance } from "fastest-levenshtein";
import type * as z from "zod";
import { inputField, noteOf } from "../../tools/fields.ts";
import { mapped } from "../../tools/mapped.ts";
import type { Operation } from "../../tools/operation.ts";
import { oneLine } from "./plain.ts";

/** Input that fits the operation, or what is wrong with it, field by field, in one sentence. */
export type Validated =
  | { readonly ok: true; readonly input: Record<string, unknown> }
  | { readonly ok: false; readonly message: string };

/** Checks raw input against the operation's schema. An explicit null counts as left out, as clients of the API send it. */
export function validate(operation: Operation, raw: unknown): Validated {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { ok: false, message: `The arguments of ${operation.name} have to be an object.` };
  }
  const unknown = Object.keys(raw).filter((name) => inputField(operation, name) === undefined);
  if (unknown.length > 0) {
    return { ok: false, message: `${operation.name} was not run: ${unknownArguments(operation, unknown)}.` };
  }
  const parsed = parse(operation, raw);
  if (parsed.success) return { ok: true, input: mapped(parsed.data, (value) => value) };
  const faults = parsed.error.issues.map((issue) => explain(issue, operation));
  return { ok: false, message: `${operation.name} was not run: ${[...new Set(faults)].join("; ")}.` };
}

/** One thing that is wrong with raw input. */
export interface Fault {
  /** The argument; undefined where it is about the input as a whole. */
  readonly field: string | undefined;
  readonly isMissing: boolean;
  readonly issue: z.core.$ZodIssue;
}

/** What is wrong with raw input, one by one, for a face that tells each beside its field; empty where it fits. */
export function faultsOf(operation: Operation, raw: Record<string, unknown>): readonly Fault[] {
  const issues = parse(operation, raw).error?.issues ?? [];
  return issues.map((issue) => {
    const [field] = issue.path.map(String);
    return { field, isMissing: field !== undefined && (raw[field] ?? undefined) === undefined, issue };
  });
}

function parse({ input }: Operation, raw: object) {
  return input.safeParse(mapped({ ...raw }, (value) => value ?? undefined));
}

function explain(issue: z.core.$ZodIssue, operation: Operation): string {
  const field = issue.path.join(".");
  const top = String(issue.path[0] ?? "");
  switch (issue.code) {
    case "unrecognized_keys":
      return `${field} has unknown keys ${quoted(issue.keys)}`;
    case "invalid_type":
      return issue.input === undefined && isMissing(issue)
        ? `${field} is required${whereFound(operation, top)}${exampleOf(operation, top)}`
        : `${field} must be ${withArticle(issue.expected)}${exampleOf(operation, top)}`;
    case "too_small":
      return `${field} must have at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `${field} must have at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "invalid_format":
      return `${field} must ${formatOf(issue)}${exampleOf(operation, top)}`;
    case "invalid_value":
      return `${field} must be one of ${issue.values.join(", ")}`;
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
      return field === "" ? issue.message : `${field}: ${issue.message}`;
  }
}

function unknownArguments({ input }: Operation, names: readonly string[]): string {
  const fields = Object.keys(input.shape);
  const meant = names.map((name) => nearestOf(name, fields)).filter((field) => field !== undefined);
  const hint = meant.length === 0 ? "" : `did you mean ${[...new Set(meant)].join(", ")}? `;
  return `unknown argument ${quoted(names)} (${hint}it takes ${fields.join(", ") || "none"})`;
}

/** The field that a wrong name was most likely meant for: `tenantId` and `tenat_id` for `tenant_id`. */
function nearestOf(name: string, fields: readonly string[]): string | undefined {
  const wanted = bare(name).slice(0, 60);
  const fars = fields.map((field) => ({ field, far: distance(wanted, bare(field)) }));
  const [nearest] = fars.toSorted((left, right) => left.far - right.far);
  return nearest !== undefined && nearest.far <= wanted.length / 3 ? nearest.field : undefined;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, "");
}

/** Which read shows the id that is missing. */
function whereFound(operation: Operation, field: string): string {
  const schema = inputField(operation, field);
  const lookup = schema && noteOf(schema)?.lookup;
  return lookup === undefined ? "" : `: an id or a name that ${lookup.operation} shows`;
}

function withArticle(type: string): string {
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function isMissing(issue: z.core.$ZodIssueInvalidType): boolean {
  return issue.message.endsWith("received undefined");
}

function unitOf(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " entries" : "";
}

function formatOf(issue: z.core.$ZodIssueInvalidStringFormat): string {
  return issue.format === "regex" ? `match ${issue.pattern ?? ""}` : `be a valid ${issue.format}`;
}

function exampleOf(operation: Operation, field: string): string {
  const schema = inputField(operation, field);
  const example = schema === undefined ? undefined : noteOf(schema)?.examples?.[0];
  return example === undefined
    ? ""
    : `, such as ${typeof example === "string" ? example : JSON.stringify(example)}`;
}

const mostQuoted = 5;

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, mostQuoted).map((name) => JSON.stringify(oneLine(name).slice(0, 60)));
  const more = names.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
}
