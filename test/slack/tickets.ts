import { toQuestion } from "../../src/gate/question.ts";
import type { Ticket } from "../../src/gate/ticket.ts";
import { operationNamed } from "../../tools/index.ts";

/** The moment that tickets of these tests are looked at. */
export const now = Date.UTC(2026, 10, 22, 4, 0);

export const hanako = { principal: "slack:T0SANDBOX1/U0HANAKO", face: "slack" } as const;
export const taro = {
  principal: "local:taro",
  face: "mcp",
  client: { name: "Claude Desktop", version: "1.2.3" },
} as const;

/** An open ticket: to delete a tenant, unless told otherwise. */
export function ticketOf(changes: Partial<Ticket> = {}): Ticket {
  const operation = operationNamed(changes.operation ?? "delete_tenant");
  if (operation === undefined) throw new Error(`no operation is called ${changes.operation}`);
  const input = changes.input ?? { tenant_id: "462c8013d0e849e4b986ab2c181f2af8" };
  const before = changes.before ?? tenant;
  const impact = changes.impact ?? [
    { operation: "list_users", answer: { users: [{ user_id: "ecid1000005887", login_id: "taro.yamada" }] } },
  ];
  const wanted = operation.risk === "destroy" ? "name" : "yes";
  return {
    id: "5f0c7a1e-2b4d-4c6e-8f10-0a1b2c3d4e5f",
    operation: operation.name,
    callDigest: "",
    input,
    before,
    beforeDigest: "",
    impact,
    question: toQuestion(operation, input, { before, impact }, wanted),
    consent: "second",
    requester: taro,
    policyVersion: "0123456789ab@econ0000000001",
    rule: "default-destroy",
    state: "open",
    createdAt: now - 60_000,
    expiresAt: now + 86_400_000,
    ...changes,
  };
}

/** A ticket of a change that its requester says yes to. */
export function changeOf(changes: Partial<Ticket> = {}): Ticket {
  return ticketOf({
    operation: "update_tenant",
    input: { tenant_id: "462c8013d0e849e4b986ab2c181f2af8", description: "新しい説明" },
    impact: [],
    consent: "self",
    requester: hanako,
    rule: "default-change",
    ...changes,
  });
}

const tenant = {
  tenant_id: "462c8013d0e849e4b986ab2c181f2af8",
  tenant_name: "web-1",
  description: "古い説明",
  region: "jp1",
};
