import type { Claim } from "../../store/records.ts";
import { digestOf } from "../../store/canonical.ts";
import type { Policy } from "../policy.ts";

/**
 * Of what a verified token says, the claims that give somebody a role. A claim's name is that of a field, or the path to
 * one with dots, such as `realm_access.roles`; a list holds each of its values.
 */
export function claimsIn(
  issuer: string,
  payload: Readonly<Record<string, unknown>>,
  policy: Policy,
): readonly Claim[] {
  return claimsNamed(policy).filter(
    (named) => named.issuer === issuer && valuesOf(payload, named.claim).includes(named.value),
  );
}

/** Tells whether the claims that a policy goes by are the same as at another time. */
export function claimsMark(policy: Policy): string {
  return digestOf(claimsNamed(policy)).slice(0, 12);
}

/** Each claim once that a role goes by. */
function claimsNamed({ roles }: Policy): readonly Claim[] {
  const named = new Map(
    roles
      .flatMap((role) => role.claims)
      .map((one) => [JSON.stringify([one.issuer, one.claim, one.value]), one]),
  );
  return [...named].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, claim]) => claim);
}

function valuesOf(payload: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = Object.hasOwn(payload, name) ? payload[name] : name.split(".").reduce(fieldOf, payload);
  return [value].flat().filter(isWord).map(String);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function isWord(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
