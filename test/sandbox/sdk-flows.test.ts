import { expect, test } from "vitest";
import { identityOf, openSss, post } from "./sss.ts";

// What the public SDKs send, as their sources show it.

test("the Go SDK: a token, the address of SSS from its catalog, and calls there", async () => {
  const { sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const auth = { identity: identityOf(endUser), scope: { project: { id: endUser.tenantId } } };
  const response = await fetch(`${sandbox.keystoneUrl}/auth/tokens`, post({ auth }));
  // The body of an answer, read at the border.
  const { token } = (await response.json()) as { token: { catalog: Service[] } };
  const service = token.catalog.find(({ type }) => type === "sss");
  const url = service?.endpoints.find(
    ({ interface: face, region }) => face === "public" && region === "jp1",
  )?.url;
  const headers = {
    "X-Auth-Token": response.headers.get("x-subject-token") ?? "",
    "Content-Type": "application/json",
  };
  const create = await fetch(`${url}/users`, {
    method: "POST",
    headers,
    body: '{"login_id":"login_id_1","mail_address":"user1@example.com","notify_password":"false","password":"Passw0rd"}',
  });
  expect(create.status).toBe(201);
  const user = (await create.json()) as { user_id: string; contract_id: string; password: string };
  expect(user).toMatchObject({ contract_id: endUser.contractId, password: "Passw0rd" });
  const update = await fetch(`${url}/users/${user.user_id}`, {
    method: "PUT",
    headers,
    body: '{"login_id":"login_id_1_update","mail_address":"user1_update@example.com","new_password":"NewPassw0rd"}',
  });
  expect(update.status).toBe(204);
  expect(await update.text()).toBe("");
  expect((await fetch(`${url}/users/${user.user_id}`, { method: "DELETE", headers })).status).toBe(204);
});

test("the Go SDK looks for the versions of Keystone when its address has none", async () => {
  const { sandbox, send } = await openSss();
  const { body } = await send("/");
  const versions = body.versions.values.map((version: { id: string; links: { href: string }[] }) => version);
  expect(versions[0].id).toMatch(/^v3\./);
  expect(versions[0].links[0].href).toBe(`${sandbox.keystoneUrl}/`);
});

test("the Python SDK: the version document first, then everything with a token from it", async () => {
  const { sandbox, send, token } = await openSss();
  const { body } = await send("/v3", {
    headers: { Accept: "application/json", "User-Agent": "keystoneauth1" },
  });
  expect(body.version.links[0].href).toBe(`${sandbox.keystoneUrl}/`);
  const headers = {
    "X-Auth-Token": await token(sandbox.accounts.partner),
    "Content-Type": "application/json",
  };
  const channels = await send("/api/v1.0/channels?get_contracts=false", { headers });
  expect(channels.body.channels).toHaveLength(2);
  const contract = {
    login_id: "test001",
    mail_address: "test@ntt.com",
    password: "",
    external_reference_id: "GXXXXXXXX",
    channel_id: channels.body.channels[1].channel_id,
    notify_password: "true",
  };
  expect((await send("/api/v1.0/contracts", { ...post(contract), headers })).status).toBe(202);
});

test("the Python SDK's own True and False in an address are booleans, and a blank query is none", async () => {
  const { call, sandbox } = await openSss();
  const { partner } = sandbox.accounts;
  const [, without] = (await call(partner, "GET /channels?get_contracts=False")).body.channels;
  const [, retail] = (await call(partner, "GET /channels?get_contracts=True")).body.channels;
  expect(without).not.toHaveProperty("contracts");
  expect(retail.contracts).toContainEqual({ contract_id: expect.any(String), status: "deleted" });
  const list = `GET /contracts?channel_id=${retail.channel_id}&include_deleted`;
  const count = async (flag: string) => (await call(partner, `${list}=${flag}`)).body.contracts.length;
  expect(await count("True")).toBe(retail.contracts.length);
  expect(await count("False")).toBe(await count(""));
  expect((await call(partner, "GET /users?contract_id=")).body.contract_id).toBe(partner.contractId);
  expect((await call(partner, "GET /channels?get_contracts=yes")).status).toBe(400);
  expect((await call(partner, "GET /iam/contract-groups?contract_id=")).body.message).toContain(
    "is required",
  );
});

test("the CLI: null for what was not given, and a boolean where the SDKs send a text", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const group = { contract_id: null, iam_group_name: "from-the-cli", description: null };
  expect((await call(endUser, "POST /iam/groups", group)).body).toMatchObject({
    contract_id: endUser.contractId,
    description: "",
  });
  const role = {
    contract_id: null,
    iam_role_name: "from-the-cli",
    description: null,
    resources: [{ basePath: "/ecl-sss", path: "*", verb: "GET", ipAddress: "*" }],
  };
  expect((await call(endUser, "POST /iam/roles", role)).status).toBe(201);
  const user = {
    login_id: "cli.user",
    mail_address: "cli@example.com",
    notify_password: false,
    password: null,
  };
  expect((await call(endUser, "POST /users", user)).status).toBe(201);
  const { users } = (await call(endUser, "GET /users")).body;
  expect(users.every(({ contract_id }: { contract_id: string }) => contract_id === endUser.contractId)).toBe(
    true,
  );
});

test("an unknown field of a body is passed over, as is an unknown query", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const body = { description: "x", name: "tenant", id: 7 };
  expect((await call(endUser, `PUT /tenants/${endUser.tenantId}`, body)).status).toBe(204);
  expect((await call(endUser, "GET /users?limit=1&marker=x")).status).toBe(200);
});

test("a body cannot change whom the path names", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member, restricted } = sandbox.accounts;
  const body = { user_id: restricted.userId, mail_address: "moved@example.com" };
  await call(endUser, `PUT /users/${member.userId}`, body);
  expect((await call(endUser, `GET /users/${member.userId}`)).body.mail_address).toBe("moved@example.com");
  expect((await call(endUser, `GET /users/${restricted.userId}`)).body.mail_address).toBe(
    "hoshino.reader@example.com",
  );
});

test("a client that authenticates again on 401 gets on after a tenant is deleted", async () => {
  const { token, callWith, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const first = await token(endUser);
  await callWith(first, `DELETE /tenants/${endUser.tenantId}`);
  expect((await callWith(first, "GET /tenants")).status).toBe(401);
  expect((await callWith(await token(endUser), "GET /tenants")).status).toBe(200);
});

interface Service {
  readonly type: string;
  readonly endpoints: readonly {
    readonly interface: string;
    readonly region: string;
    readonly url: string;
  }[];
}
