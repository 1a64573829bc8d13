import type { Operation } from "../../../tools/operation.ts";
import { isNamed } from "../../../tools/pattern.ts";
import { partsOf } from "../../../tools/workflow.ts";
import type { Policy, Rule } from "../policy.ts";
import { approversOf, hasApprover } from "./approvers.ts";
import { type Decision, type DenyCode, type Situation, withoutStop } from "./decision.ts";
import { freezeOn, toldFreeze } from "./freeze.ts";
import { type Asker, onlyReads, ruleFor } from "./match.ts";

/**
 * Decides on a call without doing anything. Only what reads, by its effect and by its risk, is ever allowed at once.
 *
 * What is made of several calls takes what each of them takes: the strictest decision on any of them counts.
 * The order: deny list, reads, read-only, freezes, the first rule that matches, the default, the breaker, the rule's
 * limit, the guards.
 */
export function decide(operation: Operation, actor: Asker, policy: Policy, situation: Situation): Decision {
  const parts = partsOf(operation);
  // Of what only reads nobody is asked.
  const approvers = parts.every(onlyReads) ? [] : approversOf(operation, actor, policy);
  return parts.map((part) => decideOne(part, actor, { policy, situation, approvers })).reduce(stricter);
}

/** Whether an operation can be run at all, by whomever and whenever: by the deny list and by what is read-only. */
export function isOffered(operation: Operation, policy: Policy): boolean {
  return partsOf(operation).every(
    (part) => !isSwitchedOff(part, policy) && (onlyReads(part) || !policy.readOnly),
  );
}

/** Refusals that no wait and no other person ends. */
const lasting: readonly DenyCode[] = ["operation_denied", "read_only", "not_from_slack"];

/** Whether a call by this actor can run at all: no while the deny list, read-only mode or a rule refuses it. */
export function mayEver(operation: Operation, actor: Asker, policy: Policy): boolean {
  const decision = decide(operation, actor, { ...policy, freezes: [] }, { now: 0, recentDestroys: 0 });
  return decision.kind !== "deny" || !lasting.includes(decision.code);
}

/** What the parts of one call are decided by. */
interface Terms {
  readonly policy: Policy;
  readonly situation: Situation;
  /** Who may answer the whole call. */
  readonly approvers: readonly string[];
}

/** Of two decisions on parts of one call what holds for the whole: a refusal, else all the consent that either wants. */
function stricter(one: Decision, other: Decision): Decision {
  if (one.kind === "deny" || other.kind === "allow") return one;
  if (other.kind === "deny" || one.kind === "allow") return other;
  const notFromSlack = one.notFromSlack ?? other.notFromSlack;
  return {
    ...(one.by === "self" && other.by === "second" ? other : one),
    wanted: one.wanted === "name" ? "name" : other.wanted,
    ...(notFromSlack === undefined ? {} : { notFromSlack }),
  };
}

function decideOne(operation: Operation, actor: Asker, terms: Terms): Decision {
  const { name } = operation;
  const { policy, situation } = terms;
  if (isSwitchedOff(operation, policy)) {
    return deny("operation_denied", "deny-list", `${name} is switched off on this server.`);
  }
  if (onlyReads(operation)) return { kind: "allow", rule: "reads" };
  if (policy.readOnly) {
    return deny("read_only", "read-only", `${name} changes the account, and this server is read-only.`);
  }
  const freeze = freezeOn(operation, situation.now, policy);
  if (freeze !== undefined) return deny("frozen", "freeze", toldFreeze(name, freeze, situation.now));
  const rule = ruleFor(operation, actor, policy);
  if (rule?.consent === "deny") {
    return deny(
      "operation_denied",
      rule.name,
      `${name} is refused by the rule "${rule.name}" of the policy.`,
    );
  }
  if (rule?.notFromSlack === true && actor.face === "slack") {
    return deny("not_from_slack", rule.name, `${name} is not run from Slack, by the rule "${rule.name}".`);
  }
  return consentFor(operation, actor, rule, terms);
}

function isSwitchedOff({ name }: Operation, { deny }: Policy): boolean {
  return deny.some((pattern) => isNamed(name, pattern));
}

interface Wish {
  readonly by: "self" | "second";
  readonly rule: string;
  readonly reason?: string;
}

function consentFor(operation: Operation, actor: Asker, rule: Rule | undefined, terms: Terms): Decision {
  const { policy, situation, approvers } = terms;
  const wish = wishOf(operation, rule, approvers.length > 0 || hasApprover(actor, policy));
  const reached = wish.by === "self" ? reachedLimit(operation, rule, terms) : undefined;
  if (reached !== undefined && approvers.length === 0)
    return deny(reached.code, reached.rule, reached.message);
  const { secondWanted: reason } = situation;
  const guarded: Wish | undefined =
    reason === undefined || wish.by === "second" ? undefined : { by: "second", rule: "guard", reason };
  const raised = reached?.wish ?? guarded ?? wish;
  if (raised.by === "second" && approvers.length === 0) return noApprover(operation, raised);
  return {
    ...raised,
    kind: "confirm",
    wanted: operation.risk === "destroy" ? "name" : "yes",
    approvers: raised.by === "second" ? approvers : [],
    lifeMs: raised.by === "second" ? policy.life.secondMs : policy.life.selfMs,
    ...(rule?.notFromSlack === true ? { notFromSlack: true } : {}),
  };
}

/** The default, or the rule where it asks for as much or more. */
function wishOf({ risk }: Operation, rule: Rule | undefined, isThereApprover: boolean): Wish {
  const usual: Wish =
    risk === "destroy"
      ? { by: isThereApprover ? "second" : "self", rule: "default-destroy" }
      : { by: "self", rule: "default-change" };
  if (rule?.consent === "second") return { by: "second", rule: rule.name };
  return rule !== undefined && usual.by === "self" ? { by: "self", rule: rule.name } : usual;
}

/** A limit that was reached: what it wants, and what to say where nobody can give it. */
interface Reached {
  readonly wish: Wish;
  readonly rule: string;
  readonly code: "too_many_destroys" | "too_many_calls";
  readonly message: string;
}

/** Not "at or over the limit": a count that is no number must trip it as well. */
function reachedLimit({ name, risk }: Operation, rule: Rule | undefined, terms: Terms): Reached | undefined {
  const { policy, situation } = terms;
  const { destroys, windowMs } = policy.breaker;
  if (risk === "destroy" && !(situation.recentDestroys < destroys)) {
    const limit = `${destroys} destroying calls in ${toMinutes(windowMs)} minutes`;
    return reachedBy("breaker", "too_many_destroys", tooMany(name, limit, untilOf(terms)));
  }
  const { limit } = rule ?? {};
  if (rule === undefined || limit === undefined) return undefined;
  if ((situation.recentCalls?.[rule.name] ?? Number.NaN) < limit.calls) return undefined;
  const told = `${limit.calls} calls in ${toMinutes(limit.windowMs)} minutes`;
  const until = `there are fewer than ${limit.calls} in the last ${toMinutes(limit.windowMs)} minutes`;
  const reason = `the limit of ${told} is reached`;
  return reachedBy(rule.name, "too_many_calls", tooMany(name, told, until), reason);
}

function reachedBy(rule: string, code: Reached["code"], message: string, reason?: string): Reached {
  const wish = { by: "second", rule, ...(reason === undefined ? {} : { reason }) } as const;
  return { wish, rule, code, message };
}

function untilOf({ policy: { breaker }, situation: { breakerOpensAt } }: Terms): string {
  return breakerOpensAt === undefined
    ? `there are fewer than ${breaker.destroys} in the last ${toMinutes(breaker.windowMs)} minutes`
    : new Date(breakerOpensAt).toISOString();
}

function tooMany(name: string, limit: string, until: string): string {
  return `${name} is over the limit of ${limit}: wait until ${until}, or add to the policy's people a second person with mayApprove.`;
}

function toMinutes(ms: number): number {
  return Math.ceil(ms / 60_000);
}

function noApprover({ name }: Operation, { rule, reason }: Wish): Decision {
  const why = reason === undefined ? "" : ` (${withoutStop(reason)})`;
  const message = `${name} needs a second person${why}, and the policy knows none beside the requester: add one with mayApprove to its people.`;
  return deny("no_approver", rule, message);
}

function deny(code: DenyCode, rule: string, message: string): Extract<Decision, { readonly kind: "deny" }> {
  return { kind: "deny", code, message, rule };
}
