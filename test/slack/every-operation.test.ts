import { describe, expect, test } from "vitest";
import { endpoints } from "../../tools/index.ts";
import { inputField, noteOf } from "../../tools/fields.ts";
import type { Endpoint, Operation } from "../../tools/operation.ts";
import { samples, thingsOf } from "../samples.ts";
import { speakTo } from "../sandbox/sss.ts";
import { type Scene, openScene, transports } from "./scene.ts";
import { approve, ask, asksFor, closed, isAnswer, lineOf, opened, told, wholeOf } from "./steps.ts";

/** Every write takes a second person, so that it is reached by card as well. */
const policy = "rules:\n  - { name: all, consent: second }\n";

const writes = endpoints.filter(({ effect }) => effect !== "read");
const reads = endpoints.filter(({ effect }) => effect === "read");

describe.for(transports)("over %s", (transport) => {
  test.for(writes)(
    "$command is reached by an assistant's card, by form and by command",
    async (operation) => {
      const scene = await openScene({ transport, policy, environment: versionOf(operation) });
      const input = samples[operation.name].input(await thingsOf(speakTo(scene.house.sandbox)));
      const before = scene.house.sandbox.calls.length;

      const asked = await ask(scene, operation.name, input);
      expect(asked).toMatchObject({ kind: "pending" });
      await deny(scene, operation);
      await fillForm(scene, operation, input);
      await deny(scene, operation);
      await scene.slack.command("taro", lineOf(operation, input));
      await approve(scene, operation);

      const [method = "", route = ""] = operation.route.split(" ");
      const sent = scene.house.sandbox.calls
        .slice(before)
        .filter((call) => call.method === method && !call.path.startsWith("/v3"));
      expect(sent).toHaveLength(1);
      expect(sent[0]).toMatchObject({ status: samples[operation.name].status });
      expect(sent[0]?.path.split("?")[0]).toMatch(new RegExp(`${route.replace(/\{\w+\}/g, "[^/]+")}$`));
      expectQuiet(scene);
    },
  );

  test.for(reads)("$command is reached by form and by command", async (operation) => {
    const scene = await openScene({ transport, environment: versionOf(operation) });
    const input = samples[operation.name].input(await thingsOf(speakTo(scene.house.sandbox)));
    await fillForm(scene, operation, input);
    const direct = await scene.slack.until(() => scene.slack.directMessages("taro").at(-1));
    expect(wholeOf(direct)).toContain(operation.title.ja);
    await scene.slack.command("taro", lineOf(operation, input));
    const answer = await told(scene, "taro", scene.slack.channels.ops.id, isAnswer);
    expect(answer.text).toBe(direct.text);
    expectQuiet(scene);
  });
});

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
