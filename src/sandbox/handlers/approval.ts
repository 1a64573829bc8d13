import { getApprovalRequest } from "../../../tools/approval/get-approval-request.ts";
import { listApprovalRequests } from "../../../tools/approval/list-approval-requests.ts";
import { updateApprovalRequest } from "../../../tools/approval/update-approval-request.ts";
import type { EndpointName } from "../../../tools/index.ts";
import { conflict, forbidden } from "../errors.ts";
import { deciderOf } from "../guesses.ts";
import type { ApprovalRequest } from "../model.ts";
import { isPartner, seeContract } from "../permissions.ts";
import { between } from "../query-time.ts";
import { noContent, ok } from "../reply.ts";
import { dayMs, toTime, toTimeOrNull } from "../time.ts";
import { found, hasRole, isOwner } from "../world.ts";
import type { World } from "../world.ts";
import { handle } from "./handler.ts";
import type { Call } from "./handler.ts";

// The portal keeps requests that are no longer open for three months.
const inactiveListedMs = 92 * dayMs;

export const approvalHandlers = {
  list_approval_requests: handle(listApprovalRequests, (call, { contract_id, ...wanted }) => {
    if (contract_id !== undefined && !isPartner(call.world, call.caller)) {
      throw forbidden("Only a partner can name a contract.");
    }
    const contract = seeContract(call, contract_id);
    const changedThen = between(wanted.status_update_time_from, wanted.status_update_time_to);
    const requests = [...call.world.approvals.values()]
      .filter((request) => concerns(call.world, request, contract.id))
      .filter((request) => isListed(call.world, request))
      .filter((request) => wanted.status === undefined || request.status === wanted.status)
      .filter((request) => wanted.service === undefined || request.service === wanted.service)
      .filter((request) => changedThen(request.statusUpdatedAt));
    return ok({ approval_requests: requests.map((request) => toRequest(call, request)) });
  }),

  get_approval_request: handle(getApprovalRequest, (call, { request_id }) =>
    ok(toRequest(call, seeRequest(call, request_id))),
  ),

  update_approval_request: handle(updateApprovalRequest, (call, { request_id, status }) => {
    const request = seeRequest(call, request_id);
    const mayDecide = { approver: isApprover(call, request), requester: isRequester(call, request) };
    if (!mayDecide[deciderOf(status)]) {
      throw forbidden(`A request is ${status} by its ${deciderOf(status)}.`);
    }
    if (request.status !== "registered") {
      throw conflict(`The request is ${request.status}; only a registered one can change.`);
    }
    request.status = status;
    request.statusUpdatedAt = call.world.now();
    return noContent;
  }),
} satisfies Partial<Record<EndpointName, unknown>>;

function seeRequest(call: Call, id: string): ApprovalRequest {
  const request = found("Approval request", id, call.world.approvals.get(id));
  if (!isApprover(call, request) && !isRequester(call, request)) {
    const contractIds = [approvingContract(call.world, request), requestingContract(call.world, request)];
    if (!contractIds.includes(call.caller.contractId)) {
      seeContract(call, contractIds[0]);
    }
  }
  return request;
}

function concerns(world: World, request: ApprovalRequest, contractId: string): boolean {
  return [approvingContract(world, request), requestingContract(world, request)].includes(contractId);
}

function isListed(world: World, { status, statusUpdatedAt = 0 }: ApprovalRequest): boolean {
  return status === "registered" || statusUpdatedAt > world.now() - inactiveListedMs;
}

function requestingContract(world: World, request: ApprovalRequest): string {
  return world.users.get(request.requestUserId)?.contractId ?? "";
}

/** The contract whose people are asked: what the approver id means depends on its type. */
function approvingContract(world: World, { approverType, approverId }: ApprovalRequest): string {
  switch (approverType) {
    case "tenant":
    case "tenant_owner":
      return world.tenants.get(approverId)?.contractId ?? "";
    case "contract":
    case "contract_owner":
      return approverId;
    case "user":
      return world.users.get(approverId)?.contractId ?? "";
  }
}

function isRequester({ caller }: Call, request: ApprovalRequest): boolean {
  return request.requestUserId === caller.id;
}

function isApprover({ world, caller }: Call, request: ApprovalRequest): boolean {
  const contract = world.contracts.get(approvingContract(world, request));
  const workspace = world.workspaces.get(world.tenants.get(request.approverId)?.workspaceId ?? "");
  switch (request.approverType) {
    case "tenant":
      return workspace !== undefined && hasRole(world, caller, workspace);
    case "contract":
      return contract?.id === caller.contractId;
    case "tenant_owner":
    case "contract_owner":
      return contract !== undefined && isOwner(caller, contract);
    case "user":
      return request.approverId === caller.id;
  }
}

function toRequest(call: Call, request: ApprovalRequest): Record<string, unknown> {
  return {
    request_id: request.id,
    external_request_id: request.externalId,
    approver_type: request.approverType,
    approver_id: request.approverId,
    request_user_id: request.requestUserId,
    service: request.service,
    actions: request.actions,
    descriptions: request.descriptions,
    request_user: isRequester(call, request),
    approver: isApprover(call, request),
    approval_deadline: toTime(request.deadline),
    approval_expire: toTimeOrNull(request.approvalExpiresAt),
    registered_time: toTime(request.registeredAt),
    updated_time: toTimeOrNull(isDecided(request) ? request.statusUpdatedAt : undefined),
    status: request.status,
    status_updated_time: toTimeOrNull(request.statusUpdatedAt),
  };
}

/** A person's doing is an update; time's doing is not, as the fixtures show it. */
function isDecided({ status }: ApprovalRequest): boolean {
  return status === "approved" || status === "denied" || status === "cancelled";
}
