import { accountNames } from "./accounts.ts";
import type { Config } from "./config.ts";
import type { Loaded } from "./load.ts";
import type { Chosen } from "./merged.ts";
import { type Setting, defaultOf, idOf } from "./setting.ts";
import { accountSettings } from "./settings/account.ts";
import { ownSettings } from "./settings.ts";
import { withoutSecrets } from "./shown.ts";

/** A setting as it counts, and why. */
export interface EffectiveSetting {
  /** Its path in the file, else its variable. */
  readonly setting: string;
  /** Absent where nothing is set; never a secret. */
  readonly value?: string;
  readonly layer: "unset" | "default" | Chosen["layer"];
  /** Where it is set, such as `sss-ops.yaml:3` or `SSS_OPS_PORT`. */
  readonly source: string;
}

/** Every setting as it counts, accounts first. */
export function effectiveOf({
  config,
  merged,
}: Pick<Loaded, "config" | "merged">): readonly EffectiveSetting[] {
  const derived = derivedFrom(config);
  return [...accountNames(merged).flatMap(accountSettings), ...ownSettings].map((setting) => {
    const id = idOf(setting);
    const chosen = merged.chosen.get(id);
    if (chosen !== undefined)
      return { setting: id, value: valueOf(chosen), layer: chosen.layer, source: chosen.where };
    return { setting: id, ...unsetOf(setting, derived.get(id)) };
  });
}

function unsetOf(setting: Setting, derived: string | undefined): Omit<EffectiveSetting, "setting"> {
  const value = derived ?? defaultOf(setting);
  return value === "" ? { layer: "unset", source: "unset" } : { value, layer: "default", source: "default" };
}

function valueOf({ setting, text, secretFile, inline }: Chosen): string {
  if (secretFile !== undefined) return `(set, from ${secretFile})`;
  if (setting.isSecret === true) return "(set)";
  return inline === undefined ? withoutSecrets(text) : "(in the file)";
}

/** What follows from other settings, or from this machine. */
function derivedFrom({ stateDirectory, accounts }: Config): ReadonlyMap<string, string> {
  return new Map([
    ["store.directory", stateDirectory],
    ...accounts.flatMap(({ name, keystoneUrl, sssUrl }): [string, string][] => [
      [`accounts.${name}.keystoneUrl`, keystoneUrl],
      [`accounts.${name}.sssUrl`, sssUrl],
    ]),
  ]);
}
