import { iamDenial } from "./errors.ts";
import { ownerPassesIam } from "./guesses.ts";
import type { User } from "./model.ts";
import { contractOf, isOwner } from "./world.ts";
import type { World } from "./world.ts";

/** A request as the rules of IAM roles see it. */
export interface Guarded {
  readonly basePath: "/ecl-sss" | "/ecl-keystone";
  readonly path: string;
  readonly verb: string;
  readonly ipAddress: string;
  /** Query or body: a rule may name any parameter. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * The gate in front of SSS and Keystone: the user must be available for the API, and a role of one of his
 * IAM groups must permit the request.
 *
 * @throws {@link Refusal} 403 in the shape of the IAM layer
 */
export function passIamGate(world: World, user: User, request: Guarded): void {
  const owner = isOwner(user, contractOf(world, user.contractId));
  if (!user.apiAvailability || !((owner && ownerPassesIam) || isPermitted(world, user, request))) {
    throw iamDenial(request.verb, `${request.basePath}${request.path}`);
  }
}

/** The entries of a role are alternatives; within one entry every key must hold. */
function isPermitted(world: World, user: User, request: Guarded): boolean {
  return [...world.iamGroups.values()]
    .filter((group) => group.userIds.has(user.id))
    .flatMap((group) => [...group.roleIds].map((id) => world.iamRoles.get(id)))
    .flatMap((role) => role?.resources ?? [])
    .some((rule) => Object.entries(rule).every(([key, value]) => matches(value, actual(request, key))));
}

function actual(request: Guarded, key: string): unknown {
  switch (key) {
    case "basePath":
      return request.basePath;
    case "path":
      return request.path;
    case "verb":
      return request.verb;
    case "ipAddress":
      return request.ipAddress;
    default:
      return request.parameters[key];
  }
}

function matches(pattern: string, value: unknown): boolean {
  return pattern === "*" || (typeof value === "string" && fits(pattern, value));
}

/**
 * Looks for the parts between the stars in turn, each as early as can be; Infinity is nowhere. As a regular
 * expression, many stars would keep the sandbox busy for ever.
 */
function fits(pattern: string, text: string): boolean {
  const [head = "", ...others] = pattern.split("*");
  const tail = others.pop();
  if (tail === undefined) {
    return text === head;
  }
  let at = text.startsWith(head) ? head.length : Infinity;
  for (const part of others) {
    const found = text.indexOf(part, at);
    at = found < at ? Infinity : found + part.length;
  }
  return at <= text.length - tail.length && text.endsWith(tail);
}
