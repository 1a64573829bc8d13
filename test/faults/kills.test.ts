// SSS_OPS_PROOF_KILLS says how many processes are killed, on each engine; 10 by default.
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { AuditRow, TicketRecord } from "../../src/store/records.ts";
import { collect } from "../store/collect.ts";
import { postgres, sqlite } from "../store/engines.ts";
import { startProgram } from "../store/programs.ts";
import type { Told } from "./programs/requester.ts";
import { type Scene, openScene } from "./scene.ts";

const kills = Number(process.env["SSS_OPS_PROOF_KILLS"] ?? 10);
/** Short, so that tickets are taken over while others are still run; long beside what a busy machine makes a process wait. */
const leaseMs = 2_000;

/** Runs a requester until it is killed, some time after it was heard so often, and gives all that it said. */
async function killOne(environment: Record<string, string>, name: string): Promise<readonly Told[]> {
  const { process, lines } = startProgram("requester", { ...environment, HOLDER: name });
  const said: Told[] = [];
  const heard = 1 + Math.floor(Math.random() * 30);
  for (;;) {
    const { value, done } = await lines.next();
    // What was said before it died is read to the end: that was acknowledged as well.
    if (done === true) return said;
    said.push(JSON.parse(value) as Told);
    if (said.length === heard) void pause(Math.random() * 30).then(() => process.kill("SIGKILL"));
  }
}

/** Kills so many requesters, four at work at any time, and gives what they said. */
async function killAll({ environment }: Scene): Promise<readonly Told[]> {
  let left = kills;
  const keepOneRunning = async (): Promise<readonly Told[]> => {
    const said: Told[] = [];
    while (left > 0) said.push(...(await killOne(environment, `kill${left--}`)));
    return said;
  };
  return (await Promise.all(Array.from({ length: 4 }, keepOneRunning))).flat();
}

/** Sees the tickets of the dead through, once they count as dead, and gives all there are. */
async function ticketsInTheEnd({ gate, store }: Scene): Promise<readonly TicketRecord[]> {
  const underWay = async () => {
    await gate.recover();
    return (await store.tickets.list({ states: ["approved", "running"] })).map(({ id }) => id);
  };
  await expect.poll(underWay, { timeout: 10 * leaseMs, interval: leaseMs / 4 }).toEqual([]);
  return store.tickets.list();
}

/** How often what a ticket is for is in the world. */
function timesInWorld({ sandbox }: Scene, { input }: TicketRecord): number {
  const groups = [...sandbox.world.iamGroups.values()];
  return groups.filter(
    ({ id, name, description }) =>
      name === input["iam_group_name"] ||
      (id === input["iam_group_id"] && description === input["description"]),
  ).length;
}

/** Whether the world is as the ticket's state says. */
function isTrue(scene: Scene, ticket: TicketRecord): boolean {
  const times = timesInWorld(scene, ticket);
  return ticket.state === "unknown" ? times <= 1 : times === (ticket.state === "done" ? 1 : 0);
}

/** The paths of updates; each group is to be described once, so that none may come twice. */
function updatesOf({ sandbox }: Scene): readonly string[] {
  return sandbox.calls.filter(({ method }) => method === "PUT").map(({ path }) => path);
}

function idsOf(rows: readonly AuditRow[]): readonly string[] {
  return rows.flatMap(({ ticketId }) => ticketId ?? []);
}

describe.for([sqlite, postgres])("four processes, killed at random moments, on $name", (engine) => {
  test(
    `lose nothing, run nothing twice and leave no lie, after ${kills} kills`,
    { timeout: 60_000 + 3_000 * kills },
    async (context) => {
      const scene = await openScene(engine, context, leaseMs);
      const told = await killAll(scene);
      const tickets = await ticketsInTheEnd(scene);
      const states = new Map(tickets.map(({ id, state }) => [id, state]));

      const endings = told.filter(({ kind }) => kind !== "asking");
      expect(endings.filter(({ ticketId, kind }) => states.get(ticketId) !== kind)).toEqual([]);
      expect(told.filter(({ ticketId }) => !states.has(ticketId))).toEqual([]);
      expect(told.length).toBeGreaterThanOrEqual(kills);

      expect(tickets.filter((ticket) => !isTrue(scene, ticket))).toEqual([]);
      const updates = updatesOf(scene);
      expect(new Set(updates).size).toBe(updates.length);
      // The sandbox forgets the oldest of very many calls: it must not have come to that.
      const described = tickets.filter((ticket) => "iam_group_id" in ticket.input && ticket.state === "done");
      expect(updates.length).toBeGreaterThanOrEqual(described.length);

      const rows = await collect(scene.store.audit.read());
      const called = rows.filter(({ event }) => event === "called");
      const takenOver = idsOf(called.filter(({ details }) => "takenOverFrom" in details));
      const firstCalled = idsOf(called.filter(({ details }) => !("takenOverFrom" in details)));
      expect(firstCalled.length).toBe(new Set(firstCalled).size);
      expect(tickets.filter(({ id, state }) => state === "done" && !firstCalled.includes(id))).toEqual([]);
      // Only who died with it leaves a ticket of which nobody knows.
      expect(tickets.filter(({ id, state }) => state === "unknown" && !takenOver.includes(id))).toEqual([]);
      expect(await scene.store.audit.verify()).toMatchObject({ ok: true, rows: rows.length });
    },
  );
});
