import type { Policy, Role } from "../policy.ts";
import { isLinked, personOf } from "./people.ts";

/** What a policy leaves open that whoever wrote it may not have meant, a line each. */
export function warningsOf(policy: Policy): readonly string[] {
  return [...unlinked(policy), ...unnamed(policy)];
}

/** Approvers in Slack of whom nobody can tell what they ask for elsewhere. */
function unlinked(policy: Policy): readonly string[] {
  const approvers = [
    ...policy.people.filter(({ mayApprove }) => mayApprove).map(({ principal }) => principal),
    ...policy.roles.filter(({ mayApprove }) => mayApprove).flatMap(({ principals }) => principals),
    ...policy.rules.flatMap((rule) => rule.approvers ?? []),
  ];
  const names = [...new Set(approvers)].filter(
    (principal) => principal.startsWith("slack:") && !isLinked(personOf(principal, policy)),
  );
  if (names.length === 0) return [];
  return [
    `Policy: nothing tells who ${names.join(", ")} are outside Slack. What they have an assistant do is asked for by local:USER, and they could approve it themselves: give each of them alsoKnownAs or sssUserId.`,
  ];
}

/** Roles that approve by a claim: of whoever has one nothing else is known. */
function unnamed(policy: Policy): readonly string[] {
  const names = policy.roles.filter((role) => role.claims.length > 0 && approves(role, policy));
  if (names.length === 0) return [];
  return [
    `Policy: whoever has ${names.map(({ name }) => `the role ${name}`).join(" or ")} by a claim approves only what others ask for under the same issuer, since nothing tells who they are elsewhere. Those who are to approve more go into people, with alsoKnownAs or sssUserId.`,
  ];
}

function approves({ name, mayApprove }: Role, { rules }: Policy): boolean {
  return mayApprove || rules.some(({ approvers }) => approvers?.includes(name) === true);
}
