import { type Risk, risks } from "../../tools/operation.ts";
import type { Profile } from "../../tools/profile.ts";
import type { Claim } from "../store/records.ts";

/** What a caller may ask for at most; the policy decides within that. */
export type Scope = `sss:${Risk}`;

/** Whoever calls over HTTP, as their token or the address they call from says. */
export interface Caller {
  readonly principal: string;
  /** Of what their token says of them, what the policy goes by. */
  readonly claims?: readonly Claim[];
  readonly scopes: readonly Scope[];
  /** What of the operations is left to them: of the server, of their token, of the address they call, in this order. */
  readonly profiles: readonly Profile[];
  /** The account that they are held to; absent: they may choose. */
  readonly account?: string;
}

/** The scopes there are, each of which includes those before it. */
export const allScopes: readonly Scope[] = risks.map((risk): Scope => `sss:${risk}`);

/** The scope that an operation takes, after those that it includes. */
export function scopesUpTo(risk: Risk): readonly Scope[] {
  return allScopes.slice(0, allScopes.indexOf(`sss:${risk}`) + 1);
}

/** The scopes among these names, with those that they include; other names count for nothing. */
export function scopesAmong(names: readonly string[]): readonly Scope[] {
  const widest = allScopes.findLastIndex((scope) => names.includes(scope));
  return allScopes.slice(0, widest + 1);
}

/** Whoever an issuer knows as `subject`: the same human at the console and over MCP. */
export function principalOf(issuer: string, subject: string): string {
  return `oidc:${new URL(issuer).host}/${subject}`;
}
