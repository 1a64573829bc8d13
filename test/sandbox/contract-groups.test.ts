import { expect, test } from "vitest";
import { openSss } from "./sss.ts";
import type { Sss } from "./sss.ts";

test("contract groups are listed as a tree", async () => {
  const sss = await openSss();
  const root = await rootOf(sss);
  expect(root).toMatchObject({
    contract_group_name: "root",
    children: [
      { contract_group_name: "east-japan", children: [] },
      { contract_group_name: "west-japan", children: [{ contract_group_name: "logistics" }] },
    ],
  });
});

test("a user of a group reaches its contracts and those below, until one is taken out", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { partner, endUser } = sandbox.accounts;
  const { pair, userId } = partnerMemberOf(sss);
  const harbour = [...sandbox.world.contracts.values()].find(({ description }) =>
    description.startsWith("港"),
  );
  const [east, west] = (await rootOf(sss)).children;
  const [logistics] = west?.children ?? [];
  expect((await call(pair, `GET /contracts/${harbour?.id}`)).status).toBe(200);
  expect((await call(pair, `GET /contracts/${endUser.contractId}`)).status).toBe(403);
  const inside = `/iam/contract-groups/${logistics?.contract_group_id}/contracts/${harbour?.id}`;
  expect((await call(partner, `DELETE ${inside}`)).status).toBe(204);
  expect((await call(partner, `DELETE ${inside}`)).status).toBe(404);
  expect((await call(pair, `GET /contracts/${harbour?.id}`)).status).toBe(403);
  await call(partner, `PUT /iam/contract-groups/${east?.contract_group_id}/users/${userId}`);
  expect((await call(pair, `GET /contracts/${endUser.contractId}`)).status).toBe(200);
});

test("a user is in one group at a time, and the contract owner stays in the root", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { partner, member } = sandbox.accounts;
  const { userId } = partnerMemberOf(sss);
  const root = await rootOf(sss);
  const [east, west] = root.children;
  const usersIn = async (group: Tree | undefined) =>
    (await call(partner, `GET /iam/contract-groups/${group?.contract_group_id}`)).body.users;
  expect(await usersIn(west)).toEqual([{ user_id: userId }]);
  await call(partner, `PUT /iam/contract-groups/${east?.contract_group_id}/users/${userId}`);
  expect(await usersIn(west)).toEqual([]);
  expect(await usersIn(east)).toEqual([{ user_id: userId }]);
  const put = (id: string) =>
    call(partner, `PUT /iam/contract-groups/${east?.contract_group_id}/users/${id}`);
  expect((await put(partner.userId)).status).toBe(409);
  expect((await put(member.userId)).status).toBe(403);
  expect((await put("ecid9")).status).toBe(404);
});

test("a group with something in it is not deleted, and the root never", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { partner } = sandbox.accounts;
  const root = await rootOf(sss);
  for (const group of [root, ...root.children]) {
    expect((await call(partner, `DELETE /iam/contract-groups/${group.contract_group_id}`)).status).toBe(409);
  }
  const made = await call(partner, "POST /iam/contract-groups", {
    parent_contract_group_id: root.contract_group_id,
    contract_group_name: "north",
  });
  expect(made.status).toBe(201);
  expect(made.body.contract_group_id).toMatch(/^ecgr\d{8}$/);
  expect((await call(partner, `DELETE /iam/contract-groups/${made.body.contract_group_id}`)).status).toBe(
    204,
  );
});

test("names are used once among the branches of a group", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { partner } = sandbox.accounts;
  const root = await rootOf(sss);
  const [east] = root.children;
  const parent = { parent_contract_group_id: root.contract_group_id };
  const again = await call(partner, "POST /iam/contract-groups", {
    ...parent,
    contract_group_name: "east-japan",
  });
  expect(again.status).toBe(409);
  const rename = (contract_group_name: string) =>
    call(partner, `PUT /iam/contract-groups/${east?.contract_group_id}`, { contract_group_name });
  expect((await rename("west-japan")).status).toBe(409);
  expect((await rename("east-japan")).status).toBe(204);
});

test("a group holds a contract once, and only end users' contracts", async () => {
  const sss = await openSss();
  const { call, sandbox } = sss;
  const { partner, endUser } = sandbox.accounts;
  const [east] = (await rootOf(sss)).children;
  const put = (id: string) =>
    call(partner, `PUT /iam/contract-groups/${east?.contract_group_id}/contracts/${id}`);
  expect((await put(endUser.contractId)).status).toBe(409);
  expect((await put(partner.contractId)).status).toBe(403);
  expect((await put("econ9")).status).toBe(404);
});

test("contract groups are a partner's", async () => {
  const { call, sandbox } = await openSss();
  const { endUser } = sandbox.accounts;
  expect((await call(endUser, `GET /iam/contract-groups?contract_id=${endUser.contractId}`)).status).toBe(
    403,
  );
});

interface Tree {
  readonly contract_group_id: string;
  readonly children: readonly Tree[];
}

async function rootOf({ call, sandbox }: Sss): Promise<Tree> {
  const { partner } = sandbox.accounts;
  return (await call(partner, `GET /iam/contract-groups?contract_id=${partner.contractId}`)).body
    .contract_group;
}

function partnerMemberOf({ sandbox }: Sss) {
  const user = [...sandbox.world.users.values()].find(({ loginId }) => loginId === "partner.member");
  return { userId: user?.id ?? "", pair: { apiKey: user?.apiKey ?? "", apiSecret: user?.apiSecret ?? "" } };
}
