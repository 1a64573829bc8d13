import type { AuditEvent, Move, TicketRecord } from "../store/records.ts";
import type { Store, TicketFilter } from "../store/port.ts";
import { type Actor, toParty } from "./actor.ts";
import type { Ending } from "./outcome.ts";
import type { Policy } from "./policy.ts";
import type { Decision } from "./policy/decision.ts";
import type { Preview } from "./preview.ts";
import { redacted } from "./redacted.ts";
import { createHands } from "./hands.ts";
import { aboutTicket, detailsOf, endOf, toRecord, toTicket } from "./ledger-rows.ts";
import type { CountCalls } from "./situation.ts";
import { stateAfter, stateAround, toRecords } from "./workflow/states.ts";
import { type Call, type Question, type Ticket, callDigestOf } from "./ticket.ts";

/** The tickets, each step written down together with its audit row before the next one is taken. */
export interface Ledger {
  /** Opens a ticket; a second identical call while one is open is given that one. */
  open(
    call: Call,
    decision: Consenting,
    shown: Preview,
    question: Question,
    under: { readonly asked: "here" | "doors"; readonly policy: Policy },
  ): Promise<Ticket>;
  /** Puts the question of an open ticket to the doors as well; undefined when the ticket is not open any more. */
  putToDoors(ticket: Ticket): Promise<Ticket | undefined>;
  get(id: string): Promise<Ticket | undefined>;
  /** Newest first. */
  list(filter: TicketFilter): Promise<readonly Ticket[]>;
  /**
   * Moves an open ticket; undefined when somebody else was faster or its time was over. One that is approved is in the
   * hands of this process until it has ended, or `claim` does not give it.
   */
  decide(
    ticket: Ticket,
    to: "approved" | "denied" | "cancelled",
    by: Actor,
    reason?: string,
  ): Promise<Ticket | undefined>;
  /** Takes an approved ticket to run it: at most one caller, in all processes, gets it. */
  claim(ticket: Ticket): Promise<Ticket | undefined>;
  /**
   * Puts on record that a step of a running workflow begins, or how it ended, and keeps how far it has come. Undefined
   * when another process has the ticket now.
   */
  step(ticket: Ticket, index: number, ending?: Ending): Promise<Ticket | undefined>;
  /** Keeps what is known of a call that is under way. */
  note(ticket: Ticket, outcome: Record<string, unknown>): Promise<void>;
  /**
   * Ends an approved ticket that is not run after all, or one that was run. If another process has ended it meanwhile,
   * that ending stays, and this one goes on record beside it.
   */
  end(ticket: Ticket, ending: Ending): Promise<void>;
  /** Whether a ticket is for exactly this call. */
  isFor(ticket: Ticket, call: Call): boolean;
  /** The tickets whose process is gone: the running ones, taken over, and the approved ones, which it never called. */
  takeOver(): Promise<readonly Ticket[]>;
  /** Writes down a call that was refused before it had a ticket. */
  refuse(call: Call, details: Record<string, unknown>): Promise<void>;
  readonly countCalls: CountCalls;
}

/** A decision that wants consent. */
export type Consenting = Extract<Decision, { readonly kind: "confirm" }>;

/** What the ledger writes with. */
export interface LedgerOptions {
  readonly store: Store;
  /** Ties tickets to their calls. */
  readonly key: Uint8Array;
  readonly account: string;
  /** What people call it, where there are several. */
  readonly accountName?: string;
  readonly now: () => number;
  readonly newId: () => string;
  /**
   * How long a process counts as alive without a sign of life, in milliseconds: far longer than the clocks of replicas
   * differ.
   */
  readonly leaseMs: number;
  /** Told of every ticket that this process opened or moved. */
  readonly onTicket: (ticket: Ticket) => void;
}

/** A ledger over the store. */
export function createLedger(options: LedgerOptions): Ledger {
  const { store, key, account, accountName, now, newId, leaseMs } = options;
  const holder = newId();
  const move = async (ticket: Ticket, change: Omit<Move, "at">, event: Omit<AuditEvent, "at">) => {
    const at = now();
    const details = { ...event.details, account: ticket.account };
    const moved = await store.tickets.move(ticket.id, { ...change, at }, [{ ...event, at, details }]);
    return moved && told(moved);
  };
  const told = (record: TicketRecord): Ticket => {
    const ticket = toTicket(record);
    options.onTicket(ticket);
    return ticket;
  };
  const hands = createHands(
    () => store.leases.take(`process:${holder}`, holder, now(), leaseMs),
    // A sign of life that fails is made up for by the next; three may fail before the lease is over.
    leaseMs / 4,
  );

  return {
    async open(call, decision, shown, question, { asked, policy }) {
      await store.tickets.expire(now(), expiry);
      const record = toRecord(call, decision, shown, question, {
        id: newId(),
        createdAt: now(),
        callDigest: callDigestOf(call, key, accountName),
        policyVersion: versionOf(policy, account),
        account: accountName,
        asked,
      });
      const event = {
        event: "asked",
        at: now(),
        ...aboutTicket(record),
        details: detailsOf(record, decision),
      } as const;
      const { ticket } = await store.tickets.open(record, event);
      if (ticket.policyVersion === record.policyVersion) return told(ticket);
      // The one that is open was asked under another policy or on another account: nobody can answer it here.
      const by = { ...aboutTicket(ticket).actor, face: "gate" };
      await store.tickets.move(ticket.id, { from: ["open"], to: "cancelled", at: now() }, [
        {
          event: "decided",
          at: now(),
          ...aboutTicket(ticket),
          actor: by,
          details: { decision: "cancelled", account: ticket.account },
        },
      ]);
      return told((await store.tickets.open(record, event)).ticket);
    },
    async putToDoors(ticket) {
      if (ticket.asked === "doors") return ticket;
      const asked = "doors";
      return move(
        ticket,
        { from: ["open"], to: "open", unexpired: true, set: { asked } },
        { event: "asked", ...aboutTicket(ticket), details: { asked } },
      );
    },
    isFor: (ticket, call) => ticket.callDigest === callDigestOf(call, key, accountName),
    async get(id) {
      await store.tickets.expire(now(), expiry);
      const record = await store.tickets.get(id);
      return record && toTicket(record);
    },
    async list(filter) {
      await store.tickets.expire(now(), expiry);
      return (await store.tickets.list(filter)).map(toTicket);
    },
    decide(ticket, to, by, reason) {
      const decided = { by: toParty(by), at: now(), ...(reason === undefined ? {} : { reason }) };
      const decide = (set: Move["set"]) =>
        move(
          ticket,
          { from: ["open"], to, unexpired: true, set: { decided, ...set } },
          { event: "decided", ...aboutTicket(ticket), actor: toParty(by), details: { decision: to, reason } },
        );
      return to === "approved" ? hands.take(ticket.id, () => decide({ holder })) : decide({});
    },
    claim: (ticket) =>
      hands.keep(ticket.id, () =>
        move(
          ticket,
          { from: ["approved"], to: "running", unexpired: true, heldBy: holder },
          { event: "called", ...aboutTicket(ticket), details: { holder } },
        ),
      ),
    async note(ticket, outcome) {
      await store.tickets.move(
        ticket.id,
        { from: ["running"], to: "running", at: now(), heldBy: holder, set: { outcome } },
        [],
      );
    },
    step(ticket, index, ending) {
      const { steps = [] } = ticket;
      const step = steps[index];
      if (step === undefined) throw new Error(`${ticket.operation} has no step ${index + 1}`);
      const state = ending === undefined ? "running" : stateAfter(ending);
      const records = toRecords(steps, stateAround(index, state, "waiting"));
      const about = { workflow: ticket.operation, step: index + 1, of: steps.length };
      const end = ending === undefined ? { input: records[index]?.input } : endOf(ending);
      return move(
        ticket,
        { from: ["running"], to: "running", heldBy: holder, set: { outcome: { steps: records } } },
        {
          ...aboutTicket(ticket),
          event: ending === undefined ? "called" : "ended",
          operation: step.operation,
          details: { ...about, ...end },
        },
      );
    },
    async end(ticket, ending) {
      const to = ending.kind === "done" ? "done" : ending.kind === "unknown" ? "unknown" : "failed";
      const { operation: _named, ...outcome } = ending;
      const heldBy = ticket.holder ?? holder;
      const details = { ...endOf(ending), durationMs: now() - (ticket.decided?.at ?? now()) };
      const event = { event: "ended", ...aboutTicket(ticket), details } as const;
      try {
        const ended = await move(ticket, { from: [ticket.state], to, heldBy, set: { outcome } }, event);
        if (ended !== undefined || heldBy !== holder) return;
        const late = { ...details, account: ticket.account, tooLate: true };
        await store.audit.append({ ...event, at: now(), details: late });
      } finally {
        if (heldBy === holder) hands.letGo(ticket.id);
      }
    },
    async takeOver() {
      const orphans = (await store.tickets.orphans(now())).filter(
        // Those of another account are seen through by whoever runs on it. Those of this process are under way, even
        // where a machine that slept let its lease run out.
        (orphan) => isOfAccount(orphan, account) && orphan.holder !== holder,
      );
      const taken = await Promise.all(orphans.map(adopt));
      return taken.filter((ticket) => ticket !== undefined);
    },
    async refuse({ operation, input, actor }, details) {
      await store.audit.append({
        event: "decided",
        at: now(),
        operation: operation.name,
        actor: toParty(actor),
        details: { input: redacted(operation, input), account: accountName, ...details },
      });
    },
    countCalls: (principal, operations, windowMs) =>
      store.tickets.countSince(principal, operations, now() - windowMs),
  };

  /** Takes over one orphan, if it runs; undefined when another process was faster. */
  async function adopt(orphan: TicketRecord): Promise<Ticket | undefined> {
    if (orphan.state === "approved") return toTicket(orphan);
    return hands.take(orphan.id, () =>
      move(
        toTicket(orphan),
        { from: ["running"], to: "running", heldBy: orphan.holder ?? "", set: { holder } },
        { event: "called", ...aboutTicket(orphan), details: { holder, takenOverFrom: orphan.holder } },
      ),
    );
  }

  function expiry(ticket: TicketRecord): AuditEvent {
    const details = { outcome: "expired", account: ticket.account };
    return { event: "ended", at: now(), ...aboutTicket(ticket), details };
  }
}

/** What a ticket was decided under: the policy, and the account it was about. */
export function versionOf({ version }: Policy, account: string): string {
  return `${version}${suffixOf(account)}`;
}

/** Whether a ticket is about this account. */
export function isOfAccount(
  { policyVersion }: Pick<TicketRecord, "policyVersion">,
  account: string,
): boolean {
  return policyVersion.endsWith(suffixOf(account));
}

function suffixOf(account: string): string {
  return `@${account}`;
}
