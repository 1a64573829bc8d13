import { lstatSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** A file of settings that was named, or found where it usually is. */
export interface ConfigFile {
  readonly path: string;
  /** As people know it, to begin faults with. */
  readonly label: string;
  /** What names it; absent: it lies where the program looks for it. */
  readonly namedBy?: string;
  /** It was not named, but lies in the directory where the program was started. */
  readonly isHere: boolean;
}

/** Where a file of settings may be named or lie. */
export interface Whereabouts {
  /** As a flag names it. */
  readonly flag: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** Where the program was started. */
  readonly directory: string;
}

const fileName = "sss-ops.yaml";

/** The file to read: of the flag, else of SSS_OPS_CONFIG, else the one here, else the user's; undefined where there is none. */
export function findFile({ flag, environment, directory }: Whereabouts): ConfigFile | undefined {
  const variable = environment["SSS_OPS_CONFIG"];
  if (flag !== undefined) return named(flag, "--config", directory);
  if (variable) return named(variable, "SSS_OPS_CONFIG", directory);
  const here = join(directory, fileName);
  if (isThere(here)) return { path: here, label: fileName, isHere: true };
  const users = join(environment["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "sss-ops", fileName);
  return isThere(users) ? { path: users, label: users, isHere: false } : undefined;
}

/** Also a link that leads nowhere: without the file that is meant, what it closes would be open. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function named(path: string, namedBy: string, directory: string): ConfigFile {
  return { path: resolve(directory, path), label: path, namedBy, isHere: false };
}
