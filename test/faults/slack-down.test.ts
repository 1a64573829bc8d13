import { expect, test, vi } from "vitest";
import { type Scene, openScene } from "../slack/scene.ts";
import { ask, cardOf, tenant, user, writes } from "../slack/steps.ts";

const minuteMs = 60_000;

/** Tickets of two calls that wait for an approver. */
async function askTwice(scene: Scene): Promise<readonly string[]> {
  const inputs = [
    ["delete_tenant", { tenant_id: tenant(scene).id }],
    ["delete_user", { user_id: user(scene, "yamamoto.aoi").id }],
  ] as const;
  const outcomes = await Promise.all(inputs.map(([name, input]) => ask(scene, name, input)));
  return outcomes.map((outcome) => {
    if (outcome.kind !== "pending") throw new Error(`not pending, but ${JSON.stringify(outcome)}`);
    return outcome.ticket.id;
  });
}

function cardsOf({ slack }: Scene, ticketId: string) {
  const messages = slack.messages(slack.channels.approvals.id);
  return messages.filter(({ blocks }) => JSON.stringify(blocks).includes(ticketId));
}

test("what is asked for while Slack is down is shown once it is back, each once, and answered there", async () => {
  let now = Date.parse("2026-11-22T03:00:00Z");
  const scene = await openScene({ now: () => now });
  const { slack, faults } = scene;
  slack.faults.down = true;
  const ids = await askTwice(scene);
  await vi.waitFor(() => expect(faults.length).toBeGreaterThanOrEqual(ids.length));
  expect(slack.messages(slack.channels.approvals.id)).toEqual([]);
  now += 30 * minuteMs;
  slack.faults.clear();
  now += 30 * minuteMs;
  for (const id of ids) await cardOf(scene, id);
  await slack.until(() => (slack.sockets > 0 ? true : undefined));
  const [first = ""] = ids;
  expect(await slack.click("hanako", await cardOf(scene, first), "ticket:deny")).toMatchObject({
    acked: true,
  });
  expect(ids.map((id) => cardsOf(scene, id).length)).toEqual([1, 1]);
  expect(writes(scene)).toEqual([]);
});

test("what is decided while Slack is down takes the buttons from its card once it is back", async () => {
  let now = Date.parse("2026-11-22T03:00:00Z");
  const scene = await openScene({ now: () => now });
  const { slack, house, faults } = scene;
  const [id = ""] = await askTwice(scene);
  await cardOf(scene, id);
  slack.faults.down = true;
  await house.gate.cancel(id, { principal: "local:assistant", face: "mcp", asking: "none" });
  await vi.waitFor(() => expect(faults.length).toBeGreaterThan(0));
  slack.faults.clear();
  now += 5 * minuteMs;
  const isClosed = () => !JSON.stringify(cardsOf(scene, id)).includes('"type":"button"');
  await slack.until(() => (isClosed() ? true : undefined));
  expect(cardsOf(scene, id)).toHaveLength(1);
});
