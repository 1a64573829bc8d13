import { catalog } from "../../tools/index.ts";
import { type Operation, type Risk, risks } from "../../tools/operation.ts";
import { type Asking, type DoorKind, type Route, routeOf } from "./doors.ts";
import { type Policy, defaultPolicy, versioned } from "./policy.ts";
import { decide } from "./policy/decide.ts";
import type { Decision } from "./policy/decision.ts";

/** One situation a call can be in, what becomes of it in words, and what has to happen before it runs. */
export interface Cell {
  /** What the requester's client can be asked by; a lying one says `form` and answers by itself. */
  readonly client: "none" | "form" | "url" | "both" | "lying";
  readonly risk: Risk;
  /** Whose consent the policy wants for a write; `denied` denies reads too. */
  readonly policy: "self" | "second" | "denied";
  readonly door: "none" | DoorKind;
  readonly outcome: string;
  readonly runs: "at once" | "after the typed name" | "after a yes" | "after another person" | "never";
}

type Situated = Omit<Cell, "outcome" | "runs">;

const clients = ["none", "form", "url", "both", "lying"] as const;
const policies = ["self", "second", "denied"] as const;
const doors = ["none", "terminal", "page", "slack"] as const;

const requester = { principal: "local:requester", face: "mcp" } as const;

const policyOf: Readonly<Record<Cell["policy"], Policy>> = {
  self: defaultPolicy,
  second: versioned({
    ...defaultPolicy,
    people: [{ principal: "local:approver", mayApprove: true }],
    rules: [{ name: "two-people", consent: "second" }],
  }),
  denied: versioned({ ...defaultPolicy, deny: ["*"] }),
};

/** Every cell of client, risk, policy and door, as {@link decide} and {@link routeOf} make it. */
export function consentTable(): readonly Cell[] {
  return clients.flatMap((client) =>
    risks.flatMap((risk) =>
      policies.flatMap((policy) => doors.map((door) => toCell({ client, risk, policy, door }))),
    ),
  );
}

function toCell(situated: Situated): Cell {
  const { client, risk, policy, door } = situated;
  const decision = decide(sampleOf(risk), requester, policyOf[policy], { now: 0, recentDestroys: 0 });
  const route = routeOf(decision, askingOf(client), door === "none" ? [] : [door]);
  return { ...situated, outcome: outcomeOf(route, decision, client), runs: runsOf(route, decision) };
}

/** A client that lies says it shows forms, and nothing in the protocol tells it from one that does. */
function askingOf(client: Cell["client"]): Asking {
  return client === "lying" ? "form" : client;
}

function sampleOf(risk: Risk): Operation {
  const sample = catalog.find((operation) => operation.risk === risk);
  if (sample === undefined) throw new Error(`no operation has the risk ${risk}`);
  return sample;
}

function runsOf(route: Route, decision: Decision): Cell["runs"] {
  if (route.kind === "run") return "at once";
  if (route.kind === "deny" || decision.kind !== "confirm") return "never";
  if (decision.by === "second") return "after another person";
  return decision.wanted === "name" ? "after the typed name" : "after a yes";
}

function outcomeOf(route: Route, decision: Decision, client: Cell["client"]): string {
  switch (route.kind) {
    case "run":
      return "runs: it only reads";
    case "deny":
      return `denied (${route.code}): ${refusals[route.code]}`;
    case "wait":
      return `pending: ${waiting(decision)} ${places[route.at[0] ?? "terminal"]}`;
    case "ask":
      return client === "lying" ? lied(decision) : `asks in the client for ${wantedOf(decision)}`;
  }
}

function waiting(decision: Decision): string {
  const who = isBySecond(decision) ? "a second person" : "the requester";
  return `the ticket waits for ${wantedOf(decision)} from ${who}`;
}

/** What is left when the machine answers the form: the name can be copied from the question as well. */
function lied(decision: Decision): string {
  const given = `asks in the client, which gives ${wantedOf(decision)} by itself: no proof of a person`;
  const left = "still only this one call, once, in time, on a target that has not moved, and on record";
  return isName(decision) ? `${given}; ${left}; under the breaker` : `${given}; ${left}`;
}

function wantedOf(decision: Decision): string {
  return isName(decision) ? "the target's typed name" : "a yes";
}

function isName(decision: Decision): boolean {
  return decision.kind === "confirm" && decision.wanted === "name";
}

function isBySecond(decision: Decision): boolean {
  return decision.kind === "confirm" && decision.by === "second";
}

const places: Readonly<Record<DoorKind, string>> = {
  terminal: "on the server's terminal",
  page: "on the ticket's page",
  slack: "in Slack",
};

const refusals: Readonly<Record<Extract<Route, { kind: "deny" }>["code"], string>> = {
  cannot_ask: "the client cannot show a form and no other door is configured",
  no_door: "no door is configured where a second person could answer",
  operation_denied: "the policy refuses it",
  not_from_slack: "the policy keeps it out of Slack",
  read_only: "the server is read-only",
  frozen: "no writes during a freeze",
  too_many_destroys: "over the limit of destroying calls",
  too_many_calls: "over a rule's limit of calls",
  no_approver: "the policy knows no second person",
};
