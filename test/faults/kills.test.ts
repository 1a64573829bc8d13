// PROOF_KILLS says how many processes are killed, on each engine; 10 by default, 60 by `npm run test:kills`.
// PROOF_SEED makes the moments those of an earlier run, as far as processes that race each other have any.
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuditRow, TicketRecord } from "../../src/store/records.ts";
import { collect } from "../store/collect.ts";
import { postgres, sqlite } from "../store/engines.ts";
import { startProgram } from "../store/programs.ts";
import type { Told } from "./programs/requester.ts";
import { type Scene, openScene } from "./scene.ts";

const kills = Number(process.env["PROOF_KILLS"] ?? 10);
const seed = Number(process.env["PROOF_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
/** Short, so that tickets are taken over while others are still run; long beside what a busy machine makes a process wait. */
const leaseMs = 2_000;

/** When a process is killed: so long after it was started, or after it has said so many lines. */
interface Moment {
  readonly lines: number;
  readonly ms: number;
}

const starting = fc.record({ lines: fc.constant(0), ms: fc.nat({ max: 600 }) });
const working = fc.record({ lines: fc.integer({ min: 1, max: 24 }), ms: fc.nat({ max: 40 }) });
const moments: readonly Moment[] = fc.sample(
  fc.oneof({ weight: 1, arbitrary: starting }, { weight: 6, arbitrary: working }),
  { seed, numRuns: kills },
);

/** Runs a requester until it is killed, and gives all that it said. */
async function killAt({ lines: heard, ms }: Moment, { environment }: Scene, name: string) {
  const { process, lines } = startProgram("requester", { ...environment, HOLDER: name });
  const said: Told[] = [];
  const kill = () => void pause(ms).then(() => process.kill("SIGKILL"));
  if (heard === 0) kill();
  for (;;) {
    const { value, done } = await lines.next();
    // What was said before it died is read to the end: that was acknowledged as well.
    if (done === true) return said;
    said.push(JSON.parse(value) as Told);
    if (said.length === heard) kill();
  }
}

/** Kills a requester at each moment, four at work at any time, and gives what they said. */
async function killAll(scene: Scene): Promise<readonly Told[]> {
  const left = [...moments.entries()];
  const keepOneRunning = async (): Promise<readonly Told[]> => {
    const said: Told[] = [];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [index, moment] = next;
      said.push(...(await killAt(moment, scene, `kill${index}`)));
      expect(await scene.store.audit.verify()).toMatchObject({ ok: true });
    }
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

/** How often what a ticket is for has happened in the world; what was made may be deleted by now. */
function timesInWorld(scene: Scene, { operation, input, outcome }: TicketRecord): number {
  const groups = [...scene.sandbox.world.iamGroups.values()];
  const has = (id: unknown) => groups.some((group) => group.id === id);
  const { iam_group_id: id, iam_group_name, description } = input;
  if (operation === "delete_iam_group") return has(id) ? 0 : 1;
  if (operation === "update_iam_group")
    return groups.filter((group) => group.id === id && group.description === description).length;
  const made = (outcome?.["answer"] as { readonly iam_group_id?: string } | undefined)?.iam_group_id;
  const isDeleted =
    made !== undefined && !has(made) && pathsOf(scene, "DELETE").some((path) => path.endsWith(made));
  return groups.filter(({ name }) => name === iam_group_name).length + (isDeleted ? 1 : 0);
}

/** Whether the world is as the ticket's state says. */
function isTrue(scene: Scene, ticket: TicketRecord): boolean {
  const times = timesInWorld(scene, ticket);
  return ticket.state === "unknown" ? times <= 1 : times === (ticket.state === "done" ? 1 : 0);
}

/** Where such calls went; each group is to be described or deleted once, so that none may come twice. */
function pathsOf({ sandbox }: Scene, method: "PUT" | "DELETE"): readonly string[] {
  return sandbox.calls.filter((call) => call.method === method).map(({ path }) => path);
}

function idsOf(rows: readonly AuditRow[]): readonly string[] {
  return rows.flatMap(({ ticketId }) => ticketId ?? []);
}

describe.for([sqlite, postgres])("four processes, killed at random moments, on $name", (engine) => {
  test(
    `lose nothing, run nothing twice and leave no lie, after ${kills} kills (seed ${seed})`,
    { timeout: 60_000 + 3_000 * kills },
    async (context) => {
      const scene = await openScene(engine, context, leaseMs);
      const told = await killAll(scene);
      expect(told.length).toBeGreaterThanOrEqual(kills);
      const tickets = await ticketsInTheEnd(scene);
      const states = new Map(tickets.map(({ id, state }) => [id, state]));

      const endings = told.filter(({ kind }) => kind !== "asking");
      expect(endings.filter(({ ticketId, kind }) => states.get(ticketId) !== kind)).toEqual([]);
      expect(told.filter(({ ticketId }) => !states.has(ticketId))).toEqual([]);

      expect(tickets.filter((ticket) => !isTrue(scene, ticket))).toEqual([]);
      for (const method of ["PUT", "DELETE"] as const) {
        const paths = pathsOf(scene, method);
        expect(new Set(paths).size).toBe(paths.length);
        // The sandbox forgets the oldest of very many calls: it must not have come to that.
        const operation = method === "PUT" ? "update_iam_group" : "delete_iam_group";
        const done = tickets.filter((ticket) => ticket.operation === operation && ticket.state === "done");
        expect(paths.length).toBeGreaterThanOrEqual(done.length);
        expect(done.length).toBeGreaterThan(0);
      }

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
