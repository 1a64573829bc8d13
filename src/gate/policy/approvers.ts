import type { Operation } from "../../../tools/operation.ts";
import { partsOf } from "../../../tools/workflow.ts";
import type { Policy, Role } from "../policy.ts";
import { type Asker, onlyReads, ruleFor } from "./match.ts";
import { type Human, allNamesOf, hasByClaim, isLinked, isSameHuman, personOf } from "./people.ts";

/**
 * Who may answer what somebody asks for, under all their names, and never the requester: principals, and `role:NAME` for
 * whoever has that role by a claim.
 */
export function approversOf(operation: Operation, requester: Asker, policy: Policy): readonly string[] {
  const [first = [], ...others] = grantsFor(operation, requester, policy).map((grant) => [
    ...namesIn(grant, requester, policy),
    ...rolesWithin(grant, requester, policy),
  ]);
  return first.filter((one) => others.every((list) => list.includes(one)));
}

/** Whether somebody may answer what another asks for: for every part of it, and never the requester themselves. */
export function mayAnswer(actor: Human, operation: Operation, requester: Asker, policy: Policy): boolean {
  if (isSameHuman(requester, actor, policy)) return false;
  const grants = grantsFor(operation, requester, policy);
  return grants.length > 0 && grants.every((grant) => isIn(grant, actor, requester, policy));
}

/** Whether anybody may approve what somebody asks for, where no rule names who. */
export function hasApprover(requester: Human, policy: Policy): boolean {
  const grant = grantOf(undefined, policy);
  return namesIn(grant, requester, policy).length > 0 || rolesWithin(grant, requester, policy).length > 0;
}

/** Who is given the right to answer. */
interface Grant {
  readonly principals: readonly string[];
  readonly roles: readonly Role[];
}

/** One for each write that the operation is made of: whoever answers has to be in all of them. */
function grantsFor(operation: Operation, requester: Asker, policy: Policy): readonly Grant[] {
  return partsOf(operation)
    .filter((part) => !onlyReads(part))
    .map((part) => grantOf(ruleFor(part, requester, policy)?.approvers, policy));
}

function grantOf(named: readonly string[] | undefined, { people, roles: all }: Policy): Grant {
  const roles = all.filter(({ name, mayApprove }) => named?.includes(name) ?? mayApprove);
  const principals =
    named?.filter((one) => !roles.some(({ name }) => name === one)) ??
    people.filter(({ mayApprove }) => mayApprove).map(({ principal }) => principal);
  return { principals: [...principals, ...roles.flatMap((role) => role.principals)], roles };
}

/** The names in a grant that are not the requester's. */
function namesIn({ principals }: Grant, requester: Human, policy: Policy): readonly string[] {
  const others = principals.filter((principal) => !isSameHuman(requester, { principal }, policy));
  return [...new Set(others.flatMap((principal) => allNamesOf(principal, policy)))];
}

/** The roles in a grant that somebody else can have by a claim, as far as they can be told from the requester. */
function rolesWithin({ roles }: Grant, requester: Human, policy: Policy): readonly string[] {
  const linked = policy.people.filter(
    (person) => isLinked(person) && !isSameHuman(requester, person, policy),
  );
  const names = [requester.principal, ...linked.flatMap(({ principal }) => allNamesOf(principal, policy))];
  return roles
    .filter(({ claims }) => claims.some(({ issuer }) => names.some((name) => isOf(issuer, name))))
    .map(({ name }) => `role:${name}`);
}

function isIn(grant: Grant, actor: Human, requester: Human, policy: Policy): boolean {
  return (
    namesIn(grant, requester, policy).includes(actor.principal) ||
    (grant.roles.some((role) => hasByClaim(actor, role)) && isAnother(actor, requester, policy))
  );
}

/**
 * Whether somebody whom nobody named is another human than the requester, and not the same one at another face: the same
 * issuer names both, or the policy says who they are elsewhere.
 */
function isAnother({ principal }: Human, requester: Human, policy: Policy): boolean {
  const issuer = issuerIn(principal);
  return (
    (issuer !== undefined && issuer === issuerIn(requester.principal)) ||
    isLinked(personOf(principal, policy))
  );
}

function isOf(issuer: string, principal: string): boolean {
  return issuerIn(principal) === `oidc:${new URL(issuer).host}/`;
}

/** The part of a principal that says who gave the rest of it. */
function issuerIn(principal: string): string | undefined {
  return /^oidc:[^/]+\//.exec(principal)?.[0];
}
