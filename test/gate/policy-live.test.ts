import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Gate } from "../../src/gate/gate.ts";
import { type Policy, versioned } from "../../src/gate/policy.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openStoreOn } from "../../src/store/store.ts";
import { operationNamed } from "../../tools/index.ts";
import { temporaryDirectory } from "../directory.ts";
import { testKeys } from "../store/engines.ts";
import { type Simulation, createSimulation, people, policies, tenantIds } from "./simulation.ts";

const { policy: alone } = policies.alone;
const denying = versioned({ ...alone, rules: [{ name: "none", consent: "deny" }] });
const { requester } = people;

test("a call that a new policy comes in the middle of ends under the one that it began under", async () => {
  const { simulation, gate, put } = await open(alone);
  const asked = await during(
    simulation,
    () => ask(gate),
    () => put(denying),
  );
  expect(asked).toMatchObject({
    kind: "asking",
    ticket: { rule: "default-change", policyVersion: `${alone.version}@simulated` },
  });
});

test("an answer that a new policy comes in the middle of runs the call, and a later one does not", async () => {
  const { simulation, gate, put } = await open(alone);
  const [first, later] = [await ticketOf(gate, 0), await ticketOf(gate, 1)];
  const ended = await during(
    simulation,
    () => answer(gate, first),
    () => put(denying),
  );
  expect(ended).toMatchObject({ kind: "done" });
  expect(await answer(gate, later)).toMatchObject({ kind: "denied", code: "policy_changed" });
});

test("a policy of the same content leaves open tickets as they are", async () => {
  const { gate, put } = await open(alone);
  const ticket = await ticketOf(gate, 0);
  put(versioned({ ...alone, version: "another object" } as Policy));
  expect(await answer(gate, ticket)).toMatchObject({ kind: "done" });
});

test("however often the policy changes, each call is decided by a rule of the one policy that it carries", async () => {
  const named = ["a", "b", "c"].map((name) => versioned({ ...alone, rules: [{ name, consent: "self" }] }));
  const versions = new Map(named.map(({ version, rules }) => [`${version}@simulated`, rules[0]?.name]));
  const { gate, put } = await open(alone);
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.constantFrom(...named)), async (stream) => {
      put(() => stream.next().value as Policy);
      const outcome = await ask(gate, 0, `call ${(asked += 1)}`);
      if (outcome.kind !== "asking") throw new Error(outcome.kind);
      expect(outcome.ticket.rule).toBe(versions.get(outcome.ticket.policyVersion));
    }),
    { numRuns: 50 },
  );
});

/** A gate over a policy that can be replaced. */
async function open(first: Policy) {
  const directory = await temporaryDirectory();
  const store = await openStoreOn(await openSqlite(join(directory, "store.db")), testKeys);
  onTestFinished(() => store.close());
  const simulation = createSimulation(store, async () => undefined);
  let current = () => first;
  const gate = simulation.openGate(() => current());
  const put = (policy: Policy | (() => Policy)) =>
    void (current = typeof policy === "function" ? policy : () => policy);
  return { simulation, gate, put };
}

/** Does something while a call waits for what it reads of its target. */
async function during<Result>(
  simulation: Simulation,
  call: () => Promise<Result>,
  act: () => void,
): Promise<Result> {
  simulation.fate = "dies reading";
  const isReading = simulation.death();
  const result = call();
  await isReading;
  act();
  simulation.hung.forEach(({ wake }) => wake());
  return result;
}

function ask(gate: Gate, tenant: 0 | 1 = 0, description = "new") {
  const operation = operationNamed("update_tenant");
  if (operation === undefined) throw new Error("there is no update_tenant");
  return gate.ask({ operation, input: { tenant_id: tenantIds[tenant], description }, actor: requester });
}

async function ticketOf(gate: Gate, tenant: 0 | 1): Promise<string> {
  const outcome = await ask(gate, tenant);
  if (outcome.kind !== "asking") throw new Error(outcome.kind);
  return outcome.ticket.id;
}

function answer(gate: Gate, ticketId: string) {
  return gate.decide(ticketId, { kind: "given", yes: true }, requester);
}
