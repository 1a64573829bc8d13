import { isSecretField } from "../../tools/fields.ts";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import { inputOf } from "../../tools/words.ts";
import type { Actor } from "../gate/actor.ts";
import type { Asking, Route } from "../gate/doors.ts";
import type { Gate } from "../gate/gate.ts";
import { steps } from "../gate/outcome.ts";
import type { Policy } from "../gate/policy.ts";
import { type Decision, explain } from "../gate/policy/decision.ts";
import { rolesOf } from "../gate/policy/people.ts";
import { places } from "../gate/rehearse.ts";
import type { Claim } from "../store/records.ts";
import { type Terminal, exitCodes, report, unknownAccount } from "./call.ts";
import { wordsFor } from "./rehearsal.ts";

/** What a decision is explained with. */
export interface PolicyDesk {
  readonly gate: Gate;
  readonly policy: { readonly current: () => Policy };
  readonly terminal: Terminal;
}

/** The flags of `policy explain`, as the command line has them. */
export interface ExplainFlags {
  readonly actor: string;
  readonly operation: string;
  readonly face: keyof typeof askings;
  readonly account?: string;
  /** Such as `groups=sss-admins`. */
  readonly roleClaims?: readonly string[];
  readonly json?: true;
}

/** How each face asks a person in the call itself. */
export const askings = {
  mcp: "form",
  slack: "slack",
  page: "page",
  terminal: "terminal",
} as const satisfies Record<string, Asking>;

/**
 * Tells what the policy says to a call, by which rule, and who could answer where. With arguments the target is read, so
 * that the guards speak too. Nothing is done, and nothing goes on record.
 */
export async function explainPolicy(
  flags: ExplainFlags,
  words: readonly string[],
  desk: PolicyDesk,
): Promise<number> {
  const { terminal } = desk;
  const operation = operationNamed(flags.operation);
  if (operation === undefined)
    return usage(
      `there is no operation ${flags.operation}; sss-ops tools --json shows those there are`,
      terminal,
    );
  const stray = unknownAccount({ meant: flags.account, gate: desk.gate });
  if (stray !== undefined) return usage(stray.replace(/\.$/, ""), terminal);
  const claims = claimsFrom(flags.roleClaims ?? [], desk.policy.current());
  if ("fault" in claims) return usage(claims.fault, terminal);
  const actor = actorFrom(flags, claims.held);
  return words.length === 0
    ? tellDecision(operation, actor, flags, desk)
    : rehearse(operation, words, actor, flags, desk);
}

async function tellDecision(
  operation: Operation,
  actor: Actor,
  { json }: ExplainFlags,
  { gate, policy, terminal }: PolicyDesk,
): Promise<number> {
  const decision = await gate.decisionOn(operation, actor);
  const route = gate.routeOf(decision, actor);
  const { version } = policy.current();
  const roles = rolesOf(actor, policy.current()).map(({ name }) => name);
  if (json === true) {
    const { principal, face } = actor;
    const told = { operation: operation.name, actor: principal, face, roles, policy: version };
    terminal.print(JSON.stringify({ ...told, message: explain(decision), decision, route }, null, 2));
    return exitCodes.done;
  }
  const where = placeOf(actor, gate);
  terminal.print(`${operation.name} by ${actor.principal} (${actor.face})${where}, policy ${version}`);
  if (roles.length > 0) terminal.print(`Roles: ${roles.join(", ")}`);
  terminal.print(explain(decision));
  for (const line of linesOn(decision, route)) terminal.print(line);
  return exitCodes.done;
}

async function rehearse(
  operation: Operation,
  words: readonly string[],
  actor: Actor,
  { json }: ExplainFlags,
  { gate, terminal }: PolicyDesk,
): Promise<number> {
  const worded = inputOf(operation, words);
  if ("fault" in worded) return usage(worded.fault, terminal);
  const secret = Object.keys(worded.input).find((field) => isSecretField(operation, field));
  if (secret !== undefined)
    return usage(`leave out ${secret}: it is a secret, and decides nothing`, terminal);
  const told = await gate.rehearse({ operation, input: worded.input, actor });
  if (told.kind !== "rehearsed") return report(told, terminal);
  terminal.print(json === true ? JSON.stringify(told, null, 2) : `Rule: ${told.rule}\n${wordsFor(told)}`);
  return exitCodes.done;
}

/** Of several accounts, where none is named, the one that takes most is told of. */
function placeOf({ account }: Actor, { accounts }: Gate): string {
  if (account !== undefined) return ` on ${account}`;
  return accounts.length > 1 ? ` on the strictest of ${accounts.join(", ")}` : "";
}

/** Who could answer, and where. */
function linesOn(decision: Decision, route: Route): readonly string[] {
  if (route.kind === "run") return [];
  if (route.kind === "deny") return [`Next: ${steps[route.code]}`];
  const who =
    decision.kind === "confirm" && decision.by === "second" ? decision.approvers : ["the requester"];
  const where = route.kind === "ask" ? ["in the call itself"] : route.at.map((kind) => places[kind].en);
  return [`Who could answer: ${who.join(", ")}`, `Where: ${where.join(", ")}`];
}

function actorFrom({ actor, face, account }: ExplainFlags, claims: readonly Claim[]): Actor {
  return {
    principal: actor,
    face,
    asking: askings[face],
    ...(claims.length === 0 ? {} : { claims }),
    ...(account === undefined ? {} : { account }),
  };
}

/** The claims as the policy goes by them: whose tokens carry them it says itself. */
function claimsFrom(
  words: readonly string[],
  { roles }: Policy,
): { readonly held: readonly Claim[] } | { readonly fault: string } {
  const known = roles.flatMap((role) => role.claims);
  const held = words.map((word) => known.filter(({ claim, value }) => `${claim}=${value}` === word));
  const unknown = words.filter((_word, index) => held[index]?.length === 0);
  return unknown.length === 0
    ? { held: held.flat() }
    : { fault: `no role of the policy goes by the claim ${unknown.join(" or ")}` };
}

function usage(fault: string, terminal: Terminal): number {
  terminal.remark(`policy explain: ${fault}.`);
  return exitCodes.usage;
}
