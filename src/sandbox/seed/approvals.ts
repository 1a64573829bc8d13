import type { ApprovalRequest, ApprovalStatus } from "../model.ts";
import { dayMs, hourMs } from "../time.ts";
import type { World } from "../world.ts";
import { toAction, toDescriptions } from "./approval-texts.ts";
import type { ApprovalService } from "./approval-texts.ts";
import type { SeededContracts } from "./contracts.ts";
import type { SeededPeople } from "./people.ts";
import type { SeededTenants } from "./tenants.ts";

interface Draft {
  readonly service: ApprovalService;
  readonly approver: Pick<ApprovalRequest, "approverType" | "approverId">;
  readonly requestUserId: string;
  readonly status: ApprovalStatus;
  /** Days from the birth of the world to the deadline; the past is negative. */
  readonly deadlineInDays: number;
}

/** Puts requests of several services into the world, at least one of each status. */
export function seedApprovals(
  world: World,
  contracts: SeededContracts,
  tenants: SeededTenants,
  people: SeededPeople,
): void {
  const webOwner = { approverType: "tenant_owner", approverId: tenants.web.id } as const;
  const webMembers = { approverType: "tenant", approverId: tenants.web.id } as const;
  const foodOwner = { approverType: "contract_owner", approverId: contracts.food.id } as const;
  const partnerStaff = { approverType: "contract", approverId: contracts.partner.id } as const;
  const member = { approverType: "user", approverId: people.member.id } as const;
  const food = contracts.food.ownerId;
  const harbour = contracts.harbour.ownerId;
  const partner = contracts.partner.ownerId;

  const drafts: readonly (readonly [ApprovalService, Draft["approver"], string, ApprovalStatus, number])[] = [
    ["provider-connectivity", webOwner, harbour, "registered", 3],
    ["network", webOwner, partner, "registered", 0.5],
    ["fic", webMembers, harbour, "registered", 7],
    ["sss", partnerStaff, food, "registered", 14],
    ["sss", member, people.superUser.id, "registered", 1],
    ["provider-connectivity", webOwner, harbour, "approved", -2],
    ["network", foodOwner, partner, "approved", -20],
    ["fic", webOwner, harbour, "denied", -5],
    ["provider-connectivity", webMembers, harbour, "cancelled", -9],
    ["network", webOwner, partner, "expired", -12],
    ["sss", foodOwner, partner, "expired", -30],
    ["fic", foodOwner, harbour, "approval_expired", -40],
  ];
  for (const [index, [service, approver, requestUserId, status, deadlineInDays]] of drafts.entries()) {
    addApproval(world, index, { service, approver, requestUserId, status, deadlineInDays });
  }
}

function addApproval(world: World, index: number, draft: Draft): void {
  const deadline = world.now() + draft.deadlineInDays * dayMs;
  const open = draft.status === "registered";
  const request: ApprovalRequest = {
    // Both forms of id are in use.
    id: index % 2 === 0 ? world.ids.uuid(4) : world.ids.next("req"),
    externalId: `test${String(index + 1).padStart(3, "0")}`,
    ...draft.approver,
    requestUserId: draft.requestUserId,
    service: draft.service,
    actions: [toAction(draft.service, index)],
    descriptions: toDescriptions(draft.service),
    deadline,
    approvalExpiresAt: draft.status === "approval_expired" ? deadline + dayMs : undefined,
    registeredAt: Math.min(world.now(), deadline) - 4 * dayMs,
    status: draft.status,
    statusUpdatedAt: open ? undefined : draft.status === "expired" ? deadline : deadline - hourMs,
  };
  world.approvals.set(request.id, request);
}
