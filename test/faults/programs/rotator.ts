// Reissues the API key pair that its house runs on, with a person's consent, and says each step it comes to; at the one
// that `STOP_AT` names it stops for good, so that it can be killed just there.
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import pg from "pg";
import { updateApiKey } from "../../../tools/user/update-api-key.ts";
import { say } from "../../store/programs/environment.ts";
import { openNamedHouse, person } from "./house.ts";

/** Where a reissue can be killed, in its order. */
export type Step = "asked" | "answered" | "written" | "stored";

async function reach(step: Step): Promise<void> {
  say(step);
  if (step !== process.env["STOP_AT"]) return;
  setInterval(() => undefined, 60_000);
  await new Promise(() => undefined);
}

// Kept in a file, or in the database: each is stopped in the middle of what puts the pair on the disk.
const { open, rename } = fs;
const isPair = (path: unknown) => String(path).includes("key-pair-");
Object.assign(fs, {
  async open(...words: Parameters<typeof open>) {
    if (isPair(words[0])) await reach("answered");
    return open(...words);
  },
  async rename(...[from, to]: Parameters<typeof rename>) {
    if (isPair(to)) await reach("written");
    await rename(from, to);
    if (isPair(to)) await reach("stored");
  },
});
syncBuiltinESMExports();

type Query = (this: pg.Client, text: string, values?: readonly unknown[]) => Promise<unknown>;
const query = pg.Client.prototype.query as Query;
/** The connections in whose transaction a pair was put. */
const putting = new Set<pg.Client>();
Object.assign(pg.Client.prototype, {
  async query(this: pg.Client, ...words: Parameters<Query>) {
    const isPut = words[0].startsWith("insert") && words[1]?.includes("key-pair") === true;
    const isCommit = words[0] === "commit" && putting.delete(this);
    if (isPut) putting.add(this);
    if (isPut) await reach("answered");
    if (isCommit) await reach("written");
    const result = await query.apply(this, words);
    if (isCommit) await reach("stored");
    return result;
  },
});

const house = await openNamedHouse();
const request = { operation: updateApiKey, input: { user_id: process.env["USER_ID"] }, actor: person };
const asked = await house.gate.ask(request);
if (asked.kind !== "asking") throw new Error(`nobody was asked: ${JSON.stringify(asked)}`);
say(asked.ticket.id);
await reach("asked");
const { question } = asked.ticket;
const told = await house.gate.answer(
  asked.ticket.id,
  { kind: "given", yes: true, name: question.name },
  request,
);
say(told.kind);
await house.close();
