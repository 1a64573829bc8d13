import { expect, test } from "vitest";
import { type TestEngine, openNew } from "../engines.ts";
import { minuteMs, noon } from "../samples.ts";

/** What every engine owes the leases. */
export function leasesContract(engine: TestEngine): void {
  test("a lease has one holder at a time, and its fence grows with every taking", async (context) => {
    const { leases } = (await openNew(engine, context)).store;
    expect(await leases.take("watcher", "one", noon, minuteMs)).toEqual({ fence: 1 });
    expect(await leases.take("watcher", "two", noon + 1, minuteMs)).toBeUndefined();
    expect(await leases.take("watcher", "two", noon + minuteMs, minuteMs)).toEqual({ fence: 2 });
    expect(await leases.renew("watcher", "one", noon + minuteMs, minuteMs)).toBe(false);
    await leases.release("watcher", "one");
    expect(await leases.isLive("watcher", noon + minuteMs)).toBe(true);
    await leases.release("watcher", "two");
    expect(await leases.isLive("watcher", noon + minuteMs)).toBe(false);
    expect(await leases.take("watcher", "one", noon + minuteMs, minuteMs)).toEqual({ fence: 3 });
  });

  test("a lease lives as long as it is renewed, and cannot be renewed once it ran out", async (context) => {
    const { leases } = (await openNew(engine, context)).store;
    await leases.take("watcher", "one", noon, minuteMs);
    expect(await leases.renew("watcher", "one", noon + minuteMs - 1, minuteMs)).toBe(true);
    expect(await leases.isLive("watcher", noon + minuteMs)).toBe(true);
    expect(await leases.renew("watcher", "one", noon + 2 * minuteMs, minuteMs)).toBe(false);
    expect(await leases.isLive("never taken", noon)).toBe(false);
  });

  test("of twenty who reach for a lease at once one gets it", async (context) => {
    const { leases } = (await openNew(engine, context)).store;
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) => leases.take("watcher", `p${index}`, noon, minuteMs)),
    );
    expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  test("leases of processes long dead are forgotten, other leases are not", async (context) => {
    const { store, engine: under } = await openNew(engine, context);
    await store.leases.take("process:old", "old", noon, minuteMs);
    await store.leases.take("watcher", "old", noon, minuteMs);
    await store.leases.take("process:new", "new", noon + 2 * 24 * 60 * minuteMs, minuteMs);
    const rows = await under.database.selectFrom("ops_leases").select("name").orderBy("name").execute();
    expect(rows.map(({ name }) => name)).toEqual(["process:new", "watcher"]);
  });
}
