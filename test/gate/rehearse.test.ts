import { describe, expect, test } from "vitest";
import type { Actor } from "../../src/gate/actor.ts";
import type { Rehearsal } from "../../src/gate/rehearse.ts";
import { catalog } from "../../tools/index.ts";
import { type TestHouse, openTestHouse } from "../house.ts";
import { samples, thingsOf } from "../samples.ts";
import { speakTo } from "../sandbox/sss.ts";
import {
  auditOf,
  policyFile,
  requestOf,
  run,
  taro,
  tenantOf,
  ticketFor,
  underBoss,
  userOf,
  writesOn,
} from "./flow/flow.ts";

const writes = catalog.filter(({ effect }) => effect !== "read");

/** What is rehearsed of a call, with proof that nothing came of it. */
async function rehearsed(
  house: TestHouse,
  name: string,
  input: Record<string, unknown>,
  actor: Actor = taro,
): Promise<Rehearsal> {
  const sent = writesOn(house).length;
  const rows = (await auditOf(house)).length;
  const told = await house.gate.rehearse(requestOf(name, input, actor));
  expect(writesOn(house)).toHaveLength(sent);
  expect(await auditOf(house)).toHaveLength(rows);
  expect(await house.gate.list({ states: ["open"] })).toEqual([]);
  if (told.kind !== "rehearsed") throw new Error(`it ended: ${JSON.stringify(told)}`);
  return told;
}

describe("a rehearsal", () => {
  test.for(writes)("of $name does nothing, and tells what its ticket then says", async ({ name }) => {
    const house = await openTestHouse({ environment: await underBoss() });
    const input = samples[name].input(await thingsOf(speakTo(house.sandbox)));
    const told = await rehearsed(house, name, input);
    const { question, before, impact, rule, consent, createdAt, expiresAt } = await ticketFor(
      house,
      name,
      input,
    );
    expect(told).toMatchObject({
      would: consent === "self" ? "ask" : "wait",
      question: { message: question.message, wanted: question.wanted },
      who: consent === "self" ? "requester" : ["local:boss"],
      expires_in_seconds: (expiresAt - createdAt) / 1_000,
      before,
      impact,
      rule,
    });
  });

  test("of a read says that it would run, and reads nothing", async () => {
    const house = await openTestHouse();
    expect(await rehearsed(house, "list_users", {})).toEqual({
      kind: "rehearsed",
      operation: "list_users",
      input: {},
      rule: "reads",
      would: "run",
    });
    expect(house.sandbox.calls).toEqual([]);
  });

  test("works with a store that takes nothing any more", async () => {
    const house = await openTestHouse();
    const { tickets, audit, notes, leases } = await house.store();
    const fail = () => Promise.reject(new Error("the store was written to"));
    Object.assign(tickets, { open: fail, move: fail });
    Object.assign(audit, { append: fail });
    Object.assign(notes, { add: fail, replace: fail, replaceOnRecord: fail });
    Object.assign(leases, { take: fail });
    const input = { tenant_id: tenantOf(house, "hoshino-web").id };
    expect(await rehearsed(house, "delete_tenant", input)).toMatchObject({ would: "ask" });
  });

  test("says what undoes a write, and what nothing brings back", async () => {
    const house = await openTestHouse();
    const { id: tenant_id } = tenantOf(house, "hoshino-web");
    const changed = await rehearsed(house, "update_tenant", { tenant_id, description: "x" });
    expect(changed).toHaveProperty("undo", { operation: "update_tenant" });
    const deleted = await rehearsed(house, "delete_user", { user_id: userOf(house, "yamamoto.aoi").id });
    expect(deleted).toMatchObject({ undo: { lost: { en: expect.stringContaining("never be used again") } } });
    expect(deleted).not.toHaveProperty("undo.operation");
  });

  test("takes names as the call would, and looking them up leaves no trace where it is refused", async () => {
    const house = await openTestHouse();
    const user = userOf(house, "sato.hana");
    const input = { user_id: user.loginId, mail_address: "new@example.com" };
    expect(await rehearsed(house, "update_user", input)).toMatchObject({ input: { user_id: user.id } });

    const barred = await openTestHouse({ environment: { SSS_OPS_DENY: "list_users" } });
    expect(await barred.gate.rehearse(requestOf("update_user", input))).not.toHaveProperty("would");
    expect(await auditOf(barred)).toEqual([]);
  });

  test("hides secrets", async () => {
    const house = await openTestHouse();
    const input = { user_id: userOf(house, "yamamoto.aoi").id, new_password: "Aa345678" };
    const byHand = { ...taro, face: "terminal", asking: "terminal" } as const;
    const told = await rehearsed(house, "update_user", input, byHand);
    expect(told.input).toMatchObject({ new_password: "(hidden)" });
    expect(JSON.stringify(told)).not.toContain("Aa345678");
  });
});

describe("a call that would be refused", () => {
  const cases: Readonly<
    Record<string, readonly [code: string, environment: () => Promise<Record<string, string>>]>
  > = {
    "by the deny list": ["operation_denied", async () => ({ SSS_OPS_DENY: "delete_tenant" })],
    "while the server only reads": ["read_only", async () => ({ SSS_OPS_READ_ONLY: "true" })],
    "during a freeze": [
      "frozen",
      () =>
        underBoss(
          "freezes:\n  - { name: year-end, from: 2000-01-01T00:00:00Z, until: 2100-01-01T00:00:00Z }\n",
        ),
    ],
  };

  test.for(Object.entries(cases))(
    "%s is told with its code and the next step",
    async ([, [code, environment]]) => {
      const house = await openTestHouse({ environment: await environment() });
      const input = { tenant_id: tenantOf(house, "hoshino-web").id };
      const told = await rehearsed(house, "delete_tenant", input);
      expect(told).toMatchObject({ would: "be refused", code, next: expect.stringMatching(/\w\.$/) });
    },
  );

  test("by a guard is told, once the target was read", async () => {
    const house = await openTestHouse({ environment: await underBoss() });
    const told = await rehearsed(house, "delete_user", { user_id: house.sandbox.accounts.partner.userId });
    expect(told).toMatchObject({ would: "be refused", code: "guarded", rule: "guard" });
  });

  test("by the breaker is told as soon as it has tripped", async () => {
    const policy = "people: []\nbreaker: { destroys: 1, windowMinutes: 60 }\n";
    const house = await openTestHouse({ environment: { SSS_OPS_POLICY: await policyFile(policy) } });
    await run(
      house,
      await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-web").id }),
    );
    const told = await rehearsed(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
    expect(told).toMatchObject({ would: "be refused", code: "too_many_destroys" });
  });
});

describe("what cannot be asked about", () => {
  test("ends as it would in earnest", async () => {
    const { gate } = await openTestHouse();
    expect(await gate.rehearse(requestOf("delete_tenant", {}))).toMatchObject({
      kind: "failed",
      code: "invalid_request",
    });
    expect(await gate.rehearse(requestOf("delete_tenant", { tenant_id: "0".repeat(32) }))).toMatchObject({
      kind: "failed",
      code: "not_found",
    });
    const secret = requestOf("update_user", { user_id: "ecid1", new_password: "Aa345678" });
    expect(await gate.rehearse(secret)).toMatchObject({ kind: "denied", code: "secret_argument" });
  });
});
