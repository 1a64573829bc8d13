// Waits for lines that name issued secrets, asks to see them so many times at once, and says in one line of JSON what it
// was told each time.
import { createInterface } from "node:readline";
import { createIssuedSecrets } from "../../../src/store/secrets.ts";
import { holderName, openNamedStore, say } from "./environment.ts";

interface Round {
  readonly id: string;
  readonly at: number;
  readonly times: number;
}

const store = await openNamedStore();
const issued = createIssuedSecrets(store, { lifeMs: 60_000, newId: () => "unused" });
const by = { principal: `local:${holderName()}`, face: "terminal" };
say("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const { id, at, times } = JSON.parse(line) as Round;
  const revealed = await Promise.all(Array.from({ length: times }, () => issued.reveal(id, by, at)));
  say(JSON.stringify(revealed.map(({ kind }) => kind)));
}
await store.close();
