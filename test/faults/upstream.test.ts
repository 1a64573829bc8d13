import { describe, expect, test } from "vitest";
import type { FaultKind } from "../../src/sandbox/faults.ts";
import { openTestHouse } from "../house.ts";
import {
  askFor,
  auditOf,
  openBeside,
  requestOf,
  run,
  taro,
  tenantOf,
  ticketFor,
  writesOn,
} from "../gate/flow/flow.ts";

/** What comes of a read that it strikes once, and of a write that it strikes, in the gate's words. */
interface Row {
  readonly fault: FaultKind;
  readonly read: string;
  readonly write: string;
  /** How often the write is sent, where that is not once. */
  readonly sent?: number;
}

// The compiler wants a row for each kind of fault that the sandbox has.
const rows = {
  latency: [{ fault: { kind: "latency", ms: 50 }, read: "done", write: "done" }],
  status: [
    // A token that is refused is replaced once, and what was refused is sent again.
    { fault: { kind: "status", status: 401 }, read: "done", write: "failed unauthenticated", sent: 2 },
    { fault: { kind: "status", status: 403 }, read: "failed forbidden", write: "failed forbidden" },
    { fault: { kind: "status", status: 409 }, read: "failed conflict", write: "failed conflict" },
    { fault: { kind: "status", status: 429 }, read: "done", write: "failed rate_limited" },
    { fault: { kind: "status", status: 500 }, read: "done", write: "unknown upstream_error" },
  ],
  gateway: [{ fault: { kind: "gateway" }, read: "done", write: "failed upstream_error" }],
  "iam-denial": [{ fault: { kind: "iam-denial" }, read: "failed forbidden", write: "failed forbidden" }],
  "sss-error": [{ fault: { kind: "sss-error" }, read: "done", write: "unknown upstream_error" }],
  "cut-before": [{ fault: { kind: "cut-before" }, read: "done", write: "unknown connection_lost" }],
  "cut-after": [{ fault: { kind: "cut-after" }, read: "done", write: "done" }],
  "half-body": [{ fault: { kind: "half-body" }, read: "done", write: "done" }],
  "not-json": [{ fault: { kind: "not-json" }, read: "failed invalid_answer", write: "done" }],
  "huge-body": [
    { fault: { kind: "huge-body", bytes: 34_000_000 }, read: "failed answer_too_large", write: "done" },
  ],
  hang: [],
} as const satisfies Record<FaultKind["kind"], readonly Row[]>;

const struck: readonly Row[] = Object.values(rows).flat();

function wordOf(outcome: { readonly kind: string; readonly code?: string } | undefined): string {
  return outcome?.code === undefined ? String(outcome?.kind) : `${outcome.kind} ${outcome.code}`;
}

describe("an upstream fault", () => {
  test.for(struck)("$fault makes a read end as $read, and the next one works", async ({ fault, read }) => {
    const house = await openTestHouse();
    const { id } = tenantOf(house, "hoshino-web");
    house.sandbox.faults.add({ ...fault, method: "GET", path: id, times: 1 });
    expect(wordOf(await askFor(house, "get_tenant", { tenant_id: id }))).toBe(read);
    expect(wordOf(await askFor(house, "get_tenant", { tenant_id: id }))).toBe("done");
  });

  test.for(struck)("$fault makes a write end as $write, and no lie", async ({ fault, write, sent = 1 }) => {
    const house = await openTestHouse();
    const tenant = tenantOf(house, "hoshino-web");
    const ticket = await ticketFor(house, "update_tenant", { tenant_id: tenant.id, description: "changed" });
    house.sandbox.faults.add({ ...fault, method: "PUT", path: tenant.id });
    const outcome = await run(house, ticket);
    expect(wordOf(outcome)).toBe(write);
    expect(writesOn(house)).toHaveLength(sent);
    const wasDone = outcome?.kind === "unknown" ? undefined : tenant.description === "changed";
    expect(wasDone ?? "nobody knows").toBe(
      outcome?.kind === "unknown" ? "nobody knows" : outcome?.kind === "done",
    );
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: outcome?.kind });
    expect((await auditOf(house)).at(-1)).toMatchObject({
      event: "ended",
      details: { outcome: outcome?.kind },
    });
    house.sandbox.faults.clear();
    expect(wordOf(await run(house, ticket))).toBe("denied ticket_used");
    expect(writesOn(house)).toHaveLength(sent);
  });

  test("that never answers keeps a read no longer than its caller waits", async () => {
    const house = await openTestHouse();
    const { id } = tenantOf(house, "hoshino-web");
    house.sandbox.faults.add({ kind: "hang", path: id });
    const request = { ...requestOf("get_tenant", { tenant_id: id }), signal: AbortSignal.timeout(100) };
    expect(wordOf(await house.gate.ask(request))).toBe("failed timeout");
  });

  test("that never answers leaves a write pending, and then unknown", async () => {
    const sandboxed = await openTestHouse();
    const house = await openBeside(sandboxed, { patienceMs: 200 });
    const { id } = tenantOf(sandboxed, "hoshino-web");
    const ticket = await ticketFor(house, "update_tenant", { tenant_id: id, description: "changed" });
    sandboxed.sandbox.faults.add({ kind: "hang", method: "PUT" });
    expect(wordOf(await run(house, ticket))).toBe("pending");
    expect(await house.gate.find(ticket.id, taro.principal)).toMatchObject({ state: "running" });
    await sandboxed.sandbox.close();
    await house.gate.settled();
    expect(await house.gate.find(ticket.id)).toMatchObject({ state: "unknown" });
    expect(writesOn(sandboxed)).toHaveLength(1);
  });
});
