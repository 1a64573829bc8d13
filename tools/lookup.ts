/** Where the things stand that an id can name: the read that lists them, and what they go by. */
export interface Lookup {
  readonly operation: string;
  /** The field of its answer that holds them. */
  readonly in: string;
  /** The field of a thing that is the id. */
  readonly id: string;
  /** The fields of a thing that people know it by, the best first. */
  readonly names: readonly [string, ...string[]];
  /** They stand within each other, at any depth, instead of in one list. */
  readonly isTree?: true;
  /** The read is of the account's own contract, whatever other contract the same input speaks of. */
  readonly ofOwnContract?: true;
}

/** The lookups of the ids that can be looked up. */
export const lookups = {
  user: { operation: "list_users", in: "users", id: "user_id", names: ["login_id", "mail_address"] },
  tenant: { operation: "list_tenants", in: "tenants", id: "tenant_id", names: ["tenant_name"] },
  workspace: {
    operation: "list_workspaces",
    in: "workspaces",
    id: "workspace_id",
    names: ["workspace_name"],
  },
  contract: {
    operation: "list_contracts",
    in: "contracts",
    id: "contract_id",
    names: ["customer_name", "description", "customer_number"],
  },
  channel: { operation: "list_channels", in: "channels", id: "channel_id", names: ["channel_name"] },
  iamGroup: { operation: "list_iam_groups", in: "iam_groups", id: "iam_group_id", names: ["iam_group_name"] },
  iamRole: { operation: "list_iam_roles", in: "iam_roles", id: "iam_role_id", names: ["iam_role_name"] },
  contractGroup: {
    operation: "list_contract_groups",
    in: "contract_group",
    id: "contract_group_id",
    names: ["contract_group_name"],
    isTree: true,
    ofOwnContract: true,
  },
  request: {
    operation: "list_approval_requests",
    in: "approval_requests",
    id: "request_id",
    names: ["service", "external_request_id"],
  },
} as const satisfies Record<string, Lookup>;
