import { closestOf } from "./closest.ts";
import type { Setting } from "./setting.ts";
import { accountFields, accountSettings } from "./settings/account.ts";
import { settingAt, settings } from "./settings.ts";

/** The setting that an entry of the file is of, by its path: itself, or the file that its secret is in. */
export function settingOf(key: string): Setting | undefined {
  const secret = key.endsWith("File") ? settingAt(key.slice(0, -"File".length)) : undefined;
  const setting = secret?.isSecret === true ? secret : settingAt(key);
  return setting !== undefined && namesOf(setting).includes(key) ? setting : undefined;
}

/** Whether settings lie below a path of the file. */
export function isGroup(key: string): boolean {
  return key === "accounts" || settings.some((setting) => setting.key?.startsWith(`${key}.`) === true);
}

/** What lies below a path of the file, as far as names are known. */
export function fieldsOf(group: string): readonly string[] {
  if (group === "accounts") return ["a name for each account"];
  if (group.startsWith("accounts.")) return Object.keys(accountFields);
  const keys = settings.flatMap(({ key }) => (key?.startsWith(`${group}.`) === true ? [key] : []));
  return keys.map((key) => key.slice(group.length + 1));
}

/** The path that a mistyped one was most likely meant for. */
export function closestKey(key: string): string | undefined {
  const [, account] = /^accounts\.([^.]+)\./.exec(key) ?? [];
  const known = account === undefined ? settings : accountSettings(account);
  return closestOf(key, known.flatMap(namesOf));
}

function namesOf({ key, isSecret }: Setting): readonly string[] {
  if (key === undefined) return [];
  return isSecret === true ? [key, `${key}File`] : [key];
}
