import { describe, expect, test } from "vitest";
import { endpoints } from "../../tools/index.ts";
import { inputField, noteOf } from "../../tools/fields.ts";
import type { Endpoint, Operation } from "../../tools/operation.ts";
import { samples, thingsOf } from "../samples.ts";
import { speakTo } from "../sandbox/sss.ts";
import { type Scene, type Transport, openScene, transports } from "./scene.ts";
import { approve, ask, asksFor, closed, isAnswer, lineOf, opened, told, wholeOf } from "./steps.ts";

/** Every write takes a second person, so that it is reached by card as well. */
const policy = "rules:\n  - { name: all, consent: second }\n";

const writes = endpoints.filter(({ effect }) => effect !== "read");
const reads = endpoints.filter(({ effect }) => effect === "read");

type Called = (typeof endpoints)[number];

/** Each operation goes over both transports, and each of its ways over one: the forms of every second over either. */
const turns = transports.map((transport, turn) => {
  const isFilled = (_operation: Operation, index: number) => index % transports.length === turn;
  const isTyped = (operation: Operation, index: number) => !isFilled(operation, index);
  return { transport, isFilled, isTyped };
});

describe.for(turns)("over $transport", ({ transport, isFilled, isTyped }) => {
  test.for(writes.filter(isFilled))(
    "$command is reached by an assistant's card and by form",
    async (operation) => {
      const { scene, input, before } = await openFor(operation, transport);
      const asked = await ask(scene, operation.name, input);
      expect(asked).toMatchObject({ kind: "pending" });
      await deny(scene, operation);
      await fillForm(scene, operation, input);
      await approve(scene, operation);
      expect(sentIn(scene, operation, before)).toEqual([sampleOf(operation)]);
      expectQuiet(scene);
    },
  );

  test.for(writes.filter(isTyped))("$command is reached by command", async (operation) => {
    const { scene, input, before } = await openFor(operation, transport);
    await scene.slack.command("taro", lineOf(operation, input));
    await approve(scene, operation);
    expect(sentIn(scene, operation, before)).toEqual([sampleOf(operation)]);
    expectQuiet(scene);
  });

  test.for(reads.filter(isFilled))(
    "$command is reached by form, and the same by command",
    async (operation) => {
      const { scene, input } = await openFor(operation, transport);
      await fillForm(scene, operation, input);
      const direct = await scene.slack.until(() => scene.slack.directMessages("taro").at(-1));
      expect(wholeOf(direct)).toContain(operation.title.ja);
      expect(await typedBy(scene, operation, input)).toBe(direct.text);
      expectQuiet(scene);
    },
  );

  test.for(reads.filter(isTyped))("$command is reached by command", async (operation) => {
    const { scene, input } = await openFor(operation, transport);
    expect(await typedBy(scene, operation, input)).toContain(operation.title.ja);
    expectQuiet(scene);
  });
});

/** A scene, what the operation is called with in it, and how many calls SSS had received by then. */
async function openFor(operation: Called, transport: Transport) {
  const isRead = operation.effect === "read";
  const scene = await openScene({
    transport,
    environment: versionOf(operation),
    ...(isRead ? {} : { policy }),
  });
  const input = samples[operation.name].input(await thingsOf(speakTo(scene.house.sandbox)));
  return { scene, input, before: scene.house.sandbox.calls.length };
}

/** What reached SSS since then with the operation's method, and how it was answered. */
function sentIn({ house }: Scene, { route }: Called, before: number): readonly unknown[] {
  const [method = ""] = route.split(" ");
  return house.sandbox.calls
    .slice(before)
    .filter((call) => call.method === method && !call.path.startsWith("/v3"))
    .map(({ status, path }) => ({ status, path: path.split("?")[0] }));
}

/** How its sample arrives there. */
function sampleOf({ name, route }: Called): unknown {
  const [, path = ""] = route.split(" ");
  const pattern = new RegExp(`${path.replace(/\{\w+\}/g, "[^/]+")}$`);
  return { status: samples[name].status, path: expect.stringMatching(pattern) };
}

/** What the command that taro types is answered. */
async function typedBy(scene: Scene, operation: Operation, input: Record<string, unknown>): Promise<string> {
  await scene.slack.command("taro", lineOf(operation, input));
  return (await told(scene, "taro", scene.slack.channels.ops.id, isAnswer)).text;
}

/** Chooses the operation in the palette and fills in its form. */
async function fillForm(scene: Scene, operation: Operation, input: Record<string, unknown>): Promise<void> {
  const { slack } = scene;
  await slack.shortcut("taro", "sss_palette");
  const palette = await opened(scene, "taro", asksFor("operation"));
  await slack.submit("taro", palette.id, { operation: operation.name });
  const form = await opened(scene, "taro", ({ view }) => view["callback_id"] === `form:${operation.name}`);
  for (const [field, value] of Object.entries(input)) {
    const schema = inputField(operation, field);
    if (schema !== undefined && noteOf(schema)?.lookup !== undefined) {
      await slack.suggest("taro", form.id, field, String(value));
    }
  }
  const entered = Object.entries(input).map(([field, value]) => [field, enteredOf(value)] as const);
  const { ack } = await slack.submit("taro", form.id, Object.fromEntries(entered));
  expect(ack).not.toMatchObject({ response_action: "errors" });
}

/** A value as it is typed or chosen in a form. */
function enteredOf(value: unknown): unknown {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  if (Array.isArray(value))
    return value.every((one) => typeof one === "string") ? value : JSON.stringify(value);
  return value;
}

async function deny(scene: Scene, operation: Operation): Promise<void> {
  const { slack } = scene;
  const card = await slack.until(() =>
    slack
      .messages(slack.channels.approvals.id)
      .findLast((message) => JSON.stringify(message.blocks).includes("ticket:deny")),
  );
  await slack.click("hanako", card, "ticket:deny");
  const form = await opened(scene, "hanako", asksFor("reason"));
  await slack.submit("hanako", form.id, { reason: operation.name });
  await closed(scene, card);
}

function versionOf({ versions }: Endpoint): Record<string, string> {
  return { SSS_API_VERSION: versions[0] };
}

/** Slack took every payload, and nothing went wrong on the way. */
function expectQuiet({ slack, faults }: Scene): void {
  expect(faults).toEqual([]);
  const refused = slack.calls.filter(({ answer }) => (answer as { ok?: boolean } | undefined)?.ok === false);
  expect(refused).toEqual([]);
}
