import { expect, test } from "vitest";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { run, tenantOf, ticketFor, underBoss, userOf, writesOn } from "../../gate/flow/flow.ts";
import { visitAs, wordsOf } from "./desk.ts";

async function described() {
  const house = await openTestHouse({ environment: await underBoss() });
  const tenant = tenantOf(house, "hoshino-web");
  const { description } = tenant;
  const ticket = await doneIn(house, "update_tenant", { tenant_id: tenant.id, description: "changed" });
  return { house, tenant, description, ticket };
}

async function doneIn(house: TestHouse, name: string, input: Record<string, unknown>) {
  const ticket = await ticketFor(house, name, input);
  await run(house, ticket);
  return ticket;
}

test("a ticket that is done leads over its undo to a request, whose answer undoes it", async () => {
  const { house, tenant, description, ticket } = await described();
  const taro = visitAs(house);
  const done = await taro.get(`/tickets/${ticket.id}`);
  expect(done.html).toContain(`href="/tickets/${ticket.id}/undo"`);

  const plan = await taro.get(`/tickets/${ticket.id}/undo`);
  expect(wordsOf(plan)).toContain(`update_tenant tenant_id ${tenant.id} description ${description}`);
  expect(writesOn(house)).toHaveLength(1);

  const request = await taro.press(plan, "Go on to the request");
  expect(wordsOf(request)).toContain(`This undoes the ticket ${ticket.id}`);
  expect(tenant.description).toBe("changed");
  await taro.press(request, "Run it", { yes: "yes" });
  expect(tenant.description).toBe(description);
});

test("what is lost, and what was changed since, is told before anything is asked for", async () => {
  const { house, tenant, ticket } = await described();
  tenant.description = "<b>later</b>";
  const words = wordsOf(await visitAs(house).get(`/tickets/${ticket.id}/undo`));
  expect(words).toContain("Changed since, and undone too description changed → <b>later</b>");
  const user = await doneIn(house, "create_user", {
    contract_id: tenant.contractId,
    login_id: "new.user",
    mail_address: "new.user@example.com",
    notify_password: false,
  });
  const page = await visitAs(house, "local:taro", { language: "ja" }).get(`/tickets/${user.id}/undo`);
  expect(wordsOf(page)).toContain("元に戻らないもの ログインIDは再利用できません。");
});

test("nobody else is offered an undo, or gets one", async () => {
  const { house, ticket } = await described();
  const boss = visitAs(house, "local:boss");
  expect((await boss.get(`/tickets/${ticket.id}`)).html).not.toContain("/undo");
  expect((await boss.get(`/tickets/${ticket.id}/undo`)).status).toBe(403);
  expect((await boss.post(`/tickets/${ticket.id}/undo`, {})).status).toBe(403);
  expect((await boss.get("/tickets/unknown/undo")).status).toBe(404);
});

test("what cannot be undone, or waits still, offers nothing", async () => {
  const { house } = await described();
  const deleted = await doneIn(house, "delete_user", { user_id: userOf(house, "yamamoto.aoi").id });
  const page = await visitAs(house).get(`/tickets/${deleted.id}`);
  expect(page.html).not.toContain("/undo");
  const told = await visitAs(house).post(`/tickets/${deleted.id}/undo`, {});
  expect(told.status).toBe(403);
  expect(wordsOf(told)).toContain("This cannot be undone.");
  const open = await ticketFor(house, "delete_tenant", { tenant_id: tenantOf(house, "hoshino-batch").id });
  expect((await visitAs(house).get(`/tickets/${open.id}`)).html).not.toContain("/undo");
});
