import { type Merged, faultsOf } from "./merged.ts";
import { type Setting, idOf } from "./setting.ts";
import { type Values, ownSettings } from "./settings.ts";
import { type Together, together } from "./together.ts";

/** Settings that were read, as far as they fit, and what does not, a line each. */
export interface Read<Of> {
  readonly values: Of;
  readonly faults: readonly string[];
}

/** Reads the settings beside those of accounts. */
export function readOwn(merged: Merged, hasFile: boolean): Read<Values> {
  const { values, faults } = readAll(ownSettings, ({ variable = "" }) => variable, merged);
  // The cast: what does not fit stays a text here, and is used for nothing but the checks.
  const read = values as unknown as Values;
  const broken = together.filter(({ holds }) => !holds(read));
  return {
    values: read,
    faults: [...faults, ...broken.map((one) => faultOf(one, merged, hasFile))],
  };
}

/** Reads settings by their schemas, each under a name. */
export function readAll(
  settings: readonly Setting[],
  nameOf: (setting: Setting) => string,
  { chosen }: Pick<Merged, "chosen">,
): Read<Readonly<Record<string, unknown>>> {
  const read = settings.map((setting) => {
    const text = chosen.get(idOf(setting))?.text;
    const { success, data } = setting.schema.safeParse(text);
    return [nameOf(setting), success ? data : text] as const;
  });
  const given = settings.flatMap((setting) => chosen.get(idOf(setting)) ?? []);
  return {
    values: Object.fromEntries(read),
    faults: given.filter(({ isBroken }) => !isBroken).flatMap(faultsOf),
  };
}

/** Settings are called in it as they are where they are set, else where they can be. */
function faultOf({ at, message }: Together, { chosen }: Merged, hasFile: boolean): string {
  const nameOf = (variable: string) => {
    const { key } = ownSettings.find((setting) => setting.variable === variable) ?? {};
    const isInFile = hasFile && (chosen.get(key ?? variable)?.layer ?? "file") === "file";
    return isInFile && key !== undefined ? key : variable;
  };
  const key = ownSettings.find((setting) => setting.variable === at)?.key;
  const unset = hasFile && key !== undefined ? `${at} (${key})` : at;
  return `${chosen.get(key ?? at)?.label ?? unset}: ${message.replace(/\b[A-Z]+_[A-Z_]+\b/g, nameOf)}`;
}
