import { expect, test } from "vitest";
import { openSss } from "./sss.ts";

const person = { login_id: "new.person", mail_address: "new.person@example.com", notify_password: false };

test("a partner creates users in end-user contracts, and in no other named one", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const created = await call(partner, "POST /users", { ...person, contract_id: endUser.contractId });
  expect(created.status).toBe(201);
  expect(created.body.contract_id).toBe(endUser.contractId);
  const own = await call(partner, "POST /users", {
    ...person,
    login_id: "other.person",
    contract_id: partner.contractId,
  });
  expect(own.status).toBe(403);
});

test("a super user creates and deletes users of his own contract, without naming it", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const { status, body } = await call(endUser, "POST /users", person);
  expect(status).toBe(201);
  expect(body.contract_id).toBe(endUser.contractId);
  expect((await call(endUser, `DELETE /users/${body.user_id}`)).status).toBe(204);
  expect((await call(endUser, `GET /users/${body.user_id}`)).status).toBe(404);
});

test("an ordinary user creates and deletes nobody", async () => {
  const { call, sandbox } = await openSss();
  const { member, restricted } = sandbox.accounts;
  expect((await call(member, "POST /users", person)).status).toBe(403);
  expect((await call(member, `DELETE /users/${restricted.userId}`)).status).toBe(403);
});

test("a new user is not available for the API, gets no token, and sits in the default IAM group", async () => {
  const { call, authenticate, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const { body } = await call(endUser, "POST /users", person);
  expect((await call(endUser, `GET /users/${body.user_id}`)).body.api_availability).toBe(false);
  const pair = { apiKey: body.keystone_name, apiSecret: body.keystone_password };
  expect((await authenticate(pair)).status).toBe(401);
  const groups = (await call(endUser, "GET /iam/groups")).body.iam_groups;
  const [first] = groups;
  const { body: group } = await call(endUser, `GET /iam/groups/${first.iam_group_id}/users`);
  expect(group.default_group).toBe(true);
  expect(group.users).toContainEqual({ user_id: body.user_id });
});

test("key pairs are 32 and 16 letters and digits, and the secret is not shown again", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const { body } = await call(endUser, "POST /users", person);
  expect(body.keystone_name).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(body.keystone_password).toMatch(/^[A-Za-z0-9]{16}$/);
  expect((await call(endUser, `GET /users/${body.user_id}`)).body).not.toHaveProperty("keystone_password");
});

test.for([undefined, null, ""])(
  "a password of %j is replaced by a random one that keeps the rules",
  async (password) => {
    const { call, sandbox } = await openSss();
    const { body } = await call(sandbox.accounts.endUser, "POST /users", { ...person, password });
    expect(body.password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,50}$/);
  },
);

test("a login id is never free again, not even after its user is deleted", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, partner, member } = sandbox.accounts;
  const first = await call(endUser, "POST /users", person);
  await call(endUser, `DELETE /users/${first.body.user_id}`);
  const again = await call(endUser, "POST /users", person);
  expect(again.status).toBe(409);
  expect(again.body).toEqual({
    code: 409,
    title: "Conflict",
    message: "Designated login conflicts existing user",
  });
  const taken = { login_id: person.login_id };
  expect((await call(partner, `PUT /users/${member.userId}`, taken)).status).toBe(409);
});

test("a changed login id leaves the old one taken, and the own one is no conflict", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const path = `PUT /users/${member.userId}`;
  expect((await call(endUser, path, { login_id: "renamed.member" })).status).toBe(204);
  expect((await call(endUser, path, { login_id: "renamed.member" })).status).toBe(204);
  expect((await call(endUser, `GET /users/${member.userId}`)).body.login_id).toBe("renamed.member");
  expect((await call(endUser, "POST /users", { ...person, login_id: "hoshino.member" })).status).toBe(409);
});

test("an ordinary user changes himself, and nobody else", async () => {
  const { call, sandbox } = await openSss();
  const { member, endUser } = sandbox.accounts;
  const change = { mail_address: "moved@example.com" };
  expect((await call(member, `PUT /users/${member.userId}`, change)).status).toBe(204);
  expect((await call(member, `PUT /users/${endUser.userId}`, change)).status).toBe(403);
});

test("the contract owner cannot be deleted", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const { status, body } = await call(partner, `DELETE /users/${endUser.userId}`);
  expect(status).toBe(403);
  expect(body.message).toContain("owner");
});

test("a deleted user's token and key pair are worth nothing", async () => {
  const { call, callWith, token, authenticate, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const id = await token(member);
  await call(endUser, `DELETE /users/${member.userId}`);
  expect((await callWith(id, "GET /users")).status).toBe(401);
  expect((await authenticate(member)).status).toBe(401);
});

test("users of a contract from the business portal are not changed here", async () => {
  const { call, sandbox } = await openSss();
  const { partner } = sandbox.accounts;
  const portal = [...sandbox.world.contracts.values()].find(
    ({ loginIntegration }) => loginIntegration === "icp",
  );
  const { users } = (await call(partner, `GET /users?contract_id=${portal?.id}`)).body;
  const { login_id, user_id, mail_address } = users.at(-1);
  expect(login_id).toBe(`${mail_address}_${user_id}`);
  expect((await call(partner, `DELETE /users/${user_id}`)).status).toBe(403);
  expect((await call(partner, `PUT /users/${user_id}`, { mail_address: "a@example.com" })).status).toBe(403);
  expect((await call(partner, "POST /users", { ...person, contract_id: portal?.id })).status).toBe(403);
});

test("outside the user's home region login id and mail address are empty", async () => {
  const { call, sandbox } = await openSss();
  const traveller = [...sandbox.world.users.values()].find(({ homeRegion }) => homeRegion !== "jp1");
  const { body } = await call(sandbox.accounts.partner, `GET /users/${traveller?.id}`);
  expect(body).toMatchObject({ login_id: "", mail_address: "", user_id: traveller?.id });
});

test("reissuing a key pair kills the old one and its tokens at once", async () => {
  const { callWith, token, authenticate, sandbox } = await openSss();
  const { member } = sandbox.accounts;
  const old = { apiKey: member.apiKey, apiSecret: member.apiSecret };
  const id = await token(member);
  const { status, body } = await callWith(id, `PUT /keys/${member.userId}`);
  expect(status).toBe(200);
  expect((await authenticate(old)).status).toBe(401);
  expect((await callWith(id, "GET /users")).status).toBe(401);
  const renewed = { apiKey: body.keystone_name, apiSecret: body.keystone_password };
  expect((await authenticate(renewed)).status).toBe(201);
  expect(member.apiKey).toBe(body.keystone_name);
});

test("nobody reissues another's key pair, not even the partner", async () => {
  const { call, sandbox } = await openSss();
  const { partner, member } = sandbox.accounts;
  expect((await call(partner, `PUT /keys/${member.userId}`)).status).toBe(403);
});

test("v2 answers a list with flags instead of contract ids, and a creation without the key pair", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const [first] = (await call(endUser, "v2 GET /users")).body.users;
  expect(first).toMatchObject({ contract_owner: true, super_user: true, api_availability: true });
  expect(first).not.toHaveProperty("contract_id");
  const { body } = await call(endUser, "v2 POST /users", person);
  expect(Object.keys(body).filter((key) => key.startsWith("keystone_"))).toEqual(["keystone_endpoint"]);
});

test("a user sees his own contract; a partner's user sees its end users' too, and no other partner's", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser, member } = sandbox.accounts;
  const foreign = [...sandbox.world.contracts.values()].find(
    ({ channel }) => channel.partnerContractId !== partner.contractId && !channel.management,
  );
  expect((await call(member, "GET /users")).body.contract_id).toBe(endUser.contractId);
  expect((await call(member, `GET /users?contract_id=${partner.contractId}`)).status).toBe(403);
  expect((await call(partner, `GET /users?contract_id=${endUser.contractId}`)).status).toBe(200);
  expect((await call(partner, `GET /users?contract_id=${foreign?.id}`)).status).toBe(403);
  expect((await call(partner, `GET /users/${foreign?.ownerId}`)).status).toBe(403);
  expect((await call(partner, "GET /users?contract_id=econ9999999999")).status).toBe(404);
});

test("the large world has ten thousand users in one contract", async () => {
  const { call, sandbox } = await openSss({ size: "large" });
  const { body } = await call(sandbox.accounts.endUser, "GET /users");
  expect(body.users).toHaveLength(10_000);
});
