import { toParty } from "./actor.ts";
import type { GateOptions } from "./options.ts";
import type { Request } from "./request.ts";
import type { Ledger } from "./ledger.ts";
import { type Ending, type Outcome, denied } from "./outcome.ts";
import { placeLack, run } from "./run.ts";
import { waiting } from "./waiting.ts";
import { type Consented, type Refused, type Scales, weigh } from "./weigh.ts";

/** Runs a read; opens a ticket for a write, or says why there can be none. */
export async function ask(
  request: Request,
  options: GateOptions,
  ledger: () => Promise<Ledger>,
  scales: Scales,
): Promise<Outcome> {
  const standing = await weigh(request, scales);
  switch (standing.kind) {
    case "refused":
      return refuse(request, standing, await ledger());
    case "free":
      return run({ ...standing.call, owner: toParty(request.actor) }, options, request.signal);
    case "consent":
      return openTicket(standing, options, await ledger());
    case "done":
    case "denied":
    case "failed":
    case "unknown":
      return standing;
  }
}

/** Runs a read for the gate's own use, as somebody: where the policy refuses it, nothing goes on record. */
export async function lookUp(request: Request, options: GateOptions, scales: Scales): Promise<Ending> {
  const standing = await weigh(request, scales);
  switch (standing.kind) {
    case "free":
      return run({ ...standing.call, owner: toParty(request.actor) }, options, request.signal);
    case "refused":
      return denied(request.operation, standing.code, standing.message);
    case "consent":
      return denied(request.operation, "cannot_ask", `${request.operation.name} needs a person's consent.`);
    case "done":
    case "denied":
    case "failed":
    case "unknown":
      return standing;
  }
}

async function refuse(
  { operation, input, actor }: Request,
  { code, message, rule }: Refused,
  ledger: Ledger,
): Promise<Ending> {
  const fields = typeof input === "object" && input !== null ? { ...input } : {};
  await ledger.refuse({ operation, input: fields, actor }, { decision: "deny", code, rule });
  return denied(operation, code, message);
}

async function openTicket(
  { call, decision, shown, question, isAskedHere }: Consented,
  options: GateOptions,
  ledger: Ledger,
): Promise<Outcome> {
  const { operation } = call;
  // Before anybody is asked: what SSS shows only once has to have a place.
  const lack = await placeLack(operation, options.vault);
  if (lack !== undefined) return lack;
  const ticket = await ledger.open(call, decision, shown, question, {
    asked: isAskedHere ? "here" : "doors",
    policy: options.policy,
  });
  if (isAskedHere) return { kind: "asking", operation: operation.name, ticket };
  return waiting((await ledger.putToDoors(ticket)) ?? ticket, options);
}
