import { describe, expect, test } from "vitest";
import { consentTo, writesOn } from "../gate/flow/flow.ts";
import { openTestHouse } from "../house.ts";
import { collect } from "../store/collect.ts";
import { startEndpoint, textOf } from "./clients.ts";
import { type HostOptions, hostKinds, startHost } from "./hosts.ts";
import { callOnWire, tenantsOn } from "./wire.ts";

const consoleUrl = () => "http://127.0.0.1:3939";
const person = { principal: "local:test", face: "page", asking: "page" } as const;

const dismisses: HostOptions["show"] = () => Promise.resolve({ action: "cancel" });
const throws: HostOptions["show"] = () => Promise.reject(new Error("Method not found: sekrit"));
const olderKinds = ["legacy", "old"] as const;

/** What hosts do that say they can ask and bring no answer, and what is said of it where there is no door. */
const silences = [
  ...hostKinds.map((kind) => [kind, "dismisses the question", { show: dismisses }, "not_confirmed"] as const),
  ...olderKinds.map((kind) => [kind, "fails at the question", { show: throws }, "cannot_ask"] as const),
  ["old", "does not know the question", {}, "cannot_ask"] as const,
];

async function startHouse(doors: { consoleUrl?: () => string } = {}) {
  const house = await openTestHouse(doors);
  const { url } = await startEndpoint(house, { localPrincipal: person.principal });
  return { house, url };
}

describe.for(silences)("a %s host that %s", ([kind, , how, code]) => {
  test.for(["form", "url"] as const)("is told where its person answers, asked by %s", async (asks) => {
    const { house, url } = await startHouse({ consoleUrl });
    const host = await startHost(kind, url, { asks, ...how });
    const { structuredContent } = await host.deleteTenant(house);
    const [ticket] = await house.gate.list();
    expect(ticket).toMatchObject({ state: "open", asked: "doors" });
    const page = `${consoleUrl()}/tickets/${ticket?.id}`;
    expect(structuredContent).toMatchObject({ pending: true, ticket_id: ticket?.id, url: page });
    expect(writesOn(house)).toEqual([]);
  });

  test("and asks again is told of the same ticket, which its page answers", async () => {
    const { house, url } = await startHouse({ consoleUrl });
    const host = await startHost(kind, url, { asks: "form", ...how });
    await host.deleteTenant(house);
    await host.deleteTenant(house);
    const [ticket, ...others] = await house.gate.list();
    expect(others).toEqual([]);
    if (ticket !== undefined) await house.gate.decide(ticket.id, consentTo(ticket), person);
    expect(writesOn(house)).toHaveLength(1);
  });

  test("is refused where there is no door, in words that are not the host's", async () => {
    const { house, url } = await startHouse();
    const host = await startHost(kind, url, { asks: "form", ...how });
    const result = await host.deleteTenant(house);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(new RegExp(`^denied \\(${code}\\): `));
    expect(textOf(result)).not.toMatch(/sekrit|Method not found/);
    const state = code === "cannot_ask" ? "cancelled" : "denied";
    expect(await house.gate.list()).toMatchObject([{ state }]);
    expect(writesOn(house)).toEqual([]);
  });
});

test("the audit says that a question put away went to the doors, and that nobody decided it", async () => {
  const { house, url } = await startHouse({ consoleUrl });
  await (await startHost("modern", url, { asks: "form", show: dismisses })).deleteTenant(house);
  const rows = await collect((await house.store()).audit.read());
  expect(rows.map(({ event }) => event)).toEqual(["asked", "asked"]);
  expect(rows[1]).toMatchObject({ details: { asked: "doors" } });
});

test("a retry that brings no answer leaves the question at the doors", async () => {
  const { house, url } = await startHouse({ consoleUrl });
  const [tenant] = await tenantsOn(url);
  const input = { tenant_id: tenant?.tenant_id };
  const { body } = await callOnWire(url, "delete_tenant", input);
  const retry = { requestState: body.result?.requestState ?? "", inputResponses: {} };
  const again = await callOnWire(url, "delete_tenant", input, retry);
  expect(again.body.result).toMatchObject({ structuredContent: { pending: true } });
  expect(await house.gate.list()).toMatchObject([{ state: "open" }]);
});

test("a person who declines is taken at their word, doors or not", async () => {
  const { house, url } = await startHouse({ consoleUrl });
  const declines = () => Promise.resolve({ action: "decline" as const });
  const host = await startHost("modern", url, { asks: "form", show: declines });
  expect(textOf(await host.deleteTenant(house))).toContain("denied (not_confirmed)");
  expect(await house.gate.list()).toMatchObject([{ state: "denied" }]);
});
