import type { Operation } from "../../tools/operation.ts";
import type { AuditRow } from "../store/records.ts";
import type { Issued, Revealed } from "../store/secrets.ts";
import { type Actor, toParty } from "./actor.ts";
import { advised } from "./advice/advise.ts";
import { ownUser } from "./advice/role.ts";
import { ask, lookUp } from "./ask.ts";
import { caught } from "./caught.ts";
import { type Checking, checkInput } from "./check-input.ts";
import type { Consent } from "./consent.ts";
import type { DoorKind } from "./doors.ts";
import { type Means, resume } from "./execute.ts";
import { type Ledger, createLedger } from "./ledger.ts";
import { createCachedRead } from "./names/cached-read.ts";
import { createFinder } from "./names/finder.ts";
import { operationOf } from "./operation-of.ts";
import { type Ending, type Outcome, type Pending, denied, failed } from "./outcome.ts";
import type { GateOptions } from "./options.ts";
import type { TicketFilter } from "../store/port.ts";
import {
  type Decision,
  type Human,
  type Person,
  approversBeside,
  decide,
  isOffered,
  isSameHuman,
  mayEver,
  personOf,
} from "./policy.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";
import { type Request, toCall } from "./request.ts";
import { refusalOf, refused } from "./refusal.ts";
import { barTo, settle } from "./settle.ts";
import type { Ticket } from "./ticket.ts";
import { trailOf } from "./trail.ts";
import { type Undoing, planUndo } from "./undo/undo.ts";
import { scalesOf } from "./weigh.ts";

/**
 * The one way to the account: whether a call runs, with whose consent, and how it ended.
 *
 * `ask`, `rehearse`, `answer` and `barTo` never throw; the others throw {@link StoreError} when the store cannot be used.
 */
export interface Gate {
  /** Runs a read; for a write gives `asking` or `pending` with the ticket whose question a person has to answer. */
  ask(request: Request): Promise<Outcome>;
  /** Says what `ask` would do with a call and with whose consent it would run; nothing is done and nothing written. */
  rehearse(request: Request): Promise<Rehearsal | Ending>;
  /** Takes the requester's own answer, given in the call itself, and runs the ticket if it is the consent it wants. */
  answer(ticketId: string, consent: Consent, request: Request): Promise<Ending | Pending>;
  /**
   * Takes the answer of a person at another door: approval with what the question wants, or denial with a reason.
   * Undefined when there is no such ticket.
   */
  decide(
    ticketId: string,
    consent: Consent,
    actor: Actor,
    reason?: string,
  ): Promise<Ending | Pending | undefined>;
  /**
   * Why an answer of this person to this ticket would not count, as far as that is known without SSS; undefined when it
   * would.
   */
  barTo(ticket: Ticket, actor: Actor): Promise<Ending | undefined>;
  /** What the policy says to a call of this operation by this actor, as things stand; the guards come after it. */
  decisionOn(operation: Operation, actor: Actor): Promise<Decision>;
  /**
   * Plans the call that undoes a ticket of this actor's that is done, or says why there is none; nothing is done. The call
   * is then put to `ask` as any other. Undefined when there is no such ticket.
   */
  undo(ticketId: string, actor: Actor): Promise<Undoing | Ending | undefined>;
  /** Takes a ticket back that is still open; undefined when the actor has no such ticket. */
  cancel(ticketId: string, actor: Actor): Promise<Ending | undefined>;
  /** A ticket, if it is there; of another principal only to whoever sees all. */
  find(ticketId: string, principal?: string): Promise<Ticket | undefined>;
  /** The newest tickets that fit. */
  list(filter?: TicketFilter): Promise<readonly Ticket[]>;
  /** Whether the policy lets anybody have this operation run at all. */
  isOffered(operation: Operation): boolean;
  /** Who may answer a ticket beside or instead of its requester: principals, as the policy names them. */
  approversOf(ticket: Ticket): readonly string[];
  /** Whether the policy lets people answer a ticket at a door of this kind. */
  isAnsweredAt(ticket: Ticket, door: DoorKind): boolean;
  /** What the policy says of a principal; undefined for somebody it does not know. */
  person(principal: string): Person | undefined;
  /** Whether two principals are the same human, as far as policy and faces know. */
  isSameHuman(left: Human, right: Human): boolean;
  /** Shows issued secrets once, and only to whoever they were issued to; that anybody else asked is put on record. */
  reveal(id: string, actor: Actor): Promise<Revealed>;
  /**
   * What is remembered of secrets that were issued to this actor, shown or not; undefined when there are none. That they
   * are somebody else's is put on record.
   */
  lookAt(id: string, actor: Actor): Promise<Issued | undefined>;
  /** The user on SSS that every call is made as, as far as reads by the actor tell. */
  ownUserId(actor: Actor): Promise<string | undefined>;
  /** The last so many rows on record of what the actor did, of everybody's to an approver; the newest first. */
  trail(actor: Actor, last: number): Promise<readonly AuditRow[]>;
  /** Whether the policy lets an actor run an operation at all; what it never does, a face need not offer. */
  mayEver(operation: Operation, actor: Actor): boolean;
  /** Sees the tickets through whose process is gone. */
  recover(): Promise<void>;
  /** When the tickets that are running here have ended. */
  settled(): Promise<void>;
}

/** A gate over one account. */
export function createGate(options: GateOptions): Gate {
  const { store, digestKey, now, policy, vault } = options;
  let changes = 0;
  const onTicket = (ticket: Ticket): void => {
    if (ticket.state !== "open") changes += 1;
    options.onTicket(ticket);
  };
  let book: Promise<Ledger> | undefined;
  const ledger = (): Promise<Ledger> => {
    book ??= Promise.all([store(), digestKey()]).then(([opened, key]) =>
      createLedger({ ...options, onTicket, store: opened, key }),
    );
    // A store that could not be opened is tried anew by the next write.
    book.catch(() => (book = undefined));
    return book;
  };
  const running = new Set<Promise<unknown>>();
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    const ended = work.catch(() => undefined).finally(() => running.delete(ended));
    running.add(ended);
    return work;
  };
  const means = async (): Promise<Means> => ({ ...options, track, ledger: await ledger() });
  const safely = <Result extends Outcome>(operation: Operation, act: () => Promise<Result>) =>
    caught(operation, options, act);
  const createLook = () =>
    createCachedRead({
      gate: {
        ask: (request) =>
          safely(request.operation, () => lookUp(request, options, scalesOf(options, ledger, find))),
      },
      now,
      changes: () => changes,
    });
  const look = createLook();
  const find = createFinder(look);
  // A name may have gone to another thing since a list was read: a write looks anew.
  const scalesFor = ({ effect }: Operation) =>
    scalesOf(options, ledger, effect === "read" ? find : createFinder(createLook()));
  const advise = async <Result extends Outcome>(request: Request, outcome: Promise<Result>) =>
    advised(await outcome, request, { read: look, find, ownApiKey: options.ownApiKey });

  const isOwner = ({ owner }: Issued, actor: Actor) => isSameHuman(owner, actor, policy);

  return {
    ask: (request) =>
      advise(
        request,
        safely(request.operation, () => ask(request, options, ledger, scalesFor(request.operation))),
      ),
    rehearse: (request) =>
      caught(request.operation, options, () => rehearse(request, scalesFor(request.operation))),
    answer: (ticketId, consent, request) =>
      advise(
        request,
        safely(request.operation, async () => {
          const ticket = await ticketFor(request, ticketId, await ledger(), scalesFor(request.operation));
          return "kind" in ticket
            ? ticket
            : settle(ticket, consent, request.actor, { ...(await means()), ...progressOf(request) }, options);
        }),
      ),
    async decide(ticketId, consent, actor, reason) {
      const ticket = await (await ledger()).get(ticketId);
      if (ticket === undefined) return undefined;
      return safely(operationOf(ticket), async () =>
        settle(ticket, consent, actor, await means(), options, reason),
      );
    },
    barTo: (ticket, actor) => caught(operationOf(ticket), options, async () => barTo(ticket, actor, options)),
    async decisionOn(operation, actor) {
      const recentDestroys =
        operation.risk === "destroy" ? await (await ledger()).recentDestroys(actor.principal) : 0;
      return decide(operation, actor, policy, { now: now(), recentDestroys });
    },
    async undo(ticketId, actor) {
      const { list, get } = await ledger();
      const ticket = await get(ticketId);
      if (ticket === undefined) return undefined;
      return caught(operationOf(ticket), options, () =>
        planUndo(ticket, actor, { ...options, read: options.send, list }),
      );
    },
    async cancel(ticketId, actor) {
      const ticket = await (await ledger()).get(ticketId);
      if (ticket === undefined || !isSameHuman(ticket.requester, actor, policy)) return undefined;
      return safely(operationOf(ticket), async () => cancel(ticket, actor, await ledger(), now()));
    },
    async find(ticketId, principal) {
      const ticket = await (await ledger()).get(ticketId);
      return principal === undefined || ticket?.requester.principal === principal ? ticket : undefined;
    },
    list: async (filter = {}) => (await ledger()).list(filter),
    isOffered: (operation) => isOffered(operation, policy),
    approversOf: ({ requester }) => approversBeside(requester, policy),
    isAnsweredAt: (ticket, door) => door !== "slack" || ticket.notFromSlack !== true,
    person: (principal) => personOf(principal, policy),
    isSameHuman: (left, right) => isSameHuman(left, right, policy),
    async reveal(id, actor) {
      const issued = await vault.look(id);
      if (issued === undefined) return { kind: "unknown" };
      return isOwner(issued, actor) ? vault.reveal(id, toParty(actor)) : vault.refuse(issued, toParty(actor));
    },
    async lookAt(id, actor) {
      const issued = await vault.look(id);
      if (issued === undefined || isOwner(issued, actor)) return issued;
      await vault.refuse(issued, toParty(actor));
      return undefined;
    },
    ownUserId: async (actor) =>
      (await ownUser({ actor }, { read: look, find, ownApiKey: options.ownApiKey }))?.userId,
    trail: (actor, last) => trailOf(actor, last, options),
    mayEver: (operation, actor) => mayEver(operation, actor, policy),
    async recover() {
      const tools = await means();
      const orphans = await tools.ledger.takeOver();
      await Promise.all(orphans.map((orphan) => track(resume(orphan, tools))));
    },
    settled: async () => void (await Promise.all(running)),
  };
}

function progressOf({ onProgress }: Request): Pick<Request, "onProgress"> {
  return onProgress === undefined ? {} : { onProgress };
}

/** The ticket of an answer that comes with the call it is for, or the ending that says why there is none. */
async function ticketFor(
  request: Request,
  ticketId: string,
  ledger: Ledger,
  checking: Checking,
): Promise<Ticket | Ending> {
  const { operation, signal } = request;
  const checked = await checkInput(request, checking);
  if ("kind" in checked) return checked;
  if (signal?.aborted === true) {
    return failed(
      operation,
      "aborted",
      `${operation.name} was not run: the client gave up before its answer arrived.`,
    );
  }
  const ticket = await ledger.get(ticketId);
  if (ticket === undefined) return refused(operation, "ticket_unknown");
  const isOfThisCall = ledger.isFor(ticket, toCall(request, checked.input));
  return isOfThisCall ? ticket : refused(operation, "ticket_mismatch");
}

async function cancel(ticket: Ticket, actor: Actor, ledger: Ledger, now: number): Promise<Ending> {
  const operation = operationOf(ticket);
  const refusal = refusalOf(ticket, now);
  if (refusal !== undefined) return refused(operation, refusal);
  const cancelled = await ledger.decide(ticket, "cancelled", actor);
  return cancelled === undefined
    ? refused(operation, "ticket_used")
    : denied(operation, "ticket_cancelled", "The ticket is cancelled. Nothing was done.");
}
