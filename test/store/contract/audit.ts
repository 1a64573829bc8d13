import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Engine } from "../../../src/store/engine.ts";
import type { Store } from "../../../src/store/port.ts";
import { collect } from "../collect.ts";
import { type TestEngine, openNew } from "../engines.ts";
import { hanako, newEvent, newTicket, noon } from "../samples.ts";

async function appendSix({ audit }: Store): Promise<void> {
  for (let number = 1; number <= 6; number += 1)
    await audit.append(newEvent({ at: noon + number, details: { number } }));
}

/** What someone does who owns the database. */
export async function dropTriggers({ database, name }: Engine): Promise<void> {
  if (name.startsWith("SQLite")) {
    await sql`drop trigger ops_audit_no_update`.execute(database);
    await sql`drop trigger ops_audit_no_delete`.execute(database);
  } else await sql`drop trigger ops_audit_append_only on ops_audit`.execute(database);
}

/** Edits of the table by its owner, and the first row that does not fit after each. */
const tamperings = {
  "an edited operation": {
    statements: ["update ops_audit set operation = 'list_users' where seq = 3"],
    seq: 3,
  },
  "an edited time": { statements: ["update ops_audit set at = at + 1 where seq = 1"], seq: 1 },
  "an edited principal": { statements: ["update ops_audit set principal = 'x' where seq = 6"], seq: 6 },
  "a space in the details": {
    statements: ["update ops_audit set details = details || ' ' where seq = 2"],
    seq: 2,
  },
  "details that are no JSON": { statements: ["update ops_audit set details = '' where seq = 4"], seq: 4 },
  "a row dropped": { statements: ["delete from ops_audit where seq = 4"], seq: 4 },
  "the first row dropped": { statements: ["delete from ops_audit where seq = 1"], seq: 1 },
  "a row dropped and the gap closed": {
    statements: ["delete from ops_audit where seq = 4", "update ops_audit set seq = seq - 1 where seq > 4"],
    seq: 4,
  },
  "two rows with their places changed": {
    statements: [
      "update ops_audit set seq = 100 where seq = 2",
      "update ops_audit set seq = 2 where seq = 3",
      "update ops_audit set seq = 3 where seq = 100",
    ],
    seq: 2,
  },
  "the tail cut off": { statements: ["delete from ops_audit where seq > 4"], seq: 5 },
  "the head row set back": {
    statements: ["update ops_audit_head set seq = 4, hash = (select hash from ops_audit where seq = 4)"],
    seq: 5,
  },
  "the head row with another hash": { statements: ["update ops_audit_head set hash = 'x'"], seq: 6 },
  "everything deleted": { statements: ["delete from ops_audit"], seq: 1 },
};

/** What every engine owes the audit trail. */
export function auditContract(engine: TestEngine): void {
  test("audit rows are numbered from one, chained, and given back as they were put in", async (context) => {
    const { audit } = (await openNew(engine, context)).store;
    expect(await audit.head()).toEqual({ seq: 0, hash: "0".repeat(64) });
    const event = newEvent({ ticketId: "a", details: { z: [1, { b: 2, a: "日本\u0000" }], a: null } });
    const row = await audit.append(event);
    expect(row).toEqual({ ...event, seq: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await collect(audit.read())).toEqual([row]);
    expect(await audit.head()).toEqual({ seq: 1, hash: row.hash });
    expect(await audit.verify()).toEqual({ ok: true, rows: 1, head: row.hash });
  });

  test("events appended at the same moment all stand in one chain", async (context) => {
    const { audit } = (await openNew(engine, context)).store;
    const rows = await Promise.all(Array.from({ length: 40 }, () => audit.append(newEvent())));
    expect(rows.map(({ seq }) => seq).sort((left, right) => left - right)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    expect(await audit.verify()).toMatchObject({ ok: true, rows: 40 });
  });

  test("the trail is searched by principal, operation, ticket, time and place, oldest first", async (context) => {
    const { audit } = (await openNew(engine, context)).store;
    await audit.append(newEvent({ at: noon, ticketId: "a" }));
    await audit.append(newEvent({ at: noon + 1, actor: hanako }));
    await audit.append(newEvent({ at: noon + 2, operation: "list_users" }));
    await audit.append(newEvent({ at: noon + 3, ticketId: "a" }));
    const found = async (filter: Parameters<typeof audit.read>[0]) =>
      (await collect(audit.read(filter))).map(({ seq }) => seq);
    expect(await found({ ticketId: "a" })).toEqual([1, 4]);
    expect(await found({ principal: hanako.principal })).toEqual([2]);
    expect(await found({ operation: "list_users" })).toEqual([3]);
    expect(await found({ since: noon + 1, until: noon + 3 })).toEqual([2, 3]);
    expect(await found({ after: 2 })).toEqual([3, 4]);
    expect(await found({ last: 2 })).toEqual([3, 4]);
    expect(await found({ last: 2, before: 4 })).toEqual([2, 3]);
    expect(await found({ before: 1 })).toEqual([]);
    expect(await found({ last: 1, ticketId: "a" })).toEqual([4]);
    expect(await found({ last: 9 })).toEqual([1, 2, 3, 4]);
    expect(await found({ last: 0 })).toEqual([]);
  });

  test("a trail longer than a page is read and verified whole", async (context) => {
    const { store } = await openNew(engine, context);
    const events = Array.from({ length: 1_100 }, () => newEvent());
    const opened = { from: ["open"], to: "cancelled", at: noon } as const;
    await store.tickets.open(newTicket("a"), newEvent());
    await store.tickets.move("a", opened, events);
    expect(await collect(store.audit.read())).toHaveLength(1_101);
    expect((await collect(store.audit.read({ last: 700 }))).at(0)?.seq).toBe(402);
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1_101 });
  });

  test("the last rows are verified by themselves, the one before them taken at its word", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    await appendSix(store);
    expect(await store.audit.verify(undefined, 3)).toMatchObject({ ok: true, rows: 3 });
    expect(await store.audit.verify(undefined, 9)).toMatchObject({ ok: true, rows: 6 });
    await dropTriggers(under);
    await sql`update ops_audit set principal = 'x' where seq = 3`.execute(under.database);
    expect(await store.audit.verify(undefined, 3)).toMatchObject({ ok: true, rows: 3 });
    expect(await store.audit.verify(undefined, 4)).toMatchObject({ ok: false, seq: 3 });
    await sql`delete from ops_audit where seq = 5`.execute(under.database);
    expect(await store.audit.verify(undefined, 3)).toMatchObject({ ok: false, seq: 5 });
  });

  test("audit rows can be neither changed nor deleted while the triggers stand", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    await appendSix(store);
    for (const statement of [
      sql`update ops_audit set operation = 'x' where seq = 1`,
      sql`delete from ops_audit where seq = 1`,
    ])
      await expect(statement.execute(under.database)).rejects.toThrow("append-only");
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 6 });
  });

  test.for(Object.entries(tamperings))("%s is found", async ([, { statements, seq }], context) => {
    const { store, engine: under } = await openNew(engine, context);
    await appendSix(store);
    await dropTriggers(under);
    for (const statement of statements) await sql.raw(statement).execute(under.database);
    expect(await store.audit.verify()).toMatchObject({ ok: false, seq });
  });

  test("a tail cut off together with its head shows only against a head noted elsewhere", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    await appendSix(store);
    const noted = await store.audit.head();
    await dropTriggers(under);
    await sql`delete from ops_audit where seq > 4`.execute(under.database);
    await sql`update ops_audit_head set seq = 4, hash = (select hash from ops_audit where seq = 4)`.execute(
      under.database,
    );
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 4 });
    expect(await store.audit.verify(noted)).toEqual({
      ok: false,
      seq: 5,
      reason: "rows 5 to 6 are missing at the end",
    });
    await appendSix(store);
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 10 });
    expect(await store.audit.verify(noted)).toMatchObject({ ok: false, seq: 6 });
  });

  test("an older head from elsewhere still fits a longer trail", async (context) => {
    const { store } = await openNew(engine, context);
    await appendSix(store);
    const noted = await store.audit.head();
    await appendSix(store);
    expect(await store.audit.verify(noted)).toMatchObject({ ok: true, rows: 12 });
  });
}
