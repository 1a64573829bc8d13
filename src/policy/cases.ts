import * as z from "zod";
import { operationNamed } from "../../tools/index.ts";
import { contentOf, faultsIn } from "../gate/policy-file.ts";
import { ownRules, type Policy } from "../gate/policy.ts";
import { claim, faces, principal, time } from "../gate/policy/shape.ts";
import { entriesIn, uniqueBy } from "../gate/policy/shape-parts.ts";
import { validate } from "../gate/validate.ts";

const count = z.number().int().min(0);

const expected = z
  .strictObject({
    decision: z.enum(["allow", "confirm", "deny"]),
    by: z.enum(["self", "second"]).optional(),
    wanted: z.enum(["yes", "name"]).optional(),
    rule: z.string().optional(),
    approvers: z.array(z.string()).optional(),
    notFromSlack: z.boolean().optional(),
    code: z.string().optional(),
  })
  .superRefine((given, context) => {
    for (const field of fieldsBeside(given.decision)) {
      if (given[field] !== undefined)
        context.addIssue({
          code: "custom",
          path: [field],
          message: `a decision to ${given.decision} has none`,
        });
    }
  });

const oneCase = z
  .strictObject({
    name: z.string().min(1),
    actor: principal,
    sssUserId: z.string().optional(),
    claims: z.array(claim).default([]),
    face: z.enum(faces).default("mcp"),
    account: z.string().optional(),
    operation: z.string().refine((name) => operationNamed(name) !== undefined, "is no operation"),
    args: z.record(z.string(), z.unknown()).optional(),
    at: time.optional(),
    recentDestroys: count.default(0),
    recentCalls: z.record(z.string(), count).default({}),
    expect: expected,
  })
  .superRefine(({ operation: name, args }, context) => {
    const operation = operationNamed(name);
    const checked = operation && args && validate(operation, args);
    if (checked?.ok === false) context.addIssue({ code: "custom", path: ["args"], message: checked.message });
  });

/** A decision that whoever wrote the policy expects of it. */
export type Case = z.infer<typeof oneCase>;

/** The cases that a text in YAML holds, or every fault in it, with the path of what it is about. */
export function parseCases(
  yaml: string,
  policy: Policy,
): { readonly cases: readonly Case[] } | { readonly faults: readonly string[] } {
  const shape = z
    .array(oneCase, "expected a list of cases")
    .min(1, "expected a case at least")
    .refine(...uniqueBy("name"));
  const content = contentOf(yaml);
  const unknown = [content].flat().flatMap((one, index) => unknownRulesIn(one, index, policy));
  const parsed = shape.safeParse(content);
  if (!parsed.success) return { faults: [...faultsIn(parsed.error), ...unknown] };
  return unknown.length > 0 ? { faults: unknown } : { cases: parsed.data };
}

/** The fields of what is expected that other decisions have. */
function fieldsBeside(decision: z.infer<typeof expected>["decision"]) {
  const confirming = ["by", "wanted", "approvers", "notFromSlack"] as const;
  return decision === "confirm"
    ? (["code"] as const)
    : decision === "deny"
      ? confirming
      : ([...confirming, "code"] as const);
}

/** A rule that does not exist would leave unsaid what was meant; looked for in cases that do not fit, too. */
function unknownRulesIn(given: unknown, index: number, { rules }: Policy): readonly string[] {
  const limited: readonly unknown[] = rules.flatMap(({ name, limit }) => (limit === undefined ? [] : [name]));
  const known: readonly unknown[] = [...ownRules, ...rules.map(({ name }) => name)];
  const counted = entriesIn(given, "recentCalls").flatMap((calls) => Object.keys(Object(calls)));
  const expected = entriesIn(given, "expect").flatMap((expect) => entriesIn(expect, "rule"));
  return [
    ...counted
      .filter((name) => !limited.includes(name))
      .map((name) => `${index}.recentCalls.${name}: the policy has no rule of that name with a limit`),
    ...expected
      .filter((name) => !known.includes(name))
      .map(() => `${index}.expect.rule: the policy has no such rule`),
  ];
}
