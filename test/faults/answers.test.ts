// PROOF_ROUNDS says how many tickets are answered so, on each engine; 10 by default.
import { describe, expect, test } from "vitest";
import { updateTenant } from "../../tools/tenant/update-tenant.ts";
import { postgres, sqlite } from "../store/engines.ts";
import { startProgram } from "../store/programs.ts";
import type { Order } from "./programs/answerer.ts";
import { person } from "./programs/house.ts";
import { type Scene, openScene } from "./scene.ts";

const rounds = Number(process.env["PROOF_ROUNDS"] ?? 10);
/** A hundred answers, shared among eight processes. */
const shares = [13, 13, 13, 13, 12, 12, 12, 12];

async function startAnswerers(environment: Record<string, string>) {
  const answerers = shares.map((times) => ({ times, ...startProgram("answerer", environment) }));
  for (const { lines } of answerers) expect((await lines.next()).value).toBe("ready");
  return {
    /** Has all of them answer a ticket at the same moment, and gives what they were told. */
    async answer(order: Omit<Order, "times">): Promise<readonly string[]> {
      for (const { process, times } of answerers)
        process.stdin?.write(`${JSON.stringify({ ...order, times })}\n`);
      const told = answerers.map(async ({ lines }) => JSON.parse((await lines.next()).value) as string[]);
      return (await Promise.all(told)).flat();
    },
  };
}

async function askOnce({ gate, environment }: Scene, description: string): Promise<Omit<Order, "times">> {
  const input = { tenant_id: environment["TENANT_ID"] ?? "", description };
  const asked = await gate.ask({ operation: updateTenant, input, actor: person });
  if (asked.kind !== "asking") throw new Error(`nobody was asked: ${JSON.stringify(asked)}`);
  return { ticketId: asked.ticket.id, input };
}

function writesOf({ sandbox }: Scene): readonly string[] {
  const writes = sandbox.calls.filter(({ method, path }) => method !== "GET" && !path.startsWith("/v3/"));
  return writes.map(({ method, path }) => `${method} ${path}`);
}

describe.for([sqlite, postgres])("a hundred answers at once from eight processes, on $name", (engine) => {
  test(
    `run their ticket once, ${rounds} times over`,
    { timeout: 30_000 + 3_000 * rounds },
    async (context) => {
      const scene = await openScene(engine, context, 30_000);
      const answerers = await startAnswerers(scene.environment);
      for (let round = 1; round <= rounds; round += 1) {
        const asked = await askOnce(scene, `round ${round}`);
        const told = await answerers.answer(asked);
        expect(told.toSorted()).toEqual([...Array<string>(99).fill("denied ticket_used"), "done"]);
        expect(writesOf(scene)).toHaveLength(round);
        expect(scene.sandbox.world.tenants.get(asked.input.tenant_id)?.description).toBe(`round ${round}`);
      }
      expect(await scene.store.audit.verify()).toMatchObject({ ok: true, rows: 4 * rounds });
    },
  );
});
