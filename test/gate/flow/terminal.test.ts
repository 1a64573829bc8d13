import { expect, test } from "vitest";
import { type Terminal, call } from "../../../src/terminal/call.ts";
import { approveTicket, denyTicket, listTickets, showTicket } from "../../../src/terminal/tickets.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { connect, startEndpoint } from "../../mcp/clients.ts";
import { boss, tenantOf, ticketFor, underBoss, writesOn } from "./flow.ts";

/** A desk at which a person answers every question with the line that is given; nobody sits there without one. */
function deskOf(house: TestHouse, { principal = "local:boss", line }: { principal?: string; line?: string }) {
  const said: string[] = [];
  const terminal: Terminal = {
    isInteractive: line !== undefined,
    ask: async () => line ?? "",
    print: (text) => void said.push(text),
    remark: (text) => void said.push(text),
  };
  return { desk: { gate: house.gate, terminal, principal }, said };
}

async function waitingDelete() {
  const house = await openTestHouse({ environment: await underBoss() });
  const { id, name } = tenantOf(house, "hoshino-web");
  const ticket = await ticketFor(house, "delete_tenant", { tenant_id: id });
  return { house, ticket, name };
}

test("an approver is shown the question on the terminal, types the name, and it runs", async () => {
  const { house, ticket, name } = await waitingDelete();
  const { desk, said } = deskOf(house, { line: name });
  expect(await approveTicket(ticket.id, desk)).toBe(0);
  expect(said.join("\n")).toContain(ticket.question.message);
  expect(writesOn(house)).toHaveLength(1);
  expect(await approveTicket(ticket.id, desk)).toBe(3);
  expect(said.at(-1)).toContain("denied (ticket_used)");
  expect(writesOn(house)).toHaveLength(1);
});

test("the requester is refused on the terminal what waits for a second person", async () => {
  const { house, ticket, name } = await waitingDelete();
  const { desk, said } = deskOf(house, { principal: "local:taro", line: name });
  expect(await approveTicket(ticket.id, desk)).toBe(3);
  expect(said.at(-1)).toContain("denied (own_request)");
  expect(writesOn(house)).toEqual([]);
});

test("nobody at the terminal approves nothing, and the ticket stays open", async () => {
  const { house, ticket } = await waitingDelete();
  const { desk } = deskOf(house, {});
  expect(await approveTicket(ticket.id, desk)).toBe(3);
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "open" });
});

test("an empty line on the terminal denies", async () => {
  const { house, ticket } = await waitingDelete();
  const { desk, said } = deskOf(house, { line: "" });
  expect(await approveTicket(ticket.id, desk)).toBe(3);
  expect(said.at(-1)).toContain("denied (not_confirmed)");
  expect(await house.gate.find(ticket.id)).toMatchObject({ state: "denied" });
});

test("tickets are listed, shown without their input, and denied with a reason", async () => {
  const { house, ticket } = await waitingDelete();
  const { desk, said } = deskOf(house, {});
  expect(await listTickets(desk)).toBe(0);
  expect(said.at(-1)).toMatch(new RegExp(`^${ticket.id}\topen\tdelete_tenant\tlocal:taro\t`));
  expect(await showTicket(ticket.id, desk)).toBe(0);
  const shown = JSON.parse(said.at(-1) ?? "") as Record<string, unknown>;
  expect(shown).toMatchObject({ id: ticket.id, state: "open" });
  expect(shown).not.toHaveProperty("input");
  expect(await denyTicket(ticket.id, "not yet", desk)).toBe(0);
  expect(await house.gate.find(ticket.id)).toMatchObject({
    state: "denied",
    decided: { by: { principal: "local:boss" }, reason: "not yet" },
  });
  expect(await denyTicket(ticket.id, "again", desk)).toBe(3);
});

test.for([approveTicket, showTicket, (id, desk) => denyTicket(id, undefined, desk)] as ((
  id: string,
  desk: Parameters<typeof showTicket>[1],
) => Promise<number>)[])("a ticket that is not there is told so", async (command) => {
  const { desk, said } = deskOf(await openTestHouse(), { line: "x" });
  expect(await command("no-such-ticket", desk)).toBe(1);
  expect(said.at(-1)).toContain("There is no ticket no-such-ticket");
});

test("whoever asked through a client that cannot ask answers on the terminal themselves", async () => {
  const house = await openTestHouse({ environment: { SSS_OPS_DOORS: "terminal" } });
  const { url } = await startEndpoint(house, { localPrincipal: "local:taro" });
  const client = await connect("old", { kind: "http", url });
  const { id, name } = tenantOf(house, "hoshino-web");
  const { structuredContent } = await client.call("delete_tenant", { tenant_id: id });
  const { ticket_id: ticketId } = structuredContent as { ticket_id: string };
  expect(writesOn(house)).toEqual([]);
  const { desk } = deskOf(house, { principal: "local:taro", line: name });
  expect(await approveTicket(ticketId, desk)).toBe(0);
  expect(await client.call("get_ticket", { ticket_id: ticketId })).toMatchObject({
    structuredContent: { state: "done", decided_by: "local:taro" },
  });
  expect(writesOn(house)).toHaveLength(1);
});

test("a call on the terminal that waits for a second person exits as pending", async () => {
  const house = await openTestHouse({ environment: await underBoss() });
  const { desk, said } = deskOf(house, { principal: "local:taro", line: "hoshino-web" });
  expect(await call(["tenant", "delete", tenantOf(house, "hoshino-web").id], desk)).toBe(5);
  expect(said.at(-1)).toMatch(/^pending: .*sss-ops tickets approve/);
  expect(await house.gate.list({ principal: boss.principal })).toEqual([]);
  expect(writesOn(house)).toEqual([]);
});
