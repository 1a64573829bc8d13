// Tries to put down every note that a line names, and says in one line of JSON which ones it did; for each line it reads.
import { createInterface } from "node:readline";
import { holderName, openNamedStore, say } from "./environment.ts";

interface Round {
  readonly keys: readonly string[];
  readonly at: number;
  readonly expiresAt: number;
}

const holder = holderName();
const store = await openNamedStore();
say("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const { keys, at, expiresAt } = JSON.parse(line) as Round;
  const told = await Promise.all(keys.map((key) => store.notes.add("card", key, { holder }, at, expiresAt)));
  say(JSON.stringify(keys.filter((_, index) => told[index])));
}
await store.close();
