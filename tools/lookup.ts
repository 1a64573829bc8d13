/** Where the things stand that an id can name: the read that lists them, and what they go by. */
export interface Lookup {
  readonly operation: string;
  /** The field of its answer that holds them. */
  readonly in: string;
  /** The field of a thing that is the id. */
  readonly id: string;
  /** What a real id looks like; any other text is looked up as a name. */
  readonly form: RegExp;
  /** The fields of a thing that people know it by, the best first. */
  readonly names: readonly [string, ...string[]];
  /** A field that tells those apart that share a name. */
  readonly apart?: string;
  /** They stand within each other, at any depth, instead of in one list. */
  readonly isTree?: true;
  /** The read is of the account's own contract, whatever other contract the same input speaks of. */
  readonly ofOwnContract?: true;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The lookups of the ids that can be looked up. */
export const lookups = {
  user: {
    operation: "list_users",
    in: "users",
    id: "user_id",
    form: /^ecid\d+$/,
    names: ["login_id", "mail_address"],
  },
  tenant: {
    operation: "list_tenants",
    in: "tenants",
    id: "tenant_id",
    form: /^[0-9a-f]{32}$/,
    names: ["tenant_name"],
    apart: "region",
  },
  workspace: {
    operation: "list_workspaces",
    in: "workspaces",
    id: "workspace_id",
    form: /^ws\d+$/,
    names: ["workspace_name"],
  },
  contract: {
    operation: "list_contracts",
    in: "contracts",
    id: "contract_id",
    form: /^econ\d+$/,
    names: ["customer_name", "description", "customer_number"],
  },
  channel: {
    operation: "list_channels",
    in: "channels",
    id: "channel_id",
    form: /^ch\d+$/,
    names: ["channel_name"],
  },
  iamGroup: {
    operation: "list_iam_groups",
    in: "iam_groups",
    id: "iam_group_id",
    form: uuid,
    names: ["iam_group_name"],
  },
  iamRole: {
    operation: "list_iam_roles",
    in: "iam_roles",
    id: "iam_role_id",
    form: uuid,
    names: ["iam_role_name"],
  },
  contractGroup: {
    operation: "list_contract_groups",
    in: "contract_group",
    id: "contract_group_id",
    form: /^ecgr\d+$/,
    names: ["contract_group_name"],
    isTree: true,
    ofOwnContract: true,
  },
  request: {
    operation: "list_approval_requests",
    in: "approval_requests",
    id: "request_id",
    form: /^(req\d+|[0-9a-f]+(-[0-9a-f]+){4})$/,
    names: ["service", "external_request_id"],
  },
} as const satisfies Record<string, Lookup>;
