import { expect, test } from "vitest";
import { openSss } from "./sss.ts";

const shop = { tenant_name: "new-shop", description: "新店舗", region: "jp1" };

test("deleting a tenant revokes the tokens of everyone with a role on it, and of nobody else", async () => {
  const { callWith, token, sandbox } = await openSss();
  const { partner, endUser, member, restricted } = sandbox.accounts;
  const outsider = await token(partner);
  const hit = [await token(endUser), await token(member, member.tenantId), await token(restricted)];
  const [owner = ""] = hit;
  expect((await callWith(owner, `DELETE /tenants/${endUser.tenantId}`)).status).toBe(204);
  for (const id of hit) {
    expect((await callWith(id, "GET /users")).status).toBe(401);
  }
  expect((await callWith(outsider, "GET /users")).status).toBe(200);
  expect((await callWith(await token(endUser), `GET /tenants/${endUser.tenantId}`)).status).toBe(404);
});

test("only tenants the caller has a role on are listed; the owner has all of them", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member, restricted } = sandbox.accounts;
  const names = async (account: typeof member) =>
    (await call(account, "GET /tenants")).body.tenants.map(
      (tenant: { tenant_name: string }) => tenant.tenant_name,
    );
  expect(await names(restricted)).toEqual(["hoshino-web", "hoshino-web"]);
  expect(await names(member)).toEqual(["hoshino-test", "hoshino-web", "hoshino-web"]);
  expect(await names(endUser)).toHaveLength(5);
});

test("a tenant without a role on it is 403, and one that does not exist 404", async () => {
  const { call, sandbox } = await openSss();
  const { member } = sandbox.accounts;
  const batch = [...sandbox.world.tenants.values()].find(({ name }) => name === "hoshino-batch");
  expect((await call(member, `GET /tenants/${batch?.id}`)).status).toBe(403);
  expect((await call(member, `GET /tenants/${"0".repeat(32)}`)).status).toBe(404);
});

test("a super user creates a tenant, which comes with a workspace of its own", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const { status, body } = await call(endUser, "POST /tenants", shop);
  expect(status).toBe(201);
  expect(body.tenant_id).toMatch(/^[0-9a-f]{32}$/);
  const workspace = await call(endUser, `v2 GET /workspaces/${body.workspace_id}`);
  expect(workspace.body.regions).toEqual([{ region_name: "jp1", tenant_id: body.tenant_id }]);
  expect(workspace.body.users).toEqual([
    { user_id: endUser.userId, contract_id: endUser.contractId, contract_owner: true },
  ]);
});

test("an ordinary user creates and deletes no tenant", async () => {
  const { call, sandbox } = await openSss();
  const { member } = sandbox.accounts;
  expect((await call(member, "POST /tenants", shop)).status).toBe(403);
  expect((await call(member, `DELETE /tenants/${member.tenantId}`)).status).toBe(403);
  expect((await call(member, `PUT /tenants/${member.tenantId}`, { description: "" })).status).toBe(403);
});

test("a partner must say which contract the tenant is for", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const silent = await call(partner, "POST /tenants", shop);
  expect(silent.status).toBe(400);
  expect(silent.body.message).toContain("ontract_id");
  const said = await call(partner, "POST /tenants", { ...shop, contract_id: endUser.contractId });
  expect(said.body.contract_id).toBe(endUser.contractId);
});

test("a tenant name is unique among all contracts, and free again after the tenant", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  expect((await call(endUser, "POST /tenants", { ...shop, tenant_name: "kita-grid" })).status).toBe(409);
  const { body } = await call(endUser, "POST /tenants", shop);
  expect((await call(endUser, "POST /tenants", shop)).status).toBe(409);
  await call(endUser, `DELETE /tenants/${body.tenant_id}`);
  expect((await call(endUser, "POST /tenants", shop)).status).toBe(201);
});

test("a workspace goes with its last tenant if v1.0 made it for that, and stays if v2 made it", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const made = await call(endUser, "v2 POST /workspaces", { workspace_name: "lasting" });
  const { workspace_id } = made.body;
  const place = { workspace_id, region: "jp1" };
  for (const tenant of [
    (await call(endUser, "v2 POST /tenants", place)).body,
    (await call(endUser, "POST /tenants", shop)).body,
  ]) {
    expect((await call(endUser, `DELETE /tenants/${tenant.tenant_id}`)).status).toBe(204);
    const left = await call(endUser, `v2 GET /workspaces/${tenant.workspace_id}`);
    expect(left.status).toBe(tenant.workspace_id === workspace_id ? 200 : 404);
  }
});

test("jp-east, which the API list prints, is no region", async () => {
  const { call, sandbox } = await openSss();
  const { status, body } = await call(sandbox.accounts.endUser, "POST /tenants", {
    ...shop,
    region: "jp-east",
  });
  expect(status).toBe(400);
  expect(body.message).toContain("Region");
});

test("a role opens a tenant to a user, once, and can be taken again", async () => {
  const { call, token, authenticate, callWith, sandbox } = await openSss();
  const { endUser, noToken, member, restricted } = sandbox.accounts;
  const role = { user_id: noToken.userId, tenant_id: endUser.tenantId };
  const { status, body } = await call(endUser, "POST /roles", role);
  expect(status).toBe(201);
  expect(body).toMatchObject({ ...role, region_id: "jp1", region_name: "jp1", role_name: "_member_" });
  expect((await call(endUser, "POST /roles", role)).status).toBe(409);
  const scoped = await token(member, member.tenantId);
  const path = (userId: string) => `DELETE /roles/tenants/${endUser.tenantId}/users/${userId}`;
  expect((await call(endUser, path(member.userId))).status).toBe(204);
  expect((await call(endUser, path(member.userId))).status).toBe(404);
  expect((await callWith(scoped, "GET /users")).status).toBe(401);
  expect((await authenticate(member, { project: { id: endUser.tenantId } })).status).toBe(401);
  expect((await call(member, path(restricted.userId))).status).toBe(403);
});

test("the contract owner keeps his role on every tenant", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const path = `DELETE /roles/tenants/${endUser.tenantId}/users/${endUser.userId}`;
  expect((await call(partner, path)).status).toBe(409);
});

test("a super user needs the permission for tenants to take a role away", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const superUser = [...sandbox.world.users.values()].find(({ loginId }) => loginId === "hoshino.super");
  const type = (grant: string[]) =>
    call(endUser, `PUT /iam/user-types/users/${superUser?.id}`, { super_user: true, grant });
  const pair = { apiKey: superUser?.apiKey ?? "", apiSecret: superUser?.apiSecret ?? "" };
  const path = `DELETE /roles/tenants/${endUser.tenantId}/users/${member.userId}`;
  await type(["user"]);
  expect((await call(pair, path)).status).toBe(403);
  await type(["user", "tenant"]);
  expect((await call(pair, path)).status).toBe(204);
});

test("a partner's user with automatic roles gets his on looking at a child contract's tenants", async () => {
  const { call, authenticate, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const scope = { project: { id: endUser.tenantId } };
  const setting = `PUT /users/${partner.userId}/auto-role-assignment`;
  await call(partner, setting, { auto_role_assignment_flag: false });
  expect((await call(partner, `GET /tenants/${endUser.tenantId}`)).status).toBe(403);
  expect((await call(partner, `GET /tenants?contract_id=${endUser.contractId}`)).body.tenants).toEqual([]);
  expect((await authenticate(partner, scope)).status).toBe(401);
  await call(partner, setting, { auto_role_assignment_flag: true });
  const { body } = await call(partner, `GET /tenants/${endUser.tenantId}`);
  expect(body.users).toContainEqual({
    user_id: partner.userId,
    contract_id: partner.contractId,
    contract_owner: false,
  });
  expect((await authenticate(partner, scope)).status).toBe(201);
});

test("automatic roles are for users of a partner", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser, member } = sandbox.accounts;
  const body = { auto_role_assignment_flag: true };
  expect((await call(partner, `PUT /users/${member.userId}/auto-role-assignment`, body)).status).toBe(403);
  expect((await call(endUser, `PUT /users/${member.userId}/auto-role-assignment`, body)).status).toBe(403);
});

test("a workspace has one tenant per region, under its own name", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const made = await call(endUser, "v2 POST /workspaces", { workspace_name: "twins", description: null });
  const { workspace_id } = made.body;
  const tenant = await call(endUser, "v2 POST /tenants", { workspace_id, region: "jp1" });
  expect(tenant.body).toMatchObject({ tenant_name: "twins", workspace_id, description: "" });
  expect((await call(endUser, "v2 POST /tenants", { workspace_id, region: "jp2" })).status).toBe(201);
  expect((await call(endUser, "v2 POST /tenants", { workspace_id, region: "jp1" })).status).toBe(409);
});

test("a workspace name is unique, and a contract has at most one hundred workspaces", async () => {
  const { callWith, token, sandbox } = await openSss();
  const { endUser, partner } = sandbox.accounts;
  const owner = await token(endUser);
  const make = (workspace_name: string) => callWith(owner, "v2 POST /workspaces", { workspace_name });
  const { body } = await callWith(owner, "v2 GET /workspaces");
  for (let number = body.workspaces.length; number < 100; number += 1) {
    expect((await make(`workspace-${number}`)).status).toBe(201);
  }
  expect((await make("one-too-many")).status).toBe(409);
  const other = { workspace_name: "workspace-50", contract_id: partner.contractId };
  expect((await callWith(await token(partner), "v2 POST /workspaces", other)).status).toBe(409);
});

test("deleting a workspace takes its tenants, and the tokens of everyone with a role on it", async () => {
  const { callWith, token, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const tenant = sandbox.world.tenants.get(endUser.tenantId ?? "");
  const lost = await token(member);
  expect((await callWith(await token(endUser), `v2 DELETE /workspaces/${tenant?.workspaceId}`)).status).toBe(
    204,
  );
  expect((await callWith(lost, "GET /users")).status).toBe(401);
  expect((await callWith(await token(endUser), `GET /tenants/${tenant?.id}`)).status).toBe(404);
});

test("a workspace role is a role on its tenants", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const { body } = await call(endUser, "v2 GET /workspaces");
  const { workspace_id } = body.workspaces.find(
    (each: { workspace_name: string }) => each.workspace_name === "hoshino-dr",
  );
  const role = { workspace_id, user_id: member.userId };
  expect((await call(endUser, "v2 POST /workspace-roles", role)).body.workspace_name).toBe("hoshino-dr");
  expect((await call(member, `v2 GET /workspaces/${workspace_id}`)).status).toBe(200);
  const { tenants } = (await call(member, "v2 GET /tenants")).body;
  expect(tenants.map((tenant: { region: string }) => tenant.region)).toContain("us1");
  const path = `v2 DELETE /workspace-roles/workspaces/${workspace_id}/users`;
  expect((await call(endUser, `${path}/${endUser.userId}`)).status).toBe(409);
  expect((await call(endUser, `${path}/${member.userId}`)).status).toBe(204);
  expect((await call(member, `v2 GET /workspaces/${workspace_id}`)).status).toBe(403);
});
