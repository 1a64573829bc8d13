import { catalog } from "../../../tools/index.ts";
import type { Operation } from "../../../tools/operation.ts";
import { isNamed } from "../../../tools/pattern.ts";
import { partsOf } from "../../../tools/workflow.ts";
import type { Party } from "../../store/records.ts";
import type { Cover, Policy, Rule } from "../policy.ts";
import { rolesOf } from "./people.ts";

/** Whoever asks, as far as the policy looks at them. */
export type Asker = Pick<Party, "principal" | "face" | "sssUserId" | "claims">;

/** Whether something of the policy covers an operation, whoever asks. */
export function appliesTo({ operations, risks, resources }: Cover, operation: Operation): boolean {
  const { name, risk, command } = operation;
  return (
    (operations?.some((pattern) => isNamed(name, pattern)) ?? true) &&
    (risks?.some((one) => one === risk) ?? true) &&
    (resources?.some((one) => one === command.split(" ")[0]) ?? true)
  );
}

/** The rule that counts for a single write by somebody: the first that matches. */
export function ruleFor(operation: Operation, asker: Asker, policy: Policy): Rule | undefined {
  return policy.rules.find((rule) => appliesTo(rule, operation) && asks(rule, asker, policy));
}

/** Whether a call by its effect and its risk takes no consent. */
export function onlyReads({ effect, risk }: Operation): boolean {
  return effect === "read" && risk === "read";
}

/** A rule's own limit, and the operations whose calls count against it. */
export interface Limit {
  readonly rule: string;
  readonly operations: readonly string[];
  readonly windowMs: number;
}

/** The limits that a call by somebody is under. */
export function limitsOn(operation: Operation, asker: Asker, policy: Policy): readonly Limit[] {
  const rules = partsOf(operation)
    .filter((part) => !onlyReads(part))
    .map((part) => ruleFor(part, asker, policy));
  return [...new Set(rules)].flatMap((rule) =>
    rule?.limit === undefined
      ? []
      : [{ rule: rule.name, operations: namesUnder(rule), windowMs: rule.limit.windowMs }],
  );
}

function namesUnder(rule: Rule): readonly string[] {
  const isUnder = (part: Operation) => !onlyReads(part) && appliesTo(rule, part);
  return catalog.filter((operation) => partsOf(operation).some(isUnder)).map(({ name }) => name);
}

function asks({ principals, roles, faces }: Rule, asker: Asker, policy: Policy): boolean {
  const isAnybody = principals === undefined && roles === undefined;
  const isMeant = () =>
    principals?.includes(asker.principal) === true ||
    (roles !== undefined && rolesOf(asker, policy).some(({ name }) => roles.includes(name)));
  return (faces?.includes(asker.face) ?? true) && (isAnybody || isMeant());
}
