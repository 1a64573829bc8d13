import type { Operation } from "../../tools/operation.ts";
import { isNamed } from "../../tools/pattern.ts";
import { partsOf } from "../../tools/workflow.ts";
import { digestOf } from "../store/canonical.ts";
import type { Party } from "../store/records.ts";
import { isSameId } from "./facts.ts";

/** Somebody whom the policy knows. */
export interface Person {
  /** As the face authenticates them, such as `local:taro`; compared exactly. */
  readonly principal: string;
  readonly mayApprove: boolean;
  /** Their user on SSS. Two principals with the same one are the same human, who cannot approve their own ticket. */
  readonly sssUserId?: string;
  /** Their other principals, such as the Slack account of somebody who also asks from a terminal: the same human. */
  readonly alsoKnownAs?: readonly string[];
}

/** Which writes take more consent than they would by default; what is left out matches everything. */
export interface Rule {
  readonly name: string;
  /** Names of operations, `*` for any part of one. */
  readonly operations?: readonly string[];
  readonly risks?: readonly ("change" | "destroy")[];
  /** The first words of commands, such as `tenant`. */
  readonly resources?: readonly string[];
  /** Who asks; compared exactly. */
  readonly principals?: readonly string[];
  readonly faces?: readonly string[];
  readonly consent: "self" | "second" | "deny";
  /** Neither asked for from Slack nor answered there. */
  readonly notFromSlack?: true;
}

/** A time without writes: from `from` until just before `until`, in milliseconds since the epoch. */
export interface Freeze {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** What whoever runs the server allows, and with whose consent. */
export interface Policy {
  /** 12 hex digits of the SHA-256 over the rest; another content has another version. */
  readonly version: string;
  /** Refuse every write. */
  readonly readOnly: boolean;
  /** Operations that are refused, reads included; `*` stands for any part of a name. */
  readonly deny: readonly string[];
  readonly people: readonly Person[];
  /** The first that matches counts. It can ask for more consent than the default, never for less. */
  readonly rules: readonly Rule[];
  readonly freezes: readonly Freeze[];
  /** From so many destroying calls by one principal within so many milliseconds on, each takes a second person. */
  readonly breaker: { readonly destroys: number; readonly windowMs: number };
  /** How long a ticket waits: for the requester's own answer, and for a second person's. */
  readonly life: { readonly selfMs: number; readonly secondMs: number };
}

/** What is known at the moment of the decision beside the call itself. */
export interface Situation {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Destroying calls of the requester within the breaker's window. */
  readonly recentDestroys: number;
  /** When the oldest of them leaves the window, in milliseconds since the epoch. */
  readonly breakerOpensAt?: number;
  /** Why a guard wants a second person. */
  readonly secondWanted?: string;
}

/** What a person has to give before a write runs: a yes, or the target's name typed out. */
export type Wanted = "yes" | "name";

type DenyCode =
  | "read_only"
  | "operation_denied"
  | "not_from_slack"
  | "frozen"
  | "too_many_destroys"
  | "no_approver";

/** Whether a call may run, needs a person's consent first, or is refused; `rule` is what decided. */
export type Decision =
  | { readonly kind: "allow"; readonly rule: string }
  | {
      readonly kind: "confirm";
      readonly by: "self" | "second";
      readonly wanted: Wanted;
      /** The principals who may give it, none of them the requester's; empty for `self`. */
      readonly approvers: readonly string[];
      /** How long the ticket waits, in milliseconds. */
      readonly lifeMs: number;
      readonly rule: string;
      /** Why a second person, where a guard wants one. */
      readonly reason?: string;
      /** The answer may not come from Slack. */
      readonly notFromSlack?: true;
    }
  | { readonly kind: "deny"; readonly code: DenyCode; readonly message: string; readonly rule: string };

/** The names that decisions carry when no rule of the file decided; none of the file's may be called so. */
export const ownRules = [
  "deny-list",
  "reads",
  "read-only",
  "freeze",
  "default-change",
  "default-destroy",
  "breaker",
  "guard",
] as const;

/** Gives a policy the version of its content. A version that is already there counts for nothing. */
export function versioned(content: Omit<Policy, "version">): Policy {
  const { readOnly, deny, people, rules, freezes, breaker, life } = content;
  const counted = { readOnly, deny, people, rules, freezes, breaker, life };
  return { ...counted, version: digestOf(counted).slice(0, 12) };
}

/** What holds without a policy file: everybody confirms for themselves, at most five destroying calls an hour. */
export const defaultPolicy: Policy = versioned({
  readOnly: false,
  deny: [],
  people: [],
  rules: [],
  freezes: [],
  breaker: { destroys: 5, windowMs: 3_600_000 },
  life: { selfMs: 600_000, secondMs: 86_400_000 },
});

/**
 * Decides on a call without doing anything. Only what reads, by its effect and by its risk, is ever allowed at once.
 *
 * What is made of several calls takes what each of them takes: the strictest decision on any of them counts.
 * The order: deny list, reads, read-only, freezes, the first rule that matches, the default, the breaker, the guards.
 */
export function decide(
  operation: Operation,
  actor: Pick<Party, "principal" | "face" | "sssUserId">,
  policy: Policy,
  situation: Situation,
): Decision {
  return partsOf(operation)
    .map((part) => decideOne(part, actor, policy, situation))
    .reduce(stricter);
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

function decideOne(
  operation: Operation,
  actor: Pick<Party, "principal" | "face" | "sssUserId">,
  policy: Policy,
  situation: Situation,
): Decision {
  const { name } = operation;
  if (isSwitchedOff(operation, policy)) {
    return deny("operation_denied", "deny-list", `${name} is switched off on this server.`);
  }
  if (onlyReads(operation)) return { kind: "allow", rule: "reads" };
  if (policy.readOnly) {
    return deny("read_only", "read-only", `${name} changes the account, and this server is read-only.`);
  }
  const freeze = policy.freezes.find(({ from, until }) => !(situation.now < from || situation.now >= until));
  if (freeze !== undefined) return deny("frozen", "freeze", frozen(name, freeze));
  const rule = policy.rules.find((candidate) => asks(candidate, actor) && appliesTo(candidate, operation));
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
  return consentFor(operation, approversBeside(actor, policy), rule, policy, situation);
}

/** Whether an operation can be run at all, by whomever and whenever: by the deny list and by what is read-only. */
export function isOffered(operation: Operation, policy: Policy): boolean {
  return partsOf(operation).every(
    (part) => !isSwitchedOff(part, policy) && (onlyReads(part) || !policy.readOnly),
  );
}

/** What a policy leaves open that whoever wrote it may not have meant, a line each. */
export function warningsOf({ people }: Policy): readonly string[] {
  const unlinked = people.filter(
    ({ principal, mayApprove, alsoKnownAs, sssUserId }) =>
      mayApprove && principal.startsWith("slack:") && alsoKnownAs === undefined && sssUserId === undefined,
  );
  if (unlinked.length === 0) return [];
  const names = unlinked.map(({ principal }) => principal).join(", ");
  return [
    `Policy: nothing tells who ${names} are outside Slack. What they have an assistant do is asked for by local:USER, and they could approve it themselves: give each of them alsoKnownAs or sssUserId.`,
  ];
}

/** Refusals that no wait and no other person ends. */
const lasting: readonly DenyCode[] = ["operation_denied", "read_only", "not_from_slack"];

/** Whether a call by this actor can run at all: no while the deny list, read-only mode or a rule refuses it. */
export function mayEver(
  operation: Operation,
  actor: Pick<Party, "principal" | "face">,
  policy: Policy,
): boolean {
  const decision = decide(operation, actor, { ...policy, freezes: [] }, { now: 0, recentDestroys: 0 });
  return decision.kind !== "deny" || !lasting.includes(decision.code);
}

/** Whether a rule covers the operation, whoever asks. */
export function appliesTo(
  { operations, risks, resources }: Omit<Rule, "consent">,
  operation: Operation,
): boolean {
  const { name, risk, command } = operation;
  return (
    (operations?.some((pattern) => isNamed(name, pattern)) ?? true) &&
    (risks?.some((one) => one === risk) ?? true) &&
    (resources?.some((one) => one === command.split(" ")[0]) ?? true)
  );
}

/** What a decision says and which rule made it, in one sentence. */
export function explain(decision: Decision): string {
  const by = `by the rule "${decision.rule}"`;
  switch (decision.kind) {
    case "allow":
      return `It runs at once, ${by}.`;
    case "deny":
      return `It is refused, ${by}: ${decision.message}`;
    case "confirm": {
      const { wanted, approvers, reason } = decision;
      const who = decision.by === "self" ? "whoever asked" : `a second person (${approvers.join(" or ")})`;
      const what = wanted === "name" ? "the target's name, typed by" : "a yes from";
      return `It takes ${what} ${who}, ${by}${reason === undefined ? "" : `: ${withoutStop(reason)}`}.`;
    }
  }
}

function isSwitchedOff({ name }: Operation, { deny }: Policy): boolean {
  return deny.some((pattern) => isNamed(name, pattern));
}

function onlyReads({ effect, risk }: Operation): boolean {
  return effect === "read" && risk === "read";
}

interface Wish {
  readonly by: "self" | "second";
  readonly rule: string;
  readonly reason?: string;
}

function consentFor(
  operation: Operation,
  approvers: readonly string[],
  rule: Rule | undefined,
  policy: Policy,
  situation: Situation,
): Decision {
  const wish = wishOf(operation, approvers, rule);
  // Not "at or over the limit": a count that is no number must trip it as well.
  const isTripped = operation.risk === "destroy" && !(situation.recentDestroys < policy.breaker.destroys);
  if (wish.by === "self" && isTripped && approvers.length === 0) {
    return deny("too_many_destroys", "breaker", tooMany(operation, policy, situation));
  }
  const raised = wish.by === "second" ? wish : (raiseOf(isTripped, situation) ?? wish);
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
function wishOf({ risk }: Operation, approvers: readonly string[], rule: Rule | undefined): Wish {
  const usual: Wish =
    risk === "destroy"
      ? { by: approvers.length > 0 ? "second" : "self", rule: "default-destroy" }
      : { by: "self", rule: "default-change" };
  if (rule?.consent === "second") return { by: "second", rule: rule.name };
  return rule !== undefined && usual.by === "self" ? { by: "self", rule: rule.name } : usual;
}

function raiseOf(isTripped: boolean, { secondWanted }: Situation): Wish | undefined {
  if (isTripped) return { by: "second", rule: "breaker" };
  return secondWanted === undefined ? undefined : { by: "second", rule: "guard", reason: secondWanted };
}

/** Somebody by what tells humans apart: the name they come under, and their user on SSS where a face knows it. */
export type Human = Pick<Party, "principal" | "sssUserId">;

/** Who may approve what somebody asks for, under all their names: not the requester, whatever they are called. */
export function approversBeside(requester: Human, policy: Policy): readonly string[] {
  const others = policy.people.filter(
    (person) => person.mayApprove && !isSameHuman(requester, person, policy),
  );
  return [...new Set(others.flatMap(namesOf))];
}

/** Whether two are the same human, by a name or by their user on SSS. */
export function isSameHuman(left: Human, right: Human, policy: Policy): boolean {
  const others = selvesOf(right, policy);
  return selvesOf(left, policy).some(({ principal, sssUserId }) =>
    others.some((other) => other.principal === principal || isSameId(other.sssUserId, sssUserId)),
  );
}

/** What the policy says of somebody, under whichever of their names they come. */
export function personOf(principal: string, { people }: Policy): Person | undefined {
  return people.find((person) => namesOf(person).includes(principal));
}

/** Somebody with their user on SSS, as the policy has it, else as the face does. */
export function humanOf({ principal, sssUserId }: Human, policy: Policy): Human {
  const known = personOf(principal, policy)?.sssUserId ?? sssUserId;
  return known === undefined ? { principal } : { principal, sssUserId: known };
}

/** Somebody with everything that the policy knows of them. */
function selvesOf(human: Human, { people }: Policy): readonly Human[] {
  const known = people.filter((person) => namesOf(person).includes(human.principal));
  return [
    human,
    ...known.flatMap((person) => namesOf(person).map((principal) => ({ ...person, principal }))),
  ];
}

function namesOf({ principal, alsoKnownAs = [] }: Person): readonly string[] {
  return [principal, ...alsoKnownAs];
}

function asks({ principals, faces }: Rule, actor: Pick<Party, "principal" | "face">): boolean {
  return (principals?.includes(actor.principal) ?? true) && (faces?.includes(actor.face) ?? true);
}

function frozen(name: string, freeze: Freeze): string {
  return `${name} waits: no writes during "${freeze.name}", until ${new Date(freeze.until).toISOString()}.`;
}

function tooMany({ name }: Operation, { breaker }: Policy, { breakerOpensAt }: Situation): string {
  const minutes = Math.ceil(breaker.windowMs / 60_000);
  const until =
    breakerOpensAt === undefined
      ? `there are fewer than ${breaker.destroys} in the last ${minutes} minutes`
      : new Date(breakerOpensAt).toISOString();
  return `${name} is over the limit of ${breaker.destroys} destroying calls in ${minutes} minutes: wait until ${until}, or add to the policy's people a second person with mayApprove.`;
}

function noApprover({ name }: Operation, { rule, reason }: Wish): Decision {
  const why = reason === undefined ? "" : ` (${withoutStop(reason)})`;
  const message = `${name} needs a second person${why}, and the policy knows none beside the requester: add one with mayApprove to its people.`;
  return deny("no_approver", rule, message);
}

function deny(code: DenyCode, rule: string, message: string): Decision {
  return { kind: "deny", code, message, rule };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
