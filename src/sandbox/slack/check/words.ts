import type * as z from "zod";

type Path = readonly PropertyKey[];

/** What is wrong with a value, in the words of Slack: `[ERROR] must be … [json-pointer:/blocks/0/text]`. */
export function faultsOf(schema: z.ZodType, value: unknown, root: Path = []): readonly string[] {
  const { error } = schema.safeParse(value, { error: toWords });
  return error === undefined ? [] : toFaults(error, root);
}

/** What a check with {@link toWords} found. */
export function toFaults({ issues }: z.ZodError, root: Path = []): readonly string[] {
  return issues.map((issue) => toFault(issue.message, pathOf(issue, root)));
}

/** One thing that is wrong, and where. */
export function toFault(words: string, path: Path): string {
  return `[ERROR] ${words} [json-pointer:/${path.map(String).join("/")}]`;
}

const missing = "missing required field: ";

/** Slack points to the object that lacks a field, not to the field. */
function pathOf({ code, message, path }: z.core.$ZodIssue, root: Path): Path {
  const full = [...root, ...path];
  return code !== "custom" && message.startsWith(missing) ? full.slice(0, -1) : full;
}

/** Says an issue as Slack would; to be given to `safeParse` as `error`. */
export function toWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined && issue.path?.length
        ? missing + String(issue.path.at(-1))
        : `must provide ${issue.expected === "array" ? "an array" : `a valid ${issue.expected}`}`;
    case "unrecognized_keys":
      return `invalid additional property: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return `unsupported type: ${typeOf(issue.input)}`;
    case "invalid_value":
      return issue.input === undefined ? missing + String(issue.path?.at(-1)) : "must be a valid enum value";
    case "too_big":
      return issue.origin === "array"
        ? `no more than ${issue.maximum} items allowed`
        : `must be at most ${issue.maximum}`;
    case "too_small":
      return issue.origin === "array"
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be at least ${issue.minimum}`;
    case "invalid_format":
      return "must be a valid format";
    case "not_multiple_of":
    case "invalid_element":
    case "invalid_key":
    case "custom":
      return undefined;
  }
}

function typeOf(input: unknown): string {
  const isTyped = typeof input === "object" && input !== null && "type" in input;
  return isTyped ? String(input.type) : "undefined";
}
