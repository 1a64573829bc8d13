import type { Actor } from "../../src/gate/actor.ts";
import type { Consent } from "../../src/gate/consent.ts";
import { terminalDoor } from "../../src/gate/doors.ts";
import { type Gate, createGate } from "../../src/gate/gate.ts";
import { type Policy, defaultPolicy, versioned } from "../../src/gate/policy.ts";
import type { Send } from "../../src/gate/send.ts";
import { SssError } from "../../src/sss/errors.ts";
import type { TicketRecord } from "../../src/store/records.ts";
import type { Store } from "../../src/store/port.ts";
import { createVault } from "../../src/store/vault.ts";

/** What becomes of a call, or of the process that makes it. */
export const fates = [
  "done",
  "refused",
  "lost before it was done",
  "lost after it was done",
  "dies reading",
  "dies before it was done",
  "dies after it was done",
] as const;
export type Fate = (typeof fates)[number];

const taro: Actor = { principal: "local:taro", face: "mcp", asking: "form" };

/** Who answers: the requester, and others. */
export const people = {
  requester: taro,
  requesterAtTerminal: { ...taro, face: "terminal", asking: "terminal" },
  approver: { ...taro, principal: "local:hanako" },
  stranger: { ...taro, principal: "local:mallory" },
} as const satisfies Record<string, Actor>;
export type Name = keyof typeof people;

const { version: _version, ...usual } = defaultPolicy;
const hanako = { principal: people.approver.principal, mayApprove: true };

/** Policies, each with the consent it wants for a change and for a destroying call. */
export const policies = {
  alone: { policy: versioned(usual), change: "self", destroy: "self" },
  approvers: { policy: versioned({ ...usual, people: [hanako] }), change: "self", destroy: "second" },
  strict: {
    policy: versioned({ ...usual, people: [hanako], rules: [{ name: "all", consent: "second" }] }),
    change: "second",
    destroy: "second",
  },
  readOnly: { policy: versioned({ ...usual, readOnly: true }), change: "never", destroy: "never" },
} as const satisfies Record<string, { policy: Policy; change: string; destroy: string }>;
export type PolicyName = keyof typeof policies;

/** Whether the answer of a person is the consent that a policy wants. */
export function isConsent(policy: PolicyName, risk: "change" | "destroy", by: Name): boolean {
  switch (policies[policy][risk]) {
    case "self":
      return by !== "stranger" && (by !== "approver" || policies[policy].policy.people.length > 0);
    case "second":
      return by === "approver";
    case "never":
      return false;
  }
}

/** What a person gives to a ticket's question. */
export const givings: Readonly<Record<string, (ticket: TicketRecord) => Consent>> = {
  right: ({ question }) => ({ kind: "given", yes: true, name: question.name }),
  wrong: () => ({ kind: "given", yes: "true", name: "another" }),
  nothing: () => ({ kind: "given" }),
  no: () => ({ kind: "declined" }),
};

/** A call that hangs because its process died; woken it goes on, as that of a process that only slept. */
interface Hung {
  readonly wake: () => void;
}

/** An account of two tenants in memory, and a clock; gates on it share a store. */
export interface Simulation {
  clock: number;
  /** What becomes of the next call. */
  fate: Fate;
  readonly hung: Hung[];
  /** Faults of the program that the gates told. */
  readonly faults: unknown[];
  /** Gives all tenants something new, and brings back the deleted ones. */
  moveTargets(): void;
  descriptionOf(tenantId: unknown): string | undefined;
  openGate(policy: PolicyName | (() => Policy)): Gate;
  /** Resolves when the process of a call dies. */
  readonly death: () => Promise<void>;
}

export const tenantIds = ["0".repeat(31).concat("1"), "0".repeat(31).concat("2")] as const;

/** Starts a simulation; `onWrite` is called with each write that reaches the account, and throws when it may not. */
export function createSimulation(
  store: Store,
  onWrite: (operation: string, input: Record<string, unknown>) => Promise<void>,
): Simulation {
  const descriptions = new Map<unknown, string>();
  let moves = 0;
  let ids = 0;
  let mourn: () => void = () => undefined;
  const hang = () =>
    new Promise<void>((resolve) => {
      simulation.hung.push({ wake: resolve });
      mourn();
    });

  const read = async (tenantId: unknown) => {
    if (simulation.fate === "dies reading") {
      simulation.fate = "done";
      await hang();
    }
    const description = descriptions.get(tenantId);
    if (description === undefined) throw new SssError("not_found", "There is no such tenant.");
    return { tenant_id: tenantId, tenant_name: "shop", description };
  };

  const write = async (operation: string, input: Record<string, unknown>) => {
    await onWrite(operation, input);
    const { fate } = simulation;
    simulation.fate = "done";
    if (fate === "refused") throw new SssError("forbidden", "SSS refused it.");
    const isDone = fate !== "lost before it was done" && fate !== "dies before it was done";
    if (isDone && operation === "delete_tenant") descriptions.delete(input["tenant_id"]);
    else if (isDone) descriptions.set(input["tenant_id"], String(input["description"]));
    if (fate.startsWith("dies")) await hang();
    if (fate.startsWith("lost"))
      throw new SssError("connection_lost", "The answer was lost.", { mayHaveHappened: true });
    return {};
  };

  const send: Send = async ({ name, effect }, input) => {
    if (effect !== "read") return write(name, input);
    return name === "get_tenant" ? read(input["tenant_id"]) : {};
  };

  const simulation: Simulation = {
    clock: Date.UTC(2026, 10, 22, 12),
    fate: "done",
    hung: [],
    faults: [],
    moveTargets() {
      moves += 1;
      for (const tenantId of tenantIds) descriptions.set(tenantId, `moved ${moves}`);
    },
    descriptionOf: (tenantId) => descriptions.get(tenantId),
    openGate: (policy) =>
      createGate({
        send,
        // Nothing here issues a secret.
        vault: createVault({
          store: async () => store,
          sealKey: async () => new Uint8Array(32),
          directory: "/nonexistent",
          needsDirectory: true,
          lifeMs: 900_000,
          consoleUrl: () => undefined,
          now: () => simulation.clock,
          newId: () => "secret",
          onFault: (error) => void simulation.faults.push(error),
        }),
        store: async () => store,
        digestKey: async () => new Uint8Array(32),
        policy: typeof policy === "string" ? () => policies[policy].policy : policy,
        account: "simulated",
        doors: [terminalDoor],
        ownApiKey: async () => "own",
        now: () => simulation.clock,
        newId: () => `id${(ids += 1)}`,
        onTicket: () => undefined,
        onFault: (error) => void simulation.faults.push(error),
        patienceMs: 60_000,
        leaseMs: 30_000,
      }),
    death: () => new Promise((resolve) => (mourn = resolve)),
  };
  simulation.moveTargets();
  return simulation;
}
