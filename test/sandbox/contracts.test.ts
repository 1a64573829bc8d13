import { expect, test } from "vitest";
import { openSss } from "./sss.ts";
import type { Sss } from "./sss.ts";

const owner = { login_id: "new.owner", mail_address: "new.owner@example.com", notify_password: "true" };

test("a contract is created in time: the transaction runs, then the contract is there", async () => {
  const { call, clock, sandbox } = await openSss({ transactionMs: 5000 });
  const { partner } = sandbox.accounts;
  const { channel_id } = await retailOf({ call, sandbox });
  const { status, body } = await call(partner, "POST /contracts", {
    ...owner,
    channel_id,
    external_reference_id: "",
  });
  expect(status).toBe(202);
  const path = `GET /transactions/${body.transaction_id}`;
  clock.advance(4999);
  expect((await call(partner, path)).body).toEqual({ status: "inprogress" });
  clock.advance(1);
  const ended = await call(partner, path);
  expect(ended.body).toEqual({ status: "success", contract_id: expect.stringMatching(/^econ\d{10}$/) });
  const contract = await call(partner, `GET /contracts/${ended.body.contract_id}`);
  expect(contract.body).toMatchObject({
    status: "enable",
    customer_number: ended.body.contract_id,
    channel_id,
  });
  const { users } = (await call(partner, `GET /users?contract_id=${ended.body.contract_id}`)).body;
  expect(users).toMatchObject([{ login_id: "new.owner", user_id: contract.body.contract_owner_user_id }]);
});

test("the login of a contract that is being created is taken already", async () => {
  const { call, sandbox } = await openSss();
  const { channel_id } = await retailOf({ call, sandbox });
  const create = () => call(sandbox.accounts.partner, "POST /contracts", { ...owner, channel_id });
  expect((await create()).status).toBe(202);
  expect((await create()).status).toBe(409);
});

test("contracts are not created in the management channel, nor in another partner's", async () => {
  const { call, sandbox } = await openSss();
  const { partner } = sandbox.accounts;
  const channels = sandbox.world.channels.filter(
    ({ management, partnerContractId }) => management || partnerContractId !== partner.contractId,
  );
  for (const { id } of channels) {
    expect((await call(partner, "POST /contracts", { ...owner, channel_id: id })).status).toBe(403);
  }
  expect((await call(partner, "POST /contracts", { ...owner, channel_id: "ch9" })).status).toBe(404);
});

test("a partner has two channels, and is told their contracts when he asks", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const plain = (await call(partner, "GET /channels")).body.channels;
  expect(plain.map((channel: { management_channel: boolean }) => channel.management_channel)).toEqual([
    true,
    false,
  ]);
  expect(plain[0]).toMatchObject({ language: "ja", parent_channel_id: null });
  expect(plain[0]).not.toHaveProperty("contracts");
  const full = (await call(partner, "GET /channels?get_contracts=true")).body.channels;
  expect(full[0].contracts).toEqual([{ contract_id: partner.contractId, status: "enable" }]);
  expect(full[1].contracts).toContainEqual({ contract_id: endUser.contractId, status: "enable" });
  expect((await call(endUser, "GET /channels")).status).toBe(403);
});

test("deleted contracts are listed only when they are asked for", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const { channel_id } = await retailOf({ call, sandbox });
  const list = async (query = "") =>
    (await call(partner, `GET /contracts?channel_id=${channel_id}${query}`)).body.contracts.map(
      (contract: { contract_id: string }) => contract.contract_id,
    );
  expect(await list()).toContain(endUser.contractId);
  expect((await call(partner, `DELETE /contracts/${endUser.contractId}`)).status).toBe(204);
  expect(await list()).not.toContain(endUser.contractId);
  expect(await list("&include_deleted=false")).not.toContain(endUser.contractId);
  expect(await list("&include_deleted=true")).toContain(endUser.contractId);
});

test("a deleted contract takes its users and tenants along, and ends their tokens", async () => {
  const { call, callWith, token, clock, sandbox } = await openSss();
  const { partner, endUser, member } = sandbox.accounts;
  const id = await token(member);
  clock.advance(60_000);
  await call(partner, `DELETE /contracts/${endUser.contractId}`);
  expect((await callWith(id, "GET /users")).status).toBe(401);
  expect((await call(partner, `GET /users/${member.userId}`)).status).toBe(404);
  expect((await call(partner, `GET /tenants/${endUser.tenantId}`)).status).toBe(404);
  expect((await call(partner, `GET /users?contract_id=${endUser.contractId}`)).status).toBe(404);
  const { body } = await call(partner, `GET /contracts/${endUser.contractId}`);
  expect(body).toMatchObject({ status: "deleted", end_time: "2026-04-15 06:08:08" });
  expect((await call(partner, `DELETE /contracts/${endUser.contractId}`)).status).toBe(404);
});

test("the partner's own contract is not deleted, and an end user deletes none", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  expect((await call(partner, `DELETE /contracts/${partner.contractId}`)).status).toBe(403);
  expect((await call(endUser, `DELETE /contracts/${endUser.contractId}`)).status).toBe(403);
});

test("a new owner takes over in time; the old one becomes a user and keeps his access", async () => {
  const { call, clock, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const tenants = (await call(endUser, "GET /tenants")).body.tenants;
  const path = `PUT /contracts/${endUser.contractId}/owner`;
  const { status, body } = await call(endUser, path, { user_id: member.userId });
  expect(status).toBe(202);
  expect((await call(endUser, `GET /users/${endUser.userId}`)).body.contract_owner).toBe(true);
  clock.advance(2000);
  expect((await call(endUser, `GET /transactions/${body.transaction_id}`)).body.status).toBe("success");
  expect((await call(endUser, `GET /users/${endUser.userId}`)).body).toMatchObject({
    contract_owner: false,
    super_user: false,
  });
  expect((await call(member, "GET /tenants")).body.tenants).toEqual(tenants);
  expect(sandbox.world.contracts.get(endUser.contractId)?.ownerId).toBe(member.userId);
});

test("a change of owner fails when the new one is gone by then", async () => {
  const { call, clock, sandbox } = await openSss();
  const { endUser, member } = sandbox.accounts;
  const { body } = await call(endUser, `PUT /contracts/${endUser.contractId}/owner`, {
    user_id: member.userId,
  });
  await call(endUser, `DELETE /users/${member.userId}`);
  clock.advance(2000);
  expect((await call(endUser, `GET /transactions/${body.transaction_id}`)).body).toEqual({
    status: "failed",
  });
});

test("the new owner must be another user of the contract", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, partner, member } = sandbox.accounts;
  const path = `PUT /contracts/${endUser.contractId}/owner`;
  expect((await call(endUser, path, { user_id: partner.userId })).status).toBe(400);
  expect((await call(endUser, path, { user_id: endUser.userId })).status).toBe(409);
  expect((await call(endUser, path, { user_id: "ecid9" })).status).toBe(404);
  expect((await call(member, path, { user_id: member.userId })).status).toBe(403);
});

test("a transaction is told to the contract that began it", async () => {
  const { call, sandbox } = await openSss();
  const { endUser, partner, member } = sandbox.accounts;
  const path = `PUT /contracts/${endUser.contractId}/owner`;
  const { body } = await call(endUser, path, { user_id: member.userId });
  expect((await call(partner, `GET /transactions/${body.transaction_id}`)).status).toBe(403);
  expect((await call(partner, "GET /transactions/unknown")).status).toBe(404);
});

test.for([
  ["contract_id", (sss: Things) => sss.contractId],
  ["customer_number", () => "N0000000101"],
  ["tenant_name", () => "hoshino-web"],
  ["user_id", (sss: Things) => sss.userId],
  ["tenant_id", (sss: Things) => sss.tenantId],
] as const)("contracts are searched by %s", async ([key, value]) => {
  const { call, sandbox } = await openSss();
  const { endUser, partner } = sandbox.accounts;
  const wanted = value({ ...endUser, tenantId: endUser.tenantId ?? "" });
  const { status, body } = await call(partner, `GET /search/contracts?${key}=${wanted}`);
  expect(status).toBe(200);
  expect(body.contracts).toMatchObject([{ contract_id: endUser.contractId }]);
});

test("a search is narrowed by times, deletion and rows", async () => {
  const { call, sandbox } = await openSss();
  const { partner } = sandbox.accounts;
  const search = async (query: string) => {
    const path = `GET /search/contracts?channel_name=sandbox_partner_retail${query}`;
    return (await call(partner, path)).body.contracts.map((contract: { start_time: string }) =>
      contract.start_time.slice(0, 4),
    );
  };
  expect(await search("")).toEqual(["2019", "2020", "2021"]);
  expect(await search("&start_time_from=20200401001527")).toEqual(["2020", "2021"]);
  expect(await search("&start_time_to=20200401001526&include_deleted=true")).toEqual(["2019", "2018"]);
  expect(await search("&end_time_from=20240101000000&include_deleted=true")).toEqual(["2018"]);
  expect(await search("&max_rows=1")).toEqual(["2019"]);
  const impossible = "GET /search/contracts?channel_name=x&start_time_from=20200231000000";
  expect((await call(partner, impossible)).status).toBe(400);
  expect((await call(partner, "GET /search/contracts")).status).toBe(400);
});

test("changes to a contract are seen at once", async () => {
  const { call, sandbox } = await openSss();
  const { partner, endUser } = sandbox.accounts;
  const changes = {
    charge_reference_availability: false,
    external_reference_id: "ABC123",
    description: "変更後",
  };
  expect((await call(partner, `PUT /contracts/${endUser.contractId}`, changes)).status).toBe(204);
  expect((await call(endUser, `GET /contracts/${endUser.contractId}`)).body).toMatchObject({
    charge_reference_availability: false,
    customer_number: "ABC123",
    description: "変更後",
  });
});

interface Things {
  readonly contractId: string;
  readonly userId: string;
  readonly tenantId: string;
}

async function retailOf({ call, sandbox }: Pick<Sss, "call" | "sandbox">) {
  return (await call(sandbox.accounts.partner, "GET /channels")).body.channels[1];
}
