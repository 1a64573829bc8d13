import { describe, expect, test } from "vitest";
import type { Fault } from "../../../src/sandbox/faults.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { auditOf, openBeside, run, tenantOf, ticketFor, underBoss, userOf, writesOn } from "./flow.ts";

interface Write {
  readonly method: string;
  readonly input: (house: TestHouse) => Record<string, unknown>;
  /** How it ends when the answer is lost after the write took effect, and when the write never did. */
  readonly after: string;
  readonly before: string;
}

const writes: Readonly<Record<string, Write>> = {
  delete_tenant: {
    method: "DELETE",
    input: (house) => ({ tenant_id: tenantOf(house, "hoshino-batch").id }),
    after: "done",
    before: "unknown",
  },
  update_tenant: {
    method: "PUT",
    input: (house) => ({ tenant_id: tenantOf(house, "hoshino-web").id, description: "changed" }),
    after: "done",
    before: "unknown",
  },
  update_iam_role: {
    method: "PUT",
    input: ({ sandbox: { world } }) => ({
      iam_role_id: [...world.iamRoles.values()].find(({ name }) => name === "readers")?.id,
      description: "changed",
    }),
    after: "done",
    before: "unknown",
  },
  delete_user: {
    method: "DELETE",
    input: (house) => ({ user_id: userOf(house, "yamamoto.aoi").id }),
    after: "done",
    before: "unknown",
  },
  // Nothing can be read that would tell, and one that is begun changes nothing yet.
  create_user: {
    method: "POST",
    input: (house) => ({
      contract_id: tenantOf(house, "hoshino-web").contractId,
      login_id: "new.user",
      mail_address: "new.user@example.com",
      notify_password: false,
    }),
    after: "unknown",
    before: "unknown",
  },
  update_contract_owner: {
    method: "PUT",
    input: (house) => ({
      contract_id: tenantOf(house, "hoshino-web").contractId,
      user_id: userOf(house, "hoshino.super").id,
    }),
    after: "unknown",
    before: "unknown",
  },
};

type Loss = readonly [what: string, ends: (write: Write) => string, fault: Fault];

const losses: readonly Loss[] = [
  ["is cut after it was done", ({ after }) => after, { kind: "cut-after" }],
  ["is cut before it was done", ({ before }) => before, { kind: "cut-before" }],
  ["is a 500 and nothing was done", ({ before }) => before, { kind: "status", status: 500 }],
  // The gateway says by itself that it did not pass it on.
  ["is the gateway's 503", () => "failed", { kind: "gateway" }],
];

const cells = Object.entries(writes).flatMap(([name, write]) =>
  losses.map(([what, ends, fault]) => [name, what, ends(write), fault, write] as const),
);

describe("an answer that is lost", () => {
  test.for(cells)("of %s that %s ends %s, sent once", async ([name, , expected, fault, write]) => {
    const house = await openTestHouse({ environment: await underBoss() });
    const input = write.input(house);
    const ticket = await ticketFor(house, name, input);
    house.sandbox.faults.add({ method: write.method, path: "/api/", ...fault });
    const ending = await run(house, ticket);
    expect(ending?.kind).toBe(expected);
    expect(writesOn(house)).toHaveLength(1);
    expect((await auditOf(house)).at(-1)).toMatchObject({ event: "ended", details: { outcome: expected } });
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: expected });
    expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true, rows: 4 });
  });

  test("halfway through its body is no reason to say that nothing was done", async () => {
    const house = await openTestHouse();
    const ticket = await ticketFor(house, "create_user", writes["create_user"]?.input(house) ?? {});
    house.sandbox.faults.add({ method: "POST", path: "/users", kind: "half-body" });
    expect(await run(house, ticket)).toMatchObject({
      kind: "unknown",
      next: expect.stringContaining("may have taken effect"),
    });
    expect(writesOn(house)).toHaveLength(1);
    expect(userOf(house, "new.user")).toBeDefined();
  });

  test("together with the target that would tell is unknown", async () => {
    const house = await openTestHouse();
    const input = writes["update_tenant"]?.input(house) ?? {};
    const ticket = await ticketFor(house, "update_tenant", input);
    house.sandbox.faults.add({ method: "PUT", path: "/tenants/", kind: "latency", ms: 150 });
    house.sandbox.faults.add({ method: "PUT", path: "/tenants/", kind: "cut-after" });
    const answered = run(house, ticket);
    await expect.poll(() => writesOn(house)).toHaveLength(1);
    house.sandbox.faults.add({ method: "GET", path: "/tenants/", kind: "status", status: 403 });
    expect(await answered).toMatchObject({ kind: "unknown", code: "connection_lost" });
  });
});

test("a store that is gone when the call ends does not make the write undone", async () => {
  const sandboxed = await openTestHouse();
  const faults: unknown[] = [];
  const house = await openBeside(sandboxed, { onFault: (fault) => faults.push(fault) });
  const ticket = await ticketFor(house, "delete_tenant", {
    tenant_id: tenantOf(sandboxed, "hoshino-web").id,
  });
  sandboxed.sandbox.faults.add({ method: "DELETE", kind: "latency", ms: 150 });
  const answered = run(house, ticket);
  await expect.poll(() => writesOn(sandboxed)).toHaveLength(1);
  await (await house.store()).close();
  expect(await answered).toMatchObject({ kind: "done" });
  expect(faults).not.toEqual([]);
});
