import { expect, test } from "vitest";
import { type CallDesk, type Terminal, call } from "../../src/terminal/call.ts";
import { undoTicket } from "../../src/terminal/tickets.ts";
import { openTestHouse } from "../house.ts";
import { tenantOf, writesOn } from "../gate/flow/flow.ts";

/** The desk of somebody who types the same answer to every question, and what they are told. */
async function seated(typed: string) {
  const house = await openTestHouse();
  const printed: string[] = [];
  const remarks: string[] = [];
  const terminal: Terminal = {
    isInteractive: true,
    ask: async () => typed,
    print: (text) => void printed.push(text),
    remark: (text) => void remarks.push(text),
  };
  const desk: CallDesk = { gate: house.gate, terminal, principal: "local:test" };
  return { house, desk, printed, remarks, tenant: tenantOf(house, "hoshino-web") };
}

test("a dry run tells what would be asked, in words and as JSON, and does nothing", async () => {
  const { house, desk, printed, remarks, tenant } = await seated("hoshino-web");
  const code = await call(["tenant", "delete", tenant.id], desk, { isDry: true });
  expect(code).toBe(0);
  expect(remarks.join("\n")).toContain("It takes the target's name, typed by whoever asked");
  expect(remarks.join("\n")).toContain("For 10 minutes you could answer in the call itself");
  expect(remarks.join("\n")).toContain("To confirm, type: hoshino-web");
  expect(JSON.parse(printed.join(""))).toMatchObject({ would: "ask", input: { tenant_id: tenant.id } });
  expect(writesOn(house)).toEqual([]);
  expect(await house.gate.list()).toEqual([]);
});

test("a dry run of what would be refused ends with its exit code", async () => {
  const { desk, printed, remarks, tenant } = await seated("");
  const nobody = { ...desk, terminal: { ...desk.terminal, isInteractive: false } };
  expect(await call(["tenant", "delete", tenant.id], nobody, { isDry: true })).toBe(3);
  expect(remarks.join("\n")).toContain("delete_tenant would be refused (cannot_ask)");
  expect(JSON.parse(printed.join(""))).toMatchObject({ would: "be refused", code: "cannot_ask" });
});

test("a dry run of a read, and of arguments that do not fit", async () => {
  const { desk, remarks } = await seated("");
  expect(await call(["tenant", "list"], desk, { isDry: true })).toBe(0);
  expect(remarks).toEqual(["Dry run: list_tenants would run at once."]);
  expect(await call(["tenant", "delete"], desk, { isDry: true })).not.toBe(0);
});

test("a ticket is undone after another yes, and only once", async () => {
  const { house, desk, remarks, tenant } = await seated("y");
  const { description } = tenant;
  await call(["tenant", "update", tenant.id, "description=changed"], desk);
  const [ticket] = await house.gate.list();
  if (ticket === undefined) throw new Error("there is no ticket");
  tenant.description = "later";
  expect(await undoTicket(ticket.id, desk)).toBe(0);
  expect(tenant.description).toBe(description);
  expect(remarks).toContain("Changed since: description was changed, is later");
  expect(await undoTicket(ticket.id, desk)).toBe(3);
  expect(await undoTicket("unknown", desk)).toBe(1);
});
