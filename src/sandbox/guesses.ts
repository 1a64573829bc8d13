// What no public source shows, each as one constant or one small function. Everything else in the sandbox is
// written down somewhere: in the API list, in an SDK, or in the vendor's pages. A guess is not a promise: who
// learns better from the real service changes it here, and only here.

/** Guess: times carry no zone in any source; UTC is what servers of this kind write. */
export const zoneOffsetMs = 0;

/** Guess: the body of a 202. `transaction_id` is the only name the API list uses, as a path parameter. */
export function toAccepted(transactionId: string): Record<string, unknown> {
  return { transaction_id: transactionId };
}

/** Guess: only `inprogress` is printed. The others are the plainest words, and a client must not rely on them. */
export const transactionStatus = { running: "inprogress", done: "success", failed: "failed" } as const;

/** Guess: what a finished transaction was about is told by the one id that both asynchronous calls share. */
export function toTransactionResult(contractId: string): Record<string, unknown> {
  return { contract_id: contractId };
}

/** Guess: a list shows its contracts whole; the Python SDK reads a row with the class of a single one. */
export function toContractRow(contract: Record<string, unknown>): Record<string, unknown> {
  return contract;
}

/** Guess: a row of IAM groups has the columns the CLI prints, and does not tell which group is the default. */
export function toIamGroupRow(
  group: { readonly id: string; readonly name: string; readonly description: string },
  roles: readonly { readonly id: string; readonly name: string }[],
): Record<string, unknown> {
  return {
    iam_group_id: group.id,
    iam_group_name: group.name,
    description: group.description,
    iam_roles: roles.map((role) => ({ iam_role_id: role.id, iam_role_name: role.name })),
  };
}

/** Guess: a list of user types shows its users as a single one is shown. */
export function toUserTypeRow(userType: Record<string, unknown>): Record<string, unknown> {
  return userType;
}

/** Guess: maintenance is told by the gateway, in the gateway's form; no body of a 503 is known. */
export const maintenanceMessage = "The Service is temporarily unavailable";

/** Guess: channels leave `contracts` out unless asked; an empty list would say that there are none. */
export const channelsListContractsUnasked = false;

/** Guess: the Python SDK says "user id that belongs", the CLI prints the array raw; objects fit the house style. */
export function toGroupMember(userId: string): Record<string, unknown> {
  return { user_id: userId };
}

/** Guess: members of a contract group are told like members of an IAM group. */
export function toGroupContract(contractId: string): Record<string, unknown> {
  return { contract_id: contractId };
}

/** Guess: the list answers one nested object; its branches need a name. */
export const contractGroupBranches = "children";

/** Guess: deleting a contract group that still holds something is refused; nothing says where it would go. */
export const contractGroupMustBeEmpty = true;

/** Guess: the root group reaches every contract of the partner; otherwise the owner could lock himself out. */
export const rootGroupSeesEverything = true;

/** Guess: the id of the menus is of the kind `sss.menu.test1`, the only one seen. */
export const menuNames = [
  "sss.menu.user",
  "sss.menu.tenant",
  "sss.menu.contract",
  "sss.menu.billing",
  "sss.menu.approval",
  "sss.menu.notification",
] as const;

/** Guess: a menu of a user is a name and a switch. */
export function toMenu(menu: string, availability: boolean): Record<string, unknown> {
  return { menu, availability };
}

/** A menu as a caller sends it, in the same guessed form; nothing is known of the values yet. */
export function readMenu(entry: Readonly<Record<string, unknown>>): { name: unknown; on: unknown } {
  return { name: entry["menu"], on: entry["availability"] };
}

/** Guess: the portal manual names these kinds in prose; the API's words for them are unknown. */
export const notificationKinds = ["news", "release", "failure", "maintenance"] as const;

/** The kind that cannot be switched off for a contract owner; that rule is documented, its word is a guess. */
export const failureKind = "failure";

/** Guess: a notification setting is a kind and a switch. */
export function toNotification(notificationType: string, enabled: boolean): Record<string, unknown> {
  return { notification_type: notificationType, enabled };
}

/** A notification setting as a caller sends it, in the same guessed form. */
export function readNotification(entry: Readonly<Record<string, unknown>>): { name: unknown; on: unknown } {
  return { name: entry["notification_type"], on: entry["enabled"] };
}

/** Guess, from the flags `approver` and `request_user`: who brings a request into which status. */
export function deciderOf(status: "approved" | "denied" | "cancelled"): "approver" | "requester" {
  return status === "cancelled" ? "requester" : "approver";
}

/** Guess: the name of the IAM group and role that every contract is born with. */
export const defaultIamName = "default";

/**
 * Guess: a contract owner passes the IAM gate whatever his groups say. New contracts have only the default
 * group, which has no right, and its roles cannot be changed: without this nobody could ever begin.
 */
export const ownerPassesIam = true;

/** Guess: the path of an IAM rule stands below the base path, version included. */
export function toRulePath(version: string, path: string): string {
  return `/${version}${path}`;
}

/** Guess: what a partner's user may do as a super user he may do in the end-user contracts he can see. */
export const partnerIsSuperUserOfChildren = true;

/** Guess: a reissued key pair ends the tokens of the old one, as a changed password does in Keystone. */
export const reissueRevokesTokens = true;

/** Guess: losing a role ends the user's tokens scoped to that tenant, as it does in Keystone. */
export const lostRoleRevokesTokens = true;

/** Guess: tenants of one workspace bear its name in each region; the fixtures show no other source for it. */
export function tenantNameIn(workspace: { readonly name: string }): string {
  return workspace.name;
}

/** Guess: a workspace that v1 made for a tenant goes when its last tenant goes; v1 cannot delete it otherwise. */
export const emptyWorkspaceGoesWithItsTenant = true;

/** Guess: the message of a bad request names the field with a capital, as the one known message does ("Grant"). */
export function toParameterName(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

/** Guess: an API-unavailable user gets no token: Keystone knows a disabled user only as a wrong one. */
export const unavailableUserStatus = 401;

/** Guess: the regions a tenant can stand in; `gl1` is an endpoint, not a place. */
export const tenantRegions = [
  "jp1",
  "jp2",
  "jp3",
  "jp4",
  "jp5",
  "us1",
  "uk1",
  "de1",
  "sg1",
  "hk1",
  "au1",
  "lab3ec",
  "lab4ec",
  "lab5ec",
] as const;

/** Guess: the currency of a bill; the sources show USD, EUR and GBP, and most contracts are Japanese. */
export const billingCurrency = "JPY";
