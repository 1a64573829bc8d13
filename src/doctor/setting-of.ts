import type { Account } from "../config/config.ts";
import { accountFields, defaultAccount } from "../config/settings/account.ts";

/** The fields of an account that the environment can set as well, for the account `default`. */
type Field = Exclude<keyof typeof accountFields, "description" | "slackChannels">;

/** What to type to set a field of an account: the variable of the account `default`, else the key in the file of settings. */
export function settingOf(account: Account | undefined, field: Field): string {
  const { name = defaultAccount } = account ?? {};
  return name === defaultAccount ? accountFields[field].variable : `accounts.${name}.${field}`;
}
