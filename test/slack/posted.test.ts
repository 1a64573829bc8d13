import { describe, expect, test } from "vitest";
import { createPosted } from "../../src/slack/posted.ts";
import { saying } from "../../src/slack/views/blocks.ts";
import { openTestHouse } from "../house.ts";
import { createGateway, createStandIn, refusing } from "./stand-in.ts";
import { now } from "./tickets.ts";

/** Two processes that keep the same messages, on a clock that the test sets. */
async function openPosted() {
  const { notes } = await (await openTestHouse()).store();
  const slack = createStandIn();
  const clock = { at: now };
  const faults: unknown[] = [];
  const posted = () =>
    createPosted("slack-card", {
      notes: () => Promise.resolve(notes),
      surface: slack.surface,
      now: () => clock.at,
      onFault: (error) => void faults.push(error),
    });
  return { slack, clock, faults, cards: posted(), others: posted() };
}

function wish(text: string) {
  const look = () => Promise.resolve({ message: saying(text), digest: text });
  return { digest: text, channel: "C1", look };
}

test("a message is posted once and edited as it changes", async () => {
  const { slack, cards, others } = await openPosted();
  const ref = await cards.show("a", wish("open"));
  expect(await others.show("a", wish("open"))).toEqual(ref);
  await others.show("a", wish("done"));
  expect([...slack.messages.values()]).toEqual([saying("done")]);
});

test("what it shows is read when nobody else can edit it any more", async () => {
  const { slack, cards, others } = await openPosted();
  await cards.show("a", wish("open"));
  const reading = createGateway();
  const slow = cards.show("a", {
    ...wish("approved"),
    look: async () => (await reading.wait(), { message: saying("done"), digest: "done" }),
  });
  await reading.begun;
  expect(await others.show("a", wish("approved"))).toBeUndefined();
  reading.open();
  await slow;
  expect(slack.messages.get("1")).toEqual(saying("done"));
  expect(await cards.get("a")).toMatchObject({ digest: "done", isBusy: false });
});

test("what is nothing to be shown any more is not posted", async () => {
  const { slack, cards } = await openPosted();
  await cards.show("a", { ...wish("open"), look: () => Promise.resolve(undefined) });
  expect(slack.messages.size).toBe(0);
  expect(await cards.get("a")).toMatchObject({ ref: undefined, isBusy: false });
});

describe("an edit", () => {
  test.for(["refused", "unreached"] as const)(
    "that was %s counts as not shown, and nothing is forgotten",
    async (kind) => {
      const { slack, cards, clock, faults } = await openPosted();
      await cards.show("a", wish("open"));
      await cards.remember("a", { warned: true });
      slack.before.update = refusing("some_reason", kind);
      expect(await cards.show("a", wish("done"))).toBeUndefined();
      expect(await cards.get("a")).toMatchObject({ digest: "open", isBusy: true, more: { warned: true } });
      expect(faults).toHaveLength(1);
      clock.at += 60_000;
      slack.before.update = () => Promise.resolve();
      await cards.show("a", wish("done"));
      expect(slack.messages.get("1")).toEqual(saying("done"));
    },
  );

  test("whose answer was lost leaves it unknown what is shown", async () => {
    const { slack, cards, clock } = await openPosted();
    await cards.show("a", wish("open"));
    slack.before.update = refusing("timeout", "lost");
    await cards.show("a", wish("done"));
    slack.before.update = () => Promise.resolve();
    clock.at += 15_000;
    await cards.show("a", wish("open"));
    expect(await cards.get("a")).toMatchObject({ digest: "open" });
  });

  test("that Slack refuses again and again waits longer each time, at most five minutes", async () => {
    const { slack, cards, clock, faults } = await openPosted();
    await cards.show("a", wish("open"));
    slack.before.update = refusing("invalid_blocks");
    for (const seconds of [15, 30, 60, 120, 240, 300, 300]) {
      await cards.show("a", wish("done"));
      const before = faults.length;
      clock.at += (seconds - 1) * 1_000;
      await cards.show("a", wish("done"));
      expect(faults).toHaveLength(before);
      clock.at += 1_000;
    }
  });
});

describe.for(["message_not_found", "cant_update_message", "is_archived", "channel_not_found"])(
  "a message that can never be edited again, by %s,",
  (reason) => {
    test("is posted anew while it is needed", async () => {
      const { slack, cards } = await openPosted();
      await cards.show("a", wish("open"));
      slack.before.update = refusing(reason);
      await cards.show("a", wish("running"));
      const ref = await cards.show("a", wish("running"));
      expect(ref).toEqual({ channel: "C1", ts: "2" });
    });

    test("is given up at its end", async () => {
      const { slack, cards } = await openPosted();
      await cards.show("a", wish("open"));
      slack.before.update = refusing(reason);
      await cards.finish("a", wish("done"));
      await cards.finish("a", wish("done"));
      expect([await cards.list(), slack.messages.size]).toEqual([[], 1]);
    });
  },
);

test("a message that somebody has in hand is not finished by another", async () => {
  const { slack, cards, others } = await openPosted();
  const posting = createGateway();
  slack.before.post = posting.wait;
  const first = cards.show("a", wish("open"));
  await posting.begun;
  await others.finish("a", wish("done"));
  posting.open();
  expect(await first).toEqual((await cards.get("a"))?.ref);
  await others.finish("a", wish("done"));
  expect([slack.messages.get("1"), await cards.list()]).toEqual([saying("done"), []]);
});
