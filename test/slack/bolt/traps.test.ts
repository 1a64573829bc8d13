import { describe, expect, test } from "vitest";
import type { FakeSlack } from "../../../src/sandbox/slack/server.ts";
import { saying } from "../../../src/slack/views/blocks.ts";
import { card, connectTo, openForm, transports } from "./connected.ts";

const hello = saying("Hello.");

describe.for(transports)("over %s", (transport) => {
  test("a post whose answer is lost is not made again", async () => {
    const { slack, connection } = await connectTo(transport);
    slack.faults.fail("chat.postMessage", { status: 502, when: "after" });
    await expect(connection.surface.post(slack.channels.ops.id, hello)).rejects.toMatchObject({
      kind: "lost",
    });
    expect(slack.messages(slack.channels.ops.id)).toHaveLength(1);
  });

  test("a call that has to wait does not hold up another one", async () => {
    const { slack, connection } = await connectTo(transport);
    slack.faults.rateLimit("chat.postMessage", { retryAfter: 1 });
    const post = connection.surface.post(slack.channels.ops.id, hello);
    await slack.until(() => slack.calls.find(({ method }) => method === "chat.postMessage"));
    await connection.surface.user(slack.users.hanako.id);
    expect(slack.messages(slack.channels.ops.id)).toEqual([]);
    await post;
    expect(slack.messages(slack.channels.ops.id)).toHaveLength(1);
  });

  test("a delivery that comes again is answered, but not acted on", async () => {
    let times = 0;
    const { slack } = await connectTo(transport, { command: () => ({ ack: saying(`No. ${(times += 1)}`) }) });
    const { payload } = await slack.command("hanako", "help");
    const again = await slack.deliver("slash_commands", payload);
    expect([again.acked, again.ack, times]).toEqual([true, undefined, 1]);
  });

  test("the same words typed twice are two commands", async () => {
    let times = 0;
    const { slack } = await connectTo(transport, { command: () => ({ ack: saying(`No. ${(times += 1)}`) }) });
    await slack.command("hanako", "help");
    await slack.command("hanako", "help");
    expect(times).toBe(2);
  });

  test("work is left to the replica that got a delivery first", async () => {
    const done: string[] = [];
    const seen: string[] = [];
    const { slack, connection } = await connectTo(
      transport,
      {
        command: ({ text }) => ({ ack: hello, work: async () => void done.push(text) }),
      },
      { seen: async (id) => seen.push(id) > 1 },
    );
    await slack.command("hanako", "first");
    await slack.command("hanako", "second");
    await connection.stop();
    expect(done).toEqual(["second"]);
    expect(new Set(seen).size).toBe(2);
  });

  describe("when a handler fails", () => {
    const broken = () => {
      throw new Error("the handler broke");
    };

    test("the command is answered all the same", async () => {
      const { slack, faults } = await connectTo(transport, { command: broken });
      const { message } = await slack.command("hanako", "help");
      expect(message?.text).toMatch(/何も実行されませんでした[^]*nothing was done/);
      expect(faults).toEqual([new Error("the handler broke")]);
    });

    test("so is the button, where it stands", async () => {
      const { slack, connection } = await connectTo(transport, { click: broken });
      const at = await connection.surface.post(slack.channels.ops.id, card);
      expect((await slack.click("taro", at, "ticket:approve")).acked).toBe(true);
      const [apology] = await slack.until(() => whispers(slack, "taro"));
      expect(apology?.text).toMatch(/nothing was done/);
    });

    test("so is the modal, in its place", async () => {
      const { slack } = await connectTo(transport, { submit: broken });
      await slack.submit("hanako", await openForm(slack, "hanako"), { name: "x" });
      expect(JSON.stringify(slack.view("hanako")?.view)).toMatch(/nothing was done/);
    });

    test("so is the button of a modal, by a direct message", async () => {
      const { slack } = await connectTo(transport, { click: broken });
      const viewId = await openForm(slack, "hanako");
      expect((await slack.click("hanako", { viewId }, "form:open")).acked).toBe(true);
      const [apology] = await slack.until(() => some(slack.directMessages("hanako")));
      expect(apology?.text).toMatch(/nothing was done/);
    });

    test("so is the menu, with nothing in it", async () => {
      const suggest = () => Promise.reject(new Error("the handler broke"));
      const { slack, faults } = await connectTo(transport, { suggest });
      const { acked, ack } = await slack.suggest("hanako", await openForm(slack, "hanako"), "tenant", "a");
      expect([acked, ack, faults]).toEqual([true, { options: [] }, [new Error("the handler broke")]]);
    });

    test("with its work, the person is told to look what was done", async () => {
      const work = () => Promise.reject(new Error("the work broke"));
      const { slack, faults } = await connectTo(transport, { command: () => ({ ack: hello, work }) });
      await slack.command("hanako", "help");
      const messages = await slack.until(() => some(whispers(slack, "hanako")?.slice(1)));
      expect(messages[0]?.text).toMatch(/Check what was done/);
      expect(faults).toEqual([new Error("the work broke")]);
    });

    test("with the question which replica is the first, nothing is done", async () => {
      let worked = false;
      const work = async () => void (worked = true);
      const { slack } = await connectTo(
        transport,
        { command: () => ({ ack: hello, work }) },
        { seen: () => Promise.reject(new Error("the store is away")) },
      );
      await slack.command("hanako", "help");
      const messages = await slack.until(() => some(whispers(slack, "hanako")?.slice(1)));
      expect([messages[0]?.text, worked]).toEqual([expect.stringMatching(/nothing was done/), false]);
    });
  });

  test("a menu that takes too long is answered in time, with nothing in it", async () => {
    const { slack } = await connectTo(transport, { suggest: () => new Promise(() => {}) });
    const { acked, ack } = await slack.suggest("hanako", await openForm(slack, "hanako"), "tenant", "a");
    expect([acked, ack]).toEqual([true, { options: [] }]);
  });

  test("a shortcut on a message, which this app does not have, is answered", async () => {
    const { slack } = await connectTo(transport);
    const { payload } = await slack.shortcut("hanako", "sss_palette");
    const sent = { ...(payload as object), type: "message_action", callback_id: "other", trigger_id: "1.2" };
    expect((await slack.deliver("interactive", sent)).acked).toBe(true);
    const [answer] = await slack.until(() => some(slack.directMessages("hanako")));
    expect(answer?.text).toMatch(/対応していません[^]*does not know this action/);
  });

  test("an event that nobody asked for is let go", async () => {
    const { slack, faults } = await connectTo(transport);
    const event = { type: "reaction_added", user: slack.users.hanako.id, item: {}, reaction: "x" };
    const body = { type: "event_callback", team_id: slack.team.id, event_id: "Ev1", event };
    expect((await slack.deliver("events_api", body)).acked).toBe(true);
    expect(faults).toEqual([]);
  });
});

function whispers(slack: FakeSlack, user: string) {
  const { id } = slack.channels.ops;
  return some(slack.messages(id, user).filter(({ ephemeralFor }) => ephemeralFor !== undefined));
}

function some<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items?.length === 0 ? undefined : items;
}
