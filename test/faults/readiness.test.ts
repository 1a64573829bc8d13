import { expect, test } from "vitest";
import { createHealth } from "../../src/serving/health.ts";
import { createReadiness } from "../../src/serving/readiness.ts";
import type { Health } from "../../src/web/context.ts";
import { openTestHouse } from "../house.ts";
import { openBeside } from "../gate/flow/flow.ts";

const well: readonly Health[] = [
  { name: "SSS east", state: "ok", detail: "It answers." },
  { name: "SSS west", state: "ok", detail: "It answers." },
  { name: "Store", state: "ok", detail: "SQLite, /var/lib/sss-ops" },
  { name: "Slack", state: "off", detail: "Not set up." },
];

function readinessOf(looks: readonly Health[], isStopping = false) {
  return createReadiness({ health: () => Promise.resolve(looks), isStopping: () => isStopping })();
}

function faulty(name: string, code: string): readonly Health[] {
  return well.map((look) =>
    look.name === name ? { ...look, state: "faulty", detail: "db.example.com", code } : look,
  );
}

test("calls are wanted where all is well, and nobody is told more than a word of each", async () => {
  const checks = { process: "ok", sss: "ok", store: "ok", slack: "off" };
  expect(await readinessOf(well)).toEqual({ isReady: true, checks });
});

test("calls are wanted while an account of SSS or Slack is away, which is said", async () => {
  expect(await readinessOf(faulty("SSS west", "unreachable"))).toMatchObject({
    isReady: true,
    checks: { sss: "unreachable" },
  });
  expect(await readinessOf(faulty("Slack", "faulty"))).toMatchObject({
    isReady: true,
    checks: { slack: "faulty" },
  });
});

test("no calls are wanted without a store, or when it is stopping", async () => {
  expect(await readinessOf(faulty("Store", "disk_full"))).toMatchObject({
    isReady: false,
    checks: { store: "disk_full" },
  });
  expect(await readinessOf(well, true)).toEqual({ isReady: false, checks: { process: "stopping" } });
});

test("the health of a house that is well, and of one whose store is gone and whose SSS does not answer", async () => {
  const house = await openTestHouse();
  const statesOf = async (look: () => Promise<readonly Health[]>) =>
    Object.fromEntries((await look()).map(({ name, state, code = state }) => [name, code]));
  expect(await statesOf(createHealth(house, () => "off"))).toMatchObject({
    SSS: "ok",
    Store: "ok",
    Slack: "off",
  });
  const beside = await openBeside(house, { onFault: () => undefined });
  await (await beside.store()).close();
  house.sandbox.faults.add({ kind: "hang" });
  expect(await statesOf(createHealth(beside, () => "ok"))).toMatchObject({
    SSS: "timeout",
    Store: "internal",
  });
  await house.sandbox.close();
});

test("however many ask at once, the store is written to once for all of them", async () => {
  const house = await openTestHouse();
  let looks = 0;
  const store = async () => {
    const opened = await house.store();
    const { leases } = opened;
    const take: typeof leases.take = (...lease) => {
      looks += 1;
      return leases.take(...lease);
    };
    return { ...opened, leases: { ...leases, take } };
  };
  const look = createHealth({ ...house, store }, () => "off");
  await Promise.all(Array.from({ length: 50 }, look));
  expect(looks).toBe(1);
});
