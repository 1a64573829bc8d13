import { expect, onTestFinished, test, vi } from "vitest";
import type { Ticket } from "../../src/gate/ticket.ts";
import { startFakeSlack } from "../../src/sandbox/slack/server.ts";
import { keepStartingSlack } from "../../src/slack/keep-starting.ts";
import { type SlackOptions, startSlack } from "../../src/slack/start.ts";
import { openTestHouse } from "../house.ts";
import { openScene } from "./scene.ts";
import { ask, tenant } from "./steps.ts";

/** What a start is given, and who listens to tickets. */
async function openStart() {
  const slack = await startFakeSlack();
  onTestFinished(() => slack.stop());
  const { gate, store } = await openTestHouse({ environment: { SSS_OPS_DOORS: "slack" } });
  const listeners = new Set<(ticket: Ticket) => void>();
  const faults: unknown[] = [];
  const options: SlackOptions = {
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    channel: slack.channels.approvals.id,
    language: "en",
    watchMs: 0,
    gate,
    store,
    onTicket(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
    newId: () => crypto.randomUUID(),
    onFault: (error) => void faults.push(error),
  };
  /** Starts until the end of the test, and collects what is told of it. */
  const keepStarting = (changes: Partial<SlackOptions> = {}) => {
    const lines: string[] = [];
    const kept = keepStartingSlack({ ...options, ...changes }, (line) => void lines.push(line));
    onTestFinished(() => kept.stop());
    return { kept, lines };
  };
  return { slack, options, listeners, faults, store, keepStarting };
}

test("nothing is shown in Slack where it does not take the app-level token", async () => {
  const { options, listeners, store } = await openStart();
  await expect(startSlack({ ...options, appToken: "xapp-1-wrong" })).rejects.toThrow("app-level token");
  expect(listeners.size).toBe(0);
  const { leases } = await store();
  expect(await leases.take("slack-board", "other", Date.now(), 1_000)).toEqual({ fence: 1 });
});

test("tickets are listened to while it runs, and no longer", async () => {
  const { options, listeners } = await openStart();
  const face = await startSlack(options);
  expect(listeners.size).toBe(1);
  await face.stop();
  expect(listeners.size).toBe(0);
});

test("a stop does not wait as long as Slack asks a message to", async () => {
  const scene = await openScene();
  const { slack } = scene;
  slack.faults.rateLimit("chat.postMessage", { retryAfter: 25, times: 100 });
  await ask(scene, "delete_tenant", { tenant_id: tenant(scene).id });
  await slack.until(() => slack.calls.find(({ method }) => method === "chat.postMessage"));
  await scene.face.stop();
  expect(slack.sockets).toBe(0);
});

test("whoever asks is told whether Slack is connected just now", async () => {
  const { slack, keepStarting } = await openStart();
  const { kept } = keepStarting();
  expect(kept.isConnected()).toBe(false);
  await vi.waitFor(() => expect(kept.isConnected()).toBe(true));
  slack.faults.down = true;
  await vi.waitFor(() => expect(kept.isConnected()).toBe(false));
  slack.faults.clear();
  await vi.waitFor(() => expect(kept.isConnected()).toBe(true), 10_000);
});

test("a Slack that cannot be reached is told once, and tried again until it can", async () => {
  const { slack, faults, keepStarting } = await openStart();
  slack.faults.fail("auth.test", { status: 503, times: 2 });
  const { lines } = keepStarting();
  await vi.waitFor(() => expect(lines).toHaveLength(2), 10_000);
  expect(lines).toEqual([
    expect.stringContaining("Slack is not connected yet"),
    "Slack is connected over Socket Mode.",
  ]);
  expect([slack.sockets, faults]).toEqual([1, []]);
});

test("what waiting does not help with is told, and not tried again", async () => {
  const { slack, keepStarting } = await openStart();
  const { kept, lines } = keepStarting({ botToken: "xoxb-wrong" });
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  await kept.stop();
  expect(lines).toEqual([
    expect.stringMatching(/^Slack is not connected: Slack does not take the bot token/),
  ]);
  expect(slack.calls.map(({ method }) => method)).toEqual(["auth.test"]);
});

test.for(["auth.test", "apps.connections.open"])(
  "a start that waits for %s can be stopped",
  async (method) => {
    const { slack, keepStarting } = await openStart();
    slack.faults.rateLimit(method, { retryAfter: 40 });
    const { kept, lines } = keepStarting();
    await slack.until(() => slack.calls.find((call) => call.method === method));
    await kept.stop();
    expect([lines, slack.sockets]).toEqual([[], 0]);
  },
);
