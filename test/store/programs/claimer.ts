// Waits for a line, then tries to claim every ticket it names, and says in one line of JSON which it got.
import { createInterface } from "node:readline";
import { newEvent } from "../samples.ts";
import { holderName, openNamedStore, say } from "./environment.ts";

const holder = holderName();
const store = await openNamedStore();
say("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const { ids, at } = JSON.parse(line) as { readonly ids: readonly string[]; readonly at: number };
  const move = { from: ["approved"], to: "running", at, unexpired: true, set: { holder } } as const;
  const claims = ids.map((ticketId) =>
    store.tickets.move(ticketId, move, [newEvent({ event: "called", at, ticketId, details: { holder } })]),
  );
  const won = (await Promise.all(claims)).flatMap((claim) => (claim === undefined ? [] : [claim.id]));
  say(JSON.stringify(won));
}
await store.close();
