import type { Contract, Tenant, User } from "../src/sandbox/model.ts";
import type { OperationName } from "../tools/index.ts";
import type { Speaker } from "./sandbox/sss.ts";

/** What a call needs, and the status upstream ends it with. Path parameters and body or query are told by the catalog. */
export interface Sample {
  readonly status: number;
  readonly input: (world: Things) => Record<string, unknown>;
}

/** Things of the seeded world, by what they are. */
export interface Things {
  readonly food: Contract;
  readonly owner: User;
  readonly member: User;
  readonly other: User;
  readonly self: User;
  readonly web: Tenant;
  readonly own: Tenant;
  readonly [name: string]: unknown;
}

const none = () => ({});
const ofUser = ({ member }: Things) => ({ user_id: member.id });
const ofContract = ({ food }: Things) => ({ contract_id: food.id });
const ofTenant = ({ web }: Things) => ({ tenant_id: web.id });
const ofWorkspace = ({ web }: Things) => ({ workspace_id: web.workspaceId });
const ofGroup = ({ group }: Things) => ({ iam_group_id: group });
const ofRole = ({ role }: Things) => ({ iam_role_id: role });
const ofBranch = ({ branch }: Things) => ({ contract_group_id: branch });
const ofRequest = ({ request }: Things) => ({ request_id: request });

/** For each operation an input that the owner of the partner's contract may call it with in the seeded world. */
export const samples: Readonly<Record<OperationName, Sample>> = {
  list_users: { status: 200, input: ofContract },
  find_user: { status: 200, input: (things) => ({ ...ofContract(things), user: things.member.loginId }) },
  get_user: { status: 200, input: ofUser },
  create_user: {
    status: 201,
    input: (things) => ({
      ...ofContract(things),
      login_id: "new.user",
      mail_address: "new.user@example.com",
      notify_password: true,
    }),
  },
  update_user: { status: 204, input: (things) => ({ ...ofUser(things), mail_address: "a@example.com" }) },
  delete_user: { status: 204, input: ofUser },
  update_api_key: { status: 200, input: ({ self }) => ({ user_id: self.id }) },
  update_auto_role_assignment: {
    status: 204,
    input: (things) => ({ user_id: things["colleague"], auto_role_assignment_flag: false }),
  },
  offboard_user: { status: 204, input: ofUser },

  list_tenants: { status: 200, input: ofContract },
  find_tenant: { status: 200, input: ({ own }) => ({ tenant: own.name }) },
  get_tenant: { status: 200, input: ofTenant },
  create_tenant: {
    status: 201,
    input: (things) => ({ ...ofContract(things), tenant_name: "new-tenant", description: "", region: "jp1" }),
  },
  create_tenant_in_workspace: { status: 201, input: (things) => ({ ...ofWorkspace(things), region: "uk1" }) },
  update_tenant: { status: 204, input: (things) => ({ ...ofTenant(things), description: "新しい説明" }) },
  delete_tenant: { status: 204, input: ofTenant },
  create_role: { status: 201, input: (things) => ({ ...ofTenant(things), user_id: things.other.id }) },
  delete_role: { status: 204, input: (things) => ({ ...ofTenant(things), ...ofUser(things) }) },
  list_contracts: {
    status: 200,
    input: ({ food }) => ({ channel_id: food.channel.id, include_deleted: true }),
  },
  search_contracts: { status: 200, input: ({ web }) => ({ tenant_name: web.name, max_rows: 5 }) },
  get_contract: { status: 200, input: ofContract },
  create_contract: {
    status: 202,
    input: ({ food }) => ({
      login_id: "new.owner",
      mail_address: "new.owner@example.com",
      channel_id: food.channel.id,
    }),
  },
  update_contract: { status: 204, input: (things) => ({ ...ofContract(things), description: "変更後" }) },
  update_contract_owner: { status: 202, input: (things) => ({ ...ofContract(things), ...ofUser(things) }) },
  delete_contract: { status: 204, input: ofContract },
  access_report: { status: 200, input: ofContract },

  list_channels: { status: 200, input: () => ({ get_contracts: true }) },
  list_iam_groups: { status: 200, input: ofContract },
  list_iam_group_users: { status: 200, input: ofGroup },
  create_iam_group: {
    status: 201,
    input: (things) => ({ ...ofContract(things), iam_group_name: "new-group" }),
  },
  update_iam_group: { status: 204, input: (things) => ({ ...ofGroup(things), description: "変更後" }) },
  delete_iam_group: { status: 204, input: ofGroup },
  assign_iam_role_to_group: {
    status: 201,
    input: (things) => ({ ...ofGroup(things), iam_role_id: things["freeRole"] }),
  },
  remove_iam_role_from_group: { status: 204, input: (things) => ({ ...ofGroup(things), ...ofRole(things) }) },
  assign_user_to_iam_group: {
    status: 201,
    input: (things) => ({ ...ofGroup(things), user_id: things.owner.id }),
  },
  remove_user_from_iam_group: { status: 204, input: (things) => ({ ...ofGroup(things), ...ofUser(things) }) },
  list_iam_roles: { status: 200, input: ofContract },
  get_iam_role: { status: 200, input: ofRole },
  create_iam_role: {
    status: 201,
    input: (things) => ({
      ...ofContract(things),
      iam_role_name: "new-role",
      resources: [{ basePath: "/ecl-sss", path: "*", verb: "GET", ipAddress: "*" }],
    }),
  },
  update_iam_role: { status: 204, input: (things) => ({ ...ofRole(things), description: "変更後" }) },
  delete_iam_role: { status: 204, input: (things) => ({ iam_role_id: things["freeRole"] }) },
  list_approval_requests: { status: 200, input: none },
  get_approval_request: { status: 200, input: ofRequest },
  update_approval_request: { status: 204, input: (things) => ({ ...ofRequest(things), status: "approved" }) },
  get_transaction: { status: 200, input: ({ transaction }) => ({ transaction_id: transaction }) },
  list_contract_groups: { status: 200, input: ({ self }) => ({ contract_id: self.contractId }) },
  get_contract_group: { status: 200, input: ofBranch },
  create_contract_group: {
    status: 201,
    input: ({ branch }) => ({ parent_contract_group_id: branch, contract_group_name: "new-branch" }),
  },
  update_contract_group: { status: 204, input: (things) => ({ ...ofBranch(things), description: "変更後" }) },
  delete_contract_group: { status: 204, input: ({ emptyBranch }) => ({ contract_group_id: emptyBranch }) },
  assign_contract_to_contract_group: {
    status: 204,
    input: (things) => ({ contract_group_id: things["emptyBranch"], ...ofContract(things) }),
  },
  remove_contract_from_contract_group: {
    status: 204,
    input: (things) => ({ ...ofBranch(things), ...ofContract(things) }),
  },
  assign_user_to_contract_group: {
    status: 204,
    input: (things) => ({ ...ofBranch(things), user_id: things["colleague"] }),
  },
  list_user_types: { status: 200, input: ofContract },
  get_user_type: { status: 200, input: ofUser },
  update_user_type: {
    status: 204,
    input: (things) => ({ ...ofUser(things), super_user: true, grant: ["billing"] }),
  },
  list_available_menus: { status: 200, input: ofUser },
  update_available_menus: {
    status: 204,
    input: (things) => ({ ...ofUser(things), menus: [{ menu: "sss.menu.billing", availability: false }] }),
  },
  list_user_notifications: { status: 200, input: ofUser },
  update_user_notifications: {
    status: 204,
    input: (things) => ({
      ...ofUser(things),
      notification_types: [{ notification_type: "news", enabled: false }],
    }),
  },
  list_contract_notifications: { status: 200, input: ofContract },
  update_contract_notifications: {
    status: 204,
    input: (things) => ({
      ...ofContract(things),
      notification_types: [{ notification_type: "news", enabled: false }],
    }),
  },
  get_billing_info: { status: 200, input: (things) => ({ ...ofContract(things), target_month: "2026-03" }) },
  get_monthly_billing_of_each_contract: {
    status: 200,
    input: ({ self, food }) => ({
      contract_id: self.contractId,
      target_month: "2026-03",
      target_contract_id: food.id,
    }),
  },
  list_workspaces: { status: 200, input: ofContract },
  get_workspace: { status: 200, input: ofWorkspace },
  create_workspace: {
    status: 201,
    input: (things) => ({ ...ofContract(things), workspace_name: "new-workspace" }),
  },
  update_workspace: { status: 204, input: (things) => ({ ...ofWorkspace(things), description: "変更後" }) },
  delete_workspace: { status: 204, input: ofWorkspace },
  add_workspace_role: {
    status: 201,
    input: (things) => ({ ...ofWorkspace(things), user_id: things.other.id }),
  },
  delete_workspace_role: { status: 204, input: (things) => ({ ...ofWorkspace(things), ...ofUser(things) }) },
};

/** The things the samples speak of; some are made for them, as the owner of the partner's contract. */
export async function thingsOf({ sandbox: { world, accounts }, token, callWith }: Speaker): Promise<Things> {
  const find = <Thing>(things: ReadonlyMap<string, Thing>, is: (thing: Thing) => boolean): Thing => {
    const thing = [...things.values()].find(is);
    if (thing === undefined) {
      throw new Error("The seeded world lacks what this test needs.");
    }
    return thing;
  };
  const { contractId } = accounts.member;
  const inFood = (thing: { readonly contractId: string; readonly name: string }, name: string) =>
    thing.contractId === contractId && thing.name === name;
  const food = find(world.contracts, ({ id }) => id === contractId);
  const { partner } = accounts;
  const branch = find(world.contractGroups, (group) => group.contractIds.has(contractId)).id;
  const mine = await token(partner);
  const empty = await callWith(mine, "POST /iam/contract-groups", {
    parent_contract_group_id: branch,
    contract_group_name: "empty",
  });
  const free = await callWith(mine, "POST /iam/roles", {
    contract_id: contractId,
    iam_role_name: "unused",
    resources: [{ basePath: "/ecl-sss" }],
  });
  const begun = await callWith(mine, "POST /contracts", {
    login_id: "begun.owner",
    mail_address: "begun.owner@example.com",
    channel_id: food.channel.id,
  });
  return {
    food,
    owner: find(world.users, ({ id }) => id === food.ownerId),
    member: find(world.users, ({ id }) => id === accounts.member.userId),
    other: find(world.users, ({ id }) => id === accounts.noToken.userId),
    self: find(world.users, ({ id }) => id === partner.userId),
    colleague: find(world.users, ({ loginId }) => loginId === "sato.hana").id,
    web: find(world.tenants, (tenant) => inFood(tenant, "hoshino-web")),
    own: find(world.tenants, ({ id }) => id === partner.tenantId),
    group: find(world.iamGroups, (group) => inFood(group, "operators")).id,
    role: find(world.iamRoles, (role) => inFood(role, "operators")).id,
    freeRole: free.body.iam_role_id,
    request: find(world.approvals, ({ approverType }) => approverType === "contract").id,
    transaction: begun.body.transaction_id,
    branch,
    emptyBranch: empty.body.contract_group_id,
  };
}
