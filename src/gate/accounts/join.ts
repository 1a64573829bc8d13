import type { Decision } from "../policy/decision.ts";
import type { Actor } from "../actor.ts";
import type { Gate } from "../gate.ts";
import { endingOf } from "../outcome.ts";
import type { Request } from "../request.ts";
import type { Ticket } from "../ticket.ts";
import { type Branch, isOf } from "./branch.ts";
import { meantBy, noAccount } from "./choose.ts";
import { heldTo } from "./held.ts";

/**
 * The gates of all accounts as one. A call goes to the account that its actor names, which may be left out where there is
 * one only, and an answer to that of its ticket; tickets of all accounts stand in one list.
 */
export function joinGates(first: Branch, ...others: readonly Branch[]): Gate {
  const branches = [first, ...others];
  const named = {
    accounts: branches.map(({ name }) => name),
    within(account: string) {
      const branch = branches.find(({ name }) => name === account);
      return branch && heldTo(branch, others.length === 0);
    },
  };
  return others.length === 0 ? { ...first.gate, ...named } : { ...joined(first, branches), ...named };
}

function joined(first: Branch, branches: readonly Branch[]): Omit<Gate, "accounts" | "within"> {
  // The gate of one account refuses what is about another: so it does with a ticket of one that is not there any more.
  const gateOf = (ticket: Ticket) => (branches.find((branch) => isOf(ticket, branch)) ?? first).gate;
  const gateOfId = async (ticketId: string) => {
    const ticket = await first.gate.find(ticketId);
    return ticket && gateOf(ticket);
  };
  const gateFor = async ({ undoes, actor }: Request) =>
    undoes === undefined ? meantBy(actor, branches)?.gate : gateOfId(undoes);
  const at = async <Result>(request: Request, put: (gate: Gate) => Promise<Result>) => {
    try {
      const gate = await gateFor(request);
      return gate === undefined ? noAccount(request, branches) : await put(gate);
    } catch (error) {
      return endingOf(request.operation, error);
    }
  };
  const openTo = (actor: Actor) => {
    const meant = meantBy(actor, branches);
    return meant === undefined ? branches : [meant];
  };
  return {
    ...first.gate,
    ask: (request) => at(request, (gate) => gate.ask(request)),
    rehearse: (request) => at(request, (gate) => gate.rehearse(request)),
    answer: (id, consent, request) => at(request, (gate) => gate.answer(id, consent, request)),
    decide: async (id, ...answer) => (await gateOfId(id))?.decide(id, ...answer),
    barTo: (ticket, actor) => gateOf(ticket).barTo(ticket, actor),
    async decisionOn(operation, actor) {
      const decisions = await Promise.all(openTo(actor).map(({ gate }) => gate.decisionOn(operation, actor)));
      return decisions.reduce((one, other) => (strictnessOf(other) > strictnessOf(one) ? other : one));
    },
    approversOf: (ticket) => gateOf(ticket).approversOf(ticket),
    isAnsweredAt: (ticket, door) => gateOf(ticket).isAnsweredAt(ticket, door),
    undo: async (id, actor) => (await gateOfId(id))?.undo(id, actor),
    cancel: async (id, actor) => (await gateOfId(id))?.cancel(id, actor),
    ownUserId: async (actor) => meantBy(actor, branches)?.gate.ownUserId(actor),
    mayEver: (operation, actor) => openTo(actor).some(({ gate }) => gate.mayEver(operation, actor)),
    recover: async () => void (await Promise.all(branches.map(({ gate }) => gate.recover()))),
    settled: async () => void (await Promise.all(branches.map(({ gate }) => gate.settled()))),
  };
}

/** Of two decisions the one that leaves less to the requester has more of it. */
function strictnessOf(decision: Decision): number {
  if (decision.kind === "confirm") return decision.by === "second" ? 2 : 1;
  return decision.kind === "deny" ? 3 : 0;
}
