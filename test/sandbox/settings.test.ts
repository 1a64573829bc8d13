import { expect, test } from "vitest";
import { openSss } from "./sss.ts";

test("the grant for tenants needs the grant for users", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const path = `/iam/user-types/users/${member.userId}`;
  const refused = await call(endUser, `PUT ${path}`, { super_user: true, grant: ["tenant"] });
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({
    code: 400,
    title: "Bad Request",
    message:
      "Parameter : Grant does not contain required operation auth ID. Insufficient operation auth ID list for tenant operation: [user]",
    error_code: "RequiredOperationAuthInsufficient:tenant:user",
  });
  expect((await call(endUser, `PUT ${path}`, { super_user: true, grant: ["tenant", "user"] })).status).toBe(
    204,
  );
  expect((await call(endUser, `GET ${path}`)).body).toEqual({
    user_id: member.userId,
    contract_owner: false,
    super_user: true,
    grant: ["tenant", "user"],
  });
});

test("the grant for contract groups is for a partner's users", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser, member } = sandbox.accounts;
  const colleague = [...sandbox.world.users.values()].find(({ loginId }) => loginId === "sato.hana");
  const body = { super_user: false, grant: ["iam_contract_group"] };
  expect((await call(endUser, `PUT /iam/user-types/users/${member.userId}`, body)).status).toBe(400);
  expect((await call(partner, `PUT /iam/user-types/users/${colleague?.id}`, body)).status).toBe(204);
});

test("the owner's type is not changed, and an ordinary user changes none", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const body = { super_user: false, grant: null };
  expect((await call(endUser, `PUT /iam/user-types/users/${endUser.userId}`, body)).status).toBe(409);
  expect(
    (await call(member, `PUT /iam/user-types/users/${member.userId}`, { super_user: true })).status,
  ).toBe(403);
});

test("user types of a contract are listed like single ones", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const { body } = await call(endUser, `GET /iam/user-types/users?contract_id=${endUser.contractId}`);
  expect(body.users).toContainEqual((await call(endUser, `GET /iam/user-types/users/${member.userId}`)).body);
  expect((await call(endUser, "GET /iam/user-types/users")).status).toBe(400);
});

test("menus are switched, all of them or none", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const path = `/iam/menus/users/${member.userId}`;
  const off = { menu: "sss.menu.billing", availability: false };
  expect((await call(endUser, `PUT ${path}`, { menus: [off] })).status).toBe(204);
  expect((await call(endUser, `GET ${path}`)).body.menus).toContainEqual(off);
  const mixed = {
    menus: [
      { ...off, availability: true },
      { menu: "sss.menu.unknown", availability: true },
    ],
  };
  expect((await call(endUser, `PUT ${path}`, mixed)).status).toBe(400);
  expect((await call(endUser, `GET ${path}`)).body.menus).toContainEqual(off);
});

test("failures stay on for the contract owner, and everybody else may do without", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member, partner } = sandbox.accounts;
  const silence = { notification_types: [{ notification_type: "failure", enabled: false }] };
  expect((await call(endUser, `PUT /notifications/users/${endUser.userId}`, silence)).status).toBe(400);
  expect((await call(member, `PUT /notifications/users/${member.userId}`, silence)).status).toBe(204);
  expect((await call(partner, `PUT /notifications/contracts/${endUser.contractId}`, silence)).status).toBe(
    204,
  );
  const { body } = await call(member, `GET /notifications/users/${member.userId}`);
  expect(body.notification_types).toContainEqual({ notification_type: "failure", enabled: false });
});

test("an ordinary user sees and sets his own notifications only", async () => {
  const { call, sandbox } = await openSss();
  const { member, restricted, endUser } = sandbox.accounts;
  expect((await call(member, `GET /notifications/users/${restricted.userId}`)).status).toBe(403);
  expect((await call(endUser, `GET /notifications/users/${restricted.userId}`)).status).toBe(200);
  expect((await call(endUser, `GET /notifications/contracts/${endUser.contractId}`)).status).toBe(403);
});

test("past months are fixed, the running one is estimated, and a coming one is not there", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const bill = (month: string) => call(endUser, `GET /contracts/${endUser.contractId}/billing/${month}`);
  expect((await bill("2026-03")).body).toMatchObject({
    charge_status: "fixed",
    cycle_start_time: "2026-03-01 00:00:00",
    cycle_end_time: "2026-03-31 23:59:59",
  });
  expect((await bill("2026-04")).body.charge_status).toBe("estimated");
  expect((await bill("2026-05")).status).toBe(404);
  expect((await bill("2019-03")).status).toBe(404);
  expect((await bill("2026-13")).status).toBe(400);
});

test("charges nest from the tenant down to the instance, and add up", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const { body } = await call(endUser, `GET /contracts/${endUser.contractId}/billing/2026-03`);
  const total = body.charge_data.data.item;
  const tenant = total.item.find(({ description }: { description: string }) =>
    description.includes(endUser.tenantId ?? ""),
  );
  expect(tenant).toMatchObject({
    name: "Tenants",
    item: [
      {
        name: "Enterprise Cloud 2.0",
        item: [{ name: "Virtual Server", item: [{ name: "Compute" }, { name: "Volume" }] }],
      },
    ],
  });
  expect(total.amount).toBe(
    total.item.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0),
  );
  expect(total.amount).toBeGreaterThan(0);
});

test("a contract whose charges the partner does not show sees none", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, partner } = sandbox.accounts;
  await call(partner, `PUT /contracts/${endUser.contractId}`, { charge_reference_availability: false });
  const path = `GET /contracts/${endUser.contractId}/billing/2026-03`;
  expect((await call(endUser, path)).status).toBe(403);
  expect((await call(partner, path)).status).toBe(200);
});

test("a partner reads the charges of each of its contracts, and an end user cannot", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, partner } = sandbox.accounts;
  const path = (id: string) => `GET /contracts/${id}/billing/2026-03/target_contract/${endUser.contractId}`;
  expect((await call(partner, path(partner.contractId))).body).toMatchObject({
    contract_id: partner.contractId,
    owner_contract_id: endUser.contractId,
  });
  expect((await call(endUser, path(endUser.contractId))).status).toBe(403);
});
