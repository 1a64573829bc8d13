import { describe, expect, test } from "vitest";
import { remembered } from "../../src/access/remembered.ts";
import { createCachedRead } from "../../src/gate/names/cached-read.ts";
import type { Outcome } from "../../src/gate/outcome.ts";
import type { Verified } from "../../src/access/verify.ts";
import type { SlackUser } from "../../src/slack/surface.ts";
import { createUsers } from "../../src/slack/people/users.ts";
import { createAttempts } from "../../src/web/limits.ts";
import { getTenant } from "../../tools/tenant/get-tenant.ts";
import { openTestHouse } from "../house.ts";
import { auditOf, openBeside, run, taro, tenantOf, ticketFor, writesOn } from "../gate/flow/flow.ts";

const hourMs = 3_600_000;

describe("a clock that is set ahead by an hour", () => {
  test("ends what waits for a person, and nothing of it runs", async () => {
    let now = Date.now();
    const house = await openTestHouse({ now: () => now });
    const ticket = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id });
    now += hourMs;
    expect(await run(house, ticket)).toMatchObject({ kind: "denied", code: "ticket_expired" });
    expect(writesOn(house)).toEqual([]);
  });

  test("in one of two processes makes it see through what the other one runs, and sends nothing twice", async () => {
    const house = await openTestHouse();
    const ahead = await openBeside(house, { now: () => Date.now() + hourMs });
    const tenant = tenantOf(house, "hoshino-web");
    const ticket = await ticketFor(house, "update_tenant", { tenant_id: tenant.id, description: "changed" });
    house.sandbox.faults.add({ kind: "latency", ms: 400, method: "PUT" });
    const told = run(house, ticket);
    await expect.poll(() => writesOn(house), { timeout: 10_000 }).toHaveLength(1);
    await ahead.gate.recover();
    await ahead.gate.settled();
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "unknown" });
    // Whoever asked is told what is true, and it goes on record beside what was not known.
    expect(await told).toMatchObject({ kind: "done" });
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "unknown" });
    expect((await auditOf(house)).at(-1)).toMatchObject({ details: { outcome: "done", tooLate: true } });
    expect(writesOn(house)).toHaveLength(1);
    expect(await (await house.store()).audit.verify()).toMatchObject({ ok: true });
  });
});

describe("a clock that is set back by an hour", () => {
  test("makes no token count that was revoked", async () => {
    const now = Date.now();
    const known: Verified = { principal: "local:taro", scopes: [], profiles: [], expiresAt: now + hourMs };
    let verified: Verified | undefined = known;
    const verify = remembered(async () => verified);
    expect(await verify("token", now)).toBeDefined();
    verified = undefined;
    expect(await verify("token", now + 1)).toBeDefined();
    expect(await verify("token", now - hourMs)).toBeUndefined();
  });

  test("lets nobody go on who left the workspace", async () => {
    let now = Date.now();
    let asked = 0;
    const known: SlackUser = {
      id: "U1",
      teamId: "T1",
      isBot: false,
      isDeleted: false,
      isGuest: false,
      isStranger: false,
    };
    const user = async () => ((asked += 1), known);
    const users = createUsers({ surface: { user }, now: () => now });
    await users.lookUp("U1");
    await users.lookUp("U1");
    expect(asked).toBe(1);
    now -= hourMs;
    await users.lookUp("U1");
    expect(asked).toBe(2);
  });

  test("makes no old list pass for a new one", async () => {
    let now = Date.now();
    let asked = 0;
    const done: Outcome = { kind: "done", operation: "get_tenant", answer: {} };
    const read = createCachedRead({ gate: { ask: async () => ((asked += 1), done) }, now: () => now });
    await read(getTenant, {}, taro);
    await read(getTenant, {}, taro);
    expect(asked).toBe(1);
    now -= hourMs;
    await read(getTenant, {}, taro);
    expect(asked).toBe(2);
  });

  test("locks nobody out for that hour", () => {
    let now = Date.now();
    const attempts = createAttempts({ perAddress: 1, inAll: 5, windowMs: 60_000 }, () => now);
    attempts.take("a");
    expect(attempts.take("a")).toBe(60);
    now -= hourMs;
    expect(attempts.take("a")).toBeUndefined();
  });
});
