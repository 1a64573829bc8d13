import { type Setting, type ValuesOf } from "./setting.ts";
import { accountName, accountSettings, defaultAccount } from "./settings/account.ts";
import { consentSettings } from "./settings/consent.ts";
import { httpSettings } from "./settings/http.ts";
import { mcpSettings } from "./settings/mcp.ts";
import { processSettings } from "./settings/process.ts";
import { slackSettings } from "./settings/slack.ts";
import { storeSettings } from "./settings/store.ts";
import { telemetrySettings } from "./settings/telemetry.ts";

/** The settings beside those of accounts, by their variable. */
const declared = {
  ...httpSettings,
  ...storeSettings,
  ...consentSettings,
  ...slackSettings,
  ...mcpSettings,
  ...processSettings,
  ...telemetrySettings,
};

/** What the settings beside those of accounts read as. */
export type Values = ValuesOf<typeof declared>;

/** The name of a setting beside those of accounts. */
export type Variable = keyof Values;

/** The settings beside those of accounts. */
export const ownSettings: readonly (Setting & { readonly variable: string })[] = Object.entries(declared).map(
  ([variable, setting]) => ({ variable, ...setting }),
);

/** Every setting, those of the account `default` first. */
export const settings: readonly Setting[] = [...accountSettings(defaultAccount), ...ownSettings];

/** The setting at a path of the file, or of a variable. */
export function settingAt(name: string): Setting | undefined {
  const [, account] = /^accounts\.([^.]+)\.[^.]+$/.exec(name) ?? [];
  const known = account !== undefined && accountName.test(account) ? accountSettings(account) : settings;
  return known.find(({ key, variable }) => key === name || variable === name);
}
