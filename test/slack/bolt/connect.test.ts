import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { saying } from "../../../src/slack/views/blocks.ts";
import { type SlackSettings, connectSlack } from "../../../src/slack/bolt/connect.ts";
import type {
  Caller,
  ClickPayload,
  CommandPayload,
  ShortcutPayload,
  SuggestPayload,
  ViewPayload,
} from "../../../src/slack/payloads.ts";
import { card, connectTo, form, openFakeSlack, openForm, settingsFor, transports } from "./connected.ts";

const hello = saying("Hello.");

describe.for(transports)("over %s", (transport) => {
  test("a command is handed on with what was typed, and answered to its user only", async () => {
    const payloads: CommandPayload[] = [];
    const { slack } = await connectTo(transport, {
      command: (payload) => (payloads.push(payload), { ack: hello }),
    });
    const { id: userId } = slack.users.hanako;
    const { message } = await slack.command("hanako", "user list <x>");
    expect(payloads).toEqual([
      {
        caller: { userId, teamId: slack.team.id, transport },
        text: "user list &lt;x&gt;",
        channelId: slack.channels.ops.id,
        triggerId: expect.any(String),
        responseUrl: expect.stringContaining(slack.url),
      },
    ]);
    expect(message).toMatchObject({ text: "Hello.", blocks: hello.blocks, ephemeralFor: userId });
  });

  test("a press on a message is handed on with the place of the message", async () => {
    const presses: ClickPayload[] = [];
    const { slack, connection } = await connectTo(transport, {
      click: (payload) => (presses.push(payload), {}),
    });
    const posted = await connection.surface.post(slack.channels.ops.id, card);
    await slack.click("taro", posted, "ticket:approve");
    expect(presses).toEqual([
      {
        caller: { userId: slack.users.taro.id, teamId: slack.team.id, transport },
        action: "ticket:approve",
        value: "ticket-1",
        triggerId: expect.any(String),
        actionTs: expect.any(String),
        responseUrl: expect.stringContaining(slack.url),
        message: { ...posted, isEphemeral: false },
      },
    ]);
  });

  test("a press on an ephemeral message, too", async () => {
    const presses: ClickPayload[] = [];
    const { slack } = await connectTo(transport, {
      command: () => ({ ack: card }),
      click: (payload) => (presses.push(payload), {}),
    });
    const { message } = await slack.command("taro", "help");
    if (message !== undefined) await slack.click("taro", message, "ticket:approve");
    expect(presses[0]?.message).toEqual({
      channel: slack.channels.ops.id,
      ts: message?.ts,
      isEphemeral: true,
    });
  });

  test("a press on App Home has neither a message nor a place to answer", async () => {
    const presses: ClickPayload[] = [];
    const { slack, connection } = await connectTo(transport, {
      click: (payload) => (presses.push(payload), {}),
    });
    await connection.surface.publishHome(slack.users.taro.id, { type: "home", blocks: card.blocks });
    await slack.click("taro", "home", "ticket:approve");
    expect(presses[0]).toMatchObject({ action: "ticket:approve", value: "ticket-1" });
    expect(presses[0]).not.toHaveProperty("message");
    expect(presses[0]).not.toHaveProperty("responseUrl");
  });

  test("the team of somebody from outside is their own", async () => {
    const callers: Caller[] = [];
    const { slack, connection } = await connectTo(transport, {
      click: ({ caller }) => (callers.push(caller), {}),
    });
    const posted = await connection.surface.post(slack.channels.ops.id, card);
    await slack.click("stranger", posted, "ticket:approve");
    const { id: userId, teamId } = slack.users.stranger;
    expect(callers).toEqual([{ userId, teamId, transport }]);
    expect(teamId).not.toBe(slack.team.id);
  });

  test("a modal is handed on with what stands in it, as Slack sends it", async () => {
    const payloads: ViewPayload[] = [];
    const { slack } = await connectTo(transport, { submit: (payload) => (payloads.push(payload), {}) });
    const viewId = await openForm(slack, "hanako");
    await slack.submit("hanako", viewId, { name: "x", status: "off", groups: ["a", "b"], sure: true });
    expect(payloads[0]?.view).toEqual({
      id: viewId,
      callback: "form",
      metadata: "draft-1",
      state: {
        name: { value: { type: "plain_text_input", value: "x" } },
        status: { value: { type: "static_select", selected_option: { value: "off" } } },
        groups: {
          value: { type: "multi_static_select", selected_options: [{ value: "a" }, { value: "b" }] },
        },
        sure: { value: { type: "checkboxes", selected_options: [{ value: "true" }] } },
        tenant: { choose: { type: "external_select", selected_option: null } },
      },
    });
    expect(slack.view("hanako")).toBeUndefined();
  });

  test("faults of a modal are shown in it", async () => {
    const { slack } = await connectTo(transport, {
      submit: () => ({ ack: { errors: { name: "too short" } } }),
    });
    await slack.submit("hanako", await openForm(slack, "hanako"), { name: "x" });
    expect(slack.view("hanako")?.errors).toEqual({ name: "too short" });
  });

  test("another modal takes the place of one", async () => {
    const update = { ...form, callback_id: "next" };
    const { slack } = await connectTo(transport, { submit: () => ({ ack: { update } }) });
    await slack.submit("hanako", await openForm(slack, "hanako"));
    expect(slack.view("hanako")?.view).toMatchObject({ callback_id: "next" });
  });

  test("a closed modal is handed on", async () => {
    const views: unknown[] = [];
    const { slack } = await connectTo(transport, { close: ({ view }) => (views.push(view), {}) });
    const viewId = await openForm(slack, "hanako");
    await slack.close("hanako", viewId);
    expect(views).toEqual([expect.objectContaining({ id: viewId, callback: "form", metadata: "draft-1" })]);
  });

  test("a menu is handed on with what was typed, and given its options", async () => {
    const payloads: SuggestPayload[] = [];
    const choices = Array.from({ length: 101 }, (_, at) => ({ label: `tenant ${at}`, value: `${at}` }));
    const { slack } = await connectTo(transport, {
      suggest: (payload) => (payloads.push(payload), Promise.resolve(choices)),
    });
    const { options } = await slack.suggest("hanako", await openForm(slack, "hanako"), "tenant", "ho");
    expect(payloads[0]).toMatchObject({ blockId: "tenant", typed: "ho", view: { metadata: "draft-1" } });
    expect(options).toHaveLength(100);
    expect(options[0]).toEqual({ text: expect.objectContaining({ text: "tenant 0" }), value: "0" });
  });

  test("the shortcut and App Home are handed on", async () => {
    const payloads: (ShortcutPayload | Caller)[] = [];
    const { slack } = await connectTo(transport, {
      shortcut: (payload) => (payloads.push(payload), {}),
      home: (caller) => (payloads.push(caller), {}),
    });
    await slack.shortcut("hanako", "sss_palette");
    await slack.openHome("hanako");
    await slack.until(() => (payloads.length === 2 ? true : undefined));
    const caller = { userId: slack.users.hanako.id, teamId: slack.team.id, transport };
    expect(payloads).toEqual([{ caller, triggerId: expect.any(String) }, caller]);
  });

  describe("what belongs to another team is refused:", () => {
    test("a command", async () => {
      const { slack } = await connectTo(transport, { command: () => ({ ack: hello }) });
      const { message } = await slack.command("stranger", "help");
      expect(message?.text).toMatch(/belongs to another workspace/);
    });

    test("a press, which is answered where the button stands", async () => {
      let presses = 0;
      const { slack, connection } = await connectTo(transport, { click: () => ((presses += 1), {}) });
      const posted = await connection.surface.post(slack.channels.ops.id, card);
      const { payload } = await slack.click("taro", posted, "ticket:approve");
      const sent = { ...(payload as object), trigger_id: "other", team: { id: "T0OTHER", domain: "other" } };
      expect((await slack.deliver("interactive", sent)).acked).toBe(true);
      const { id } = slack.channels.ops;
      const answer = await slack.until(() => slack.messages(id, "taro").find((one) => one.ephemeralFor));
      expect([answer.text, presses]).toEqual([expect.stringMatching(/belongs to another workspace/), 1]);
    });

    test.for([
      ["of another team's installation", { app_installed_team_id: "T0OTHER" }, {}],
      ["of a whole organisation", {}, { team: null }],
    ] as const)("a modal %s", async ([, inView, inBody]) => {
      let submissions = 0;
      const { slack } = await connectTo(transport, { submit: () => ((submissions += 1), {}) });
      const { payload } = await slack.submit("hanako", await openForm(slack, "hanako"));
      const { view } = payload as { readonly view: object };
      const sent = { ...(payload as object), trigger_id: "other", ...inBody, view: { ...view, ...inView } };
      const { app_installed_team_id: _, ...plainView } = sent.view as Record<string, unknown>;
      const { ack } = await slack.deliver(
        "interactive",
        "team" in inBody ? { ...sent, view: plainView } : sent,
      );
      expect([JSON.stringify(ack), submissions]).toEqual([expect.stringMatching(/another workspace/), 1]);
    });

    test("an event", async () => {
      const homes: Caller[] = [];
      const { slack } = await connectTo(transport, { home: (caller) => (homes.push(caller), {}) });
      const { payload } = await slack.openHome("hanako");
      const sent = { ...(payload as object), event_id: "EvOther", team_id: "T0OTHER" };
      await slack.deliver("events_api", sent);
      await slack.command("hanako", "help");
      expect(homes).toHaveLength(1);
    });
  });

  test("work that was begun is done before the connection ends", async () => {
    const done: string[] = [];
    const { slack, connection } = await connectTo(transport, {
      command: () => ({
        ack: hello,
        work: async () => {
          await connection.surface.post(slack.channels.ops.id, hello);
          done.push("posted");
        },
      }),
    });
    slack.faults.rateLimit("chat.postMessage", { retryAfter: 1 });
    await slack.command("hanako", "help");
    await connection.stop();
    expect(done).toEqual(["posted"]);
    expect((await slack.command("hanako", "help")).acked).toBe(false);
  });

  test("nothing goes out of a connection that has ended", async () => {
    const { slack, connection } = await connectTo(transport);
    await connection.stop();
    const posted = connection.surface.post(slack.channels.ops.id, hello);
    await expect(posted).rejects.toMatchObject({ kind: "unreached", reason: "stopped" });
  });
});

describe("a start fails, and says why, with", () => {
  const startWith = (settings: SlackSettings) =>
    connectSlack(settings, () => expect.unreachable("no handlers are needed"), { onFault: () => {} });

  test.for(transports)("a wrong bot token over %s", async (transport) => {
    const settings = settingsFor(await openFakeSlack(), transport);
    await expect(startWith({ ...settings, botToken: "xoxb-wrong" })).rejects.toThrow(
      "Slack does not take the bot token (invalid_auth); copy the Bot User OAuth Token, which begins with xoxb-.",
    );
  });

  test("the token of another team", async () => {
    const slack = await openFakeSlack();
    await expect(startWith({ ...settingsFor(slack, "socket"), teamId: "T0OTHER" })).rejects.toThrow(
      "the bot token belongs to team T0SANDBOX1, not to T0OTHER",
    );
  });

  test("a token without all scopes", async () => {
    const apiUrl = await startApi(
      { ok: true, team_id: "T1", user_id: "U1", bot_id: "B1" },
      "commands,users:read",
    );
    await expect(startWith({ botToken: "xoxb-1", appToken: "xapp-1", apiUrl })).rejects.toThrow(
      "the bot token lacks chat:write",
    );
  });

  test("the token of a person", async () => {
    const apiUrl = await startApi({ ok: true, team_id: "T1", user_id: "U1" });
    await expect(startWith({ botToken: "xoxp-1", appToken: "xapp-1", apiUrl })).rejects.toThrow(
      "no bot token",
    );
  });

  test("a Slack that is away", async () => {
    const slack = await openFakeSlack();
    slack.faults.down = true;
    await expect(startWith(settingsFor(slack, "socket"))).rejects.toThrow("Slack cannot be reached");
  });

  test("both ways, or none", async () => {
    const slack = await openFakeSlack();
    const { appToken, ...neither } = settingsFor(slack, "socket");
    const both = { ...settingsFor(slack, "http"), appToken: slack.appToken };
    await expect(startWith(neither)).rejects.toThrow(
      "app-level token (Socket Mode) or a signing secret (HTTP)",
    );
    await expect(startWith(both)).rejects.toThrow("app-level token (Socket Mode) or a signing secret (HTTP)");
    expect(appToken).toBe(slack.appToken);
  });

  test.for(["http://slack.example/api/", "ftp://127.0.0.1/", "slack.com/api"])(
    "an address that a token may not be sent to, such as %s",
    async (apiUrl) => {
      const started = startWith({ botToken: "xoxb-1", appToken: "xapp-1", apiUrl });
      await expect(started).rejects.toThrow("has to be https, or http on this machine");
    },
  );
});

/** A server that answers every call the same way. */
async function startApi(answer: object, scopes?: string): Promise<string> {
  const server = createServer((_, response) => {
    if (scopes !== undefined) response.setHeader("x-oauth-scopes", scopes);
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}
