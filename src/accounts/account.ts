import { randomBytes } from "node:crypto";
import { ConfigError } from "../config/config-error.ts";
import type { Account, Config } from "../config/config.ts";
import { digestOf } from "../store/canonical.ts";

/** An account that the house opens to. */
export interface OpenedAccount {
  /** What people call it. */
  readonly name: string;
  /** What names it in tickets: the same for the same API key at the same service, whatever it is called. */
  readonly tag: string;
  /** The tag of the first account with the same API key, such as that of one user in several regions. */
  readonly pair: string;
  /** Where it is and what opens it; absent: a sandbox of its own. */
  readonly account?: Account;
}

/** What the account of the sandbox is called. */
const sandboxName = "sandbox";

/**
 * The accounts that the house opens to: those that are configured, or that of a sandbox where there are none.
 *
 * @throws {@link ConfigError} when two have one name, or are one account.
 */
export function openedBy({
  accounts,
}: Pick<Config, "accounts">): readonly [OpenedAccount, ...OpenedAccount[]] {
  const [first, ...others] = accounts.map((account) => ({
    name: account.name,
    tag: tagOf(account),
    pair: tagOf(accounts.find((other) => hasSameKey(other, account)) ?? account),
    account,
  }));
  if (first === undefined) return [sandbox()];
  const opened = [first, ...others] as const;
  const faults = opened.flatMap((account, index) => faultsOf(account, opened.slice(0, index)));
  if (faults.length > 0) throw new ConfigError(`The accounts do not fit:\n${faults.join("\n")}`);
  return opened;
}

/** Every sandbox is one of its own. */
function sandbox(): OpenedAccount {
  const tag = randomBytes(4).toString("hex");
  return { name: sandboxName, tag, pair: tag };
}

function hasSameKey(one: Account, other: Account): boolean {
  return one.credentials.apiKey === other.credentials.apiKey;
}

function tagOf({ keystoneUrl, sssUrl, credentials: { apiKey } }: Account): string {
  return digestOf({ keystoneUrl, sssUrl, apiKey }).slice(0, 8);
}

function faultsOf({ name, tag }: OpenedAccount, before: readonly OpenedAccount[]): readonly string[] {
  const namesake = before.find((other) => other.name === name);
  if (namesake !== undefined) return [`  ${name}: two accounts have this name; give each another one.`];
  const same = before.find((other) => other.tag === tag);
  return same === undefined
    ? []
    : [`  ${name}: it is the account ${same.name}, by its API key and its URLs; leave one of them out.`];
}
