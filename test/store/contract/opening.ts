import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Engine } from "../../../src/store/engine.ts";
import { openStoreOn } from "../../../src/store/store.ts";
import { type TestEngine, openAt, openNew, testKeys } from "../engines.ts";
import { newEvent, newTicket, noon } from "../samples.ts";

/** Leaves a store as it was with the first migration alone. */
async function takeNotesBack({ database }: Engine): Promise<void> {
  await sql`drop table ops_notes`.execute(database);
  await sql`drop table ops_chain_keys`.execute(database);
  await sql`alter table ops_audit_head drop column keys`.execute(database);
  await sql`delete from ops_migrations where name <> '0001_tickets_audit_leases'`.execute(database);
}

/** What every engine owes those who open a store. */
export function openingContract(engine: TestEngine): void {
  test("a store that a newer release wrote is refused, and left as it is", async (context) => {
    const { place, engine: under } = await openNew(engine, context);
    await sql`insert into ops_migrations (name, timestamp) values ('0004_later', '')`.execute(under.database);
    await expect(place.openEngine()).rejects.toMatchObject({
      code: "newer_version",
      message: expect.stringContaining("version 4"),
    });
    const { rows } = await sql`select name from ops_migrations`.execute(under.database);
    expect(rows).toHaveLength(4);
  });

  test("a store of the release before there were notes opens with all it has, and takes notes", async (context) => {
    const { place, store, engine: under } = await openNew(engine, context);
    const { ticket } = await store.tickets.open(newTicket("a"), newEvent());
    await takeNotesBack(under);
    const { store: upgraded } = await openAt(place);
    expect(await upgraded.info()).toMatchObject({ version: 3, tickets: { open: 1 }, notes: {} });
    expect(await upgraded.tickets.get("a")).toEqual(ticket);
    expect(await upgraded.audit.verify()).toMatchObject({ ok: true, rows: 1 });
    expect(await upgraded.notes.add("card", "a", {}, noon)).toBe(true);
    expect(await upgraded.notes.list("card", noon)).toHaveLength(1);
  });

  test("a store under another key is refused", async (context) => {
    const { place } = await openNew(engine, context);
    const other = { ...testKeys, chain: new Uint8Array(32).fill(9) };
    await expect(place.openEngine().then((again) => openStoreOn(again, other))).rejects.toMatchObject({
      code: "wrong_key",
    });
  });

  test("the store says what it is and what it holds", async (context) => {
    const { store } = await openNew(engine, context);
    await store.tickets.open(newTicket("a"), newEvent());
    await store.notes.add("card", "a", {}, noon);
    await store.notes.add("card", "b", {}, noon, noon + 1);
    for (const key of ["a", "b"]) await store.notes.add("link", key, {}, noon);
    expect(await store.info(noon)).toMatchObject({ notes: { card: 2, link: 2 } });
    expect(await store.info()).toEqual({
      engine: expect.stringMatching(/^(SQLite|PostgreSQL) [\d.]+$/),
      where: expect.any(String),
      version: 3,
      tickets: { open: 1 },
      notes: { card: 1, link: 2 },
      auditRows: 1,
      head: (await store.audit.head()).hash,
    });
  });
}
