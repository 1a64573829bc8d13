import { isSecretField } from "../../tools/fields.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Vault } from "../store/vault.ts";
import type { Actor } from "./actor.ts";
import { type Consent, doubtAbout } from "./consent.ts";
import { type Ending, type Outcome, denied, endingOf, failed } from "./outcome.ts";
import { type PolicySettings, type Wanted, decide } from "./policy.ts";
import { preview } from "./preview.ts";
import { toQuestion } from "./question.ts";
import { run } from "./run.ts";
import { issuesSecrets } from "./seal.ts";
import type { Send } from "./send.ts";
import { type Call, type TicketRefusal, type Tickets, createTickets } from "./ticket.ts";
import { validate } from "./validate.ts";

/** What a face hands over: the operation, the input as it came, and who asks. */
export interface Request {
  readonly operation: Operation;
  readonly input: unknown;
  readonly actor: Actor;
  readonly signal?: AbortSignal;
}

/** The one way to the account: whether a call runs, with whose consent, and how it ended. Never throws. */
export interface Gate {
  /** Runs a read; for a write gives `pending` with a ticket whose question a person has to answer. */
  ask(request: Request): Promise<Outcome>;
  /** Runs the write of a ticket, once, if the same principal consents to the same call in time. */
  answer(ticketId: string, consent: Consent, request: Request): Promise<Ending>;
}

/** What the gate works with; time and randomness come from outside. */
export interface GateOptions {
  readonly send: Send;
  readonly vault: Vault;
  readonly settings: PolicySettings;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told of what no outcome explains: a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

/** A gate over one account. */
export function createGate(options: GateOptions): Gate {
  const tickets = createTickets(options);
  return {
    ask: (request) =>
      admit(request, options, (call, wanted) =>
        wanted === undefined
          ? run(call, options, request.signal)
          : openTicket(call, wanted, tickets, options.send, request.signal),
      ),
    answer: (ticketId, consent, request) =>
      admit<Ending>(request, options, async (call) => {
        if (request.signal?.aborted === true) return givenUp(call.operation);
        const ticket = tickets.claim(ticketId, call);
        if (typeof ticket === "string") return refused(call, ticket);
        const doubt = doubtAbout(consent, ticket.question);
        if (doubt !== undefined) return denied(call.operation, doubt.code, doubt.message);
        // From here on it is not called off: a write broken off halfway would end as unknown.
        return run(call, options);
      }),
  };
}

/** Lets a request through to `proceed` when policy and schema allow it, with the consent it wants. */
async function admit<Result extends Outcome>(
  { operation, input, actor }: Request,
  { settings, vault, onFault }: GateOptions,
  proceed: (call: Call, wanted: Wanted | undefined) => Promise<Result>,
): Promise<Result | Ending> {
  try {
    const decision = decide(operation, actor, settings);
    if (decision.kind === "deny") return denied(operation, decision.code, decision.message);
    const secret = secretAmong(operation, input, actor);
    if (secret !== undefined) {
      const message = `${secret} is a secret, and an assistant may not handle it.`;
      return denied(operation, "secret_argument", message);
    }
    const validated = validate(operation, input);
    if (!validated.ok) return failed(operation, "invalid_request", validated.message);
    // Before anybody is asked: what SSS shows only once has to have a place.
    if (issuesSecrets(operation) && !(await vault.isWritable())) return stateUnwritable(operation, vault);
    const wanted = decision.kind === "confirm" ? decision.wanted : undefined;
    return await proceed({ operation, input: validated.input, actor }, wanted);
  } catch (error) {
    const ending = endingOf(operation, error);
    if (ending.code === "internal") onFault(error);
    return ending;
  }
}

/** The secret field that came through a face whose words a model writes and keeps. */
function secretAmong(operation: Operation, input: unknown, { face }: Actor): string | undefined {
  if (face !== "mcp" || typeof input !== "object" || input === null) return undefined;
  return Object.keys(input).find((field) => isSecretField(operation, field));
}

async function openTicket(
  call: Call,
  wanted: Wanted,
  tickets: Tickets,
  send: Send,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const { operation, input } = call;
  const shown = await preview(operation, input, send, signal === undefined ? {} : { signal });
  const question = toQuestion(operation, input, shown, wanted);
  if (question.message.length > longestQuestion) return tooLong(operation);
  const ticket = tickets.open(call, question);
  return { kind: "pending", operation: operation.name, ticket };
}

/** Characters that a person can be expected to read, and every client to show. */
const longestQuestion = 20_000;

function tooLong(operation: Operation): Ending {
  const message = `${operation.name} was not run: its arguments are too long for anybody to read before consenting.`;
  return failed(operation, "invalid_request", message);
}

function stateUnwritable(operation: Operation, { directory }: Vault): Ending {
  const message = `${operation.name} was not run: its answer holds a secret, and ${directory} cannot be written.`;
  return failed(operation, "state_unwritable", message);
}

const refusals: Record<TicketRefusal, string> = {
  ticket_unknown: "This confirmation is not known here: it was made by another process or is too old.",
  ticket_used: "This confirmation was already used; one confirmation runs one call once.",
  ticket_expired: "This confirmation came too late: it was valid for ten minutes.",
  ticket_mismatch: "This confirmation belongs to another call: the arguments or the requester differ.",
};

function refused({ operation }: Call, code: TicketRefusal): Ending {
  return denied(operation, code, `${refusals[code]} Nothing was done.`);
}

function givenUp(operation: Operation): Ending {
  const message = `${operation.name} was not run: the client gave up before its answer arrived.`;
  return failed(operation, "aborted", message);
}
