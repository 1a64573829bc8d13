import type { Operation } from "../../tools/operation.ts";
import type { AuditRow, Claim } from "../store/records.ts";
import type { Issued, Revealed } from "../store/secrets.ts";
import { type Actor, toParty } from "./actor.ts";
import { advised } from "./advice/advise.ts";
import { ownUser } from "./advice/role.ts";
import { ask, lookUp } from "./ask.ts";
import { caught } from "./caught.ts";
import { type Checking, checkInput } from "./check-input.ts";
import type { Consent } from "./consent.ts";
import { type DoorKind, type Route, routeOf } from "./doors.ts";
import { type Means, resume } from "./execute.ts";
import { type Ledger, createLedger } from "./ledger.ts";
import { createCachedRead } from "./names/cached-read.ts";
import { createFinder } from "./names/finder.ts";
import { operationOf } from "./operation-of.ts";
import { type Ending, type Outcome, type Pending, denied, failed } from "./outcome.ts";
import type { GateOptions, GateSetup } from "./options.ts";
import type { TicketFilter } from "../store/port.ts";
import type { Person } from "./policy.ts";
import { approversOf } from "./policy/approvers.ts";
import { claimsIn, claimsMark } from "./policy/claims.ts";
import { decide, isOffered, mayEver } from "./policy/decide.ts";
import type { Decision } from "./policy/decision.ts";
import { type Human, isApprover, isKnown, isSameHuman, personOf } from "./policy/people.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";
import { type Request, toCall } from "./request.ts";
import { refusalOf, refused } from "./refusal.ts";
import { barTo, settle } from "./settle.ts";
import { situationOf } from "./situation.ts";
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
  /** The accounts behind it, by name; where there are several, every call says which it means. Empty: it has no name. */
  readonly accounts: readonly string[];
  /** The gate as those have it who are held to one account; undefined where there is none of that name. */
  within(account: string): Gate | undefined;
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
  /** The way to the consent that a decision on a call by this actor wants. */
  routeOf(decision: Decision, actor: Actor): Route;
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
  /**
   * Who may answer a ticket beside or instead of its requester: principals, as the policy names them, and `role:NAME` for
   * whoever has that role by a claim.
   */
  approversOf(ticket: Ticket): readonly string[];
  /** Whether the policy lets people answer a ticket at a door of this kind. */
  isAnsweredAt(ticket: Ticket, door: DoorKind): boolean;
  /** What the policy says of a principal; undefined for somebody it does not know. */
  person(principal: string): Person | undefined;
  /** Whether the policy knows somebody: as a person, or by a role. */
  isKnown(human: Human): boolean;
  /** Whether the policy lets somebody answer what others ask for, at least some of it. */
  isApprover(human: Human): boolean;
  /** Of what an issuer's verified token says, what gives somebody a role. */
  claimsIn(issuer: string, payload: Readonly<Record<string, unknown>>): readonly Claim[];
  /** Another one once the policy goes by other claims: what was taken from a token before then may lack some. */
  claimsMark(): string;
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
  /** Writes down what the store could not take so far, and sees the tickets through whose process is gone. */
  recover(): Promise<void>;
  /** When the tickets that are running here have ended. */
  settled(): Promise<void>;
}

/** A gate over one account. */
export function createGate(setup: GateSetup): Gate {
  const { store, digestKey, now, policy, vault } = setup;
  const underPolicy = (): GateOptions => ({ ...setup, policy: policy() });
  let changes = 0;
  const onTicket = (ticket: Ticket): void => {
    if (ticket.state !== "open") changes += 1;
    setup.onTicket(ticket);
  };
  let book: Promise<Ledger> | undefined;
  const ledger = (): Promise<Ledger> => {
    book ??= Promise.all([store(), digestKey()]).then(([opened, key]) =>
      createLedger({ ...setup, onTicket, store: opened, key }),
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
  /** What the store could not take when it happened, in its order. */
  const late = new Set<() => Promise<void>>();
  const means = async (): Promise<Means> => ({
    ...setup,
    track,
    later: (write) => void late.add(write),
    ledger: await ledger(),
  });
  const safely = <Result extends Outcome>(operation: Operation, act: () => Promise<Result>) =>
    caught(operation, setup, act);
  const createLook = () =>
    createCachedRead({
      gate: {
        ask: (request) =>
          safely(request.operation, () => {
            const options = underPolicy();
            return lookUp(request, options, scalesOf(options, ledger, find));
          }),
      },
      now,
      changes: () => changes,
    });
  const look = createLook();
  const find = createFinder(look);
  // A name may have gone to another thing since a list was read: a write looks anew.
  const scalesFor = ({ effect }: Operation, options: GateOptions) =>
    scalesOf(options, ledger, effect === "read" ? find : createFinder(createLook()));
  const advise = async <Result extends Outcome>(request: Request, outcome: Promise<Result>) =>
    advised(await outcome, request, { read: look, find, ownApiKey: setup.ownApiKey });

  const isOwner = ({ owner }: Issued, actor: Actor) => isSameHuman(owner, actor, policy());

  return {
    accounts: [],
    within: () => undefined,
    ask: (request) =>
      advise(
        request,
        safely(request.operation, () => {
          const options = underPolicy();
          return ask(request, options, ledger, scalesFor(request.operation, options));
        }),
      ),
    rehearse: (request) =>
      caught(request.operation, setup, () => rehearse(request, scalesFor(request.operation, underPolicy()))),
    answer: (ticketId, consent, request) =>
      advise(
        request,
        safely(request.operation, async () => {
          const options = underPolicy();
          const scales = scalesFor(request.operation, options);
          const ticket = await ticketFor(request, ticketId, await ledger(), scales);
          return "kind" in ticket
            ? ticket
            : settle(ticket, consent, request.actor, { ...(await means()), ...progressOf(request) }, options);
        }),
      ),
    async decide(ticketId, consent, actor, reason) {
      const ticket = await (await ledger()).get(ticketId);
      if (ticket === undefined) return undefined;
      return safely(operationOf(ticket), async () =>
        settle(ticket, consent, actor, await means(), underPolicy(), reason),
      );
    },
    barTo: (ticket, actor) =>
      caught(operationOf(ticket), setup, async () => barTo(ticket, actor, underPolicy())),
    async decisionOn(operation, actor) {
      const under = policy();
      const { countCalls } = scalesFor(operation, { ...setup, policy: under });
      return decide(
        operation,
        actor,
        under,
        await situationOf({ operation, actor }, under, { now, countCalls }),
      );
    },
    routeOf: (decision, actor) =>
      routeOf(
        decision,
        actor.asking,
        setup.doors.map(({ kind }) => kind),
      ),
    async undo(ticketId, actor) {
      const { list, get } = await ledger();
      const ticket = await get(ticketId);
      if (ticket === undefined) return undefined;
      return caught(operationOf(ticket), setup, () =>
        planUndo(ticket, actor, { ...underPolicy(), read: setup.send, list }),
      );
    },
    async cancel(ticketId, actor) {
      const ticket = await (await ledger()).get(ticketId);
      if (ticket === undefined || !isSameHuman(ticket.requester, actor, policy())) return undefined;
      return safely(operationOf(ticket), async () => cancel(ticket, actor, await ledger(), now()));
    },
    async find(ticketId, principal) {
      const ticket = await (await ledger()).get(ticketId);
      return principal === undefined || ticket?.requester.principal === principal ? ticket : undefined;
    },
    list: async (filter = {}) => (await ledger()).list(filter),
    isOffered: (operation) => isOffered(operation, policy()),
    approversOf: (ticket) => approversOf(operationOf(ticket), ticket.requester, policy()),
    isAnsweredAt: (ticket, door) => door !== "slack" || ticket.notFromSlack !== true,
    person: (principal) => personOf(principal, policy()),
    isKnown: (human) => isKnown(human, policy()),
    isApprover: (human) => isApprover(human, policy()),
    claimsIn: (issuer, payload) => claimsIn(issuer, payload, policy()),
    claimsMark: () => claimsMark(policy()),
    isSameHuman: (left, right) => isSameHuman(left, right, policy()),
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
      (await ownUser({ actor }, { read: look, find, ownApiKey: setup.ownApiKey }))?.userId,
    trail: (actor, last) => trailOf(actor, last, underPolicy()),
    mayEver: (operation, actor) => mayEver(operation, actor, policy()),
    async recover() {
      for (const write of late) {
        await write();
        late.delete(write);
      }
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
