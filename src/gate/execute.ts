import { type Endpoint, type Operation, asEndpoint } from "../../tools/operation.ts";
import { isWorkflow } from "../../tools/workflow.ts";
import { SssError } from "../sss/errors.ts";
import type { Vault } from "../store/vault.ts";
import { digestOf } from "../store/canonical.ts";
import { caught } from "./caught.ts";
import { differenceOf, toldChanges } from "./difference.ts";
import { followTransaction } from "./follow.ts";
import { type Keeping, kept } from "./kept.ts";
import type { Ledger } from "./ledger.ts";
import { operationOf } from "./operation-of.ts";
import { type Ending, failed, unknown } from "./outcome.ts";
import { type Preview, preview } from "./preview.ts";
import { stepLine } from "./question.ts";
import { lossOfProcess, reconcile } from "./reconcile.ts";
import { placeLack, run } from "./run.ts";
import type { Progress } from "./request.ts";
import type { Send } from "./send.ts";
import type { Ticket } from "./ticket.ts";
import { resumeSteps } from "./workflow/resume-steps.ts";
import { runSteps } from "./workflow/run-steps.ts";

/** What a ticket is run with. */
export interface Means extends Keeping {
  readonly send: Send;
  readonly vault: Vault;
  readonly ledger: Ledger;
  readonly now: () => number;
  /** Keeps the process from closing before what it began has ended. */
  readonly track: <Result>(work: Promise<Result>) => Promise<Result>;
  /** Told of each step of a workflow before it is taken, and of the end. */
  readonly onProgress?: Progress;
}

/**
 * Runs an approved ticket: claims it, calls, and writes down how it ended. Undefined when another caller, in whichever
 * process, has it or its time is over. Not called off halfway: that would end as unknown.
 */
export async function execute(ticket: Ticket, means: Means): Promise<Ending | undefined> {
  const claimed = await means.ledger.claim(ticket);
  if (claimed === undefined) return undefined;
  return finish(claimed, means, () => carryOut(operationOf(ticket), claimed, means));
}

/** Reads the target again, and says why the ticket may not run any more, or why that is not known. */
export async function hindranceTo(ticket: Ticket, means: Means): Promise<Ending | undefined> {
  const operation = operationOf(ticket);
  return caught(
    operation,
    means,
    async () => (await checkTarget(operation, ticket, means)) ?? placeLack(operation, means.vault),
  );
}

/**
 * Sees a ticket through whose process is gone: follows what it had begun, or finds out by reading. Never runs it: not
 * again, and not for the first time either, when nobody waits for it any more.
 */
export async function resume(ticket: Ticket, means: Means): Promise<Ending> {
  const operation = operationOf(ticket);
  if (ticket.state === "approved") return finish(ticket, means, async () => neverCalled(operation));
  return finish(ticket, means, () => seeThrough(operation, ticket, means));
}

/** Finds out what became of a call that was under way. */
async function seeThrough(operation: Operation, ticket: Ticket, means: Means): Promise<Ending> {
  if (isWorkflow(operation)) return resumeSteps(operation, ticket, means);
  const transactionId = ticket.outcome?.["transaction_id"];
  return typeof transactionId === "string"
    ? endOfTransaction(operation, { transaction_id: transactionId }, means)
    : reconcile(asEndpoint(operation), ticket, lossOfProcess(operation), means.send);
}

function neverCalled(operation: Operation): Ending {
  const message = `${operation.name} was not run: the process that was to run it ended before it did.`;
  return failed(operation, "aborted", message);
}

async function finish(ticket: Ticket, means: Means, act: () => Promise<Ending>): Promise<Ending> {
  const operation = operationOf(ticket);
  const ending = await caught(operation, means, act);
  await kept(means, () => means.ledger.end(ticket, ending));
  return ending;
}

async function carryOut(operation: Operation, ticket: Ticket, means: Means): Promise<Ending> {
  return isWorkflow(operation)
    ? runSteps(operation, ticket, means)
    : callAndFollow(asEndpoint(operation), ticket, means);
}

async function callAndFollow(operation: Endpoint, ticket: Ticket, means: Means): Promise<Ending> {
  const { input, requester: owner } = ticket;
  const ending = await caught(operation, means, () => run({ operation, input, owner }, means));
  if (ending.kind === "unknown") return reconcile(operation, ticket, ending, means.send);
  if (ending.kind !== "done" || !operation.transaction) return ending;
  // Written down before anything else, so that another process could follow it too.
  await kept(means, () => means.ledger.note(ticket, { transaction_id: ending.answer["transaction_id"] }));
  return endOfTransaction(operation, ending.answer, means);
}

async function endOfTransaction(
  operation: Operation,
  answer: Record<string, unknown>,
  { send }: Means,
): Promise<Ending> {
  const { name } = operation;
  const id = answer["transaction_id"];
  if (typeof id !== "string") return { kind: "done", operation: name, answer };
  try {
    const end = await followTransaction(id, send);
    if (end.status === "failed") {
      return failed(operation, "upstream_error", `${name} was accepted, and its transaction ${id} failed.`);
    }
    // Upstream's pages show no word for success; what neither goes on nor says that it failed counts as one.
    return { kind: "done", operation: name, answer: { ...answer, ...end.answer } };
  } catch (error) {
    if (!(error instanceof SssError)) throw error;
    const message = `${name} was accepted, and nothing is known of its transaction ${id}: ${error.message}`;
    return unknown(operation, error.code, message);
  }
}

/** The failure to be told when the target, or what hangs on it, is not what the person consented to any more. */
async function checkTarget(
  operation: Operation,
  ticket: Ticket,
  { send, now: clock }: Means,
): Promise<Ending | undefined> {
  const now = await preview(operation, ticket.input, send, { now: clock() });
  if (digestOf(now) === ticket.beforeDigest) return undefined;
  const message = `${operation.name} was not run: the target has changed since the question was asked.`;
  const changes = toldChanges(differenceOf(toFields(ticket), toFields(now)));
  return failed(operation, "target_moved", message, { data: changes });
}

/** The target's fields, what hangs on it under the names of the reads, and the steps of a plan. */
function toFields({ before, impact, steps = [] }: Preview): Record<string, unknown> {
  const lines = steps.map((step, index) => [`step ${index + 1}`, stepLine(step, "en")] as const);
  const hanging = impact.map(({ operation, answer }) => [operation, answer] as const);
  return { ...before, ...Object.fromEntries([...hanging, ...lines]) };
}
