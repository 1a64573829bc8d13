import { expect, test } from "vitest";
import type { AuditEvent, Move } from "../../../src/store/records.ts";
import type { Store } from "../../../src/store/port.ts";
import { collect } from "../collect.ts";
import { type TestEngine, openAt, openNew } from "../engines.ts";
import { hanako, minuteMs, newEvent, newTicket, noon, taro, toExpiry } from "../samples.ts";

const approve: Move = {
  from: ["open"],
  to: "approved",
  at: noon + 1,
  unexpired: true,
  set: { decided: { by: taro, at: noon + 1, reason: "planned" } },
};

function claimBy(holder: string): Move {
  return { from: ["approved"], to: "running", at: noon + 2, unexpired: true, set: { holder } };
}

/** Opens a ticket and takes it as far as `running`. */
async function openRunning(store: Store, id: string, holder = "one"): Promise<void> {
  await store.tickets.open(newTicket(id), newEvent());
  await store.tickets.move(id, approve, []);
  await store.tickets.move(id, claimBy(holder), []);
}

/** What every engine owes the tickets. */
export function ticketsContract(engine: TestEngine): void {
  test("an opened ticket is given back as it was put in, after a restart too", async (context) => {
    const { store, place } = await openNew(engine, context);
    const { ticket, isNew } = await store.tickets.open(newTicket("a"), newEvent({ ticketId: "a" }));
    expect(isNew).toBe(true);
    expect(ticket).toEqual({ ...newTicket("a"), state: "open" });
    const { store: reopened } = await openAt(place);
    expect(await reopened.tickets.get("a")).toEqual(ticket);
    expect(await store.tickets.get("a")).toEqual(ticket);
    expect(await store.tickets.get("none")).toBeUndefined();
  });

  test("the same call asked twice gives the one ticket and one audit row", async (context) => {
    const { store } = await openNew(engine, context);
    const first = newTicket("a", { callDigest: "same" });
    await store.tickets.open(first, newEvent());
    const again = { ...newTicket("b", { callDigest: "same" }), createdAt: noon + 1 };
    expect(await store.tickets.open(again, newEvent())).toMatchObject({ ticket: { id: "a" }, isNew: false });
    await store.tickets.move("a", approve, []);
    expect(await store.tickets.open(again, newEvent())).toMatchObject({ ticket: { id: "a" }, isNew: false });
    expect((await store.audit.head()).seq).toBe(1);
  });

  test("twenty askings of one call at the same moment open one ticket", async (context) => {
    const { store } = await openNew(engine, context);
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.tickets.open(newTicket(`t${index}`, { callDigest: "same" }), newEvent()),
      ),
    );
    expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(opened.map(({ ticket }) => ticket.id)).size).toBe(1);
  });

  test("a call whose ticket has expired or ended gets a new one", async (context) => {
    const { store } = await openNew(engine, context);
    const same = { callDigest: "same" };
    await store.tickets.open(newTicket("a", same), newEvent());
    const late = newTicket("b", {
      ...same,
      createdAt: noon + 10 * minuteMs,
      expiresAt: noon + 20 * minuteMs,
    });
    expect((await store.tickets.open(late, newEvent())).isNew).toBe(true);
    await store.tickets.move("b", { from: ["open"], to: "denied", at: late.createdAt }, []);
    expect((await store.tickets.open({ ...late, id: "c" }, newEvent())).isNew).toBe(true);
  });

  test("a ticket goes from open to done, and keeps who decided, who ran it and how it ended", async (context) => {
    const { store } = await openNew(engine, context);
    await openRunning(store, "a");
    const end: Move = {
      from: ["running"],
      to: "done",
      at: noon + 3,
      heldBy: "one",
      set: { outcome: { ok: 1 } },
    };
    const done = await store.tickets.move("a", end, [newEvent({ event: "ended", ticketId: "a" })]);
    expect(done).toEqual({
      ...newTicket("a"),
      state: "done",
      decided: approve.set?.decided,
      holder: "one",
      outcome: { ok: 1 },
      endedAt: noon + 3,
    });
    expect(await store.tickets.get("a")).toEqual(done);
  });

  test("a ticket is claimed once, however many try at the same moment", async (context) => {
    const { store } = await openNew(engine, context);
    await store.tickets.open(newTicket("a"), newEvent());
    await store.tickets.move("a", approve, []);
    const called = newEvent({ event: "called", ticketId: "a" });
    const claims = await Promise.all(
      Array.from({ length: 30 }, (_, index) => store.tickets.move("a", claimBy(`p${index}`), [called])),
    );
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await collect(store.audit.read({ ticketId: "a" }))).toHaveLength(1);
  });

  test("a move that may not be made changes nothing and leaves no audit row", async (context) => {
    const { store } = await openNew(engine, context);
    await openRunning(store, "a");
    await store.tickets.open(newTicket("b"), newEvent());
    const { seq } = await store.audit.head();
    const refused: readonly (readonly [string, Move])[] = [
      ["a", approve],
      ["a", { from: ["running"], to: "done", at: noon, heldBy: "another" }],
      ["b", { ...approve, at: noon + 10 * minuteMs }],
      ["none", approve],
    ];
    for (const [id, move] of refused)
      expect(await store.tickets.move(id, move, [newEvent()])).toBeUndefined();
    expect((await store.audit.head()).seq).toBe(seq);
    expect((await store.tickets.get("a"))?.state).toBe("running");
    expect((await store.tickets.get("b"))?.state).toBe("open");
  });

  test("when an audit row cannot be written, the ticket stays as it was", async (context) => {
    const { store } = await openNew(engine, context);
    await store.tickets.open(newTicket("a"), newEvent());
    const bad = { ...newEvent(), operation: null as unknown as string } satisfies AuditEvent;
    await expect(store.tickets.move("a", approve, [newEvent(), bad])).rejects.toThrow(/null/i);
    expect((await store.tickets.get("a"))?.state).toBe("open");
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1 });
  });

  test("tickets whose time is over expire, each with its audit row, and running ones do not", async (context) => {
    const { store } = await openNew(engine, context);
    await openRunning(store, "running");
    await store.tickets.open(newTicket("open"), newEvent());
    await store.tickets.open(newTicket("approved"), newEvent());
    await store.tickets.move("approved", approve, []);
    await store.tickets.open(newTicket("later", { expiresAt: noon + 60 * minuteMs }), newEvent());
    const at = noon + 10 * minuteMs;
    const expired = await Promise.all([
      store.tickets.expire(at, toExpiry),
      store.tickets.expire(at, toExpiry),
    ]);
    expect(
      expired
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(["approved", "open"]);
    expect(await store.tickets.get("open")).toMatchObject({ state: "expired", endedAt: at });
    expect(
      (await collect(store.audit.read({ since: noon }))).filter(({ event }) => event === "ended"),
    ).toHaveLength(2);
    expect((await store.tickets.list({ states: ["open", "running"] })).map(({ id }) => id).sort()).toEqual([
      "later",
      "running",
    ]);
  });

  test("tickets are listed newest first, by state, by who asked and by operation", async (context) => {
    const { store } = await openNew(engine, context);
    for (const [index, requester] of [taro, hanako, taro].entries())
      await store.tickets.open(newTicket(`t${index}`, { requester, createdAt: noon + index }), newEvent());
    await store.tickets.move("t0", { ...approve, to: "denied" }, []);
    const ids = async (filter?: Parameters<typeof store.tickets.list>[0]) =>
      (await store.tickets.list(filter)).map(({ id }) => id);
    expect(await ids()).toEqual(["t2", "t1", "t0"]);
    expect(await ids({ principal: taro.principal })).toEqual(["t2", "t0"]);
    expect(await ids({ states: ["open"], limit: 1 })).toEqual(["t2"]);
    expect(await ids({ states: [] })).toEqual([]);
    const others = newTicket("t3", { operation: "update_tenant", createdAt: noon + 3 });
    await store.tickets.open(others, newEvent());
    expect(await ids({ operation: "update_tenant" })).toEqual(["t3"]);
    expect(await ids({ operation: others.operation, principal: hanako.principal })).toEqual([]);
  });

  test("a running ticket is an orphan when the lease of its process is over", async (context) => {
    const { store } = await openNew(engine, context);
    await openRunning(store, "a", "one");
    await openRunning(store, "b", "two");
    await store.leases.take("process:one", "one", noon, minuteMs);
    const orphans = async (at: number) => (await store.tickets.orphans(at)).map(({ id }) => id);
    expect(await orphans(noon)).toEqual(["b"]);
    expect(await orphans(noon + minuteMs)).toEqual(["a", "b"]);
  });

  test("calls are counted per principal, operation and time, running and unknown ones too", async (context) => {
    const { store } = await openNew(engine, context);
    for (const [id, to] of Object.entries({ a: "done", b: "unknown", c: "failed" } as const)) {
      await openRunning(store, id);
      await store.tickets.move(id, { from: ["running"], to, at: noon + 10 }, []);
    }
    await openRunning(store, "d");
    const count = (principal: string, operations: readonly string[], since: number) =>
      store.tickets.countSince(principal, operations, since);
    expect(await count(taro.principal, ["delete_tenant"], noon)).toBe(3);
    expect(await count(taro.principal, ["delete_tenant"], noon + 11)).toBe(1);
    expect(await count(hanako.principal, ["delete_tenant"], noon)).toBe(0);
    expect(await count(taro.principal, ["delete_user"], noon)).toBe(0);
    expect(await count(taro.principal, [], noon)).toBe(0);
  });

  test("tickets that wait or run are counted by state, and those that have ended are not", async (context) => {
    const { store } = await openNew(engine, context);
    expect(await store.tickets.waiting()).toEqual({ open: 0, approved: 0, running: 0 });
    await store.tickets.open(newTicket("a"), newEvent());
    await openRunning(store, "b");
    await openRunning(store, "c");
    await openRunning(store, "d");
    await store.tickets.move("d", { from: ["running"], to: "done", at: noon + 10 }, []);
    expect(await store.tickets.waiting()).toEqual({ open: 1, approved: 0, running: 2 });
  });

  test.for([
    ["state", { state: "approved" as const }],
    ["call_digest", { call_digest: "digest of another call" }],
    ["expires_at", { expires_at: noon + 1_000 * minuteMs }],
    ["principal", { principal: hanako.principal }],
  ] as const)("a ticket whose %s was edited in the database is refused", async ([column, edit], context) => {
    const { store, engine: under } = await openNew(engine, context);
    await store.tickets.open(newTicket("a"), newEvent());
    await under.database.updateTable("ops_tickets").set(edit).execute();
    const refusal = { code: "corrupt", message: expect.stringContaining(column) };
    await expect(store.tickets.get("a")).rejects.toMatchObject(refusal);
    await expect(store.tickets.move("a", claimBy("one"), [])).rejects.toMatchObject(refusal);
  });

  test("a sealed record does not pass for that of another ticket", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    await store.tickets.open(newTicket("a"), newEvent());
    await store.tickets.open(newTicket("b"), newEvent());
    const { record } = await under.database
      .selectFrom("ops_tickets")
      .select("record")
      .where("id", "=", "a")
      .executeTakeFirstOrThrow();
    await under.database.updateTable("ops_tickets").set({ record }).where("id", "=", "b").execute();
    await expect(store.tickets.get("b")).rejects.toMatchObject({ code: "corrupt" });
  });
}
