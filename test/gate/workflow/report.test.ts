import { expect, test } from "vitest";
import { addUser } from "../../../src/sandbox/birth/user.ts";
import { accessReport } from "../../../tools/contract/access-report.ts";
import { type TestHouse, openTestHouse } from "../../house.ts";
import { askFor, tenantOf, userOf } from "../flow/flow.ts";

interface Row {
  readonly user_id: string;
  readonly login_id?: string;
  readonly type: string;
  readonly grants: readonly string[];
  readonly tenants: readonly string[];
  readonly iam_groups: readonly string[];
  readonly iam_roles: readonly string[];
}

interface Answer {
  readonly contract_id: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly users: readonly Row[];
  readonly could_not_be_read?: readonly unknown[];
}

async function reportOn(house: TestHouse, input: Record<string, unknown>): Promise<Answer> {
  const told = await askFor(house, "access_report", input);
  if (told.kind !== "done") throw new Error(JSON.stringify(told));
  return told.answer as unknown as Answer;
}

function foodOf(house: TestHouse): string {
  return tenantOf(house, "hoshino-web").contractId;
}

function rowOf({ users }: Answer, login: string): Row | undefined {
  return users.find(({ login_id }) => login_id === login);
}

test("each user of a contract is a row with everything that they are and are in", async () => {
  const house = await openTestHouse();
  const report = await reportOn(house, { contract_id: foodOf(house) });
  expect(rowOf(report, "hoshino.super")).toMatchObject({
    user_id: userOf(house, "hoshino.super").id,
    type: "super_user",
    grants: ["user", "tenant", "iam_api"],
    tenants: ["hoshino-batch", "hoshino-web"],
    iam_groups: ["default", "operators"],
    iam_roles: ["default", "operators"],
  });
  expect(rowOf(report, "hoshino.admin")).toMatchObject({ type: "owner" });
  expect(rowOf(report, "yamamoto.aoi")).toMatchObject({ type: "user", tenants: [], iam_groups: ["default"] });
  const users = [...house.sandbox.world.users.values()].filter(
    ({ contractId }) => contractId === foodOf(house),
  );
  expect(report.counts).toMatchObject({ users: users.length, owners: 1 });
  expect(report).not.toHaveProperty("could_not_be_read");
  expect(accessReport.output.safeParse(report).data).toEqual(report);
});

test("somebody of another contract who has a tenant of this one is told as an outsider", async () => {
  const house = await openTestHouse();
  const { id } = userOf(house, "partner.member");
  const before = await reportOn(house, { contract_id: foodOf(house) });
  expect(before.users.map(({ user_id }) => user_id)).not.toContain(id);
  house.sandbox.world.workspaces.get(tenantOf(house, "hoshino-web").workspaceId)?.userIds.add(id);
  const { users, counts } = await reportOn(house, { contract_id: foodOf(house) });
  expect(users.find(({ user_id }) => user_id === id)).toMatchObject({
    type: "outside",
    tenants: ["hoshino-web"],
  });
  expect(counts["outsiders"]).toBe((before.counts["outsiders"] ?? 0) + 1);
});

test("without a contract it is that of the account", async () => {
  const house = await openTestHouse();
  const { contract_id, users } = await reportOn(house, {});
  expect(contract_id).toBe(house.sandbox.accounts.partner.contractId);
  expect(users.find(({ type }) => type === "owner")).toMatchObject({ login_id: "partner.admin" });
});

test("what cannot be read is said, and the rest is told", async () => {
  const house = await openTestHouse();
  const { id } = tenantOf(house, "hoshino-batch");
  house.sandbox.faults.add({ method: "GET", path: `/tenants/${id}`, kind: "status", status: 403 });
  house.sandbox.faults.add({ method: "GET", path: "/user-types/", kind: "status", status: 403 });
  const report = await reportOn(house, { contract_id: foodOf(house) });
  expect(report.could_not_be_read).toEqual(
    expect.arrayContaining([
      { operation: "get_tenant", about: id, code: "forbidden" },
      { operation: "list_user_types", code: "forbidden" },
    ]),
  );
  expect(rowOf(report, "hoshino.super")?.tenants).toEqual(["hoshino-web"]);
});

test("without the users there is no report", async () => {
  const house = await openTestHouse();
  house.sandbox.faults.add({ method: "GET", path: "/users", kind: "status", status: 403 });
  expect(await askFor(house, "access_report", {})).toMatchObject({ kind: "failed", code: "forbidden" });
});

test("ten thousand users take no more reads than a few", async () => {
  const house = await openTestHouse();
  const contract_id = foodOf(house);
  const known = await reportOn(house, { contract_id });
  const few = readsOn(house);
  for (let number = 0; number < 10_000; number += 1) {
    const loginId = `employee.${number}`;
    addUser(house.sandbox.world, contract_id, {
      loginId,
      mailAddress: `${loginId}@example.com`,
      password: "Aa345678",
    });
  }
  const report = await reportOn(house, { contract_id });
  const { users } = report;
  expect(users).toHaveLength(known.users.length + 10_000);
  expect(rowOf(report, "employee.9999")).toMatchObject({ iam_groups: ["default"] });
  expect(readsOn(house) - few).toBe(few);
});

function readsOn({ sandbox }: TestHouse): number {
  return sandbox.calls.filter(({ method, path }) => method === "GET" && !path.startsWith("/v3")).length;
}
