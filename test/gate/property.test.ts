import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Gate } from "../../src/gate/gate.ts";
import { canonicalJson } from "../../src/store/canonical.ts";
import type { TicketRecord } from "../../src/store/records.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/port.ts";
import { openStoreOn } from "../../src/store/store.ts";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import { temporaryDirectory } from "../directory.ts";
import { collect } from "../store/collect.ts";
import { testKeys } from "../store/engines.ts";
import {
  type Fate,
  type Name,
  type PolicyName,
  createSimulation,
  fates,
  givings,
  isConsent,
  people,
  policies,
  tenantIds,
} from "./simulation.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const replica = fc.nat({ max: 1 });
const name = fc.constantFrom<Name>(...(Object.keys(people) as Name[]));
const policyName = fc.constantFrom<PolicyName>(...(Object.keys(policies) as PolicyName[]));
/** Counted from the newest, which is most often still open. */
const anyTicket = fc.oneof(fc.constant(0), fc.nat({ max: 7 }));

const ask = fc.record({
  kind: fc.constant("ask" as const),
  replica,
  operation: fc.constantFrom("update_tenant", "delete_tenant"),
  tenantId: fc.constantFrom(...tenantIds),
  description: fc.constantFrom("one", "two"),
});
const answer = fc.record({
  kind: fc.constant("answer" as const),
  replica,
  ticket: anyTicket,
  // Often by who may, and right: otherwise hardly a ticket would come to a call.
  by: fc.oneof(fc.constant<Name>("requester"), fc.constant<Name>("approver"), name),
  way: fc.constantFrom("answer", "decide"),
  gives: fc.oneof(fc.constant("right"), fc.constantFrom(...Object.keys(givings))),
  times: fc.integer({ min: 1, max: 3 }),
  fate: fc.oneof(fc.constant<Fate>("done"), fc.constantFrom(...fates)),
  /** After what time a process that seemed to die goes on at once; often it stays away for longer. */
  wakesAfterMs: fc.option(fc.constantFrom(0, 11 * minuteMs)),
});
const other = fc.oneof(
  fc.record({ kind: fc.constant("cancel" as const), replica, ticket: anyTicket, by: name }),
  fc.record({
    kind: fc.constant("wait" as const),
    ms: fc.constantFrom(0, 1_000, 5 * minuteMs, 11 * minuteMs, 25 * hourMs, -hourMs),
  }),
  fc.record({
    kind: fc.constant("policy" as const),
    replica,
    to: fc.oneof(fc.constant<PolicyName>("approvers"), policyName),
  }),
  fc.record({ kind: fc.constant("move" as const) }),
  fc.record({ kind: fc.constant("restart" as const), replica }),
  fc.record({ kind: fc.constant("recover" as const), replica }),
  fc.record({ kind: fc.constant("wake" as const), afterMs: fc.constantFrom(0, 11 * minuteMs, 25 * hourMs) }),
);
const event = fc.oneof(
  { weight: 3, arbitrary: ask },
  { weight: 5, arbitrary: answer },
  { weight: 2, arbitrary: other },
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

function named(operationName: string): Operation {
  const operation = operationNamed(operationName);
  if (operation === undefined) throw new Error(`no operation is called ${operationName}`);
  return operation;
}

/** Plays the events on two replicas over one store, and checks at each call and at the end what must hold. */
function createPlay(store: Store) {
  const simulation = createSimulation(store, onWrite);
  const replicas: { gate: Gate; policy: PolicyName }[] = [open("alone"), open("alone")];
  const asked: string[] = [];
  const ran = new Set<string>();
  /** The right answers that were given, with whom to and under which policy. */
  const rights: { readonly ticketId: string; readonly by: Name; readonly policy: PolicyName }[] = [];
  const asleep: Promise<unknown>[] = [];
  const ends = new Map<string, string>();
  let latest = simulation.clock;

  function open(policy: PolicyName) {
    return { gate: simulation.openGate(policy), policy };
  }

  async function onWrite(operation: string, input: Record<string, unknown>): Promise<void> {
    const running = await store.tickets.list({ states: ["running"] });
    const [ticket, ...more] = running.filter(
      (one) =>
        one.operation === operation && canonicalJson(one.input) === canonicalJson(input) && !ran.has(one.id),
    );
    if (ticket === undefined || more.length > 0)
      throw new Error(`${operation} runs for no ticket of its own`);
    ran.add(ticket.id);
    if (ticket.expiresAt <= simulation.clock) throw new Error(`${ticket.id} runs after its time`);
    if (!hasConsent(ticket)) throw new Error(`${ticket.id} runs without the consent its policy wants`);
    if (ticket.before["description"] !== simulation.descriptionOf(input["tenant_id"]))
      throw new Error(`${ticket.id} runs on a target that has moved`);
  }

  function hasConsent({ id, operation, decided }: TicketRecord): boolean {
    const risk = named(operation).risk === "destroy" ? "destroy" : "change";
    return rights.some(
      ({ ticketId, by, policy }) =>
        ticketId === id &&
        people[by].principal === decided?.by.principal &&
        people[by].face === decided.by.face &&
        isConsent(policy, risk, by),
    );
  }

  async function pick(index: number): Promise<TicketRecord | undefined> {
    const id = asked.at(-1 - (index % Math.max(asked.length, 1)));
    return id === undefined ? undefined : store.tickets.get(id);
  }

  async function askFor({ replica: at, operation, tenantId, description }: Extract<Event, { kind: "ask" }>) {
    const input = { tenant_id: tenantId, ...(operation === "update_tenant" ? { description } : {}) };
    const outcome = await gateAt(at).ask({ operation: named(operation), input, actor: people.requester });
    if ("ticket" in outcome && !asked.includes(outcome.ticket.id)) asked.push(outcome.ticket.id);
  }

  async function answerOne(given: Extract<Event, { kind: "answer" }>) {
    const ticket = await pick(given.ticket);
    const toConsent = givings[given.gives];
    if (ticket === undefined || toConsent === undefined) return;
    const actor = people[given.by];
    const give = (at: number) => {
      const { gate, policy } = replicas[at % 2] ?? open("readOnly");
      if (given.gives === "right") rights.push({ ticketId: ticket.id, by: given.by, policy });
      const request = { operation: named(ticket.operation), input: ticket.input, actor };
      return given.way === "answer"
        ? gate.answer(ticket.id, toConsent(ticket), request)
        : gate.decide(ticket.id, toConsent(ticket), actor);
    };
    simulation.fate = given.fate;
    const times = given.fate.startsWith("dies") ? 1 : given.times;
    const death = simulation.death();
    const answers = Promise.all(Array.from({ length: times }, (_, index) => give(given.replica + index)));
    const isDead = await Promise.race([answers.then(() => false), death.then(() => true)]);
    simulation.fate = "done";
    if (!isDead) return;
    asleep.push(answers);
    if (given.wakesAfterMs === null) return restart(given.replica);
    letPass(given.wakesAfterMs);
    await wake();
  }

  function gateAt(at: number): Gate {
    return (replicas[at] ?? open("readOnly")).gate;
  }

  function restart(at: number, policy = replicas[at]?.policy ?? "readOnly"): void {
    replicas[at] = open(policy);
  }

  function letPass(ms: number): void {
    simulation.clock += ms;
    latest = Math.max(latest, simulation.clock);
  }

  /** The processes that were taken for dead go on one after the other: they had only slept. */
  async function wake(): Promise<void> {
    for (const { wake: wakeOne } of simulation.hung.splice(0)) {
      wakeOne();
      await asleep.shift();
    }
  }

  async function play(happens: Event): Promise<void> {
    switch (happens.kind) {
      case "ask":
        return askFor(happens);
      case "answer":
        return answerOne(happens);
      case "cancel": {
        const ticket = await pick(happens.ticket);
        return void (ticket && (await gateAt(happens.replica).cancel(ticket.id, people[happens.by])));
      }
      case "wait":
        return letPass(happens.ms);
      case "policy":
        return restart(happens.replica, happens.to);
      case "move":
        return simulation.moveTargets();
      case "restart":
        return restart(happens.replica);
      case "recover":
        return gateAt(happens.replica).recover();
      case "wake":
        letPass(happens.afterMs);
        return wake();
    }
  }

  /** What has ended stays as it ended. */
  async function checkEnds(): Promise<void> {
    for (const { id, state, endedAt } of await store.tickets.list()) {
      expect(state).toBe(ends.get(id) ?? state);
      if (endedAt !== undefined) ends.set(id, state);
    }
  }

  async function checkTrail(): Promise<void> {
    const rows = await collect(store.audit.read());
    for (const ticket of await store.tickets.list()) {
      const { id } = ticket;
      const ofTicket = rows.filter(({ ticketId }) => ticketId === id);
      const events = ofTicket
        .filter(({ details }) => !("takenOverFrom" in details || "tooLate" in details))
        .map((row) => (row.event === "decided" ? `decided ${String(row.details["decision"])}` : row.event));
      expect(events.slice(0, -1).join()).toBe(
        ran.has(id) ? "asked,decided approved,called" : trailOf(ticket),
      );
      expect(["ended", "decided denied", "decided cancelled"]).toContain(events.at(-1));
    }
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: rows.length });
  }

  return {
    ran,
    async playAll(events: readonly Event[]): Promise<void> {
      for (const happens of events) {
        await play(happens);
        await checkEnds();
        expect(simulation.faults).toEqual([]);
      }
      // First only the leases run out, then every ticket's time.
      simulation.clock = latest + minuteMs;
      restart(0, "alone");
      await gateAt(0).recover();
      expect(await store.tickets.list({ states: ["approved", "running"] })).toEqual([]);
      simulation.clock += 48 * hourMs;
      await gateAt(0).list();
      expect(await store.tickets.list({ states: ["open"] })).toEqual([]);
      await checkEnds();
      const count = ran.size;
      await wake();
      expect(ran.size).toBe(count);
      await checkEnds();
      expect(simulation.faults).toEqual([]);
      await checkTrail();
    },
  };
}

/** What stands before the last row of a ticket that was never called. */
function trailOf({ state, decided }: TicketRecord): string {
  const isRefused = state === "denied" || state === "cancelled";
  return decided === undefined || isRefused ? "asked" : "asked,decided approved";
}

test(
  "no sequence of events runs a ticket twice, without its consent or after its time, or leaves one behind",
  { timeout: 120_000 },
  async () => {
    const directory = await temporaryDirectory();
    let runs = 0;
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40, size: "max" }), async (events) => {
        runs += 1;
        const store = await openStoreOn(await openSqlite(join(directory, String(runs))), testKeys);
        try {
          const play = createPlay(store);
          await play.playAll(events);
          calls += play.ran.size;
        } finally {
          await store.close();
        }
      }),
      { numRuns: 100 },
    );
    // Enough has to come to a call, or nothing was tried.
    expect(calls).toBeGreaterThan(runs / 4);
  },
);
