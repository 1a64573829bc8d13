import type { Stats } from "node:fs";
import { ConfigError } from "./config-error.ts";
import type { ConfigFile } from "./find-file.ts";
import type { Layer } from "./given.ts";
import { idOf } from "./setting.ts";
import { readText } from "./text-file.ts";
import { layerOf } from "./yaml-layer.ts";

const mostKibibytes = 1_024;

/** What a file sets. One that others may write, or that shows them secrets, is refused. */
export function fileLayer(file: ConfigFile): Layer {
  const read = readText(file.path, mostKibibytes);
  if ("fault" in read) {
    return { given: [], faults: [`${file.namedBy ?? "file"}: ${file.label} cannot be read: ${read.fault}`] };
  }
  const layer = layerOf(read.text, file);
  return { ...layer, faults: [...exposuresOf(layer, file, read.stats), ...layer.faults] };
}

/**
 * The policy that stands in a file of settings, as it is now.
 *
 * @throws {@link ConfigError} also when it stands there no more: where it went is read only at a start.
 */
export function inlinePolicyOf(file: Pick<ConfigFile, "path" | "label">): unknown {
  const { given, faults } = fileLayer({ ...file, isHere: false });
  const inline = given.find(({ setting }) => idOf(setting) === "policy")?.inline;
  const missing = `${file.label}: the policy is not in it any more: start the program again to use another`;
  const all = inline === undefined && faults.length === 0 ? [missing] : faults;
  if (all.length > 0) throw new ConfigError(all.join("\n"), { faults: all });
  return inline;
}

const othersMayWrite = 0o002;
const othersMayRead = 0o004;

/** Windows tells nothing by these. */
function exposuresOf({ given }: Layer, { path, label, isHere }: ConfigFile, stats: Stats): readonly string[] {
  if (process.platform === "win32") return [];
  if (isHere && stats.uid !== 0 && stats.uid !== process.getuid?.())
    return [`${label}: it is another user's: set SSS_OPS_CONFIG to ${path} if it is meant`];
  if ((stats.mode & othersMayWrite) !== 0)
    return [`${label}: every user of this machine may change it: chmod o-w ${path}`];
  const secret = given.find(
    ({ setting, secretFile }) => setting.isSecret === true && secretFile === undefined,
  );
  if (secret === undefined || (stats.mode & othersMayRead) === 0) return [];
  const key = idOf(secret.setting);
  return [
    `${label}: every user of this machine may read it, and it holds ${key}: chmod o-r ${path}, or put the secret into a file of its own and name that in ${key}File`,
  ];
}
