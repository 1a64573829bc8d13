import { type TestContext, describe, expect, onTestFinished, test } from "vitest";
import { type House, openHouse } from "../../src/house/house.ts";
import { configFrom } from "../../src/config/load.ts";
import type { TicketRecord } from "../../src/store/records.ts";
import { getTenant } from "../../tools/tenant/get-tenant.ts";
import { type TestEngine, postgres, sqlite } from "../store/engines.ts";
import { startProgram } from "../store/programs.ts";
import { person } from "./programs/house.ts";
import type { Step } from "./programs/rotator.ts";
import { type Scene, openScene } from "./scene.ts";

/** Short, so that the dead process's ticket is soon taken over. */
const leaseMs = 2_000;

/** What is true after the process was killed at a step. */
interface Aftermath {
  readonly state: TicketRecord["state"];
  readonly pair: "old" | "new" | "lost";
  /** What the outcome says to do. */
  readonly advice: unknown;
}

const nothing = undefined;
const look = expect.stringMatching(/Try a read; if it is refused, reissue the pair in the portal/);

const steps: readonly (readonly [Step, Aftermath])[] = [
  ["asked", { state: "open", pair: "old", advice: nothing }],
  ["answered", { state: "unknown", pair: "lost", advice: look }],
  ["written", { state: "unknown", pair: "new", advice: look }],
  ["stored", { state: "unknown", pair: "new", advice: look }],
];

/** What a database was told and did not commit is gone; a file that is written whole is found. */
const uncommitted = { pair: "lost" } as const;

const cells = [
  ...steps.map(([step, aftermath]) => ({ engine: sqlite, step, ...aftermath })),
  ...steps.map(([step, aftermath]) => ({
    engine: postgres,
    step,
    ...aftermath,
    ...(step === "written" ? uncommitted : {}),
  })),
];

describe("a process that reissues the API key pair", () => {
  test.for(cells)(
    "on $engine.name, killed when it has $step, leaves the $pair pair and a ticket that is $state",
    async ({ engine, step, state, pair, advice }, context) => {
      const { scene, keyOnSss, environment, read } = await openAccount(engine, context);
      const before = keyOnSss();
      expect(await read(scene)).toBe("done");

      const { process, lines, exited } = startProgram("rotator", { ...environment, STOP_AT: step });
      const ticketId = String((await lines.next()).value);
      while ((await lines.next()).value !== step);
      process.kill("SIGKILL");
      await exited;

      expect(keyOnSss() === before).toBe(pair === "old");
      const next = await openNext(environment);
      const expected = pair === "lost" ? "failed unauthenticated" : "done";
      expect([await read(next), await read(scene)]).toEqual([expected, expected]);
      await next.start();
      const ticket = () => next.gate.find(ticketId);
      await expect.poll(async () => (await ticket())?.state, { timeout: 5 * leaseMs }).toBe(state);
      expect((await ticket())?.outcome?.["next"]).toEqual(advice);
      expect(await (await next.store()).audit.verify()).toMatchObject({ ok: true });
    },
  );

  test.for([sqlite, postgres])(
    "on $name lets its replicas go on without a restart",
    async (engine, context) => {
      const { scene, keyOnSss, environment, read } = await openAccount(engine, context);
      expect(await read(scene)).toBe("done");
      const keys = [keyOnSss()];
      for (let round = 1; round <= 3; round += 1) {
        const said = await saidBy(startProgram("rotator", environment));
        expect(said.at(-1)).toBe("done");
        const reads = Array.from({ length: 10 }, () => read(scene));
        expect(await Promise.all(reads)).toEqual(Array<string>(10).fill("done"));
        expect(await scene.ownApiKey()).toBe(keyOnSss());
        keys.push(keyOnSss());
      }
      expect(new Set(keys).size).toBe(4);
    },
  );
});

/** A scene, its account's API key as SSS has it, and what a process needs to reissue it. */
async function openAccount(engine: TestEngine, context: TestContext) {
  const scene = await openScene(engine, context, leaseMs);
  const { apiKey } = scene.sandbox.accounts.partner;
  const user = [...scene.sandbox.world.users.values()].find((one) => one.apiKey === apiKey);
  if (user === undefined) throw new Error("the account has no user");
  const environment = { ...scene.environment, USER_ID: user.id };
  return {
    scene,
    keyOnSss: () => user.apiKey,
    environment,
    read: (house: Reader) => read(house, environment),
  };
}

type Reader = Pick<Scene, "gate">;

/** The process that is started next, with what the first one had. */
async function openNext(environment: Record<string, string>): Promise<House> {
  const house = await openHouse(configFrom(environment), {
    leaseMs,
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => house.close());
  return house;
}

/** How a read ends. */
async function read({ gate }: Reader, environment: Record<string, string>): Promise<string> {
  const input = { tenant_id: environment["TENANT_ID"] };
  const told = await gate.ask({ operation: getTenant, input, actor: person });
  return "code" in told ? `${told.kind} ${told.code}` : told.kind;
}

/** All that a program says until it ends. */
async function saidBy({ lines }: ReturnType<typeof startProgram>): Promise<readonly string[]> {
  const said: string[] = [];
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) return said;
    said.push(value);
  }
}
