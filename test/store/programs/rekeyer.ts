// Puts a store and its sealed files under another master key. Says each step it comes to, and stops for good at the one
// whose number is `STOP_AT`, so that it can be killed just there.
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import { changeKeys } from "../../../src/store/change-keys.ts";
import { noon, taro } from "../samples.ts";
import { say, stateDirectory } from "./environment.ts";

let steps = 0;

async function reach(step: string): Promise<void> {
  steps += 1;
  say(`${steps} ${step}`);
  if (String(steps) !== process.env["STOP_AT"]) return;
  setInterval(() => undefined, 60_000);
  await new Promise(() => undefined);
}

// Whatever it puts on the disk beside the store is written under another name and renamed.
const { rename } = fs;
Object.assign(fs, {
  async rename(from: string, to: string) {
    await reach(`renaming ${basename(to)}`);
    await rename(from, to);
    await reach(`renamed ${basename(to)}`);
  },
});
syncBuiltinESMExports();

const databaseUrl = process.env["DATABASE_URL"];
say("ready");
await changeKeys({
  stateDirectory: stateDirectory(),
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
  by: taro,
  at: noon,
});
say("done");
