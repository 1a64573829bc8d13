import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { saying } from "../../../src/slack/views/blocks.ts";
import { connectSlack } from "../../../src/slack/bolt/connect.ts";
import { connectTo, openFakeSlack, settingsFor } from "./connected.ts";

const hello = saying("Hello.");
const command = () => ({ ack: hello });

test.for(["refresh_requested", "warning", "link_disabled"])(
  "after %s from Slack, commands are taken over another connection",
  async (reason) => {
    const { slack } = await connectTo("socket", { command });
    slack.refreshSockets(reason);
    await slack.until(() => (opened(slack.calls) === 2 && slack.sockets === 1 ? true : undefined));
    // The one connection may still be the one that is being left.
    await vi.waitFor(async () => {
      expect((await slack.command("hanako", "help")).message?.text).toBe("Hello.");
    }, 10_000);
  },
);

test("a connection that breaks again and again comes back each time", async () => {
  const { slack, faults } = await connectTo("socket", { command });
  for (const times of [2, 3]) {
    slack.cutSockets();
    await slack.until(() => (opened(slack.calls) === times && slack.sockets === 1 ? true : undefined));
  }
  expect((await slack.command("hanako", "help")).message?.text).toBe("Hello.");
  expect(faults).toEqual([]);
});

test.for([{ status: 502 }, { error: "invalid_auth" }, { error: "internal_error" }, { cut: true }])(
  "a connection that cannot be opened again at once, for %o, is opened later",
  async (failure) => {
    const { slack, faults } = await connectTo("socket", { command });
    slack.faults.fail("apps.connections.open", failure);
    slack.cutSockets();
    await slack.until(() => (opened(slack.calls) >= 2 && slack.sockets === 1 ? true : undefined));
    expect((await slack.command("hanako", "help")).acked).toBe(true);
    expect(faults).toContainEqual(expect.objectContaining({ name: "SlackFault" }));
  },
);

test("an outage is survived", async () => {
  const { slack } = await connectTo("socket", { command });
  slack.faults.down = true;
  await slack.until(() => (slack.sockets === 0 ? true : undefined));
  slack.faults.down = false;
  await slack.until(() => (slack.sockets === 1 ? true : undefined));
  expect((await slack.command("hanako", "help")).acked).toBe(true);
});

test("a connection that is being opened again does not hold up a stop", async () => {
  const { slack, connection } = await connectTo("socket");
  slack.faults.rateLimit("apps.connections.open", { retryAfter: 30 });
  slack.cutSockets();
  await slack.until(() => (opened(slack.calls) === 2 ? true : undefined));
  await connection.stop();
  expect(slack.sockets).toBe(0);
});

test("word of too many events, which Slack's own client does not expect, is survived", async () => {
  const { slack, faults } = await connectTo("socket", { command });
  await slack.deliver("events_api", { type: "app_rate_limited", minute_rate_limited: 1_518_467_820 });
  expect((await slack.command("hanako", "help")).acked).toBe(true);
  expect(faults).toEqual([expect.any(TypeError)]);
});

test("what Slack was not told about is not done", async () => {
  let worked = false;
  let stopped: Promise<void> | undefined;
  const { slack, connection, faults } = await connectTo("socket", {
    command: () => {
      stopped = connection.stop();
      return { ack: hello, work: async () => void (worked = true) };
    },
  });
  expect((await slack.command("hanako", "help")).acked).toBe(false);
  await stopped;
  expect([worked, faults]).toEqual([false, [expect.any(Error)]]);
});

test.for(["xapp-wrong", "xoxb-sandbox"])(
  "the app-level token %s is refused at the start",
  async (appToken) => {
    const slack = await openFakeSlack();
    const settings = { ...settingsFor(slack, "socket"), appToken };
    const started = connectSlack(settings, noHandlers, { onFault: () => {} });
    await expect(started).rejects.toThrow("Slack does not take the app-level token (invalid_auth)");
  },
);

test("the bot token is no app-level token", async () => {
  const slack = await openFakeSlack();
  const settings = { ...settingsFor(slack, "socket"), appToken: slack.botToken };
  const started = connectSlack(settings, noHandlers, { onFault: () => {} });
  await expect(started).rejects.toThrow("app-level token (not_allowed_token_type)");
});

test("a socket on another host than Slack's is not opened", async () => {
  const { apiUrl } = await startPeer("ws://127.0.0.1:9/");
  const started = connectSlack({ botToken: "xoxb-1", appToken: "xapp-1", apiUrl }, noHandlers, {
    onFault: () => {},
  });
  await expect(started).rejects.toThrow("Slack's socket cannot be reached (host_not_allowed)");
});

test("a peer that does not say goodbye is left without it", async () => {
  const { apiUrl, gone } = await startPeer();
  const connection = await connectSlack({ botToken: "xoxb-1", appToken: "xapp-1", apiUrl }, noHandlers, {
    onFault: () => {},
  });
  await connection.stop();
  expect(await gone).toBe("gone");
});

function noHandlers() {
  return {} as never;
}

function opened(calls: readonly { readonly method: string }[]): number {
  return calls.filter(({ method }) => method === "apps.connections.open").length;
}

/** A Slack that says hello on its socket and nothing else, not even that a connection is to be closed. */
async function startPeer(socketUrl?: string) {
  const server = createServer((_, response) => {
    const url = socketUrl ?? `ws://127.0.0.1:${port()}/`;
    response.end(JSON.stringify({ ok: true, team_id: "T1", user_id: "U1", bot_id: "B1", url }));
  });
  const port = () => (server.address() as AddressInfo).port;
  const gone = new Promise<"gone">((resolve) => {
    server.on("upgrade", (request, socket) => {
      socket.on("end", () => resolve("gone")).on("error", () => {});
      const key = createHash("sha1")
        .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest("base64");
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
      );
      const text = JSON.stringify({ type: "hello" });
      socket.write(Buffer.from([0x81, text.length]));
      socket.write(text);
      socket.resume();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  return { apiUrl: `http://127.0.0.1:${port()}/api/`, gone };
}
