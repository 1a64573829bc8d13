import { endpointsOf } from "../sss/endpoints.ts";
import type { Account } from "./config.ts";
import type { Chosen, Merged } from "./merged.ts";
import { type AccountValues, accountSettings, defaultAccount } from "./settings/account.ts";
import { type Read, readAll } from "./values.ts";

/**
 * Reads the accounts: those of the file, and `default`, which the environment may describe as well. They lie side by side,
 * so that each setting is layered alike; which account is meant is asked of every call.
 */
export function readAccounts(merged: Merged): Read<readonly Account[]> {
  const read = accountNames(merged).map((name) => readAccount(name, merged));
  const accounts = read.flatMap(({ values }) => values ?? []);
  return {
    values: accounts,
    faults: [...read.flatMap(({ faults }) => faults), ...strayOf(merged), ...sharedChannels(accounts)],
  };
}

/** The names of the accounts that anything is set of. */
export function accountNames({ accounts, chosen }: Merged): readonly string[] {
  const set = [...chosen.keys()].flatMap((id) => /^accounts\.([^.]+)\./.exec(id)?.[1] ?? []);
  return [...new Set([...accounts.keys(), ...set])];
}

function pairOf(name: string, { chosen }: Merged): readonly (Chosen | undefined)[] {
  return ["apiKey", "apiSecret"].map((field) => chosen.get(`accounts.${name}.${field}`));
}

function readAccount(name: string, merged: Merged): Read<Account | undefined> {
  const { values, faults } = readAll(accountSettings(name), fieldOf, merged);
  const missing = missingOf(name, merged);
  const all = missing === undefined ? faults : [...faults, missing];
  // The cast: without faults the fields read as their schemas say.
  return { values: all.length > 0 ? undefined : toAccount(name, values as AccountValues), faults: all };
}

function missingOf(name: string, merged: Merged): string | undefined {
  const [key, secret] = pairOf(name, merged);
  if ((key !== undefined && secret !== undefined) || !isMeant(name, merged)) return undefined;
  const where = merged.accounts.get(name);
  if (where === undefined && name === defaultAccount)
    return "SSS_API_SECRET: SSS_API_KEY and SSS_API_SECRET belong together: set both, or neither for the sandbox";
  const field = key === undefined ? "apiKey" : "apiSecret";
  return `${where ?? `accounts.${name}`}: expected ${field} or ${field}File, read none`;
}

/** A region or a URL in the environment make no account: it stays the sandbox. */
function isMeant(name: string, merged: Merged): boolean {
  return (
    name !== defaultAccount ||
    merged.accounts.has(name) ||
    pairOf(name, merged).some((one) => one !== undefined)
  );
}

/** What is set of the account that has no key, while there are others: it was most likely meant for one of them. */
function strayOf(merged: Merged): readonly string[] {
  const [other] = accountNames(merged).filter((name) => name !== defaultAccount);
  if (other === undefined || isMeant(defaultAccount, merged)) return [];
  return accountSettings(defaultAccount).flatMap(({ key = "" }) => {
    const given = merged.chosen.get(key);
    const meant = `accounts.${other}.${fieldOf({ key })}`;
    return given === undefined
      ? []
      : [`${given.label}: is of the account default, which has no API key: set ${meant} in the file`];
  });
}

function sharedChannels(accounts: readonly Account[]): readonly string[] {
  return accounts.flatMap(({ name, slackChannels = [] }, index) =>
    slackChannels.flatMap((channel) => {
      const other = accounts.slice(0, index).find((one) => one.slackChannels?.includes(channel));
      return other === undefined
        ? []
        : [`accounts.${name}.slackChannels: ${channel} is a channel of the account ${other.name} already`];
    }),
  );
}

function toAccount(name: string, set: AccountValues): Account | undefined {
  const { apiKey, apiSecret, tenantId, description, slackChannels } = set;
  if (apiKey === undefined || apiSecret === undefined) return undefined;
  const preset = endpointsOf(set.region);
  return {
    name,
    credentials: { apiKey, apiSecret },
    region: set.region,
    keystoneUrl: set.keystoneUrl ?? preset.keystoneUrl,
    sssUrl: set.sssUrl ?? preset.sssUrl,
    endpointFrom: set.forceEndpoint ? "settings" : "catalog",
    version: set.apiVersion,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(description === undefined ? {} : { description }),
    ...(slackChannels.length === 0 ? {} : { slackChannels }),
  };
}

function fieldOf({ key = "" }: { readonly key?: string }): string {
  return key.slice(key.lastIndexOf(".") + 1);
}
