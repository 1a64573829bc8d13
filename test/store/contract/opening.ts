import { sql } from "kysely";
import { expect, test } from "vitest";
import { openStoreOn } from "../../../src/store/store.ts";
import { type TestEngine, openNew, testKeys } from "../engines.ts";
import { newEvent, newTicket } from "../samples.ts";

/** What every engine owes those who open a store. */
export function openingContract(engine: TestEngine): void {
  test("a store that a newer release wrote is refused, and left as it is", async (context) => {
    const { place, engine: under } = await openNew(engine, context);
    await sql`insert into ops_migrations (name, timestamp) values ('0002_later', '')`.execute(under.database);
    await expect(place.openEngine()).rejects.toMatchObject({
      code: "newer_version",
      message: expect.stringContaining("version 2"),
    });
    const { rows } = await sql`select name from ops_migrations`.execute(under.database);
    expect(rows).toHaveLength(2);
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
    expect(await store.info()).toEqual({
      engine: expect.stringMatching(/^(SQLite|PostgreSQL) [\d.]+$/),
      where: expect.any(String),
      version: 1,
      tickets: { open: 1 },
      auditRows: 1,
      head: (await store.audit.head()).hash,
    });
  });
}
