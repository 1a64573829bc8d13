import { expect, test } from "vitest";
import { createTokens } from "../../src/access/tokens.ts";
import { type CallDesk, type Terminal, actorAt, call } from "../../src/terminal/call.ts";
import { linkSlack } from "../../src/terminal/slack.ts";
import { approveTicket, listTickets } from "../../src/terminal/tickets.ts";
import { createToken, listTokens } from "../../src/terminal/tokens.ts";
import { deleteTenant } from "../../tools/tenant/delete-tenant.ts";
import { openTestHouse } from "../house.ts";
import { openTwins, tenantsOn } from "../twins.ts";

/** A house over two accounts, and a person at its terminal who types what is asked for. */
async function reach() {
  const house = await openTwins();
  const printed: string[] = [];
  const remarks: string[] = [];
  const terminal: Terminal = {
    isInteractive: true,
    ask: async () => /To confirm, type: (.+)/.exec(remarks.join("\n"))?.[1] ?? "y",
    print: (text) => void printed.push(text),
    remark: (text) => void remarks.push(text),
  };
  const desk: CallDesk = { gate: house.gate, terminal, principal: "local:admin" };
  return { house, desk, printed, remarks };
}

test("a call goes to the account that is named, and the person is told which it is", async () => {
  const { house, desk, remarks } = await reach();
  const [id = ""] = tenantsOn(house.west);
  expect(await call(["tenant", "delete", id], { ...desk, meant: "west" })).toBe(0);
  expect(remarks.join("\n")).toContain("\nAccount: west\n");
  expect(tenantsOn(house.west)).not.toContain(id);
  expect(tenantsOn(house.east)).toContain(id);
});

test.for([
  [undefined, 1, /account is missing.+east, west/],
  ["north", 2, /--account: there is none called "north"\. Expected one of: east, west\./],
] as const)("a call for the account %s goes nowhere", async ([account, code, why]) => {
  const { house, desk, remarks } = await reach();
  expect(await call(["tenant", "list"], { ...desk, meant: account })).toBe(code);
  expect(remarks.join("\n")).toMatch(why);
  expect([...house.east.calls, ...house.west.calls]).toEqual([]);
});

test("a dry run says which account it would be", async () => {
  const { house, desk, printed } = await reach();
  const [id = ""] = tenantsOn(house.west);
  await call(["tenant", "delete", id], { ...desk, meant: "west" }, { isDry: true });
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ would: "ask", account: "west" });
});

test("tickets are listed with their account, and answered without naming it", async () => {
  const { house, desk, printed } = await reach();
  const [id = ""] = tenantsOn(house.west);
  const question = { operation: deleteTenant, input: { tenant_id: id } };
  await house.gate.ask({ ...question, actor: { ...actorAt(desk), account: "west" } });
  await listTickets(desk);
  const [ticketId = "", ...columns] = printed[0]?.split("\t") ?? [];
  expect(columns.at(-1)).toBe("west");
  expect(await approveTicket(ticketId, desk)).toBe(0);
  expect(tenantsOn(house.west)).not.toContain(id);
});

test("a token for one account is remembered as that", async () => {
  const { house, desk, printed, remarks } = await reach();
  const at = { ...desk, store: house.store };
  const flags = { actor: "local:taro", scopes: "read", days: 1 };
  expect(await createToken({ ...flags, account: "west" }, at)).toBe(0);
  const [token = ""] = printed.splice(0);
  const tokens = createTokens(await house.store());
  expect(await tokens.verify(token, Date.now())).toMatchObject({ account: "west" });
  await listTokens(at);
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ account: "west" });
  expect(await createToken({ ...flags, account: "north" }, at)).toBe(2);
  expect(remarks.at(-1)).toContain("--account takes one of east, west");
});

test("a link with Slack is proven with the key pair of the account that is named", async () => {
  const { house, desk, remarks } = await reach();
  const at = { ...house, ...desk, isSandbox: false };
  const { userId } = house.west.accounts.partner;
  expect(await linkSlack("no-such-code", userId, { ...at, meant: "west" })).toBe(1);
  expect(remarks.at(-1)).toContain("there is no such code");
  expect(house.east.calls).toEqual([]);
  expect(await linkSlack("no-such-code", userId, at)).toBe(1);
  expect(remarks.at(-1)).toContain("account is missing");
});

test("where there is one account, only its own name is taken", async () => {
  const { gate } = await openTestHouse();
  const { desk } = await reach();
  expect(await call(["tenant", "list"], { ...desk, gate, meant: "default" })).toBe(0);
  expect(await call(["tenant", "list"], { ...desk, gate, meant: "other" })).toBe(2);
});
