import { parseDocument } from "yaml";
import * as z from "zod";
import { catalog } from "../../tools/index.ts";
import { isNamed } from "../../tools/pattern.ts";
import type { Actor } from "./actor.ts";
import {
  type Person,
  type Policy,
  type Rule,
  appliesTo,
  defaultPolicy,
  ownRules,
  versioned,
} from "./policy.ts";

/** Thrown when a policy file does not fit. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  /** Every fault, each with the path of what it is about. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The policy does not fit:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Where people ask from. A complete record, so that the compiler asks about every face there is. */
const isFace: Readonly<Record<Actor["face"], boolean>> = {
  mcp: true,
  terminal: true,
  slack: true,
  page: true,
  gate: false,
};
const faces = Object.entries(isFace).flatMap(([face, isOne]) => (isOne ? [face] : []));
const writes = catalog.filter(({ effect }) => effect !== "read");
const resources = [...new Set(writes.map(({ command }) => command.split(" ")[0]))].filter(
  (word) => word !== undefined,
);

const count = z.number().int().min(1);

const name = z.string().regex(/^[\w-]{1,60}$/, "expected up to 60 letters, digits, - or _");

/** A name that matches nothing would leave open what it was written to close. */
const denied = z
  .string()
  .refine((pattern) => catalog.some((operation) => isNamed(operation.name, pattern)), "matches no operation");

const written = z
  .string()
  .refine((pattern) => writes.some((operation) => isNamed(operation.name, pattern)), "matches no write");

const principal = z.string().regex(/^\S+$/, "expected a principal without spaces, such as local:taro");

const person = z
  .strictObject({
    principal,
    mayApprove: z.boolean().default(false),
    sssUserId: z
      .string()
      .regex(/^ecid\d+$/, "expected a user id such as ecid1000005887")
      .optional(),
    alsoKnownAs: z.array(principal).min(1).optional(),
  })
  // The cast: see that of the rules.
  .transform((given) => Object.fromEntries(Object.entries(given).filter(isGiven)) as unknown as Person);

const rule = z
  .strictObject({
    name: name.refine(
      (given) => !ownRules.some((own) => own === given.toLowerCase()),
      "is the name of a rule of the gate's own",
    ),
    operations: z.array(written).min(1).optional(),
    risks: z
      .array(z.enum(["change", "destroy"]))
      .min(1)
      .optional(),
    resources: z.array(z.enum(resources)).min(1).optional(),
    principals: z.array(principal).min(1).optional(),
    faces: z.array(z.enum(faces)).min(1).optional(),
    consent: z.enum(["self", "second", "deny"]),
    notFromSlack: z.literal(true, { error: "expected true, or nothing" }).optional(),
  })
  // The cast: zod types what is left out as undefined, a rule as absent, which it then is.
  .transform((given) => Object.fromEntries(Object.entries(given).filter(isGiven)) as unknown as Rule)
  .refine((given) => writes.some((operation) => appliesTo(given, operation)), "matches no write");

/** YAML 1.2 has no dates: they are texts, and without a zone nobody could say when they are. */
const time = z.iso
  .datetime({ offset: true, error: "expected a time with its zone, such as 2026-12-28T00:00:00+09:00" })
  .transform((text) => Date.parse(text));

const freeze = z
  .strictObject({ name, from: time, until: time })
  .refine(({ from, until }) => from < until, { path: ["until"], error: "has to be later than from" });

const breaker = z
  .strictObject({
    destroys: z.number().int().min(0).default(defaultPolicy.breaker.destroys),
    windowMinutes: count.max(1_440).default(defaultPolicy.breaker.windowMs / minuteMs),
  })
  .transform(({ destroys, windowMinutes }) => ({ destroys, windowMs: windowMinutes * minuteMs }));

// Bounded: what somebody agreed to long ago is not what they would agree to now.
const life = z
  .strictObject({
    selfMinutes: count.max(60).default(defaultPolicy.life.selfMs / minuteMs),
    secondHours: count.max(168).default(defaultPolicy.life.secondMs / hourMs),
  })
  .transform(({ selfMinutes, secondHours }) => ({
    selfMs: selfMinutes * minuteMs,
    secondMs: secondHours * hourMs,
  }));

const file = z.strictObject({
  readOnly: z.boolean().default(defaultPolicy.readOnly),
  deny: z.array(denied).default([]),
  // Compared exactly when they ask, but two that only look different are a slip of the pen.
  people: z
    .array(person)
    .refine(...unique("principal", "alsoKnownAs"))
    .default([]),
  rules: z
    .array(rule)
    .refine(...unique("name"))
    .default([]),
  freezes: z
    .array(freeze)
    .refine(...unique("name"))
    .default([]),
  breaker: breaker.default(defaultPolicy.breaker),
  life: life.default(defaultPolicy.life),
});

/**
 * The policy that a YAML file describes; what it leaves out is the default's. Times are in the units their names say:
 * `breaker.windowMinutes` (at most a day), `life.selfMinutes` (at most an hour), `life.secondHours` (at most a week).
 *
 * @throws {@link PolicyError} listing every fault with its path.
 */
export function parsePolicy(yaml: string): Policy {
  const document = parseDocument(yaml);
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    throw new PolicyError(broken.map(({ message }) => `(the file): ${firstLine(message)}`));
  const parsed = file.safeParse(contentOf(document) ?? {});
  if (!parsed.success) throw new PolicyError(parsed.error.issues.map(toFault));
  return versioned(parsed.data);
}

/** Aliases that multiply beyond measure are refused by the reader of YAML. */
function contentOf(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new PolicyError([`(the file): ${cause instanceof Error ? cause.message : "cannot be read"}`]);
  }
}

/** The reader of YAML says what and where on the first line, and shows the place on those after it. */
function firstLine(message: string): string {
  return message.split("\n")[0]?.replace(/:$/, "") ?? message;
}

function toFault({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? "(the file)" : path.join(".")}: ${message}`;
}

function isGiven([, value]: readonly [string, unknown]): boolean {
  return value !== undefined;
}

/** A check that runs even where entries are faulty, so that all faults are listed at once. */
function unique(key: string, further = key) {
  const isUnique = (entries: readonly unknown[]): boolean => {
    const keys = new Set([key, further]);
    const names = entries.flatMap((entry) => [...keys].flatMap((one) => namesIn(entry, one)));
    return new Set(names).size === names.length;
  };
  const error = `two entries have the same ${key}, letter case and width aside`;
  return [isUnique, { error, when: ({ value }: { value: unknown }) => Array.isArray(value) }] as const;
}

function namesIn(entry: unknown, key: string): readonly string[] {
  const given: unknown = typeof entry === "object" && entry !== null ? Reflect.get(entry, key) : undefined;
  return [given]
    .flat()
    .filter((name): name is string => typeof name === "string" && name !== "")
    .map((name) => name.normalize("NFKC").toLowerCase());
}
