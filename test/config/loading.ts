import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../../src/config/config-error.ts";
import type { Flags } from "../../src/config/flag-layer.ts";
import { type Loaded, loadConfig } from "../../src/config/load.ts";
import { temporaryDirectory } from "../directory.ts";

/** What a program is started with. */
export interface Start {
  /** The content of sss-ops.yaml where it is started. */
  readonly file?: string;
  readonly mode?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: Flags;
  readonly directory?: string;
  readonly trustsDirectory?: boolean;
}

/** Loads the settings of a program that is started in a directory of its own. */
export async function load(start: Start): Promise<Loaded> {
  const { file, mode = 0o600, environment = {}, flags = {}, trustsDirectory = true } = start;
  const directory = start.directory ?? (await temporaryDirectory());
  if (file !== undefined) await write(join(directory, "sss-ops.yaml"), file, mode);
  return loadConfig({
    environment: { XDG_CONFIG_HOME: join(directory, "home"), ...environment },
    flags,
    directory,
    trustsDirectory,
  });
}

/** What keeps settings from being loaded, a line each. */
export async function faultsOf(start: Start): Promise<readonly string[]> {
  const error = await load(start).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConfigError)) throw new Error("expected settings that do not fit", { cause: error });
  return error.faults;
}

/** Writes a file, with this mode whatever the user's mask is. */
export async function write(path: string, content: string | Uint8Array, mode = 0o600): Promise<string> {
  await writeFile(path, content);
  await chmod(path, mode);
  return path;
}
