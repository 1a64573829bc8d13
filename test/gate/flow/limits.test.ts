import { expect, test } from "vitest";
import { openTestHouse } from "../../house.ts";
import { connect, consents, startEndpoint, textOf } from "../../mcp/clients.ts";
import { askFor, eventsOf, policyFile, run, tenantOf, ticketFor, underBoss, writesOn } from "./flow.ts";

const twoDestroys = "breaker: { destroys: 2, windowMinutes: 30 }\n";
const tenantNames = ["hoshino-web", "hoshino-batch", "hoshino-test", "minato-backup"];

async function openWith(yaml: string, now: () => number = Date.now) {
  return openTestHouse({ environment: { SSS_OPS_POLICY: await policyFile(yaml) }, now });
}

test("the third destroying call within the window is refused, and lets through again after it", async () => {
  let now = Date.UTC(2026, 10, 20, 12);
  const house = await openWith(twoDestroys, () => now);
  const inputs = tenantNames.map((name) => ({ tenant_id: tenantOf(house, name).id }));
  for (const input of inputs.slice(0, 2)) await run(house, await ticketFor(house, "delete_tenant", input));
  expect(await askFor(house, "delete_tenant", inputs[2] ?? {})).toMatchObject({
    kind: "denied",
    code: "too_many_destroys",
    message: expect.stringContaining("limit of 2 destroying calls in 30 minutes"),
  });
  expect(writesOn(house)).toHaveLength(2);
  expect((await eventsOf(house)).at(-1)).toBe("decided deny");
  now += 30 * 60_000 + 1;
  expect(await askFor(house, "delete_tenant", inputs[2] ?? {})).toMatchObject({ kind: "asking" });
});

test("questions asked before the limit was reached do not get past it", async () => {
  const house = await openWith(twoDestroys);
  const tickets = [];
  for (const name of tenantNames)
    tickets.push(await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, name).id }));
  const endings = [];
  for (const ticket of tickets) endings.push(await run(house, ticket));
  expect(endings.map((ending) => (ending?.kind === "denied" ? ending.code : ending?.kind))).toEqual([
    "done",
    "done",
    "too_many_destroys",
    "too_many_destroys",
  ]);
  expect(writesOn(house)).toHaveLength(2);
  expect(await house.gate.find(tickets[3]?.id ?? "")).toMatchObject({ state: "cancelled" });
});

test("answers to more questions than the limit at the same moment do not get past it", async () => {
  const house = await openWith(twoDestroys);
  const tickets = await Promise.all(
    tenantNames.map((name) => ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, name).id })),
  );
  await Promise.all(tickets.map((ticket) => run(house, ticket)));
  const deleted = house.sandbox.calls.filter(({ method, status }) => method === "DELETE" && status === 204);
  expect(deleted.length).toBeLessThanOrEqual(2);
});

test("over the limit, what a rule leaves to the requester takes a second person", async () => {
  const house = await openTestHouse({ environment: await underBoss("breaker: { destroys: 0 }\n") });
  const input = { tenant_id: tenantOf(house, "hoshino-web").id };
  const outcome = await askFor(house, "delete_tenant", input);
  expect(outcome).toMatchObject({ kind: "pending", ticket: { consent: "second" } });
  expect(await askFor(house, "update_tenant", { ...input, description: "x" })).toMatchObject({
    kind: "asking",
  });
});

test.for([
  ["deny-list", `deny: ["*_tenant"]\n`, "operation_denied", /update_tenant is switched off/],
  ["read-only", "readOnly: true\n", "read_only", /read-only/],
  [
    "freeze",
    `freezes: [{ name: closing, from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z" }]\n`,
    "frozen",
    /"closing", until 2100-01-01/,
  ],
  [
    "no-tenants",
    "rules: [{ name: no-tenants, resources: [tenant], consent: deny }]\n",
    "operation_denied",
    /"no-tenants"/,
  ],
  ["ask-another", "rules: [{ name: ask-another, consent: second }]\n", "no_approver", /second person/],
] as const)(
  "%s refuses a write in its words, and leaves a row that names the rule",
  async ([rule, yaml, code, message]) => {
    const house = await openWith(yaml);
    const { url } = await startEndpoint(house);
    const client = await connect("modern", { kind: "http", url }, consents);
    const input = { tenant_id: tenantOf(house, "hoshino-web").id, description: "x" };
    const text = textOf(await client.call("update_tenant", input));
    expect(text).toContain(`denied (${code})`);
    expect(text).toMatch(message);
    expect(writesOn(house)).toEqual([]);
    const rows = (await house.store()).audit.read();
    for await (const row of rows) {
      expect(row).toMatchObject({ event: "decided", details: { decision: "deny", code, rule, input } });
    }
    expect(await eventsOf(house)).toEqual(["decided deny"]);
  },
);
