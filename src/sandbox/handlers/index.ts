import type { EndpointName } from "../../../tools/index.ts";
import { approvalHandlers } from "./approval.ts";
import { billingHandlers } from "./billing.ts";
import { channelHandlers } from "./channel.ts";
import { contractGroupHandlers } from "./contract-group.ts";
import { contractHandlers } from "./contract.ts";
import type { Handler } from "./handler.ts";
import { iamGroupHandlers } from "./iam-group.ts";
import { iamRoleHandlers } from "./iam-role.ts";
import { menuHandlers } from "./menu.ts";
import { notificationHandlers } from "./notification.ts";
import { roleHandlers } from "./role.ts";
import { tenantHandlers } from "./tenant.ts";
import { transactionHandlers } from "./transaction.ts";
import { userTypeHandlers } from "./user-type.ts";
import { userHandlers } from "./user.ts";
import { workspaceHandlers } from "./workspace.ts";

/** What answers each operation of the catalog; one that is missing does not compile. */
export const handlers: Record<EndpointName, Handler> = {
  ...userHandlers,
  ...tenantHandlers,
  ...roleHandlers,
  ...contractHandlers,
  ...channelHandlers,
  ...iamGroupHandlers,
  ...iamRoleHandlers,
  ...approvalHandlers,
  ...transactionHandlers,
  ...contractGroupHandlers,
  ...userTypeHandlers,
  ...menuHandlers,
  ...notificationHandlers,
  ...billingHandlers,
  ...workspaceHandlers,
};
