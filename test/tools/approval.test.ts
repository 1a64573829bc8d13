import { describe, expect, test } from "vitest";
import { approvalRequest } from "../../tools/approval/approval.ts";
import { getApprovalRequest } from "../../tools/approval/get-approval-request.ts";
import { listApprovalRequests } from "../../tools/approval/list-approval-requests.ts";
import { updateApprovalRequest } from "../../tools/approval/update-approval-request.ts";
import { takes } from "./input.ts";

const request_id = "9a76dca6-d8cd-4391-aac6f-2ea052f10f4";

test.for(["req0000001234", request_id, "x".repeat(255)])("a request may be called %s", (id) => {
  expect(takes(getApprovalRequest, { request_id: id })).toBe(true);
});

test.for(["", "x".repeat(256)])("a request may not be called %j", (id) => {
  expect(takes(getApprovalRequest, { request_id: id })).toBe(false);
});

describe("a decision", () => {
  test.for(["approved", "denied", "cancelled"])("may be %s", (status) => {
    expect(takes(updateApprovalRequest, { request_id, status })).toBe(true);
  });

  test.for(["registered", "expired", "", undefined])("may not be %s", (status) => {
    expect(takes(updateApprovalRequest, { request_id, status })).toBe(false);
  });
});

test("requests are listed by status, service and time of the last change", () => {
  const filters = {
    status: "approval_expired",
    service: "network",
    status_update_time_from: "20220101000000",
  };

  expect(takes(listApprovalRequests, filters)).toBe(true);
  expect(takes(listApprovalRequests, { status: "open" })).toBe(false);
});

test.for([{ tenant_connection_request: {} }, '{ "firewall": {} }'])(
  "the body of an action stays as it came: %j",
  (body) => {
    expect(approvalRequest.parse({ actions: [{ body }] }).actions?.[0]?.body).toEqual(body);
  },
);
