import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Store } from "../../src/store/port.ts";
import { createIssuedSecrets } from "../../src/store/secrets.ts";
import { collect } from "./collect.ts";
import { engines, openAt, openNew, postgres, sqlite } from "./engines.ts";
import { startProgram } from "./programs.ts";
import { hanako, minuteMs, noon, taro } from "./samples.ts";

const secrets = { password: "MARKED-password", "keys.0.secret": "MARKED-key" };
const about = { operation: "create_user", owner: taro };
const lifeMs = 15 * minuteMs;

function issuedIn(store: Store) {
  return createIssuedSecrets(store, { lifeMs, newId: () => randomBytes(8).toString("hex") });
}

describe.for(engines)("issued secrets on $name", (engine) => {
  test("are shown once, and then it is told who saw them when", async (context) => {
    const { store, place } = await openNew(engine, context);
    const { id, until } = await issuedIn(store).keep(secrets, about, noon);
    expect(until).toBe(noon + lifeMs);
    // After a restart, and in another process.
    const issued = issuedIn((await openAt(place)).store);
    expect(await issued.look(id, noon)).toEqual({ id, ...about, keptAt: noon, until });
    const seen = { by: taro, at: noon + 1 };
    const record = { id, ...about, keptAt: noon, until, seen };
    expect(await issued.reveal(id, taro, noon + 1)).toEqual({ kind: "shown", secrets, issued: record });
    expect(await issued.reveal(id, hanako, noon + 2)).toEqual({ kind: "seen", issued: record });
    expect(await issued.look(id, noon + 29 * 86_400_000)).toEqual(record);
    expect(await issued.look(id, noon + 31 * 86_400_000)).toBeUndefined();
  });

  test("leave who saw them on record, and nothing of themselves", async (context) => {
    const { store, engine: opened } = await openNew(engine, context);
    const issued = issuedIn(store);
    const { id } = await issued.keep(secrets, about, noon);
    await issued.reveal(id, taro, noon + 1);
    const rows = await collect(store.audit.read());
    expect(rows).toMatchObject([
      { event: "decided", operation: "reveal", actor: taro, details: { issued: id, decision: "shown" } },
    ]);
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1 });
    const notes = await opened.database.selectFrom("ops_notes").selectAll().execute();
    expect(JSON.stringify([rows, notes])).not.toContain("MARKED");
    expect(await store.notes.get("issued", id, noon)).not.toHaveProperty("value.secrets");
  });

  test("are gone once their time is over, seen or not", async (context) => {
    const { store } = await openNew(engine, context);
    const issued = issuedIn(store);
    const { id } = await issued.keep(secrets, about, noon);
    const { id: later } = await issued.keep(secrets, about, noon + minuteMs);
    expect(await issued.reveal("another", taro, noon)).toEqual({ kind: "unknown" });
    expect(await issued.reveal(id, taro, noon + lifeMs)).toMatchObject({ kind: "expired", issued: { id } });
    await issued.wipe(noon + lifeMs);
    expect(await store.notes.get("issued", id, noon + lifeMs)).not.toHaveProperty("value.secrets");
    expect(await store.notes.get("issued", later, noon + lifeMs)).toHaveProperty("value.secrets", secrets);
    await issued.wipe(noon + lifeMs + minuteMs);
    expect(await store.notes.get("issued", later, noon + lifeMs + minuteMs)).not.toHaveProperty(
      "value.secrets",
    );
    expect(await store.notes.list("issued-unwiped", noon)).toEqual([]);
    expect(await collect(store.audit.read())).toEqual([]);
  });

  test("kept again under the same id are kept once", async (context) => {
    const { store } = await openNew(engine, context);
    const issued = issuedIn(store);
    const { id } = await issued.keep(secrets, about, noon, "one");
    expect(id).toBe("one");
    expect(await issued.reveal(id, taro, noon)).toMatchObject({ kind: "shown" });
    await issued.keep(secrets, about, noon + 1, "one");
    expect(await issued.reveal(id, taro, noon + 2)).toMatchObject({ kind: "seen" });
  });
});

describe.for([sqlite, postgres])("fifty people at once in five processes, on $name", (engine) => {
  test("are shown issued secrets once among them", async (context) => {
    const { store, place } = await openNew(engine, context);
    const revealers = Array.from({ length: 5 }, (_, index) =>
      startProgram("revealer", { ...place.environment, HOLDER: `process${index}` }),
    );
    for (const { lines } of revealers) expect((await lines.next()).value).toBe("ready");
    for (let round = 0; round < 5; round += 1) {
      const { id } = await issuedIn(store).keep(secrets, about, noon);
      for (const { process } of revealers)
        process.stdin?.write(`${JSON.stringify({ id, at: noon, times: 10 })}\n`);
      const told = revealers.map(async ({ lines }) => JSON.parse((await lines.next()).value) as string[]);
      const kinds = (await Promise.all(told)).flat();
      expect(kinds.toSorted()).toEqual([...Array<string>(49).fill("seen"), "shown"]);
    }
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 5 });
  });
});
