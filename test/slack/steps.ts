import { vi } from "vitest";
import { operationNamed } from "../../tools/index.ts";
import type { Operation } from "../../tools/operation.ts";
import type { Actor } from "../../src/gate/actor.ts";
import type { Outcome } from "../../src/gate/outcome.ts";
import type { Ticket } from "../../src/gate/ticket.ts";
import type { FakeMessage, FakeView, UserKey } from "../../src/sandbox/slack/model.ts";
import type { Scene } from "./scene.ts";

/** An assistant's client that cannot ask anybody. */
export const assistant: Actor = {
  principal: "local:assistant",
  face: "mcp",
  asking: "none",
  client: { name: "test-host", version: "1.0.0" },
};

/** Puts a call to the gate as the assistant. */
export function ask(
  { house }: Pick<Scene, "house">,
  name: string,
  input: Record<string, unknown>,
): Promise<Outcome> {
  const operation = operationNamed(name);
  if (operation === undefined) throw new Error(`no operation is called ${name}`);
  return house.gate.ask({ operation, input, actor: assistant });
}

/** A tenant of the seeded world. */
export function tenant({ house }: Pick<Scene, "house">, name = "hoshino-web") {
  return needed([...house.sandbox.world.tenants.values()].find((one) => one.name === name));
}

/** A user of the seeded world. */
export function user({ house }: Pick<Scene, "house">, loginId: string) {
  return needed([...house.sandbox.world.users.values()].find((one) => one.loginId === loginId));
}

/** The ticket of an assistant's call that waits for somebody in Slack, and its card. */
export async function waitingCard(
  scene: Scene,
  name = "delete_tenant",
  input: Record<string, unknown> = { tenant_id: tenant(scene).id },
): Promise<{ readonly ticket: Ticket; readonly card: FakeMessage }> {
  const outcome = await ask(scene, name, input);
  if (outcome.kind !== "pending") throw new Error(`not pending, but ${JSON.stringify(outcome)}`);
  const { ticket } = outcome;
  return { ticket, card: await cardOf(scene, ticket.id) };
}

/** The card of a ticket in the approvals channel. */
export function cardOf({ slack }: Pick<Scene, "slack">, ticketId: string): Promise<FakeMessage> {
  return slack.until(() => cards(slack).find(({ blocks }) => JSON.stringify(blocks).includes(ticketId)));
}

/** A message once it has no buttons any more. */
export function closed({ slack }: Pick<Scene, "slack">, { channel, ts }: FakeMessage): Promise<FakeMessage> {
  return slack.until(() =>
    slack.messages(channel).find((message) => message.ts === ts && !hasButtons(message)),
  );
}

/** Longer than the sandbox's transactions take. */
const longestWaitMs = 10_000;

/** A ticket once it is in this state. */
export async function inState(
  { house }: Pick<Scene, "house">,
  ticketId: string,
  state: Ticket["state"],
): Promise<Ticket> {
  return vi.waitFor(async () => {
    const ticket = await house.gate.find(ticketId);
    if (ticket?.state !== state) throw new Error(`the ticket is ${ticket?.state}, not ${state}`);
    return ticket;
  }, longestWaitMs);
}

export function hasButtons({ blocks }: FakeMessage): boolean {
  return JSON.stringify(blocks).includes('"type":"button"');
}

/** The newest message that only this person sees, once there are more of them than before. */
export function told(
  { slack }: Pick<Scene, "slack">,
  who: UserKey,
  channel: string,
  fits: (text: string) => boolean = () => true,
): Promise<FakeMessage> {
  return slack.until(() =>
    slack
      .messages(channel, who)
      .findLast((message) => message.ephemeralFor === slack.users[who].id && fits(wholeOf(message))),
  );
}

/** A modal that fits, once somebody has it open. */
export function opened(
  { slack }: Pick<Scene, "slack">,
  who: UserKey,
  fits: (view: FakeView) => boolean = () => true,
): Promise<FakeView> {
  return slack.until(() => {
    const view = slack.view(who);
    return view !== undefined && fits(view) ? view : undefined;
  });
}

/** Whether a modal wants something to be typed into this block. */
export function asksFor(blockId: string): (view: FakeView) => boolean {
  return ({ view }) => JSON.stringify(view).includes(`"block_id":"${blockId}"`);
}

/** Whether a modal says something. */
export function says(text: string): (view: FakeView) => boolean {
  return ({ view }) => JSON.stringify(view).includes(text);
}

/** All that a message says, in blocks and for notifications. */
export function wholeOf({ text, blocks }: Pick<FakeMessage, "text" | "blocks">): string {
  return `${text}\n${JSON.stringify(blocks)}`;
}

/** Whether a message is more than the remark that something was begun. */
export function isAnswer(text: string): boolean {
  return !text.includes("`)…");
}

/** The command as somebody types it, with everything in quotes. */
export function lineOf({ command }: Operation, input: Record<string, unknown>): string {
  const words = Object.entries(input).map(([field, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `${field}="${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  });
  return [command, ...words].join(" ");
}

/** Has hanako give the newest card the consent it wants, and waits until it is done. */
export async function approve(scene: Scene, operation: Operation): Promise<void> {
  const { slack, house } = scene;
  const card = await slack.until(() =>
    slack
      .messages(slack.channels.approvals.id)
      .findLast((message) => JSON.stringify(message.blocks).includes("ticket:approve")),
  );
  const [ticket] = await house.gate.list({ states: ["open"] });
  if (ticket === undefined) throw new Error("there is no ticket");
  await slack.click("hanako", card, "ticket:approve");
  if (operation.risk === "destroy") {
    const question = await opened(scene, "hanako", asksFor("name"));
    await slack.submit("hanako", question.id, { name: ticket.question.name });
  }
  await closed(scene, card);
  await inState(scene, ticket.id, "done");
}

/** What reached SSS that was no read. */
export function writes({ house }: Pick<Scene, "house">): readonly string[] {
  return house.sandbox.calls
    .filter(({ method, path }) => method !== "GET" && !path.startsWith("/v3"))
    .map(({ method, path }) => `${method} ${path.split("?")[0]}`);
}

function cards(slack: Scene["slack"]): readonly FakeMessage[] {
  return slack.messages(slack.channels.approvals.id).filter(({ ephemeralFor }) => ephemeralFor === undefined);
}

function needed<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The seeded world lacks what this test needs.");
  return thing;
}
