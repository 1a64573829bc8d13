import type { Party } from "../../store/records.ts";
import { isSameId } from "../facts.ts";
import type { Person, Policy, Role } from "../policy.ts";

/**
 * Somebody by what tells humans apart: the name they come under, and their user on SSS where a face knows it. Claims give
 * them roles, and make nobody another human.
 */
export type Human = Pick<Party, "principal" | "sssUserId" | "claims">;

/** Whether two are the same human, by a name or by their user on SSS. */
export function isSameHuman(left: Human, right: Human, policy: Policy): boolean {
  const others = selvesOf(right, policy);
  return selvesOf(left, policy).some(({ principal, sssUserId }) =>
    others.some((other) => other.principal === principal || isSameId(other.sssUserId, sssUserId)),
  );
}

/** What the policy says of somebody, under whichever of their names they come. */
export function personOf(principal: string, { people }: Policy): Person | undefined {
  return people.find((person) => namesOf(person).includes(principal));
}

/** Whether the policy says who somebody is elsewhere. */
export function isLinked(person: Person | undefined): boolean {
  return person?.alsoKnownAs !== undefined || person?.sssUserId !== undefined;
}

/** Somebody with their user on SSS, as the policy has it, else as the face does. */
export function humanOf({ principal, sssUserId }: Human, policy: Policy): Human {
  const known = personOf(principal, policy)?.sssUserId ?? sssUserId;
  return known === undefined ? { principal } : { principal, sssUserId: known };
}

/** All the names of somebody that the policy knows, the given one among them. */
export function allNamesOf(principal: string, policy: Policy): readonly string[] {
  return selvesOf({ principal }, policy).map((self) => self.principal);
}

/** The roles that somebody has, by one of their names or by a claim. */
export function rolesOf(human: Human, policy: Policy): readonly Role[] {
  const names = allNamesOf(human.principal, policy);
  return policy.roles.filter(
    (role) => role.principals.some((principal) => names.includes(principal)) || hasByClaim(human, role),
  );
}

/** Whether somebody's token gives them a role. */
export function hasByClaim({ claims = [] }: Human, role: Role): boolean {
  return role.claims.some(({ issuer, claim, value }) =>
    claims.some((held) => held.issuer === issuer && held.claim === claim && held.value === value),
  );
}

/** Whether the policy knows somebody: as a person, or by a role. */
export function isKnown(human: Human, policy: Policy): boolean {
  return personOf(human.principal, policy) !== undefined || rolesOf(human, policy).length > 0;
}

/** Whether somebody may answer what others ask for, at least under some rule. */
export function isApprover(human: Human, policy: Policy): boolean {
  const named = policy.rules.flatMap(({ approvers = [] }) => approvers);
  const names = allNamesOf(human.principal, policy);
  return (
    policy.people.some((person) => person.mayApprove && namesOf(person).includes(human.principal)) ||
    rolesOf(human, policy).some((role) => role.mayApprove || named.includes(role.name)) ||
    names.some((name) => named.includes(name))
  );
}

/** Somebody with everything that the policy knows of them. */
function selvesOf(human: Human, { people }: Policy): readonly Human[] {
  const known = people.filter((person) => namesOf(person).includes(human.principal));
  return [
    human,
    ...known.flatMap((person) => namesOf(person).map((principal) => ({ ...person, principal }))),
  ];
}

function namesOf({ principal, alsoKnownAs = [] }: Person): readonly string[] {
  return [principal, ...alsoKnownAs];
}
