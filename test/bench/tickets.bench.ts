import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Store } from "../../src/store/port.ts";
import type { AuditEvent, Move } from "../../src/store/records.ts";
import type { Database } from "../../src/store/tables.ts";
import { writeTo } from "../../src/store/transaction.ts";
import { engines, openNew } from "../store/engines.ts";
import { newEvent, newTicket, noon, taro } from "../store/samples.ts";
import { median, medianRatio, msOf, print } from "./figures.ts";

const rounds = 9;
const ticketsPerRound = 25;
/** What a ticket may take, of the time for its bare transactions alone. */
const mostOverBare = 15;

for (const engine of engines) {
  test(`tickets from asking to the end on ${engine.name}, beside as many bare transactions`, async (context) => {
    const { store, engine: opened } = await openNew(engine, context);
    const { database } = opened;
    await sql`create table bench_rows (id text primary key, body text not null)`.execute(database);
    const ms = { ours: [] as number[], bare: [] as number[] };
    for (let round = -2; round < rounds; round += 1) {
      const ours = await msOf(() => each(round, (id) => liveThrough(store, id)));
      const bare = await msOf(() => each(round, (id) => writeBarely(database, id)));
      if (round < 0) continue;
      ms.ours.push(ours / ticketsPerRound);
      ms.bare.push(bare / ticketsPerRound);
    }
    const overBare = medianRatio(ms.ours, ms.bare);
    const perSecond = Math.round(1_000 / median(ms.ours));
    const barePerSecond = Math.round(1_000 / median(ms.bare));
    print({ benchmark: "tickets", store: opened.name, perSecond, barePerSecond, overBare, mostOverBare });
    expect(overBare).toBeLessThanOrEqual(mostOverBare);
  });
}

async function each(round: number, live: (id: string) => Promise<void>): Promise<void> {
  for (let index = 0; index < ticketsPerRound; index += 1) await live(`${round}/${index}`);
}

const moves: readonly { readonly move: Move; readonly event: AuditEvent["event"] }[] = [
  {
    move: { from: ["open"], to: "approved", at: noon + 1, set: { decided: { by: taro, at: noon + 1 } } },
    event: "decided",
  },
  { move: { from: ["approved"], to: "running", at: noon + 2, set: { holder: "one" } }, event: "called" },
  {
    move: { from: ["running"], to: "done", at: noon + 3, set: { outcome: { kind: "done" } } },
    event: "ended",
  },
];

async function liveThrough({ tickets }: Store, id: string): Promise<void> {
  await tickets.open(newTicket(id), newEvent({ ticketId: id }));
  for (const { move, event } of moves) await tickets.move(id, move, [newEvent({ event, ticketId: id })]);
}

/** As many transactions, each with a row that is put down or changed and another beside it. */
async function writeBarely(database: Database, id: string): Promise<void> {
  const body = JSON.stringify(newTicket(id));
  const insert = (key: string, text: string) => sql`insert into bench_rows values (${key}, ${text})`;
  await writeTo(database, async (transaction) => {
    await insert(id, body).execute(transaction);
    await insert(`${id}/asked`, "{}").execute(transaction);
  });
  for (const { event } of moves) {
    await writeTo(database, async (transaction) => {
      await sql`update bench_rows set body = ${body} where id = ${id}`.execute(transaction);
      await insert(`${id}/${event}`, "{}").execute(transaction);
    });
  }
}
