// What the world is made of. Moments are milliseconds; only the handlers know how the wire writes them.

/** A group of contracts; a partner has two, one for itself and one for its end users. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly management: boolean;
  readonly partnerContractId: string;
}

export interface Contract {
  readonly id: string;
  readonly channel: Channel;
  readonly loginIntegration: "" | "icp";
  readonly startedAt: number;
  readonly notifications: Map<string, boolean>;
  ownerId: string;
  status: "enable" | "deleted";
  endedAt: number | undefined;
  externalReferenceId: string;
  description: string;
  chargeReferenceAvailability: boolean;
}

export const grants = [
  "user",
  "tenant",
  "iam_contract_group",
  "billing",
  "iam_api",
  "iam_user_type",
  "iam_menu",
] as const;

/** A portal item a user may be granted. */
export type Grant = (typeof grants)[number];

export interface User {
  readonly id: string;
  readonly keystoneId: string;
  readonly contractId: string;
  readonly homeRegion: string;
  readonly startedAt: number;
  readonly menus: Map<string, boolean>;
  readonly notifications: Map<string, boolean>;
  loginId: string;
  mailAddress: string;
  password: string;
  apiKey: string;
  apiSecret: string;
  superUser: boolean;
  grants: readonly Grant[];
  apiAvailability: boolean;
  autoRoleAssignment: boolean;
  contractGroupId: string | undefined;
  deleted: boolean;
}

/**
 * Holds at most one tenant per region. A role on it is a role on each of its tenants, and the other way round:
 * a guess, since v1.0 answers a new tenant role with the workspace, and guards it by the workspace permission.
 */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly contractId: string;
  readonly startedAt: number;
  /** Whether v1.0 made it, as the place of one new tenant. */
  readonly madeForTenant: boolean;
  readonly userIds: Set<string>;
  description: string;
}

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly contractId: string;
  readonly workspaceId: string;
  readonly startedAt: number;
  description: string;
}

/** One rule of an IAM role: `basePath`, `path`, `verb`, `ipAddress` and names of request parameters. */
export type ResourceRule = Readonly<Record<string, string>>;

export interface IamRole {
  readonly id: string;
  readonly contractId: string;
  readonly isDefault: boolean;
  readonly startedAt: number;
  name: string;
  description: string;
  resources: readonly ResourceRule[];
}

export interface IamGroup {
  readonly id: string;
  readonly contractId: string;
  readonly isDefault: boolean;
  readonly startedAt: number;
  readonly roleIds: Set<string>;
  readonly userIds: Set<string>;
  name: string;
  description: string;
}

export interface ContractGroup {
  readonly id: string;
  readonly contractId: string;
  readonly parentId: string | undefined;
  readonly startedAt: number;
  readonly contractIds: Set<string>;
  name: string;
  description: string;
}

export type ApprovalStatus =
  | "registered"
  | "approved"
  | "denied"
  | "cancelled"
  | "expired"
  | "approval_expired";

export interface ApprovalRequest {
  readonly id: string;
  readonly externalId: string;
  readonly approverType: "tenant" | "tenant_owner" | "contract" | "contract_owner" | "user";
  readonly approverId: string;
  readonly requestUserId: string;
  readonly service: string;
  readonly actions: readonly unknown[];
  readonly descriptions: readonly { readonly lang: string; readonly text: string }[];
  readonly deadline: number;
  readonly approvalExpiresAt: number | undefined;
  readonly registeredAt: number;
  status: ApprovalStatus;
  statusUpdatedAt: number | undefined;
}

/** An asynchronous call: it takes effect when its time has come. */
export interface Transaction {
  readonly id: string;
  readonly contractId: string;
  readonly dueAt: number;
  readonly finish: () => { readonly contractId: string };
  outcome:
    | { readonly kind: "running" }
    | { readonly kind: "done"; readonly contractId: string }
    | { readonly kind: "failed" };
}

export interface Token {
  readonly id: string;
  readonly userId: string;
  readonly tenantId: string | undefined;
  readonly auditId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}
