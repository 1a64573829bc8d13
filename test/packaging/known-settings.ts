import { settings } from "../../src/config/settings.ts";

/** The names under which the program takes settings from its environment, those of secrets in files included. */
export const variables: ReadonlySet<string> = new Set(
  settings.flatMap(({ variable, isSecret }) => {
    if (variable === undefined) return [];
    return isSecret === true ? [variable, `${variable}_FILE`] : [variable];
  }),
);

/** The setting that a variable of the environment sets. */
export function settingOf(name: string): (typeof settings)[number] {
  const setting = settings.find(({ variable }) => variable === name);
  if (setting === undefined) throw new Error(`${name} is no setting`);
  return setting;
}
