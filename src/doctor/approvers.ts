import type { Config } from "../config/config.ts";
import type { Policy } from "../gate/policy.ts";
import { allNamesOf, isSameHuman } from "../gate/policy/people.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

/** Everybody who may approve by name: as a person, by a role, or under some rule. */
export function approversIn({ people, roles, rules }: Policy): readonly string[] {
  const named = rules.flatMap((rule) => rule.approvers ?? []);
  const all = [
    ...people.filter(({ mayApprove }) => mayApprove).map(({ principal }) => principal),
    ...roles
      .filter(({ name, mayApprove }) => mayApprove || named.includes(name))
      .flatMap(({ principals }) => principals),
    ...named.filter((one) => !roles.some(({ name }) => name === one)),
  ];
  return [...new Set(all)];
}

/** Whether there is always a second person, and whether each of the approvers has a door to answer at. */
export function coverage(policy: Policy, config: Config): Finding {
  const approvers = humansAmong(approversIn(policy), policy);
  const byClaim = policy.roles.some(({ mayApprove, claims }) => mayApprove && claims.length > 0);
  if (approvers.length === 0 && !byClaim) return withoutApprovers(policy);
  const shut = approvers.filter((one) => allNamesOf(one, policy).every((name) => !isReached(name, config)));
  if (shut.length > 0) {
    return fault(
      `No door is open to ${shut.join(", ")}, who may approve.`,
      "Connect Slack with SSS_OPS_SLACK_CHANNEL, set SSS_OPS_DOORS=terminal, or set SSS_OPS_OIDC_ISSUER for the console; or give them another name in alsoKnownAs.",
    );
  }
  const [only] = approvers;
  if (approvers.length === 1 && !byClaim) {
    return warning(
      `${only} is the only approver: what they ask for themselves nobody can approve.`,
      "In the policy, name a second one: people: [{ principal: …, mayApprove: true }]",
    );
  }
  return ok(`${approvers.length} may approve${byClaim ? ", and whoever has a role by a claim" : ""}.`);
}

function withoutApprovers({ rules }: Policy): Finding {
  const seconds = rules.filter(({ consent }) => consent === "second").map(({ name }) => name);
  if (seconds.length > 0) {
    return fault(
      `The rules ${seconds.join(", ")} want a second person, and nobody may approve: such calls are refused.`,
      "In the policy: people: [{ principal: slack:T…/U…, mayApprove: true }]",
    );
  }
  return warning(
    "Nobody may approve: whoever asks for a deletion confirms it alone, and five an hour at most.",
    "In the policy, name two: people: [{ principal: slack:T…/U…, mayApprove: true }]",
  );
}

/** One name for each human. */
function humansAmong(principals: readonly string[], policy: Policy): readonly string[] {
  return principals.filter(
    (principal, index) =>
      !principals.slice(0, index).some((other) => isSameHuman({ principal }, { principal: other }, policy)),
  );
}

/** Whether somebody of this name can answer anywhere. */
function isReached(principal: string, { slack, doors, oidc, http }: Config): boolean {
  if (principal.startsWith("slack:")) return slack?.channel !== undefined || doors.includes("slack");
  if (principal.startsWith("local:")) return doors.includes("terminal") || http.isLocal;
  return principal.startsWith("oidc:") && oidc !== undefined;
}
