import { writeSync } from "node:fs";
import type { Keys } from "../../../src/store/keys.ts";
import type { Store } from "../../../src/store/port.ts";
import { openStore } from "../../../src/store/store.ts";

/** The store that the environment names: `STATE_DIRECTORY` or `DATABASE_URL`, under `keys` or those in `KEYS`. */
export function openNamedStore(keys: Keys = keysFromEnvironment()): Promise<Store> {
  const databaseUrl = process.env["DATABASE_URL"];
  return openStore({
    stateDirectory: stateDirectory(),
    keys,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
}

export function stateDirectory(): string {
  return process.env["STATE_DIRECTORY"] ?? "";
}

/** The name of this process. */
export function holderName(): string {
  return process.env["HOLDER"] ?? "";
}

/** Says one line; it is said when this returns. */
export function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function keysFromEnvironment(): Keys {
  const hex = JSON.parse(process.env["KEYS"] ?? "") as Record<keyof Keys, string>;
  const key = (name: keyof Keys): Buffer => Buffer.from(hex[name], "hex");
  return { seal: key("seal"), chain: key("chain"), state: key("state") };
}
