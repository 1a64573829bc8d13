import type { Command } from "commander";
import { atTerminal, loadSettings } from "./desk.ts";
import { localPrincipal } from "./process.ts";

const desk = () => import("../terminal/store.ts");

/** `store`: where tickets and audit are kept. */
export function addStore(program: Command): void {
  const store = program.command("store").description("where tickets and audit are kept");
  store
    .command("info", { isDefault: true })
    .description("what it is and holds")
    .action(() => atTerminal(async (at) => (await desk()).showStore(await at.store(), at.terminal)));
  store
    .command("export <file>")
    .description("everything, under seal, as JSON Lines: to move from SQLite to PostgreSQL")
    .action((file: string) =>
      atTerminal(async (at) => (await desk()).exportStore(await at.store(), file, at.terminal)),
    );
  store
    .command("import <file>")
    .description("an export, into an empty store under the same keys")
    .action((file: string) =>
      atTerminal(async (at) => (await desk()).importStore(await at.store(), file, at.terminal)),
    );
  store
    .command("backup <file>")
    .description("a copy of the SQLite store")
    .action((file: string) =>
      atTerminal(async (at) => (await desk()).backUpStore(await at.store(), file, at.terminal)),
    );
  store
    .command("rekey")
    .description("put everything under another master key: SSS_OPS_NEW_SECRET_KEY, else a new key file")
    .action(changeKey);
}

/** Changes the master key of what the settings name; nothing else of the program is started. */
async function changeKey(): Promise<void> {
  const { processTerminal } = await import("../terminal/prompt.ts");
  const { stateDirectory, databaseUrl, secretKey, newSecretKey } = (await loadSettings()).config;
  const change = {
    stateDirectory,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(secretKey === undefined ? {} : { secretKey }),
    ...(newSecretKey === undefined ? {} : { newSecretKey }),
    by: { principal: localPrincipal(), face: "terminal" },
    at: Date.now(),
  };
  process.exitCode = await (await desk()).changeKey(change, processTerminal());
}
