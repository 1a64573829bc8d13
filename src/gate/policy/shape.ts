import * as z from "zod";
import { catalog } from "../../../tools/index.ts";
import { isNamed } from "../../../tools/pattern.ts";
import type { Actor } from "../actor.ts";
import { type Freeze, type Person, type Role, type Rule, defaultPolicy, ownRules } from "../policy.ts";
import { appliesTo } from "./match.ts";
import { clock, entriesIn, isZone, optional, uniqueBy, weekday } from "./shape-parts.ts";

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
/** The faces that a rule can name. */
export const faces = Object.entries(isFace).flatMap(([face, isOne]) => (isOne ? [face] : []));
const writes = catalog.filter(({ effect }) => effect !== "read");
const resources = [...new Set(writes.map(({ command }) => command.split(" ")[0]))].filter(
  (word) => word !== undefined,
);

const count = z.number().int().min(1);
const minutes = count.max(1_440);

const name = z.string().regex(/^[\w-]{1,60}$/, "expected up to 60 letters, digits, - or _");

/** A name that matches nothing would leave open what it was written to close. */
const denied = z
  .string()
  .refine((pattern) => catalog.some((operation) => isNamed(operation.name, pattern)), "matches no operation");

const written = z
  .string()
  .refine((pattern) => writes.some((operation) => isNamed(operation.name, pattern)), "matches no write");

/** Somebody as a face authenticates them. */
export const principal = z.string().regex(/^\S+$/, "expected a principal without spaces, such as local:taro");

/** What a token has to carry. The value may be written as YAML reads it, unless that changes it. */
export const claim = z.strictObject({
  issuer: z.url({ error: "expected the issuer's URL, exactly as its tokens name it" }),
  claim: z.string().min(1, "expected the name of a claim, such as groups"),
  value: z
    .union(
      [z.string().min(1), z.int(), z.boolean()],
      "expected a text, in quotes where it looks like a number",
    )
    .transform(String),
});

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
  .transform((given) => optional<Person>(given));

const role = z
  .strictObject({
    name,
    mayApprove: z.boolean().default(false),
    principals: z.array(principal).min(1).optional(),
    claims: z.array(claim).min(1).optional(),
  })
  .refine(
    ({ principals, claims }) => principals !== undefined || claims !== undefined,
    "nobody has it: expected principals, claims or both",
  )
  .transform(({ principals = [], claims = [], ...rest }): Role => ({ ...rest, principals, claims }));

const cover = {
  operations: z.array(written).min(1).optional(),
  risks: z
    .array(z.enum(["change", "destroy"]))
    .min(1)
    .optional(),
  resources: z.array(z.enum(resources)).min(1).optional(),
  accounts: z.array(name).min(1).optional(),
};

const limit = z
  .strictObject({ calls: z.number().int().min(0), windowMinutes: minutes })
  .transform(({ calls, windowMinutes }) => ({ calls, windowMs: windowMinutes * minuteMs }));

const rule = z
  .strictObject({
    ...cover,
    name: name.refine(
      (given) => !ownRules.some((own) => own === given.toLowerCase()),
      "is the name of a rule of the gate's own",
    ),
    principals: z.array(principal).min(1).optional(),
    roles: z.array(name).min(1).optional(),
    faces: z.array(z.enum(faces)).min(1).optional(),
    consent: z.enum(["self", "second", "deny"]),
    approvers: z.array(principal).min(1).optional(),
    limit: limit.optional(),
    notFromSlack: z.literal(true, { error: "expected true, or nothing" }).optional(),
  })
  .transform((given) => optional<Rule>(given))
  .refine((given) => writes.some((operation) => appliesTo(given, operation)), "matches no write");

/** A moment, with its zone: YAML 1.2 has no dates, they are texts, and without a zone nobody could say when they are. */
export const time = z.iso
  .datetime({ offset: true, error: "expected a time with its zone, such as 2026-12-28T00:00:00+09:00" })
  .transform((text) => Date.parse(text));

const weekly = z.strictObject({
  days: z.array(weekday).min(1),
  from: clock.refine((minute) => minute < 1_440, "a day begins at 00:00"),
  until: clock,
  zone: z.string().refine(isZone, "expected a time zone such as Asia/Tokyo"),
});

const freeze = z
  .strictObject({
    ...cover,
    name,
    from: time.optional(),
    until: time.optional(),
    weekly: weekly.optional(),
  })
  .refine(
    ({ from, until, weekly }) => (from !== undefined && until !== undefined) !== (weekly !== undefined),
    "expected from and until, or weekly",
  )
  .refine(
    ({ from, until, weekly }) => weekly === undefined || (from === undefined && until === undefined),
    "expected from and until, or weekly, and not both",
  )
  .refine(({ from, until }) => from === undefined || until === undefined || from < until, {
    path: ["until"],
    error: "has to be later than from",
  })
  .transform((given) => optional<Freeze>(given))
  .refine((given) => writes.some((operation) => appliesTo(given, operation)), "matches no write");

const breaker = z
  .strictObject({
    destroys: z.number().int().min(0).default(defaultPolicy.breaker.destroys),
    windowMinutes: minutes.default(defaultPolicy.breaker.windowMs / minuteMs),
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

/** The content of a policy file; what it leaves out is the default's. */
export const policyShape = z.strictObject({
  readOnly: z.boolean().default(defaultPolicy.readOnly),
  deny: z.array(denied).default([]),
  // Compared exactly when they ask, but two that only look different are a slip of the pen.
  people: z
    .array(person)
    .refine(...uniqueBy("principal", "alsoKnownAs"))
    .default([]),
  roles: z
    .array(role)
    .refine(...uniqueBy("name"))
    .default([]),
  rules: z
    .array(rule)
    .refine(...uniqueBy("name"))
    .default([]),
  freezes: z
    .array(freeze)
    .refine(...uniqueBy("name"))
    .default([]),
  breaker: breaker.default(defaultPolicy.breaker),
  life: life.default(defaultPolicy.life),
});

/**
 * The rules of a policy that name roles which are not there: they would be nobody's, and leave open what they were written
 * to close. By themselves, since they are looked for in what does not fit, too.
 */
export function unknownRolesIn(policy: unknown): readonly string[] {
  const known = new Set(entriesIn(policy, "roles").flatMap((one) => entriesIn(one, "name")));
  const isUnknown = (one: unknown) => typeof one === "string" && !known.has(one);
  return entriesIn(policy, "rules").flatMap((rule, index) => [
    ...entriesIn(rule, "roles").flatMap((one, at) =>
      isUnknown(one) ? [`rules.${index}.roles.${at}: there is no role ${String(one)}`] : [],
    ),
    ...entriesIn(rule, "approvers").flatMap((one, at) =>
      isUnknown(one) && !isPrincipal(String(one))
        ? [
            `rules.${index}.approvers.${at}: ${String(one)} is neither a role nor a principal such as local:taro`,
          ]
        : [],
    ),
  ]);
}

/** Not what decisions call whoever has a role by a claim: in the policy a role is named as it is. */
function isPrincipal(text: string): boolean {
  return text.includes(":") && !text.startsWith("role:");
}
