import { readAccounts } from "./accounts.ts";
import { ConfigError } from "./config-error.ts";
import type { Config, PolicySettings } from "./config.ts";
import { environmentLayer } from "./environment-layer.ts";
import { type ConfigFile, findFile } from "./find-file.ts";
import { type Flags, flagLayer } from "./flag-layer.ts";
import type { Layer } from "./given.ts";
import { type Merged, merge } from "./merged.ts";
import { toConfig } from "./to-config.ts";
import { printable } from "./shown.ts";
import { readOwn } from "./values.ts";

/** Where settings come from. */
export interface Sources {
  readonly environment: NodeJS.ProcessEnv;
  readonly flags?: Flags;
  /** Where the program was started. */
  readonly directory: string;
  /** Whether a file there counts that nobody named: not where others choose the directory, as hosts of assistants do. */
  readonly trustsDirectory: boolean;
}

/** The configuration, and where each part of it is from. */
export interface Loaded {
  readonly config: Config;
  readonly merged: Merged;
  /** The file that was read. */
  readonly file?: ConfigFile;
}

/**
 * The configuration of all layers: defaults, the file, the environment, flags, each on top of those before it.
 *
 * @throws {@link ConfigError} listing everything that does not fit.
 */
export async function loadConfig({
  environment,
  flags = {},
  directory,
  trustsDirectory,
}: Sources): Promise<Loaded> {
  const file = findFile({ flag: flags.config, environment, directory });
  const read = file === undefined ? [] : [await layerOf(file, trustsDirectory)];
  return resolve([...read, environmentLayer(environment), flagLayer(flags)], file);
}

/**
 * The configuration that the environment alone describes.
 *
 * @throws {@link ConfigError} listing everything that does not fit.
 */
export function configFrom(environment: NodeJS.ProcessEnv): Config {
  return resolve([environmentLayer(environment)], undefined).config;
}

/** Loaded only where there is a file: a start is quicker without a YAML parser. */
async function layerOf(file: ConfigFile, trustsDirectory: boolean): Promise<Layer> {
  if (file.isHere && !trustsDirectory) {
    const fault = `${file.label}: it lies where the program was started, and nobody named it: set SSS_OPS_CONFIG to ${file.path}, or to the file that is meant`;
    return { given: [], faults: [fault] };
  }
  return (await import("./file-layer.ts")).fileLayer(file);
}

function resolve(layers: readonly Layer[], file: ConfigFile | undefined): Loaded {
  const merged = merge(layers);
  const own = readOwn(merged, file !== undefined);
  const accounts = readAccounts(merged);
  const faults = [...merged.faults, ...accounts.faults, ...own.faults].map(printable);
  if (faults.length > 0) {
    throw new ConfigError(`The configuration does not fit:\n${faults.map(indented).join("\n")}`, { faults });
  }
  const config = toConfig(own.values, accounts.values, inlineOf(merged, file));
  return { config, merged, ...(file === undefined ? {} : { file }) };
}

function inlineOf({ chosen }: Merged, file: ConfigFile | undefined): PolicySettings["inline"] {
  const content = chosen.get("policy")?.inline;
  return content === undefined || file === undefined ? undefined : { content, file: file.path };
}

function indented(fault: string): string {
  return `  ${fault}`;
}
