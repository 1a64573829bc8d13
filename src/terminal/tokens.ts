import { risks } from "../../tools/operation.ts";
import { type Profiled, parseProfile } from "../../tools/profile.ts";
import { type Scope, scopesAmong } from "../access/caller.ts";
import { type IssuedToken, createTokens } from "../access/tokens.ts";
import type { Gate } from "../gate/gate.ts";
import type { Store } from "../store/port.ts";
import { type Terminal, exitCodes } from "./call.ts";

/** What tokens are issued and revoked with. */
interface TokenDesk {
  readonly gate: Gate;
  readonly store: () => Promise<Store>;
  readonly terminal: Terminal;
  readonly principal: string;
}

/** The flags of `token create`, as the command line has them. */
export interface TokenFlags {
  readonly actor: string;
  readonly scopes: string;
  readonly days: number;
  readonly label?: string;
  readonly profile?: string;
  readonly account?: string;
}

const mostDays = 365;
const dayMs = 86_400_000;
/** Kind and name, as faces write principals; nothing that breaks a line. */
const principalForm = /^[a-z]+:[!-~]{1,255}$/;

/** Issues a token and prints it: the only time that it is shown. */
export async function createToken(flags: TokenFlags, desk: TokenDesk): Promise<number> {
  const { gate, store, terminal, principal } = desk;
  const { actor, scopes: text, days, label, account } = flags;
  const scopes = scopesIn(text);
  const read = flags.profile === undefined ? undefined : parseProfile(flags.profile);
  const fault = faultOf(flags, scopes, read) ?? faultOfAccount(flags, gate);
  if (fault !== undefined) {
    terminal.remark(`No token was made: ${fault}.`);
    return exitCodes.usage;
  }
  const grant = {
    principal: actor,
    scopes,
    lifeMs: days * dayMs,
    ...(label === undefined ? {} : { label }),
    ...(read === undefined || "fault" in read ? {} : read),
    ...(account === undefined ? {} : { account }),
  };
  const by = { principal, face: "terminal" };
  const { token, id } = await createTokens(await store()).create(grant, by, Date.now());
  terminal.print(token);
  terminal.remark(
    `Token ${id} for ${actor}, good for ${days} days. It is not shown again: keep it as a secret.`,
  );
  if (!gate.isKnown({ principal: actor }))
    terminal.remark(`The policy does not know ${actor}: they may ask, and approve nothing.`);
  return exitCodes.done;
}

/** Prints the tokens that count, without the tokens themselves. */
export async function listTokens({ store, terminal }: TokenDesk): Promise<number> {
  const issued = await createTokens(await store()).list(Date.now());
  for (const token of issued) terminal.print(JSON.stringify(toLine(token)));
  return exitCodes.done;
}

/** Ends a token. */
export async function revokeToken(id: string, { store, terminal, principal }: TokenDesk): Promise<number> {
  const by = { principal, face: "terminal" };
  const wasThere = await createTokens(await store()).revoke(id, by, Date.now());
  terminal.remark(
    wasThere
      ? `Token ${id} is revoked.`
      : `There is no token ${id}: sss-ops token list shows those there are.`,
  );
  return wasThere ? exitCodes.done : exitCodes.failed;
}

/** The scopes named, with those they include; empty when there is a name that is none. */
function scopesIn(text: string): readonly Scope[] {
  const names = text.split(",").map((name) => name.trim());
  const isKnown = names.every((name) => risks.some((risk) => risk === name));
  return isKnown ? scopesAmong(names.map((name) => `sss:${name}`)) : [];
}

function faultOf(
  { actor, days, label = "" }: TokenFlags,
  scopes: readonly Scope[],
  profile: Profiled | undefined,
): string | undefined {
  if (!principalForm.test(actor)) {
    return "--actor has to be a principal such as local:taro or oidc:idp.example.com/taro";
  }
  if (scopes.length === 0) return "--scopes takes read, change and destroy, with commas between";
  if (profile !== undefined && "fault" in profile) return `--profile: ${profile.fault}`;
  if (days > mostDays) return `--days is at most ${mostDays}`;
  return /^[^\p{Cc}]{0,100}$/u.test(label) ? undefined : "--label is at most 100 characters on one line";
}

function faultOfAccount({ account }: TokenFlags, { accounts }: Gate): string | undefined {
  return account === undefined || accounts.includes(account)
    ? undefined
    : `--account takes one of ${accounts.join(", ")}`;
}

function toLine({ id, principal, scopes, label, profile, account, ...times }: IssuedToken) {
  const { createdAt, expiresAt, usedAt } = times;
  return {
    id,
    actor: principal,
    scopes,
    label,
    profile: profile?.text,
    account,
    created: isoOf(createdAt),
    expires: isoOf(expiresAt),
    last_used: usedAt === undefined ? undefined : isoOf(usedAt),
  };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
