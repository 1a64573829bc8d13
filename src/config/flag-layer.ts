import { closestOf } from "./closest.ts";
import { fileVariable } from "./environment-layer.ts";
import type { Given, Layer } from "./given.ts";
import { type Setting, idOf } from "./setting.ts";
import { settingAt, settings } from "./settings.ts";

/** What the command line says of settings. */
export interface Flags {
  /** The file to read. */
  readonly config?: string;
  /** `KEY=VALUE`, the key being a variable or a path of the file. */
  readonly set?: readonly string[];
  /** What assistants are offered. */
  readonly profile?: string;
}

/** What flags set. */
export function flagLayer({ set = [], profile }: Flags): Layer {
  const read = set.map(readOne);
  const offered = profile === undefined ? undefined : settingAt("mcp.profile");
  const short = offered === undefined ? [] : [of(offered, "--profile", profile ?? "")];
  return {
    given: [...read.flatMap((one) => (typeof one === "string" ? [] : [one])), ...short],
    faults: read.flatMap((one) => (typeof one === "string" ? [one] : [])),
  };
}

/** What one sets, or its fault. */
function readOne(words: string): Given | string {
  const [, key = "", value = ""] = /^([^=\s]+)=(.+)$/s.exec(words) ?? [];
  if (key === "") return "--set: expected KEY=VALUE, such as http.port=3940";
  const setting = settingAt(key);
  if (setting === undefined) {
    const closest = closestOf(key, settings.map(idOf));
    const hint = closest === undefined ? "" : `: is ${closest} meant?`;
    return `--set ${key}: there is no such setting${hint}`;
  }
  if (setting.isSecret === true)
    return `--set ${key}: secrets are not taken from the command line, which other users of this machine can read: set ${placesOf(setting)}`;
  return setting.key === undefined
    ? `--set ${key}: is read from the environment only`
    : of(setting, `--set ${key}`, value);
}

function placesOf({ variable, key }: Setting): string {
  return variable === undefined ? `${key} in the file` : `${variable} or ${fileVariable(variable)}`;
}

function of(setting: Setting, where: string, text: string): Given {
  return { setting, text, layer: "flag", where, label: where };
}
