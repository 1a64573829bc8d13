import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Gate } from "../../src/gate/gate.ts";
import type { Ticket } from "../../src/gate/ticket.ts";
import type { Engine } from "../../src/store/engine.ts";
import type { Store } from "../../src/store/port.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openStoreOn } from "../../src/store/store.ts";
import { getTenant } from "../../tools/tenant/get-tenant.ts";
import { updateTenant } from "../../tools/tenant/update-tenant.ts";
import { temporaryDirectory } from "../directory.ts";
import { createSimulation, people, tenantIds } from "../gate/simulation.ts";
import { testKeys } from "../store/engines.ts";

const [tenantId] = tenantIds;
const input = { tenant_id: tenantId, description: "changed" };
const request = { operation: updateTenant, input, actor: people.requester };

/** Makes a store unable to take anything, and able again. */
type Breaking = (engine: Engine, store: Store) => Promise<() => Promise<void>>;

/** Not one more row of the audit finds room, and without that nothing is done. */
const full: Breaking = async ({ database }, { audit }) => {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 1}`).execute(database);
  const fill = async (): Promise<never> => {
    for (;;)
      await audit.append({
        event: "asked",
        at: 0,
        operation: "x",
        actor: { principal: "f", face: "f" },
        details: {},
      });
  };
  await fill().catch((error: unknown) => expect(error).toMatchObject({ code: "disk_full" }));
  return async () => void (await sql.raw("pragma max_page_count = 1000000").execute(database));
};

const readOnly: Breaking = async ({ database }) => {
  await sql`pragma query_only = on`.execute(database);
  return async () => void (await sql`pragma query_only = off`.execute(database));
};

const breakings = [
  ["full", full, "no room left"],
  ["read-only", readOnly, "is read-only"],
] as const;

/** A simulated account, and a gate on a SQLite store that the test can break. */
async function open() {
  const directory = await temporaryDirectory();
  const engine = await openSqlite(directory);
  const store = await openStoreOn(engine, testKeys);
  onTestFinished(() => store.close());
  const sent: string[] = [];
  let onSent = async () => {};
  const simulation = createSimulation(store, async (operation) => {
    sent.push(operation);
    await onSent();
  });
  return {
    simulation,
    gate: simulation.openGate("alone"),
    engine,
    store,
    sent,
    path: join(directory, "store.sqlite"),
    /** What happens just when SSS has got the call. */
    whenSent: (act: () => Promise<void>) => void (onSent = act),
  };
}

async function ticketOn(gate: Gate): Promise<Ticket> {
  const asked = await gate.ask(request);
  if (asked.kind !== "asking") throw new Error(`nobody was asked: ${JSON.stringify(asked)}`);
  return asked.ticket;
}

function answer(gate: Gate, { id }: Ticket) {
  return gate.answer(id, { kind: "given", yes: true }, request);
}

describe.for(breakings)("while the store is %s", ([, breakStore, words]) => {
  const unusable = { kind: "failed", code: "store_unusable", message: expect.stringContaining(words) };

  test("reads go on, no write is asked about, and afterwards all is well", async () => {
    const { gate, engine, sent, store } = await open();
    await ticketOn(gate);
    const mend = await breakStore(engine, store);
    const read = { operation: getTenant, input: { tenant_id: tenantId }, actor: people.requester };
    expect(await gate.ask(read)).toMatchObject({ kind: "done" });
    const other = { ...request, input: { ...input, description: "other" } };
    expect(await gate.ask(other)).toMatchObject(unusable);
    await mend();
    expect(await gate.ask(other)).toMatchObject({ kind: "asking" });
    expect(sent).toEqual([]);
    expect(await store.audit.verify()).toMatchObject({ ok: true });
  });

  test("an answer runs nothing, and counts once the store can be written", async () => {
    const { gate, engine, sent, store, simulation } = await open();
    const ticket = await ticketOn(gate);
    const mend = await breakStore(engine, store);
    expect(await answer(gate, ticket)).toMatchObject(unusable);
    expect(sent).toEqual([]);
    await mend();
    expect(await answer(gate, ticket)).toMatchObject({ kind: "done" });
    expect(sent).toEqual(["update_tenant"]);
    expect(simulation.descriptionOf(tenantId)).toBe("changed");
    expect(await store.audit.verify()).toMatchObject({ ok: true });
  });
});

test("a write that was sent before the store was full is told as it ended, and written down as soon as that can be", async () => {
  const { gate, engine, sent, store, simulation, whenSent } = await open();
  const ticket = await ticketOn(gate);
  let mend = async () => {};
  whenSent(async () => void (mend = await full(engine, store)));
  expect(await answer(gate, ticket)).toMatchObject({ kind: "done" });
  expect(await store.tickets.get(ticket.id)).toMatchObject({ state: "running" });
  expect(simulation.faults).toHaveLength(1);
  await expect(gate.recover()).rejects.toThrow("no room left");
  await mend();
  await gate.recover();
  expect(await store.tickets.get(ticket.id)).toMatchObject({ state: "done" });
  await gate.recover();
  expect(sent).toEqual(["update_tenant"]);
  expect(await store.audit.verify()).toMatchObject({ ok: true });
});

test("a store that another program holds for a moment is waited for", async () => {
  const { gate, path, sent } = await open();
  const ticket = await ticketOn(gate);
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  let isFree = false;
  const told = answer(gate, ticket).then((ending) => ({ ending, isFree }));
  await gate.ask({ operation: getTenant, input: { tenant_id: tenantId }, actor: people.requester });
  expect(sent).toEqual([]);
  isFree = true;
  other.exec("rollback");
  other.close();
  expect(await told).toMatchObject({ ending: { kind: "done" }, isFree: true });
  expect(sent).toEqual(["update_tenant"]);
});
