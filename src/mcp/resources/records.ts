import { getApprovalRequest } from "../../../tools/approval/get-approval-request.ts";
import { getContract } from "../../../tools/contract/get-contract.ts";
import { type Lookup, lookups } from "../../../tools/lookup.ts";
import type { Operation } from "../../../tools/operation.ts";
import { getTenant } from "../../../tools/tenant/get-tenant.ts";
import { getUser } from "../../../tools/user/get-user.ts";
import { read } from "../../gate/read.ts";
import { toText } from "./json.ts";
import { type Resource, untrusted } from "./resource.ts";

/** One record of the account each, by its id or by the name that people know it by. */
export const recordResources: readonly Resource[] = [
  recordResource("contract", "sss://contracts/{id}", getContract, lookups.contract),
  recordResource("user", "sss://users/{id}", getUser, lookups.user),
  recordResource("tenant", "sss://tenants/{id}", getTenant, lookups.tenant),
  recordResource("approval_request", "sss://approval-requests/{id}", getApprovalRequest, lookups.request),
];

function recordResource(name: string, uri: string, operation: Operation, lookup: Lookup): Resource {
  return {
    name,
    uri,
    title: operation.title.en.replace(/^Get /, "").replace(/^./, (letter) => letter.toUpperCase()),
    description: `${operation.summary.en} ${untrusted}`,
    mimeType: "application/json",
    priority: 0.5,
    operation,
    lookup,
    async read(id, { gate, actor, replyTokens }) {
      const ending = await read(gate, operation, { [lookup.id]: id }, actor);
      return ending.kind === "done" ? { text: toText(ending.answer, replyTokens) } : ending;
    },
  };
}
