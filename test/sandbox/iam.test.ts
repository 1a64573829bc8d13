import { expect, test } from "vitest";
import { openSss } from "./sss.ts";
import type { Sss } from "./sss.ts";

const readUsers = { basePath: "/ecl-sss", path: "/v1.0/users*", verb: "GET", ipAddress: "*" };
const anyToken = { basePath: "/ecl-keystone", path: "*", verb: "*", ipAddress: "*" };
const denial = { errorMessage: expect.any(String) };

test("a user who is not available for the API gets no token", async () => {
  const { authenticate, sandbox } = await openSss();
  const { status, body } = await authenticate(sandbox.accounts.unavailable);
  expect(status).toBe(401);
  expect(body.error.code).toBe(401);
});

test("a user whose roles do not permit Keystone gets no token, and is told so by the IAM layer", async () => {
  const { authenticate, sandbox } = await openSss();
  const { status, body } = await authenticate(sandbox.accounts.noToken);
  expect(status).toBe(403);
  expect(body).toEqual(denial);
});

test("a user whose roles permit reading only is denied every write by the IAM layer", async () => {
  const { call, sandbox } = await openSss();
  const { restricted } = sandbox.accounts;
  expect((await call(restricted, "GET /users")).status).toBe(200);
  const { status, body } = await call(restricted, `PUT /users/${restricted.userId}`, {
    mail_address: "a@example.com",
  });
  expect(status).toBe(403);
  expect(body).toEqual(denial);
});

test("the owner of a contract passes the IAM layer, whatever his groups permit", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const groups = (await call(endUser, "GET /iam/groups")).body.iam_groups;
  const operators = groups.find((group: { iam_group_name: string }) => group.iam_group_name === "operators");
  await call(endUser, `DELETE /iam/groups/${operators.iam_group_id}/users/${endUser.userId}`);
  expect((await call(endUser, "GET /users")).status).toBe(200);
});

test.for([
  ["/v1.0/users", true],
  ["/v1.0/user*", true],
  ["*/users", true],
  ["/v1.0*/users", true],
  ["**", true],
  ["*/v1*0/u*s", true],
  ["", false],
  ["/v1.0/user", false],
  ["/v1.0/users*s", false],
  ["/v1x0/users", false],
  ["*s*u*", false],
  ["*/tenants", false],
] as const)("the pattern %j of a rule fits the path of a list of users: %j", async ([path, fits]) => {
  const sss = await openSss();
  const { endUser, restricted } = sss.sandbox.accounts;
  const group = await readersOf(sss);
  const resources = [anyToken, { ...readUsers, path }];
  await sss.call(endUser, `PUT /iam/roles/${group.iam_roles[0]?.iam_role_id}`, { resources });
  expect((await sss.call(restricted, "GET /users")).status).toBe(fits ? 200 : 403);
});

test("a rule of many stars is judged at once", async () => {
  const sss = await openSss();
  const { endUser, restricted } = sss.sandbox.accounts;
  const group = await readersOf(sss);
  const resources = [anyToken, { ...readUsers, path: `${"*a".repeat(60)}*b` }];
  await sss.call(endUser, `PUT /iam/roles/${group.iam_roles[0]?.iam_role_id}`, { resources });
  const before = performance.now();
  expect((await sss.call(restricted, `GET /users/${"a".repeat(2000)}`)).status).toBe(403);
  expect(performance.now() - before).toBeLessThan(1000);
});

test("within a rule every key must hold, and of several rules one is enough", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { endUser, restricted } = sandbox.accounts;
  const group = await readersOf(sss);
  const permit = (resources: unknown[]) =>
    call(endUser, `PUT /iam/roles/${group.iam_roles[0]?.iam_role_id}`, { resources });
  const read = async (path: string) => (await call(restricted, `GET ${path}`)).status;

  await permit([anyToken, readUsers]);
  expect([await read("/users"), await read(`/users/${restricted.userId}`), await read("/tenants")]).toEqual([
    200, 200, 403,
  ]);
  await permit([anyToken, readUsers, { basePath: "/ecl-sss", path: "/v1.0/tenants" }]);
  expect([await read("/users"), await read("/tenants")]).toEqual([200, 200]);
  await permit([anyToken, { ...readUsers, ipAddress: "203.0.113.7" }]);
  expect(await read("/users")).toBe(403);
  await permit([anyToken, { ...readUsers, contract_id: restricted.contractId }]);
  expect([await read("/users"), await read(`/users?contract_id=${restricted.contractId}`)]).toEqual([
    403, 200,
  ]);
});

test("a pattern of dots and brackets means itself", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const group = await readersOf(sss);
  const resources = [anyToken, { ...readUsers, path: "/v1.0/....." }];
  await call(sandbox.accounts.endUser, `PUT /iam/roles/${group.iam_roles[0]?.iam_role_id}`, { resources });
  expect((await call(sandbox.accounts.restricted, "GET /users")).status).toBe(403);
});

test("the roles of the default IAM group cannot be changed, and its role goes nowhere else", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { endUser } = sandbox.accounts;
  const readers = await readersOf(sss);
  const [base] = (await call(endUser, "GET /iam/groups")).body.iam_groups;
  const baseRole = base.iam_roles[0].iam_role_id;
  const readerRole = readers.iam_roles[0]?.iam_role_id;
  const attempts = [
    `PUT /iam/groups/${base.iam_group_id}/roles/${readerRole}`,
    `DELETE /iam/groups/${base.iam_group_id}/roles/${baseRole}`,
    `PUT /iam/groups/${readers.iam_group_id}/roles/${baseRole}`,
    `DELETE /iam/groups/${base.iam_group_id}`,
    `DELETE /iam/roles/${baseRole}`,
  ];
  const statuses = [];
  for (const attempt of attempts) {
    statuses.push((await call(endUser, attempt)).status);
  }
  expect(statuses).toEqual(attempts.map(() => 409));
  expect((await call(endUser, `PUT /iam/roles/${baseRole}`, { resources: [anyToken] })).status).toBe(409);
});

test("the contract owner cannot leave the default IAM group, others can", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const [base] = (await call(endUser, "GET /iam/groups")).body.iam_groups;
  const path = `DELETE /iam/groups/${base.iam_group_id}/users`;
  expect((await call(endUser, `${path}/${endUser.userId}`)).status).toBe(409);
  expect((await call(endUser, `${path}/${member.userId}`)).status).toBe(204);
  expect((await call(endUser, `${path}/${member.userId}`)).status).toBe(404);
});

test("a user who is not available for the API joins no other group", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { endUser, unavailable, partner } = sandbox.accounts;
  const { iam_group_id } = await readersOf(sss);
  expect((await call(endUser, `PUT /iam/groups/${iam_group_id}/users/${unavailable.userId}`)).status).toBe(
    403,
  );
  expect((await call(endUser, `PUT /iam/groups/${iam_group_id}/users/${partner.userId}`)).status).toBe(403);
});

test("joining a group gives its rights at once", async () => {
  const { call, authenticate, sandbox } = await openSss();
  const { endUser, noToken } = sandbox.accounts;
  const role = await call(endUser, "POST /iam/roles", {
    iam_role_name: "tokens",
    resources: [anyToken],
    description: null,
  });
  const group = await call(endUser, "POST /iam/groups", { iam_group_name: "tokens", contract_id: null });
  const { iam_group_id } = group.body;
  await call(endUser, `PUT /iam/groups/${iam_group_id}/roles/${role.body.iam_role_id}`);
  const joined = await call(endUser, `PUT /iam/groups/${iam_group_id}/users/${noToken.userId}`);
  expect(joined.body).toEqual({
    iam_group_id,
    iam_group_name: "tokens",
    user_id: noToken.userId,
    api_availability: true,
  });
  expect((await authenticate(noToken)).status).toBe(201);
});

test("ids are version 1 UUIDs, and rules come back as they were sent", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  const resources = [readUsers, { basePath: "/ecl-sss", verb: "POST", tenant_id: "*" }];
  const { body } = await call(endUser, "POST /iam/roles", { iam_role_name: "shape", resources });
  expect(body.iam_role_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect((await call(endUser, `GET /iam/roles/${body.iam_role_id}`)).body).toMatchObject({
    resources,
    default_role: false,
  });
});

test("a role name is used once per contract, and an assigned role is not deleted", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { endUser } = sandbox.accounts;
  const readers = await readersOf(sss);
  const role = { iam_role_name: "readers", resources: [anyToken] };
  expect((await call(endUser, "POST /iam/roles", role)).status).toBe(409);
  const id = readers.iam_roles[0]?.iam_role_id;
  expect((await call(endUser, `PUT /iam/roles/${id}`, { iam_role_name: "operators" })).status).toBe(409);
  expect((await call(endUser, `DELETE /iam/roles/${id}`)).status).toBe(409);
  expect((await call(endUser, `PUT /iam/groups/${readers.iam_group_id}/roles/${id}`)).status).toBe(409);
  await call(endUser, `DELETE /iam/groups/${readers.iam_group_id}/roles/${id}`);
  expect((await call(endUser, `DELETE /iam/roles/${id}`)).status).toBe(204);
});

test("an ordinary user changes nothing in IAM", async () => {
  const sss = await openSss();
  const { iam_group_id } = await readersOf(sss);
  const { member } = sss.sandbox.accounts;
  const attempts = [
    ["POST /iam/groups", { iam_group_name: "mine" }],
    ["POST /iam/roles", { iam_role_name: "mine", resources: [anyToken] }],
    [`DELETE /iam/groups/${iam_group_id}`, undefined],
    [`PUT /iam/groups/${iam_group_id}/users/${member.userId}`, undefined],
  ] as const;
  const statuses = [];
  for (const [route, body] of attempts) {
    statuses.push((await sss.call(member, route, body)).status);
  }
  expect(statuses).toEqual(attempts.map(() => 403));
});

interface Group {
  readonly iam_group_id: string;
  readonly iam_roles: readonly { readonly iam_role_id: string }[];
}

async function readersOf({ call, sandbox }: Sss): Promise<Group> {
  const { body } = await call(sandbox.accounts.endUser, "GET /iam/groups");
  return body.iam_groups.find((group: { iam_group_name: string }) => group.iam_group_name === "readers");
}
