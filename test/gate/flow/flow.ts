import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type House, openHouse } from "../../../src/house/house.ts";
import { configFrom } from "../../../src/config/load.ts";
import type { Actor } from "../../../src/gate/actor.ts";
import type { Consent } from "../../../src/gate/consent.ts";
import type { Outcome } from "../../../src/gate/outcome.ts";
import type { Ticket } from "../../../src/gate/ticket.ts";
import type { ReceivedCall } from "../../../src/sandbox/server.ts";
import type { AuditRow } from "../../../src/store/records.ts";
import { operationNamed } from "../../../tools/index.ts";
import { temporaryDirectory } from "../../directory.ts";
import { type AccountName, type TestHouse, environmentOf } from "../../house.ts";
import { collect } from "../../store/collect.ts";

/** An assistant's client that shows forms. */
export const taro: Actor = {
  principal: "local:taro",
  face: "mcp",
  asking: "form",
  client: { name: "test-client", version: "1.2.3" },
};

export const boss: Actor = { principal: "local:boss", face: "terminal", asking: "terminal" };

/** The settings under which destroying calls wait for the boss on the terminal. */
export async function underBoss(more = ""): Promise<Record<string, string>> {
  const policy = `people:\n  - { principal: "local:boss", mayApprove: true }\n${more}`;
  return { SSS_OPS_POLICY: await policyFile(policy), SSS_OPS_DOORS: "terminal" };
}

/** A policy file that is removed with the test. */
export async function policyFile(yaml: string): Promise<string> {
  const path = join(await temporaryDirectory(), "policy.yaml");
  await writeFile(path, yaml);
  return path;
}

/** Another house on the same sandbox and, unless told otherwise, the same state directory: a replica, or the next process. */
export async function openBeside(
  { sandbox, config: { stateDirectory } }: TestHouse,
  {
    account = "partner",
    environment = {},
    ...options
  }: {
    account?: AccountName;
    environment?: Record<string, string>;
    now?: () => number;
    patienceMs?: number;
    onFault?: (error: unknown) => void;
  } = {},
): Promise<House> {
  const config = configFrom({
    ...environmentOf(sandbox, account),
    SSS_OPS_STATE_DIR: stateDirectory,
    ...environment,
  });
  const house = await openHouse(config, {
    onFault: (error) => {
      throw error;
    },
    ...options,
  });
  onTestFinished(() => house.close());
  return house;
}

/** What the gate says to a call. */
export function askFor(
  { gate }: House,
  name: string,
  input: Record<string, unknown>,
  actor: Actor = taro,
): Promise<Outcome> {
  return gate.ask(requestOf(name, input, actor));
}

export function requestOf(name: string, input: Record<string, unknown>, actor: Actor = taro) {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return { operation, input, actor };
}

/** The ticket that a call is given. */
export async function ticketFor(
  house: House,
  name: string,
  input: Record<string, unknown>,
  actor: Actor = taro,
): Promise<Ticket> {
  const outcome = await askFor(house, name, input, actor);
  if (outcome.kind === "asking" || outcome.kind === "pending") return outcome.ticket;
  throw new Error(`no ticket, but ${JSON.stringify(outcome)}`);
}

/** What a person gives who wants it. */
export function consentTo({ question }: Ticket): Consent {
  return { kind: "given", yes: true, name: question.name };
}

/** Gives a ticket the consent it wants, by whoever has to give it. */
export async function run(house: House, ticket: Ticket): Promise<Outcome | undefined> {
  const { id, operation, input, undoes } = ticket;
  const request = { ...requestOf(operation, input), ...(undoes === undefined ? {} : { undoes }) };
  return ticket.consent === "second"
    ? house.gate.decide(id, consentTo(ticket), boss)
    : house.gate.answer(id, consentTo(ticket), request);
}

/** What reached SSS that was no read. */
export function writesOn({ sandbox }: TestHouse): readonly string[] {
  const isWrite = ({ method, path }: ReceivedCall) => method !== "GET" && !path.startsWith("/v3");
  return sandbox.calls.filter(isWrite).map(({ method, path }) => `${method} ${path.split("?")[0]}`);
}

export async function auditOf({ store }: House): Promise<AuditRow[]> {
  return collect((await store()).audit.read());
}

/** The words of the audit rows: the event, with the decision or the outcome where there is one. */
export async function eventsOf(house: House): Promise<readonly string[]> {
  return (await auditOf(house)).map(({ event, details }) => {
    const word = details["decision"] ?? details["outcome"];
    return typeof word === "string" ? `${event} ${word}` : event;
  });
}

/** Things of the seeded world by name. */
export function tenantOf({ sandbox: { world } }: TestHouse, name: string) {
  return needed([...world.tenants.values()].find((tenant) => tenant.name === name));
}

export function userOf({ sandbox: { world } }: TestHouse, loginId: string) {
  return needed([...world.users.values()].find((user) => user.loginId === loginId));
}

function needed<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The seeded world lacks what this test needs.");
  return thing;
}
