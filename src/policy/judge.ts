import { operationNamed } from "../../tools/index.ts";
import type { Policy } from "../gate/policy.ts";
import { decide } from "../gate/policy/decide.ts";
import { type Decision, explain } from "../gate/policy/decision.ts";
import { inAccount } from "../gate/policy/in-account.ts";
import type { Case } from "./cases.ts";

/** How a policy decides on a case. */
export interface Judgement {
  readonly name: string;
  /** What is otherwise than expected; nothing where the case holds. */
  readonly differences: readonly {
    readonly field: string;
    readonly expected: string;
    readonly actual: string;
  }[];
  /** The decision in one sentence. */
  readonly told: string;
}

/** What a policy decides on a case; without a time of its own, as at `now`, in milliseconds since the epoch. */
export function judge(given: Case, policy: Policy, now: number): Judgement {
  const decision = decisionOn(given, policy, now);
  const actual = toFields(decision);
  const differences = Object.entries(given.expect).flatMap(([field, expected]) => {
    const [wanted, got] = [toText(expected), toText(actual[field])];
    return expected === undefined || wanted === got ? [] : [{ field, expected: wanted, actual: got }];
  });
  return { name: given.name, differences, told: explain(decision) };
}

function decisionOn(given: Case, policy: Policy, now: number): Decision {
  const operation = operationNamed(given.operation);
  if (operation === undefined) throw new Error(`${given.operation} is no operation`);
  const { actor, face, claims, account, sssUserId, at = now, recentDestroys, recentCalls } = given;
  const none = policy.rules.map(({ name }) => [name, 0] as const);
  const asker = { principal: actor, face, claims, ...(sssUserId === undefined ? {} : { sssUserId }) };
  const situation = {
    now: at,
    recentDestroys,
    recentCalls: { ...Object.fromEntries(none), ...recentCalls },
  };
  // Where no account is named, every rule counts, whichever it is for.
  const ruling = account === undefined ? policy : inAccount(policy, account);
  return decide(operation, asker, ruling, situation);
}

/** A decision under the names that cases have for its parts. */
function toFields({ kind, ...rest }: Decision): Readonly<Record<string, unknown>> {
  return { decision: kind, ...(kind === "confirm" ? { notFromSlack: false } : {}), ...rest };
}

/** The order in which people are named says nothing. */
function toText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "nobody" : value.map(String).toSorted().join(", ");
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "none";
}
