import { describe, expect, test } from "vitest";
import { type Own, type Seen, guard } from "../../src/gate/guards.ts";
import type { Person } from "../../src/gate/policy.ts";
import { catalog, operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";

type Fields = Record<string, unknown>;

const ownKey = "XTI3u6blgmW3Bje0jDjkBKlFG4GmI4kn";
const own: Own = { apiKey: ownKey };
const taro: Person = { principal: "local:taro", mayApprove: true, sssUserId: "ecid10" };

/** The server's own user, somebody else, and the owner, as get_user shows them. */
const server = { user_id: "ecid1", keystone_name: ownKey, contract_owner: false };
const other = { user_id: "ecid2", keystone_name: "another", contract_owner: false };
const owner = { user_id: "ecid3", keystone_name: "a third", contract_owner: true };

function named(name: string): Operation {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(name);
  return operation;
}

function verdict(name: string, input: Fields, before: Fields, rest: Partial<Seen> & { after?: Fields } = {}) {
  const { after, ...given } = rest;
  const impact = after === undefined ? [] : [{ operation: "get_user", answer: after }];
  return guard(named(name), input, { before, impact, own, requester: taro, ...given }).kind;
}

test("reads pass, whatever they read", () => {
  expect(verdict("get_user", { user_id: "ecid1" }, server)).toBe("pass");
});

describe("the contract owner is never deleted", () => {
  test.for<[string, Fields, Fields | undefined, string]>([
    ["shown before", { contract_owner: true }, undefined, "deny"],
    ["shown as 1", { contract_owner: 1 }, undefined, "deny"],
    ["shown as a text", { contract_owner: " TRUE" }, undefined, "deny"],
    ["shown in full width", { contract_owner: "ｔｒｕｅ" }, undefined, "deny"],
    ["shown as a word nobody foresaw", { contract_owner: "primary" }, undefined, "deny"],
    ["shown as an object", { contract_owner: { since: "2020" } }, undefined, "deny"],
    ["shown by the type only", {}, { user_id: "ecid3", contract_owner: true }, "deny"],
    ["shown by a type without id", { contract_owner: false }, { contract_owner: true }, "deny"],
    [
      "shown by a type whose id is written otherwise",
      {},
      { user_id: "ＥＣＩＤ3", contract_owner: true },
      "deny",
    ],
    ["shown inside a list", {}, { users: [{ user_id: "ecid3", contract_owner: "1" }] }, "deny"],
    ["shown by the contract", { contract_owner: false }, { contract_owner_user_id: "ecid3" }, "deny"],
    [
      "denied by one read and shown by another",
      { contract_owner: false },
      { user_id: "ecid3", contract_owner: 1 },
      "deny",
    ],
    ["not shown at all", {}, undefined, "second"],
    ["shown as nothing", { contract_owner: null }, { user_id: "ecid3", contract_owner: "" }, "second"],
    [
      "another is the owner",
      { contract_owner: false },
      { users: [{ user_id: "ecid9", contract_owner: true }] },
      "pass",
    ],
    ["not the owner", { contract_owner: false }, undefined, "pass"],
    ["not the owner, as 0", { contract_owner: 0 }, undefined, "pass"],
    ["not the owner, as a text", { contract_owner: "False" }, undefined, "pass"],
  ])("%s", ([, before, after, kind]) => {
    const shown = { user_id: "ecid3", keystone_name: "a third", ...before };
    expect(verdict("delete_user", { user_id: "ecid3" }, shown, after === undefined ? {} : { after })).toBe(
      kind,
    );
  });

  test("not by a request whose id is written otherwise either", () => {
    expect(verdict("delete_user", { user_id: " ECID3\u200b" }, owner)).toBe("deny");
  });

  test("not by anybody: no second person is asked for", () => {
    expect(verdict("delete_user", { user_id: "ecid1" }, { ...server, contract_owner: true })).toBe("deny");
  });
});

describe("the user whose key the server runs on", () => {
  test.for<[string, string, Fields, Fields, Fields | undefined, string]>([
    ["is never deleted", "delete_user", {}, server, undefined, "deny"],
    [
      "nor when its key is written otherwise",
      "delete_user",
      {},
      { ...server, keystone_name: ` ${ownKey.toLowerCase()}` },
      undefined,
      "deny",
    ],
    [
      "nor when only the impact shows it",
      "delete_user",
      {},
      { user_id: "ecid1", contract_owner: false },
      server,
      "deny",
    ],
    [
      "nor when its key stands in a list",
      "delete_user",
      {},
      { contract_owner: false },
      { users: [server] },
      "deny",
    ],
    ["keeps its group", "remove_user_from_iam_group", { iam_group_id: "g" }, { users: [] }, server, "second"],
    ["keeps its type", "update_user_type", { super_user: false }, { user_id: "ecid1" }, server, "second"],
    ["keeps its login", "update_user", { login_id: "someone" }, server, undefined, "second"],
    ["keeps its role", "delete_role", { tenant_id: "t" }, { tenant_id: "t" }, server, "second"],
    ["keeps its workspace", "delete_workspace_role", { workspace_id: "w" }, {}, server, "second"],
    [
      "keeps its automatic role",
      "update_auto_role_assignment",
      { auto_role_assignment_flag: false },
      server,
      undefined,
      "second",
    ],
    [
      "keeps its contract group",
      "assign_user_to_contract_group",
      { contract_group_id: "g" },
      {},
      server,
      "second",
    ],
    ["may get a new key, which the server goes on with", "update_api_key", {}, server, undefined, "pass"],
    ["may be told less", "update_user_notifications", {}, {}, server, "pass"],
  ])("%s", ([, name, input, before, after, kind]) => {
    const given = after === undefined ? {} : { after };
    expect(verdict(name, { user_id: "ecid1", ...input }, before, given)).toBe(kind);
  });

  test.for(["delete_user", "remove_user_from_iam_group", "update_user", "delete_role", "update_api_key"])(
    "%s of another passes",
    (name) => {
      expect(verdict(name, { user_id: "ecid2" }, { contract_owner: false }, { after: other })).toBe("pass");
    },
  );

  test("may be anybody where no key is shown, or none is known", () => {
    const shown = { user_id: "ecid2", contract_owner: false };
    expect(verdict("delete_user", { user_id: "ecid2" }, shown)).toBe("second");
    expect(verdict("delete_user", { user_id: "ecid2" }, { ...shown, keystone_name: "" })).toBe("second");
    expect(verdict("delete_user", { user_id: "ecid2" }, other, { own: { apiKey: undefined } })).toBe(
      "second",
    );
  });

  test("is known by its id as well, when that is given", () => {
    const known = { own: { apiKey: ownKey, userId: "ecid1" } };
    const shown = { contract_owner: false };
    expect(verdict("delete_user", { user_id: "ECID1" }, shown, known)).toBe("deny");
    expect(verdict("delete_user", { user_id: "ecid2" }, shown, known)).toBe("pass");
  });

  test("is told from another user whose list shows it", () => {
    const shown = { contract_owner: false, users: [server] };
    expect(verdict("delete_user", { user_id: "ecid2" }, shown, { after: other })).toBe("pass");
  });

  test.for<[string, string, Fields, Fields]>([
    [
      "in a group that is deleted",
      "delete_iam_group",
      { iam_group_id: "g" },
      { users: [{ user_id: "ecid1" }] },
    ],
    ["in a group of plain ids", "delete_iam_group", { iam_group_id: "g" }, { users: ["ecid1"] }],
    [
      "in a group that is changed",
      "update_iam_group",
      { iam_group_id: "g" },
      { users: [{ value: "ECID1" }] },
    ],
    ["in a group that loses a role", "remove_iam_role_from_group", {}, { users: [{ user_id: "ecid1" }] }],
    ["with a role that is deleted", "delete_iam_role", {}, { groups: [{ users: [{ user_id: "ecid1" }] }] }],
    ["with a role that is changed", "update_iam_role", { description: "d" }, { users: ["ecid1"] }],
    ["in a contract group", "delete_contract_group", {}, { users: [{ user_id: "ecid1" }] }],
    ["owner of a contract", "delete_contract", { contract_id: "econ1" }, { contract_owner_user_id: "ecid1" }],
    ["owner no longer", "update_contract_owner", { user_id: "ecid2" }, { contract_owner_user_id: "ecid1" }],
  ])("is not locked out %s", ([, name, input, before]) => {
    const known = { own: { apiKey: ownKey, userId: "ecid1" } };
    expect(verdict(name, input, before, { ...known, after: other })).toBe("second");
    expect(verdict(name, input, before, { after: { users: [server, other] } })).toBe("second");
    expect(verdict(name, input, {}, { ...known, after: other })).toBe("pass");
  });

  test("is not deleted with its contract", () => {
    const known = { own: { apiKey: ownKey, contractId: "econ1" } };
    expect(verdict("delete_contract", { contract_id: "ECON1" }, {}, known)).toBe("second");
    expect(verdict("delete_contract", { contract_id: "econ2" }, {}, known)).toBe("pass");
    expect(verdict("delete_contract", { contract_id: "econ2" }, {}, { after: { users: [server] } })).toBe(
      "second",
    );
  });

  test("has access to tenants that may go", () => {
    const before = { tenant_id: "t", users: [{ user_id: "ecid1" }] };
    const known = { own: { apiKey: ownKey, userId: "ecid1" } };
    expect(verdict("delete_tenant", { tenant_id: "t" }, before, known)).toBe("pass");
  });
});

describe("nobody approves their own request", () => {
  const request = { request_id: "r", request_user_id: "ecid2", request_user: false };

  test.for<[string, Fields, Fields, string]>([
    ["raised by another", {}, {}, "pass"],
    ["raised by the requester", {}, { request_user_id: "ecid10" }, "deny"],
    ["raised by the requester, written otherwise", {}, { request_user_id: "ＥＣＩＤ10 " }, "deny"],
    ["raised by the server's account", {}, { request_user: true }, "deny"],
    ["raised by it, as 1", {}, { request_user: 1 }, "deny"],
    ["raised by it, as a text", {}, { request_user: "true" }, "deny"],
    ["a status in another case", { status: "Approved" }, { request_user_id: "ecid10" }, "deny"],
    ["a status nobody foresaw", { status: "granted" }, { request_user_id: "ecid10" }, "deny"],
    ["no status", { status: undefined }, { request_user_id: "ecid10" }, "deny"],
    ["raised by nobody that is shown", {}, { request_user_id: undefined }, "second"],
    ["nothing shown of the server's account", {}, { request_user: undefined }, "second"],
    ["cancelled by the requester", { status: "cancelled" }, { request_user_id: "ecid10" }, "pass"],
    ["denied by the requester", { status: "denied" }, { request_user: true }, "pass"],
  ])("%s", ([, input, before, kind]) => {
    const given = { request_id: "r", status: "approved", ...input };
    expect(verdict("update_approval_request", given, { ...request, ...before })).toBe(kind);
  });

  test("nor as the one who decides the ticket that another opened", () => {
    const given = { request_id: "r", status: "approved" };
    const before = { ...request, request_user_id: "ecid11" };
    expect(verdict("update_approval_request", given, before)).toBe("pass");
    const decider = { principal: "slack:U1", mayApprove: true, sssUserId: "ecid11" };
    expect(verdict("update_approval_request", given, before, { requester: decider })).toBe("deny");
  });

  test("the id of the server's user tells where the flag is missing", () => {
    const before = { ...request, request_user: undefined };
    const approve = { request_id: "r", status: "approved" };
    const known = (userId: string) => ({ own: { apiKey: ownKey, userId } });
    expect(verdict("update_approval_request", approve, before, known("ecid1"))).toBe("pass");
    expect(verdict("update_approval_request", approve, before, known("ecid2"))).toBe("deny");
  });
});

describe("nobody raises their own rights alone", () => {
  const me = { user_id: "ecid10", keystone_name: "mine", contract_owner: false };

  test.for<[string, Fields, Fields]>([
    ["assign_user_to_iam_group", { iam_group_id: "g" }, {}],
    ["create_role", { tenant_id: "t" }, {}],
    ["add_workspace_role", { workspace_id: "w" }, {}],
    ["update_contract_owner", { contract_id: "econ1" }, { contract_owner_user_id: "ecid3" }],
    ["assign_user_to_contract_group", { contract_group_id: "g" }, {}],
    ["update_auto_role_assignment", { auto_role_assignment_flag: true }, {}],
    ["update_user_type", { super_user: true }, { super_user: false }],
    ["update_user_type", { super_user: "true" }, {}],
    ["update_user_type", { super_user: true, grant: [] }, { super_user: "0" }],
    ["update_user_type", { super_user: false, grant: ["user", "iam_api"] }, { grant: ["user"] }],
    ["update_user_type", { super_user: false, grant: "iam_api" }, {}],
    ["update_available_menus", { menus: [{}] }, {}],
  ])("%s with %o", ([name, input, before]) => {
    expect(verdict(name, { ...input, user_id: "ecid10" }, before, { after: me })).toBe("second");
    expect(verdict(name, { ...input, user_id: "ECID10" }, before, { after: me })).toBe("second");
    expect(verdict(name, { ...input, user_id: "ecid2" }, before, { after: other })).toBe("pass");
  });

  test.for<[string, Fields, Fields]>([
    [
      "update_user_type",
      { super_user: false, grant: ["user"] },
      { super_user: true, grant: ["USER", "tenant"] },
    ],
    ["update_user_type", { super_user: true }, { super_user: 1 }],
    ["update_user", { mail_address: "taro@example.com" }, {}],
    ["delete_role", { tenant_id: "t" }, {}],
    ["update_auto_role_assignment", { auto_role_assignment_flag: false }, {}],
  ])("%s with %o gives nothing, and passes", ([name, input, before]) => {
    expect(verdict(name, { ...input, user_id: "ecid10" }, before, { after: me })).toBe("pass");
  });

  test.for<[string, Fields]>([
    ["assign_iam_role_to_group", { iam_group_id: "g", iam_role_id: "r" }],
    ["update_iam_role", { iam_role_id: "r", resources: [] }],
    ["assign_contract_to_contract_group", { contract_group_id: "g", contract_id: "econ1" }],
  ])("nor through a group: %s", ([name, input]) => {
    expect(verdict(name, input, { users: [{ user_id: "ecid10" }] })).toBe("second");
    expect(verdict(name, input, { users: ["ECID10"] })).toBe("second");
    expect(verdict(name, input, { users: [{ user_id: "ecid2" }] })).toBe("pass");
  });

  test("a new name for a role of one's own gives nothing", () => {
    const before = { users: [{ user_id: "ecid10" }] };
    expect(verdict("update_iam_role", { iam_role_id: "r", iam_role_name: "new" }, before)).toBe("pass");
  });

  test("in whatever order: the group first and the role later, or the other way round", () => {
    const join = { user_id: "ecid10", iam_group_id: "g" };
    const attach = { iam_group_id: "g", iam_role_id: "r" };
    expect(verdict("assign_iam_role_to_group", attach, { users: [] })).toBe("pass");
    expect(verdict("assign_user_to_iam_group", join, { users: [] }, { after: me })).toBe("second");
    expect(verdict("assign_iam_role_to_group", attach, { users: [me] })).toBe("second");
  });

  test("nor through the server's own user, which acts for everybody", () => {
    for (const requester of [undefined, taro]) {
      const role = { tenant_id: "t", user_id: "ecid1" };
      expect(verdict("create_role", role, {}, { after: server, requester })).toBe("second");
    }
  });

  test("nor through a group that the server's own user is in", () => {
    const known = { own: { apiKey: ownKey, userId: "ecid1" }, requester: undefined };
    const attach = { iam_group_id: "g", iam_role_id: "r" };
    expect(verdict("assign_iam_role_to_group", attach, { users: ["ecid1"] }, known)).toBe("second");
    expect(verdict("assign_iam_role_to_group", attach, { users: ["ecid2"] }, known)).toBe("pass");
  });

  test("a requester whose user is not known cannot be told from others", () => {
    const role = { tenant_id: "t", user_id: "ecid10" };
    expect(verdict("create_role", role, {}, { after: me, requester: undefined })).toBe("pass");
    const { sssUserId: _, ...unknown } = taro;
    expect(verdict("create_role", role, {}, { after: me, requester: unknown })).toBe("pass");
  });
});

const userWrites = catalog.filter(({ effect, input }) => effect !== "read" && "user_id" in input.shape);

test.for(userWrites.map(({ name }) => name))(
  "%s on the server's own user passes only if it takes and gives nothing",
  (name) => {
    const input = { user_id: "ecid1", super_user: true, auto_role_assignment_flag: true };
    const isPass = verdict(name, input, {}, { after: server }) === "pass";
    expect(isPass).toBe(["update_user_notifications", "update_api_key"].includes(name));
  },
);

test("what a guard says shows no key", () => {
  const seen: Seen = { before: server, impact: [], own, requester: taro };
  for (const { name } of userWrites) {
    expect(JSON.stringify(guard(named(name), { user_id: "ecid1" }, seen))).not.toContain(ownKey);
  }
});
